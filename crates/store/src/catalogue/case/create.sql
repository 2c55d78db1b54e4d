-- Creates cases with their steps and directory entries. A case's place in the arrays is what steps and the
-- result refer to; $4 to $16 have one element for each case, $17 to $20 one for each step.
with wanted as (
    select * from unnest(
        $4::integer[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
        $12::text[], $13::text[], $14::jsonb[], $15::jsonb[], $16::jsonb[]
    ) with ordinality as w (
        folder, title, description, preconditions, priority, case_type, state, automation, template, owner,
        tags, issues, facts, place
    )
), numbered as (
    insert into organization_counters (organization_id, kind, last) values ($1, 3, cardinality($5::text[]))
    on conflict (organization_id, kind)
        do update set last = organization_counters.last + cardinality($5::text[])
    returning last - cardinality($5::text[]) as base
), step_numbers as (
    insert into organization_counters (organization_id, kind, last)
    select $1, 6, cardinality($17::integer[]) where cardinality($17::integer[]) > 0
    on conflict (organization_id, kind)
        do update set last = organization_counters.last + cardinality($17::integer[])
    returning last - cardinality($17::integer[]) as base
), made as (
    insert into test_cases (
        project_id, number, opaque, folder, title, description, preconditions, priority, case_type, state,
        automation, template, owner, tags, issues, facts, created_by
    )
    select $2, numbered.base + w.place::integer, gen_random_uuid(), w.folder, w.title, w.description,
        w.preconditions, w.priority, w.case_type, w.state, w.automation, w.template, w.owner,
        array(select jsonb_array_elements_text(w.tags)), array(select jsonb_array_elements_text(w.issues)),
        w.facts, $3
    from numbered, wanted w
    returning number, opaque
), listed as (
    insert into directory (organization_id, opaque, kind, project_id, number)
    select $1, opaque, 3, $2, number from made
), stepped as (
    insert into case_steps (project_id, case_no, id, position, action, expected)
    select $2, numbered.base + s.case_place, step_numbers.base + s.place::integer, s.position, s.action,
        s.expected
    from numbered, step_numbers,
        unnest($17::integer[], $18::integer[], $19::text[], $20::text[]) with ordinality
            as s (case_place, position, action, expected, place)
)
select number from made order by number

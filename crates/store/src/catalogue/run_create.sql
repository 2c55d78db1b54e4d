-- Creates a run, its directory entry, its placeholders and, for a build, what only a build has.
with numbered as (
    insert into organization_counters (organization_id, kind, last) values ($1, 2, 1)
    on conflict (organization_id, kind) do update set last = organization_counters.last + 1
    returning last
), made as (
    insert into runs (
        project_id, number, opaque, name, description, environment, assignee, tags, configurations, plan,
        read_token, started_at, created_by, facts, state, finished_at, counts
    )
    select $2, last, gen_random_uuid(), $3, $4, $5, $6, $7,
        array(select distinct c from unnest($13::integer[]) as c where c > 0 order by c), $8, $9, $10, $11, $21, $22,
        case when $23 then now() end, array[cardinality($12::integer[]), 0, 0, 0, 0, 0, 0, 0, 0, 0]
    from numbered
    where exists (select 1 from projects where id = $2 and deleted_at is null)
    returning number, opaque
), listed as (
    insert into directory (organization_id, opaque, kind, project_id, number)
    select $1, opaque, 2, $2, number from made
), planned as (
    insert into planned_cases (project_id, run, case_no, configuration)
    select $2, made.number, place.case_no, place.configuration
    from made, unnest($12::integer[], $13::integer[]) as place (case_no, configuration)
), built as (
    insert into builds (
        project_id, run, build_number, identifier, host_info, ci_info, version_control, framework_name,
        framework_version
    )
    select $2, made.number,
        1 + coalesce(
            (
                select max(b.build_number) from builds b
                join runs r on r.project_id = b.project_id and r.number = b.run
                where b.project_id = $2 and r.name = $3
            ),
            0
        ),
        $15, $16, $17, $18, $19, $20
    from made
    where $14
)
select number from made

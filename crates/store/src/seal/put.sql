-- Seals a locked run: with $3 results, or with the rows $4 and $5, which it holds by now; $6 says which of them came
-- with this seal; what came with the one before stays so. An outcome is any status but Untested (0) and InProgress
-- (1). If all is there already, it is since the newest of these results, which may have come again, or since the $3rd of
-- all; the same announcement repeated leaves that moment alone, and no other makes it earlier. Lists are asked with `in`,
-- which is looked up in a hash whatever the statistics say.
with named as (
    select w.case_no, w.configuration, w.made,
        exists (
            select 1 from run_cases r
            where r.project_id = $1 and r.run = $2 and r.case_no = w.case_no and r.configuration = w.configuration
                and r.status > 1
        ) as is_there
    from unnest($4::integer[], $5::integer[], $6::boolean[]) as w (case_no, configuration, made)
), before as (
    select count(*) as rows,
        count(*) filter (where (s.case_no, s.configuration) in (select case_no, configuration from named)) as named_again
    from sealed_rows s
    where s.project_id = $1 and s.run = $2
), gone as (
    delete from sealed_rows s
    where s.project_id = $1 and s.run = $2
        and (s.case_no, s.configuration) not in (select case_no, configuration from named)
), sealed as (
    insert into sealed_rows (project_id, run, case_no, configuration, made, is_there)
    select $1, $2, case_no, configuration, made, is_there from named
    on conflict (project_id, run, case_no, configuration) do update set
        made = sealed_rows.made or excluded.made,
        is_there = excluded.is_there
    where (sealed_rows.made, sealed_rows.is_there)
        is distinct from (sealed_rows.made or excluded.made, excluded.is_there)
), reckoned as (
    select r.number,
        case when $3::integer is null then cardinality($4::integer[]) else $3 end as expected,
        case
            when $3::integer is null then (select count(*) from named where not is_there)
            else greatest(0, $3 - (
                select sum(c.rows) from unnest(r.counts) with ordinality as c (rows, place) where c.place > 2
            ))
        end::integer as missing,
        r.seal_names_rows = ($3::integer is null) and r.seal_expected = coalesce($3, cardinality($4::integer[]))
            and ($3 is not null or (b.rows = r.seal_expected and b.named_again = b.rows)) as is_same
    from runs r, before b
    where r.project_id = $1 and r.number = $2
)
update runs r set
    seal_expected = k.expected,
    seal_missing = k.missing,
    seal_deadline = $7,
    seal_filled_at = case
        when k.missing > 0 then null
        when k.is_same and r.seal_filled_at is not null then r.seal_filled_at
        else greatest(r.seal_filled_at, coalesce(
            case
                when $3::integer is null then (
                    select max(s.recorded_at) from named n
                    join run_cases s on s.project_id = $1 and s.run = $2 and s.case_no = n.case_no
                        and s.configuration = n.configuration
                )
                else (
                    select max(f.recorded_at) from (
                        select s.recorded_at from run_cases s
                        where s.project_id = $1 and s.run = $2 and s.status > 1
                        order by s.recorded_at limit $3
                    ) f
                )
            end,
            now()
        ))
    end,
    seal_names_rows = $3::integer is null
from reckoned k
where r.project_id = $1 and r.number = $2

-- What a sealed run misses is what its rows say. An outcome is any status but Untested (0) and InProgress (1).
with named as (
    select s.project_id, s.run, s.is_there,
        exists (
            select 1 from run_cases c
            where c.project_id = s.project_id and c.run = s.run and c.case_no = s.case_no
                and c.configuration = s.configuration and c.status > 1
        ) as shows_outcome
    from sealed_rows s
), counted as (
    select project_id, run, count(*) as rows, count(*) filter (where not shows_outcome) as missing,
        count(*) filter (where is_there <> shows_outcome) as wrong
    from named group by project_id, run
), sealed as (
    select r.number, r.seal_expected, r.seal_missing, coalesce(c.wrong, 0) as wrong,
        coalesce(c.rows, 0) = case when r.seal_names_rows then r.seal_expected else 0 end as has_rows,
        case
            when r.seal_names_rows then coalesce(c.missing, 0)
            else greatest(0, r.seal_expected - (
                select sum(k.rows) from unnest(r.counts) with ordinality as k (rows, place) where k.place > 2
            ))
        end as missing
    from runs r
    left join counted c on c.project_id = r.project_id and c.run = r.number
    where r.deleted_at is null and (r.seal_expected is not null or c.rows > 0)
)
select format('run %s was sealed with %s results, says that %s are missing, and misses %s', number, seal_expected,
    seal_missing, missing) as example
from sealed
where seal_missing is distinct from missing or wrong > 0 or has_rows is not true

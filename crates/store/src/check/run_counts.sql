-- A run's counts equal the counts over its rows. A row shows its result; without one it is in progress while an
-- attempt is open in it, else untested.
with shown as (
    select k.project_id, k.run, coalesce(r.status, case when o.run is null then 0 else 1 end) as status
    from (
        select project_id, run, case_no, configuration from run_cases
        union
        select project_id, run, case_no, configuration from planned_cases
    ) k
    left join run_cases r using (project_id, run, case_no, configuration)
    left join (
        select distinct project_id, run, case_no, configuration from attempts where seq is null
    ) o using (project_id, run, case_no, configuration)
), counted as (
    select project_id, run, status, count(*) as rows from shown group by project_id, run, status
), kept as (
    select r.project_id, r.number as run, c.place::integer - 1 as status, c.rows
    from runs r cross join unnest(r.counts) with ordinality as c (rows, place)
    where r.deleted_at is null
)
select format('run %s counts %s rows of status %s and has %s', k.run, k.rows, k.status, coalesce(c.rows, 0))
    as example
from kept k
left join counted c using (project_id, run, status)
where k.rows <> coalesce(c.rows, 0)

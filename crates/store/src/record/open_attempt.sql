-- Opens an attempt; the run is locked. Counts are kept by status code, element 1 being Untested (0)
-- and element 2 InProgress (1).
with change as (
    select
        case when $8 and not $9 and not $10 then -1 else 0 end as untested,
        case when not $9 and not $10 then 1 else 0 end as in_progress
), counted as (
    update runs r set
        counts = array[r.counts[1] + change.untested, r.counts[2] + change.in_progress] || r.counts[3:10],
        state = $11,
        updated_at = $6
    from change
    where r.project_id = $1 and r.number = $2
), placed as (
    insert into planned_cases (project_id, run, case_no, configuration, by_attempt)
    values ($1, $2, $3, $4, true)
    on conflict do nothing
)
insert into attempts (project_id, run, id, case_no, configuration, author, created_at, start)
values ($1, $2, gen_random_uuid(), $3, $4, $5, $6, $7)
returning id

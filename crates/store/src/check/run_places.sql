-- A run numbers its results and step rows below next_seq, no place twice, and counts them.
with places as (
    select project_id, run, seq from run_cases
    union all
    select project_id, run, seq from past_results
    union all
    select project_id, run, seq from step_results
), counted as (
    select project_id, run, count(*) as rows, count(distinct seq) as places, min(seq) as first, max(seq) as last
    from places group by project_id, run
)
select format(
    'run %s: %s rows counted, %s there at %s places, %s to %s, next %s',
    r.number, r.result_rows, coalesce(c.rows, 0), c.places, c.first, c.last, r.next_seq
) as example
from runs r
left join counted c on c.project_id = r.project_id and c.run = r.number
where r.deleted_at is null
    and (r.result_rows <> coalesce(c.rows, 0) or c.places <> c.rows or c.first < 1 or c.last >= r.next_seq)

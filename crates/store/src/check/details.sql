-- Details belong to a result that says it has some, and the other way round.
with results as (
    select project_id, run, seq, parts from run_cases
    union all
    select project_id, run, seq, parts from past_results
)
select format('run %s, place %s', coalesce(r.run, d.run), coalesce(r.seq, d.seq)) as example
from (select * from results where parts & 1 = 1) r
full join result_details d using (project_id, run, seq)
where (r.seq is null or d.seq is null)
    and not exists (
        select 1 from runs g
        where g.project_id = coalesce(r.project_id, d.project_id) and g.number = coalesce(r.run, d.run)
            and g.deleted_at is not null
    )

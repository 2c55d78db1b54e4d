-- Steps belong to a result of their row that says it has some, and stand just below it without a gap.
with results as (
    select project_id, run, case_no, configuration, seq, parts from run_cases
    union all
    select project_id, run, case_no, configuration, seq, parts from past_results
), stepped as (
    select project_id, run, case_no, configuration, result_seq as seq, count(*) as steps, min(s.seq) as first,
        max(s.seq) as last
    from step_results s
    group by project_id, run, case_no, configuration, result_seq
)
select format('run %s, place %s', coalesce(r.run, s.run), coalesce(r.seq, s.seq)) as example
from (select * from results where parts & 2 = 2) r
full join stepped s using (project_id, run, case_no, configuration, seq)
where (r.seq is null or s.seq is null or s.last <> s.seq - 1 or s.first <> s.seq - s.steps)
    and not exists (
        select 1 from runs g
        where g.project_id = coalesce(r.project_id, s.project_id) and g.number = coalesce(r.run, s.run)
            and g.deleted_at is not null
    )

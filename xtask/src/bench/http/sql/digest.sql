-- What a database holds, in few numbers; times and authors left out.
select 'run_cases' as part, count(*),
    sum(hashtextextended(row(run, case_no, configuration, seq, status, parts, elapsed_ms)::text, 0))::text
from run_cases
union all
select 'past_results', count(*),
    sum(hashtextextended(row(run, case_no, configuration, seq, status, parts, elapsed_ms)::text, 0))::text
from past_results
union all
select 'result_details', count(*), sum(hashtextextended(row(d.*)::text, 0))::text
from result_details d
union all
select 'runs', count(*),
    sum(hashtextextended(row(number, state, next_seq, result_rows, counts)::text, 0))::text
from runs
order by part

-- Where statistics do not know a table yet, two keys that begin alike look alike to the planner, and it may look a
-- case up by the places of its run: all of them, for each case. An index that only queries with its condition can use
-- is never taken for another; every row fulfils the condition.
alter index run_cases_seq rename to run_cases_seq_old;
create unique index run_cases_seq on run_cases (project_id, run, seq) where seq > 0;
drop index run_cases_seq_old;

alter index step_results_result rename to step_results_result_old;
create index step_results_result on step_results (project_id, run, result_seq) where result_seq > 0;
drop index step_results_result_old;

alter index run_cases_seq rename to run_cases_seq_old;
create unique index run_cases_seq on run_cases (project_id, run, seq);
drop index run_cases_seq_old;

alter index step_results_result rename to step_results_result_old;
create index step_results_result on step_results (project_id, run, result_seq);
drop index step_results_result_old;

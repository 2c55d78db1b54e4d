drop table run_logs;

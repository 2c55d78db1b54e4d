-- Removes the runs from 1,000,000 on, with what is in them.
begin;
delete from directory where kind = 2 and number >= 1000000;
delete from run_cases where run >= 1000000;
delete from result_details where run >= 1000000;
delete from runs where number >= 1000000;
commit

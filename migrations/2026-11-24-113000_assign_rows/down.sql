drop table row_assignees;

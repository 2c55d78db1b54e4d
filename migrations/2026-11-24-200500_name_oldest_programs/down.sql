drop table oldest_programs;

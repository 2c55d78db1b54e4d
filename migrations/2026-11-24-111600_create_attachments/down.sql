drop table loose_files;
drop table attachments;

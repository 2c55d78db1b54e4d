delete from organization_counters where kind = 9;
drop table custom_statuses;

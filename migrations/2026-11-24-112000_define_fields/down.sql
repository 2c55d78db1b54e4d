delete from organization_counters where kind = 8;
alter table organization_counters drop constraint organization_counters_kind_check;
alter table organization_counters add constraint organization_counters_kind_check check (kind between 1 and 7);
comment on table organization_counters is
    'The last number given to a project (1), run (2), case (3), folder (4), configuration (5), step (6), plan (7).';
drop table custom_fields;

drop index test_cases_deleted;
drop index folders_deleted;
drop index runs_deleted;
drop index projects_deleted;
drop index case_keys_case;
alter table test_cases
    drop column purged,
    drop column facts,
    drop column updated_by;
comment on column test_cases.issues is null;

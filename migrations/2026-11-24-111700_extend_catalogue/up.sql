-- What the catalogue says of cases beyond its first columns, and where the purge finds its work.

alter table test_cases
    add column updated_by integer references users,
    add column facts jsonb,
    add column purged boolean not null default false;
comment on column test_cases.updated_by is 'Who changed it last; nothing for one that nobody changed.';
comment on column test_cases.facts is 'What no query looks into (crates/store/src/catalogue/case/facts.rs).';
comment on column test_cases.issues is 'Keys of the issues in facts, for filters.';
comment on column test_cases.purged is
    'A deleted case stays as the title of its results; this says that all else of it is gone.';

-- A deleted case's names.
create index case_keys_case on case_keys (project_id, case_no);

-- The purge finds its work by the tombstones.
create index projects_deleted on projects (id) where deleted_at is not null;
create index runs_deleted on runs (project_id, number) where deleted_at is not null;
create index folders_deleted on folders (project_id, number) where deleted_at is not null;
create index test_cases_deleted on test_cases (project_id, number) where deleted_at is not null and not purged;

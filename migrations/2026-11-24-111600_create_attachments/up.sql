create table attachments (
    project_id integer not null,
    run integer not null,
    id uuid not null,
    case_no integer not null,
    configuration integer not null default 0,
    place smallint not null,
    file_name text not null check (length(file_name) between 1 and 255),
    media_type text not null,
    size bigint not null check (size >= 0),
    author integer not null,
    created_at timestamptz not null,
    primary key (project_id, run, id)
);
comment on table attachments is 'Files of the rows of runs; their bytes lie in the data folder, under project_id, run and id.';
comment on column attachments.place is 'The place in its upload: files that came together keep their order.';
-- The attachments of a row.
create index attachments_row on attachments (project_id, run, case_no, configuration);

create table loose_files (
    project_id integer not null,
    run integer not null,
    id uuid not null,
    removable_at timestamptz not null,
    primary key (project_id, run, id)
);
comment on table loose_files is
    'Files that may lie in the data folder and that no attachment names: of uploads that have not come to an end, and of attachments that were purged. A file that is neither here nor in attachments does not exist.';
-- What may be removed now.
create index loose_files_removable on loose_files (removable_at);

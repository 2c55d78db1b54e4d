create table row_assignees (
    project_id integer not null,
    run integer not null,
    case_no integer not null,
    configuration integer not null default 0,
    assignee text not null,
    primary key (project_id, run, case_no, configuration)
);
comment on table row_assignees is
    'Who is to carry out a row, by address, where it is not who carries out the cases of the run.';

alter table runs
    add column seal_expected integer,
    add column seal_missing integer,
    add column seal_deadline timestamptz,
    add column seal_filled_at timestamptz,
    add column seal_names_rows boolean,
    add column refused integer not null default 0 check (refused >= 0),
    add constraint runs_seal check (
        case
            when seal_expected is null then
                seal_missing is null and seal_deadline is null and seal_filled_at is null and seal_names_rows is null
            else
                seal_expected >= 1 and seal_missing between 0 and seal_expected and seal_names_rows is not null
                and (seal_missing = 0) = (seal_filled_at is not null)
        end
    );
comment on column runs.seal_expected is 'How many results were announced; null for a run that is not sealed.';
comment on column runs.seal_missing is 'How many of them are not there; changes with the rows, in their transaction.';
comment on column runs.seal_filled_at is 'Since when none is missing.';
comment on column runs.seal_names_rows is 'Whether it was said which results they are: those of sealed_rows.';
comment on column runs.refused is 'How many results were refused by themselves, beside others that were taken.';

create table sealed_rows (
    project_id integer not null,
    run integer not null,
    case_no integer not null,
    configuration integer not null default 0,
    made boolean not null,
    is_there boolean not null,
    primary key (project_id, run, case_no, configuration)
);
comment on table sealed_rows is 'Rows that a run was sealed with, where its seal names them.';
comment on column sealed_rows.made is 'Whether the row came with the seal: it goes with it if nothing else stands in it.';
comment on column sealed_rows.is_there is 'Whether the row shows an outcome.';

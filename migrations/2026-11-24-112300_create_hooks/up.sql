create table hooks (
    project_id integer not null,
    run integer not null,
    id uuid not null,
    hook_type text not null,
    name text not null,
    attempt uuid,
    configuration integer not null default 0,
    author integer not null,
    created_at timestamptz not null,
    start jsonb not null,
    ended_by integer,
    ended_at timestamptz,
    status smallint check (status between 0 and 9),
    elapsed_ms integer,
    executed_at timestamptz,
    facts jsonb,
    steps jsonb,
    primary key (project_id, run, id),
    check (num_nonnulls(ended_by, ended_at, status, facts, steps) in (0, 5))
);
comment on table hooks is
    'Executions of code around tests, such as before all of them. They have no case and do not count in their run.';
comment on column hooks.attempt is 'The execution that it belongs to, if it said so at its start.';

create table run_logs (
    project_id integer not null,
    run integer not null,
    position bigint generated always as identity,
    attempt uuid,
    hook uuid,
    author integer not null,
    recorded_at timestamptz not null,
    entry jsonb not null,
    primary key (project_id, run, position)
);
comment on table run_logs is 'What was logged while a run was carried out, in the order it arrived.';
comment on column run_logs.entry is 'Kind, time, message and the like: no query looks into them.';

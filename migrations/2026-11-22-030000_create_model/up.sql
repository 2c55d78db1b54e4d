-- Every table of a project carries project_id first in its primary key and in every unique key, so
-- that the schema can be distributed by it. Hot tables carry no foreign keys to runs and cases: the
-- one transaction that writes them holds that integrity (ARCHITECTURE.md, "Rows on disk").

create table organizations (
    id integer generated always as identity primary key,
    name text not null unique check (length(name) between 1 and 255),
    created_at timestamptz not null default now()
);

create table organization_counters (
    organization_id integer not null references organizations,
    kind smallint not null check (kind between 1 and 7),
    last integer not null check (last >= 0),
    primary key (organization_id, kind)
);
comment on table organization_counters is
    'The last number given to a project (1), run (2), case (3), folder (4), configuration (5), step (6), plan (7).';

create table users (
    id integer generated always as identity primary key,
    organization_id integer not null references organizations,
    username text not null check (username ~ '^[^:[:space:]]{1,255}$'),
    email text not null check (length(email) between 1 and 255),
    created_at timestamptz not null default now(),
    unique (organization_id, username)
);

create table access_keys (
    id integer generated always as identity primary key,
    organization_id integer not null references organizations,
    user_id integer not null references users,
    digest bytea not null unique check (octet_length(digest) = 32),
    scopes smallint not null check (scopes between 0 and 15),
    project_id integer,
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    revoked_at timestamptz
);
comment on column access_keys.digest is 'SHA-256 of the key; the key itself is stored nowhere.';
comment on column access_keys.scopes is 'Sum of read (1), write (2), execute (4), admin (8).';
create index access_keys_user on access_keys (user_id);

create table projects (
    id integer generated always as identity primary key,
    organization_id integer not null references organizations,
    number integer not null check (number >= 1),
    opaque uuid not null,
    name text not null check (length(name) between 1 and 255),
    description text,
    prefix text,
    created_by integer not null references users,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    unique (organization_id, number)
);
create index projects_name on projects (organization_id, name);

create table directory (
    organization_id integer not null,
    opaque uuid not null,
    kind smallint not null check (kind in (1, 2, 3, 7)),
    project_id integer not null,
    number integer not null,
    primary key (organization_id, opaque),
    unique (organization_id, kind, number)
);
comment on table directory is 'Leads from an opaque id or a number to what it names, for ids that arrive without their project.';

create table folders (
    project_id integer not null,
    number integer not null,
    parent integer,
    name text not null check (length(name) between 1 and 255),
    description text,
    created_at timestamptz not null default now(),
    deleted_at timestamptz,
    primary key (project_id, number)
);
create index folders_parent on folders (project_id, parent);

create table test_cases (
    project_id integer not null,
    number integer not null,
    opaque uuid not null,
    folder integer,
    title text not null check (length(title) between 1 and 1000),
    description text,
    preconditions text,
    priority text not null default 'Medium',
    case_type text not null default 'Other',
    state text not null default 'Active',
    automation text not null default 'not_automated',
    template text not null default 'test_case_steps',
    owner text,
    tags text[] not null default '{}',
    issues text[] not null default '{}',
    catalogued boolean not null default true,
    created_by integer not null references users,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    primary key (project_id, number)
);
comment on column test_cases.catalogued is 'False for a case that only results name, until someone adopts it.';
create index test_cases_folder on test_cases (project_id, folder);

create table case_steps (
    project_id integer not null,
    case_no integer not null,
    id integer not null,
    position integer not null check (position >= 1),
    action text not null,
    expected text not null,
    primary key (project_id, case_no, id),
    unique (project_id, case_no, position) deferrable
);

create table case_keys (
    project_id integer not null,
    kind smallint not null check (kind between 1 and 3),
    key text not null,
    case_no integer not null,
    primary key (project_id, kind, key)
);
comment on table case_keys is
    'Other names of a case: automation identity (1), title without a case (2), spelling given at import (3).';

create table configurations (
    organization_id integer not null references organizations,
    number integer not null check (number >= 1),
    fingerprint uuid not null,
    name text not null,
    device text,
    os text,
    os_version text,
    browser text,
    browser_version text,
    viewport text,
    created_at timestamptz not null default now(),
    primary key (organization_id, number),
    unique (organization_id, fingerprint)
);

create table test_plans (
    project_id integer not null,
    number integer not null,
    opaque uuid not null,
    name text not null,
    application text not null,
    cases integer[] not null,
    configurations integer[] not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    primary key (project_id, number)
);

create table runs (
    project_id integer not null,
    number integer not null,
    opaque uuid not null,
    name text not null,
    description text,
    environment text,
    assignee text,
    tags text[] not null default '{}',
    configurations integer[] not null default '{}',
    plan integer,
    read_token bytea,
    created_by integer not null references users,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz,
    deleted_at timestamptz,
    state smallint not null default 0 check (state between 0 and 6),
    next_seq integer not null default 1,
    result_rows integer not null default 0 check (result_rows >= 0),
    counts integer[] not null default array_fill(0, array[10]) check (cardinality(counts) = 10),
    primary key (project_id, number)
) with (fillfactor = 60);
comment on column runs.configurations is
    'The configurations that the run was created for: lists of runs show them and must not read rows.';
comment on column runs.counts is 'How many rows of the run show each status, by status code.';
comment on column runs.next_seq is 'The next free place of a result or step row.';

create table builds (
    project_id integer not null,
    run integer not null,
    build_number integer not null,
    identifier text,
    host_info jsonb,
    ci_info jsonb,
    version_control jsonb,
    framework_name text,
    framework_version text,
    primary key (project_id, run)
);
comment on table builds is 'What only a run reported as a build has.';

create table planned_cases (
    project_id integer not null,
    run integer not null,
    case_no integer not null,
    configuration integer not null default 0,
    by_attempt boolean not null default false,
    primary key (project_id, run, case_no, configuration)
);
comment on table planned_cases is
    'Rows of a run that stand without a result. Results leave them alone, so a first result is one new row version.';

create table run_cases (
    recorded_at timestamptz not null,
    project_id integer not null,
    run integer not null,
    case_no integer not null,
    configuration integer not null default 0,
    seq integer not null,
    author integer not null,
    status smallint not null check (status between 0 and 9),
    parts smallint not null,
    elapsed_ms integer,
    primary key (project_id, run, case_no, configuration)
);
comment on table run_cases is 'The result that each row of a run shows: its newest.';
comment on column run_cases.elapsed_ms is
    'The only column that may be null: a row with none has no null bitmap, which saves eight bytes.';
comment on column run_cases.parts is 'Sum of: has a row in result_details (1), has rows in step_results (2).';
-- Lists of a run's results, newest first.
create unique index run_cases_seq on run_cases (project_id, run, seq);
-- A case's history; equal keys are stored once. The condition holds for every row: it keeps the planner from
-- looking a row up by this index instead of the primary key, which in a database that it has no statistics of
-- looks as good and reads the case's rows of all runs (measured at 24 runs: 39 pages a row instead of 4).
create index run_cases_case on run_cases (project_id, case_no) where seq > 0;

create table past_results (
    recorded_at timestamptz not null,
    project_id integer not null,
    run integer not null,
    case_no integer not null,
    configuration integer not null default 0,
    seq integer not null,
    author integer not null,
    status smallint not null check (status between 0 and 9),
    parts smallint not null,
    elapsed_ms integer,
    primary key (project_id, run, seq)
);
comment on table past_results is 'Results that a newer one has superseded.';
create index past_results_case on past_results (project_id, case_no);

create table result_details (
    project_id integer not null,
    run integer not null,
    seq integer not null,
    note text,
    framework text,
    started_at timestamptz,
    executed_at timestamptz,
    custom_status integer,
    facts jsonb,
    primary key (project_id, run, seq)
);
comment on table result_details is 'What a result says beyond status and times; no row where it says nothing.';

create table step_results (
    recorded_at timestamptz not null,
    project_id integer not null,
    run integer not null,
    case_no integer not null,
    configuration integer not null default 0,
    seq integer not null,
    result_seq integer not null,
    position integer not null,
    step integer,
    status smallint check (status between 0 and 9),
    custom_status integer,
    facts jsonb not null,
    primary key (project_id, run, seq)
);
create index step_results_case on step_results (project_id, case_no);
-- The steps of a result.
create index step_results_result on step_results (project_id, run, result_seq);

create table attempts (
    project_id integer not null,
    run integer not null,
    id uuid not null,
    case_no integer not null,
    configuration integer not null default 0,
    seq integer,
    author integer not null,
    created_at timestamptz not null,
    start jsonb not null,
    primary key (project_id, run, id)
);
comment on table attempts is 'Executions that a client started under an id of their own; seq once they have ended.';
-- Whether a row has open attempts.
create index attempts_open on attempts (project_id, run, case_no, configuration) where seq is null;
-- The id of a result that was an attempt.
create unique index attempts_seq on attempts (project_id, run, seq) where seq is not null;

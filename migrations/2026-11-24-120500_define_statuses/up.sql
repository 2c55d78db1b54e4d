create table custom_statuses (
    organization_id integer not null references organizations,
    number integer not null check (number >= 1),
    name text not null check (length(name) between 1 and 255),
    colour text not null check (colour ~ '^#[0-9A-F]{6}$'),
    counts_as smallint not null check (counts_as between 0 and 9),
    created_at timestamptz not null default now(),
    deleted_at timestamptz,
    primary key (organization_id, number)
);
comment on table custom_statuses is
    'Statuses of an organization''s own. A deleted one is not given any more; results keep it, and its name.';
create unique index custom_statuses_name on custom_statuses (organization_id, lower(name)) where deleted_at is null;

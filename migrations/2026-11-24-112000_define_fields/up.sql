-- Custom fields are the organization's, as configurations are. Values are kept with cases and results under the
-- field's name, so that a field can be defined, renamed and deleted without touching them.
create table custom_fields (
    organization_id integer not null references organizations,
    number integer not null check (number >= 1),
    subject smallint not null check (subject between 0 and 1),
    name text not null check (length(name) between 1 and 256),
    kind smallint not null check (kind between 0 and 8),
    placeholder text,
    required boolean not null,
    options text[] not null,
    defaults boolean[] not null check (cardinality(defaults) = cardinality(options)),
    every_project boolean not null,
    future_since timestamptz,
    projects integer[] not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, number),
    unique (organization_id, subject, name)
);
comment on column custom_fields.subject is 'What has the field: a case (0) or a result (1).';
comment on column custom_fields.defaults is 'For each of the options, whether it is offered first.';
comment on column custom_fields.future_since is 'Projects created from then on have the field.';
comment on column custom_fields.projects is 'Projects that have it besides; ones that were deleted since stay and say nothing.';

-- A kind is what statements write; a list of them here would have to change with each.
alter table organization_counters drop constraint organization_counters_kind_check;
alter table organization_counters add constraint organization_counters_kind_check check (kind >= 1);
comment on table organization_counters is
    'The last number given to a project (1), run (2), case (3), folder (4), configuration (5), step (6), plan (7), custom field (8).';

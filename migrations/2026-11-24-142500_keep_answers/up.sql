create table kept_answers (
    access_key integer not null references access_keys,
    request bytea not null check (octet_length(request) = 32),
    sent bytea not null check (octet_length(sent) = 32),
    status smallint not null check (status between 200 and 299),
    header_names text[] not null,
    header_values text[] not null,
    body bytea not null,
    expires_at timestamptz not null,
    primary key (access_key, request),
    constraint kept_answers_headers check (cardinality(header_names) = cardinality(header_values))
);
comment on table kept_answers is 'What writes with an Idempotency-Key were answered, for those that are sent again.';
comment on column kept_answers.request is 'SHA-256 of method, path and Idempotency-Key.';
comment on column kept_answers.sent is 'SHA-256 of what else the request said: its query and its body.';
create index kept_answers_expires on kept_answers (expires_at);

alter table runs add column facts jsonb;
comment on column runs.facts is
    'What few runs say, as one document, because no query looks into it: issues, milestone, selection.';

-- A sealed run with what it shows, at one moment: a row with its seal and what was refused and superseded, one for each
-- row that is named and missing, and one for each result that a row shows. None at all for a run that is not sealed.
with sealed as materialized (
    select r.* from runs r
    where r.project_id = $1 and r.number = $2 and r.deleted_at is null and r.seal_expected is not null
)
select r.seal_expected as expected, r.seal_missing as missing, r.seal_deadline as deadline,
    r.seal_filled_at as filled_at, r.seal_names_rows as names_rows, r.refused,
    (select count(*) from past_results p where p.project_id = r.project_id and p.run = r.number)::integer as superseded,
    null::integer as case_no, null::integer as configuration, null::smallint as status, null::integer as seq
from sealed r
union all
select null, null, null, null, null, null, null, n.case_no, n.configuration, null, null
from sealed_rows n
where n.project_id = $1 and n.run = $2 and not n.is_there and exists (select 1 from sealed)
union all
select null, null, null, null, null, null, null, c.case_no, c.configuration, c.status, c.seq
from run_cases c
where c.project_id = $1 and c.run = $2 and exists (select 1 from sealed)

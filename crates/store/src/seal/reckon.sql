-- What sealed runs miss, after rows of some of their cases changed; of a run that is not sealed, nothing. The runs are
-- locked. An outcome is any status but Untested (0) and InProgress (1).
with touched as (
    select distinct t.project_id, t.run, t.case_no
    from unnest($1::integer[], $2::integer[], $3::integer[]) as t (project_id, run, case_no)
), turned as (
    update sealed_rows s set is_there = not s.is_there
    from touched t
    where s.project_id = t.project_id and s.run = t.run and s.case_no = t.case_no
        and s.is_there <> exists (
            select 1 from run_cases r
            where r.project_id = s.project_id and r.run = s.run and r.case_no = s.case_no
                and r.configuration = s.configuration and r.status > 1
        )
    returning s.project_id, s.run, s.is_there
), reckoned as (
    select r.project_id, r.number,
        case
            when r.seal_names_rows then r.seal_missing + coalesce((
                select sum(case when t.is_there then -1 else 1 end) from turned t
                where t.project_id = r.project_id and t.run = r.number
            ), 0)
            else greatest(0, r.seal_expected - (
                select sum(c.rows) from unnest(r.counts) with ordinality as c (rows, place) where c.place > 2
            ))
        end::integer as missing
    from (select distinct project_id, run from touched) t
    join runs r on r.project_id = t.project_id and r.number = t.run
    where r.seal_expected is not null
)
update runs r set
    seal_missing = k.missing,
    seal_filled_at = case when k.missing = 0 then $4 end
from reckoned k
where r.project_id = k.project_id and r.number = k.number and r.seal_missing <> k.missing

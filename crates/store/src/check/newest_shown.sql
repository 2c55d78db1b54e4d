-- A row shows its newest result. One that was taken out may have left results that no row shows; an attempt
-- that begins there again has none yet.
select format('run %s: case %s shows %s and has %s', p.run, p.case_no, r.seq, p.seq) as example
from past_results p
join runs g on g.project_id = p.project_id and g.number = p.run and g.deleted_at is null
left join run_cases r
    on r.project_id = p.project_id and r.run = p.run and r.case_no = p.case_no
    and r.configuration = p.configuration
left join planned_cases k
    on k.project_id = p.project_id and k.run = p.run and k.case_no = p.case_no
    and k.configuration = p.configuration
where p.seq > r.seq or (r.seq is null and k.run is not null and not k.by_attempt)

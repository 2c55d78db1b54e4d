-- An attempt that has ended leads to its result; one that is open is in a row that stands.
select format('run %s, attempt %s', a.run, a.id) as example
from attempts a
left join runs g on g.project_id = a.project_id and g.number = a.run
where g.deleted_at is null
    and case
        when a.seq is null then
            not exists (
                select 1 from run_cases r
                where r.project_id = a.project_id and r.run = a.run and r.case_no = a.case_no
                    and r.configuration = a.configuration
            )
            and not exists (
                select 1 from planned_cases p
                where p.project_id = a.project_id and p.run = a.run and p.case_no = a.case_no
                    and p.configuration = a.configuration
            )
        else
            not exists (
                select 1 from run_cases r
                where r.project_id = a.project_id and r.run = a.run and r.seq = a.seq and r.case_no = a.case_no
            )
            and not exists (
                select 1 from past_results r
                where r.project_id = a.project_id and r.run = a.run and r.seq = a.seq and r.case_no = a.case_no
            )
    end

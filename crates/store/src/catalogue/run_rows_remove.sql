-- Takes rows out of a locked run; configuration -1 means every row of the case. Without $5 their results go
-- with them, and so do the files of the row; with it they stay where results that no row shows are kept, for lists and the case's history.
-- Counts are kept by status code, element 1 being Untested (0) and element 2 InProgress (1).
with gone as (
    select distinct k.case_no, k.configuration
    from unnest($3::integer[], $4::integer[]) as w (case_no, configuration)
    cross join lateral (
        select r.case_no, r.configuration from run_cases r
        where r.project_id = $1 and r.run = $2 and r.case_no = w.case_no
            and w.configuration in (r.configuration, -1)
        union all
        select p.case_no, p.configuration from planned_cases p
        where p.project_id = $1 and p.run = $2 and p.case_no = w.case_no
            and w.configuration in (p.configuration, -1)
    ) k
), shown as (
    delete from run_cases r using gone g
    where r.project_id = $1 and r.run = $2 and r.case_no = g.case_no and r.configuration = g.configuration
    returning r.*
), kept as (
    insert into past_results (
        recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
    )
    select recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
    from shown where $5
), past as (
    delete from past_results r using gone g
    where not $5 and r.project_id = $1 and r.run = $2 and r.case_no = g.case_no
        and r.configuration = g.configuration
    returning r.seq
), step as (
    delete from step_results s using gone g
    where not $5 and s.project_id = $1 and s.run = $2 and s.case_no = g.case_no
        and s.configuration = g.configuration
    returning s.seq
), detail as (
    delete from result_details d using (select seq from shown union all select seq from past) s
    where not $5 and d.project_id = $1 and d.run = $2 and d.seq = s.seq
), unplanned as (
    delete from planned_cases p using gone g
    where p.project_id = $1 and p.run = $2 and p.case_no = g.case_no and p.configuration = g.configuration
), unassigned as (
    delete from row_assignees a using gone g
    where a.project_id = $1 and a.run = $2 and a.case_no = g.case_no and a.configuration = g.configuration
), attachment as (
    delete from attachments a using gone g
    where not $5 and a.project_id = $1 and a.run = $2 and a.case_no = g.case_no
        and a.configuration = g.configuration
    returning a.id
), loose as (
    insert into loose_files (project_id, run, id, removable_at)
    select $1, $2, id, now() from attachment
    on conflict do nothing
), attempt as (
    delete from attempts a using gone g
    where a.project_id = $1 and a.run = $2 and a.case_no = g.case_no and a.configuration = g.configuration
    returning a.case_no, a.configuration, a.seq is null as is_open
), counted as (
    select coalesce(s.status, case when o.case_no is null then 0 else 1 end) as status, count(*)::integer as rows
    from gone g
    left join shown s on s.case_no = g.case_no and s.configuration = g.configuration
    left join (select distinct case_no, configuration from attempt where is_open) o
        on o.case_no = g.case_no and o.configuration = g.configuration
    group by 1
)
update runs r set
    counts = array(
        select r.counts[place] - coalesce((select c.rows from counted c where c.status = place - 1), 0)
        from generate_subscripts(r.counts, 1) as place order by place
    ),
    result_rows = r.result_rows - case
        when $5 then 0
        else (select count(*) from shown) + (select count(*) from past) + (select count(*) from step)
    end,
    updated_at = now()
where r.project_id = $1 and r.number = $2

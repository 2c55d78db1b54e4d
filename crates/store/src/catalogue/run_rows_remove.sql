-- Takes rows out of a locked run; configuration -1 means every row of the case. Without $5 their results go with them, and
-- so do the files of the row; with it they stay where results that no row shows are kept, for lists and the case's history.
-- A row that a seal made is the client's from then on, and does not go with the seal if it comes again. Each row is looked
-- up by an index (`offset 0`): joined plainly, a table without statistics was scanned for each row (20,000 of 30,000 rows:
-- 60 s). Attempts that have ended have no such index. Counts are kept by status code, element 1 being Untested (0) and
-- element 2 InProgress (1).
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
    delete from run_cases r
    where r.ctid = any(array(
        select k.ctid from gone g
        cross join lateral (
            select h.ctid from run_cases h
            where h.project_id = $1 and h.run = $2 and h.case_no = g.case_no and h.configuration = g.configuration
            offset 0
        ) k
    ))
    returning r.*
), kept as (
    insert into past_results (
        recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
    )
    select recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
    from shown where $5
), past as (
    delete from past_results r
    where r.ctid = any(array(
        select k.ctid from gone g
        cross join lateral (
            select h.ctid from past_results h
            where h.project_id = $1 and h.run = $2 and h.case_no = g.case_no and h.configuration = g.configuration
            offset 0
        ) k
        where not $5
    ))
    returning r.seq
), step as (
    delete from step_results s
    where s.ctid = any(array(
        select k.ctid from gone g
        cross join lateral (
            select h.ctid from step_results h
            where h.project_id = $1 and h.run = $2 and h.case_no = g.case_no and h.configuration = g.configuration
            offset 0
        ) k
        where not $5
    ))
    returning s.seq
), detail as (
    delete from result_details d using (select seq from shown union all select seq from past) s
    where not $5 and d.project_id = $1 and d.run = $2 and d.seq = s.seq
), unplanned as (
    delete from planned_cases p
    where p.ctid = any(array(
        select k.ctid from gone g
        cross join lateral (
            select h.ctid from planned_cases h
            where h.project_id = $1 and h.run = $2 and h.case_no = g.case_no and h.configuration = g.configuration
            offset 0
        ) k
    ))
), claimed as (
    update sealed_rows s set made = false
    from gone g
    where s.project_id = $1 and s.run = $2 and s.case_no = g.case_no and s.configuration = g.configuration and s.made
), unassigned as (
    delete from row_assignees a
    where a.ctid = any(array(
        select k.ctid from gone g
        cross join lateral (
            select h.ctid from row_assignees h
            where h.project_id = $1 and h.run = $2 and h.case_no = g.case_no and h.configuration = g.configuration
            offset 0
        ) k
    ))
), attachment as (
    delete from attachments a
    where a.ctid = any(array(
        select k.ctid from gone g
        cross join lateral (
            select h.ctid from attachments h
            where h.project_id = $1 and h.run = $2 and h.case_no = g.case_no and h.configuration = g.configuration
            offset 0
        ) k
        where not $5
    ))
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

-- Adds rows to a locked run; those it has are left as they are. Configuration -1 means the ones the run was
-- created for, and no row at all if the run holds the case already. A row that was taken out and left its
-- results shows the newest of them again. Counts are kept by status code, element 1 being Untested (0).
with wanted as (
    select distinct w.case_no, under.configuration
    from unnest($3::integer[], $4::integer[]) as w (case_no, configuration)
    cross join lateral (
        select w.configuration where w.configuration >= 0
        union all
        select unnest(case when cardinality(r.configurations) = 0 then '{0}' else r.configurations end)
        from runs r
        where w.configuration < 0 and r.project_id = $1 and r.number = $2
            and not exists (
                select 1 from run_cases h
                where h.project_id = $1 and h.run = $2 and h.case_no = w.case_no
            )
            and not exists (
                select 1 from planned_cases h
                where h.project_id = $1 and h.run = $2 and h.case_no = w.case_no
            )
    ) as under (configuration)
), fresh as (
    select w.case_no, w.configuration from wanted w
    where not exists (
            select 1 from run_cases h
            where h.project_id = $1 and h.run = $2 and h.case_no = w.case_no
                and h.configuration = w.configuration
        )
        and not exists (
            select 1 from planned_cases h
            where h.project_id = $1 and h.run = $2 and h.case_no = w.case_no
                and h.configuration = w.configuration
        )
), newest as (
    select p.* from fresh f
    cross join lateral (
        select * from past_results p
        where p.project_id = $1 and p.run = $2 and p.case_no = f.case_no and p.configuration = f.configuration
        order by p.seq desc limit 1
    ) p
), moved as (
    delete from past_results p using newest n
    where p.project_id = $1 and p.run = $2 and p.seq = n.seq
), shown as (
    insert into run_cases (
        recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
    )
    select recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
    from newest
), planned as (
    insert into planned_cases (project_id, run, case_no, configuration)
    select $1, $2, case_no, configuration from wanted
    on conflict (project_id, run, case_no, configuration) do update set by_attempt = false
), counted as (
    select coalesce(n.status, 0) as status, count(*)::integer as rows
    from fresh f
    left join newest n on n.case_no = f.case_no and n.configuration = f.configuration
    group by 1
)
update runs r set
    counts = array(
        select r.counts[place] + coalesce((select c.rows from counted c where c.status = place - 1), 0)
        from generate_subscripts(r.counts, 1) as place order by place
    ),
    configurations = array(
        select c from unnest(r.configurations) as c
        union
        select configuration from wanted where configuration > 0
        order by 1
    ),
    updated_at = now()
where r.project_id = $1 and r.number = $2

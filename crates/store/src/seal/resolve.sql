-- The rows that a selection means in a run, whether the run holds them for good, and whether it does so without their
-- result: what an attempt's start made goes with the attempt, also if that moves to another row. Configuration -1
-- means every row of the case that the run holds; where it holds none, those that it would have been created with.
-- Whether its case is still there, which may have been deleted since it was looked up. Nothing at all where these are
-- more than $5: a few names mean many rows in a run of many configurations. A row is meant up to three times, so no
-- more than that are gone through.
with meant as materialized (
    select distinct case_no, configuration from (
        select w.case_no, under.configuration
        from unnest($3::integer[], $4::integer[]) as w (case_no, configuration)
        cross join lateral (
            select w.configuration where w.configuration >= 0
            union all
            select h.configuration from run_cases h
            where w.configuration < 0 and h.project_id = $1 and h.run = $2 and h.case_no = w.case_no
            union all
            select h.configuration from planned_cases h
            where w.configuration < 0 and h.project_id = $1 and h.run = $2 and h.case_no = w.case_no
            union all
            select unnest(case when cardinality(r.configurations) = 0 then '{0}' else r.configurations end)
            from runs r
            where w.configuration < 0 and r.project_id = $1 and r.number = $2
                and not exists (
                    select 1 from run_cases h where h.project_id = $1 and h.run = $2 and h.case_no = w.case_no
                )
                and not exists (
                    select 1 from planned_cases h where h.project_id = $1 and h.run = $2 and h.case_no = w.case_no
                )
        ) as under (configuration)
        limit 3 * $5::bigint + 1
    ) as w
)
select w.case_no, w.configuration, exists (
        select 1 from run_cases h
        where h.project_id = $1 and h.run = $2 and h.case_no = w.case_no and h.configuration = w.configuration
    ) or exists (
        select 1 from planned_cases h
        where h.project_id = $1 and h.run = $2 and h.case_no = w.case_no and h.configuration = w.configuration
            and not h.by_attempt
    ) as held, exists (
        select 1 from planned_cases h
        where h.project_id = $1 and h.run = $2 and h.case_no = w.case_no and h.configuration = w.configuration
            and not h.by_attempt
    ) as planned, exists (
        select 1 from test_cases t where t.project_id = $1 and t.number = w.case_no and t.deleted_at is null
    ) as is_there
from meant w
where (select count(*) from meant) <= $5
order by 1, 2

-- The server's write without the server: reads what the rows show, stores what differs, keeps what that
-- supersedes and the run's counters, all in one statement. The run is locked by the statement before it.
-- The whole key comes from a materialised list: with the run as a plain parameter the planner takes a run
-- that its statistics do not know for empty, and joins all of it row by row with the list.
with item as materialized (
    select $1::integer as project_id, $2::integer as run, 0 as configuration, listed.*
    from unnest($3::integer[], $4::smallint[], $5::integer[], $6::text[]) with ordinality
        as listed (case_no, status, elapsed_ms, note, place)
), change as materialized (
    select item.project_id, item.run, item.case_no, item.configuration,
        item.status, item.elapsed_ms, item.note,
        row_number() over (order by item.place)::integer - 1 as position,
        shown.recorded_at as was_recorded_at, shown.seq as was_seq, shown.author as was_author,
        coalesce(shown.status, case when planned.case_no is not null then 0::smallint end) as was_status,
        shown.parts as was_parts, shown.elapsed_ms as was_elapsed_ms
    from item
    left join run_cases shown
        on shown.project_id = item.project_id and shown.run = item.run
        and shown.case_no = item.case_no and shown.configuration = item.configuration
    left join planned_cases planned
        on planned.project_id = item.project_id and planned.run = item.run
        and planned.case_no = item.case_no and planned.configuration = item.configuration

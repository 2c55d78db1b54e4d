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
    left join result_details detail
        on shown.parts & 1 = 1 and detail.project_id = shown.project_id and detail.run = shown.run
        and detail.seq = shown.seq
    left join planned_cases planned
        on planned.project_id = item.project_id and planned.run = item.run
        and planned.case_no = item.case_no and planned.configuration = item.configuration
    where shown.seq is null
        or (item.status, item.elapsed_ms, item.note)
            is distinct from (shown.status, shown.elapsed_ms, detail.note)
), moved as (
    select status, sum(difference)::integer as difference
    from (
        select status, 1 as difference from change
        union all
        select was_status, -1 from change where was_status is not null
    ) as each
    group by status
), counted as (
    update runs r set
        next_seq = r.next_seq + total.changed,
        result_rows = r.result_rows + total.changed,
        state = 1,
        updated_at = $8,
        counts = (
            select array_agg(c.count + coalesce(moved.difference, 0) order by c.place)
            from unnest(r.counts) with ordinality as c (count, place)
            left join moved on moved.status = c.place - 1
        )
    from (select count(*)::integer as changed from change) as total
    where r.project_id = $1 and r.number = $2 and total.changed > 0
    returning r.next_seq - total.changed as first_seq
), superseded as (
    insert into past_results (
        recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
    )
    select was_recorded_at, project_id, run, case_no, configuration, was_seq, was_author, was_status,
        was_parts, was_elapsed_ms
    from change where was_seq is not null
), detailed as (
    insert into result_details (project_id, run, seq, note)
    select project_id, run, first_seq + position, note
    from change, counted where note is not null
)
insert into run_cases (
    recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
)
select $8, project_id, run, case_no, configuration, first_seq + position, $7, status,
    (note is not null)::integer::smallint, elapsed_ms
from change, counted
on conflict (project_id, run, case_no, configuration) do update set
    recorded_at = excluded.recorded_at,
    seq = excluded.seq,
    author = excluded.author,
    status = excluded.status,
    parts = excluded.parts,
    elapsed_ms = excluded.elapsed_ms

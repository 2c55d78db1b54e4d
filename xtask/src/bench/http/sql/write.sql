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

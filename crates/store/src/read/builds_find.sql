-- Runs by what their reporters said of them, newest first. A shape is a sum of bits: one for each status that
-- is shown by at least one row, then whether the run is over, whether it has been quiet for long, and whether it is
-- short or late (locate/run.rs has the same condition).
select r.number
from runs r
join projects p on p.id = r.project_id
join users u on u.id = r.created_by
left join builds b on b.project_id = r.project_id and b.run = r.number
where p.organization_id = $1 and p.deleted_at is null and r.deleted_at is null
    and ($2::integer is null or p.id = $2)
    and ($3::text is null or p.name = $3)
    and (cardinality($4::text[]) = 0 or r.name = any($4))
    and (cardinality($5::text[]) = 0 or u.email = any($5) or u.username = any($5) or u.id::text = any($5))
    and (cardinality($6::text[]) = 0 or r.tags && $6)
    and (cardinality($7::text[]) = 0 or lower(b.framework_name) = any($7))
    and ($8::timestamptz is null or coalesce(r.started_at, r.created_at) >= $8)
    and ($9::timestamptz is null or coalesce(r.started_at, r.created_at) <= $9)
    and ($10::integer is null or r.number < $10)
    and ($11::timestamptz is null or (
        (
            select coalesce(sum(1 << (place - 1)::integer), 0)::integer
            from unnest(r.counts) with ordinality as shown (count, place)
            where count > 0
        )
        + case when r.state = any($13::smallint[]) then 1024 else 0 end
        + case when r.updated_at <= $11 then 2048 else 0 end
        + case when r.seal_missing > 0 or r.seal_filled_at > r.seal_deadline then 4096 else 0 end
    ) = any($12::integer[]))
order by r.number desc
limit $14

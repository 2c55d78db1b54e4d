-- Makes the configurations that are missing. The counter's row is the lock: whoever comes second
-- waits for the first and then finds what it made.
with counter as (
    insert into organization_counters (organization_id, kind, last)
    values ($1, 5, cardinality($2::uuid[]))
    on conflict (organization_id, kind)
        do update set last = organization_counters.last + cardinality($2::uuid[])
    returning last
)
insert into configurations (
    organization_id, number, fingerprint, name, device, os, os_version, browser, browser_version, viewport
)
select $1, counter.last - cardinality($2::uuid[]) + w.place::integer, w.fingerprint, w.name, w.device, w.os,
    w.os_version, w.browser, w.browser_version, w.viewport
from counter, unnest(
    $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[]
) with ordinality as w (
    fingerprint, name, device, os, os_version, browser, browser_version, viewport, place
)
on conflict (organization_id, fingerprint) do nothing

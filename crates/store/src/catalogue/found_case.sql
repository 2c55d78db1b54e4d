-- Of each `wanted` name, the case that it leads to. LATERAL with a limit keeps this a look-up by primary key for each
-- name: a plain join is planned as a scan of all cases (measured at 10,000 cases).
cross join lateral (
    select c.number, c.opaque, c.catalogued
    from test_cases c
    where c.project_id = wanted.project_id
        and c.deleted_at is null
        and c.number = coalesce(
            wanted.number,
            (
                select d.number from directory d
                where d.organization_id = $1 and d.opaque = wanted.opaque
                    and d.kind = 3 and d.project_id = wanted.project_id
            ),
            (
                select k.case_no from case_keys k
                where k.project_id = wanted.project_id and k.kind = 3 and k.key = wanted.key
            ),
            (
                select substring(wanted.key from '^[A-Z]{2,5}-([1-9][0-9]{0,8})$')::integer
                from projects p
                where p.id = wanted.project_id and p.prefix = split_part(wanted.key, '-', 1)
            )
        )
    limit 1
) as found

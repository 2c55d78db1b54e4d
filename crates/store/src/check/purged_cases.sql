-- Of a purged case nothing is left but what its results show of it.
select format('case %s', c.number) as example
from test_cases c
where c.purged
    and (
        c.deleted_at is null
        or num_nonnulls(c.description, c.preconditions, c.owner, c.facts) > 0
        or cardinality(c.tags) + cardinality(c.issues) > 0
        or exists (select 1 from case_steps s where s.project_id = c.project_id and s.case_no = c.number)
        or exists (select 1 from case_keys k where k.project_id = c.project_id and k.case_no = c.number)
    )

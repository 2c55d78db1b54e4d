-- A server may remember which case a name leads to, if it can tell that this is still so: the version changes with
-- whatever changes what names that lead to a case lead to, in the same transaction, whoever does it. A new case changes
-- nothing about the names of others, so it costs nothing here, and a name that leads nowhere is not remembered.
create table catalogue_versions (
    project_id integer primary key,
    version bigint not null
);
comment on table catalogue_versions is
    'How often what a project''s names of cases lead to has changed; no row where it never has. Kept by triggers.';

create function count_catalogue_change(projects integer[]) returns void language sql as $$
    insert into catalogue_versions as v (project_id, version)
    select distinct project_id, 1 from unnest(projects) as changed (project_id)
    order by 1
    on conflict (project_id) do update set version = v.version + 1
$$;

-- The tables in the order in which programs that run meanwhile write into them. Only keys of kind 3 are names that
-- clients use.
create function case_keys_added() returns trigger language plpgsql as $$
begin
    perform count_catalogue_change(array(select distinct project_id from became where kind = 3));
    return null;
end $$;
create function case_keys_removed() returns trigger language plpgsql as $$
begin
    perform count_catalogue_change(array(select distinct project_id from was where kind = 3));
    return null;
end $$;
create trigger count_new after insert on case_keys
    referencing new table as became for each statement execute function case_keys_added();
create trigger count_changed_to after update on case_keys
    referencing new table as became for each statement execute function case_keys_added();
create trigger count_changed_from after update on case_keys
    referencing old table as was for each statement execute function case_keys_removed();
create trigger count_old after delete on case_keys
    referencing old table as was for each statement execute function case_keys_removed();

-- No join of the two: it is planned once, for as few rows as the first statement changed, and as a loop over all rows
-- for each it takes 26 seconds for ten thousand.
create function test_cases_changed() returns trigger language plpgsql as $$
begin
    perform count_catalogue_change(array(
        select distinct project_id from (
            select project_id, number, opaque, catalogued, deleted_at is null from was
            except
            select project_id, number, opaque, catalogued, deleted_at is null from became
        ) as changed
    ));
    return null;
end $$;
create trigger count_change after update on test_cases
    referencing old table as was new table as became
    for each statement execute function test_cases_changed();

create function project_prefix_changed() returns trigger language plpgsql as $$
begin
    perform count_catalogue_change(array[new.id]);
    return null;
end $$;
create trigger count_change after update of prefix on projects
    for each row when (old.prefix is distinct from new.prefix) execute function project_prefix_changed();

insert into oldest_programs (migration, program) values ('20261201073000', '20261124200500');

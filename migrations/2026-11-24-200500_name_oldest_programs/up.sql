-- A program that is older than a database used to go on as if it were not. From here on every migration says which
-- program can live with it, and one that cannot refuses to start. Programs that lack the migrations before this one
-- do not look here, so those have no row.
create table oldest_programs (
    migration varchar(50) primary key,
    program varchar(50) not null
);
comment on table oldest_programs is
    'For each migration the oldest program that can work with a database that has it. One that lacks the migration itself looks here.';
comment on column oldest_programs.migration is 'Its version, as in __diesel_schema_migrations.';
comment on column oldest_programs.program is
    'A migration that a program must have to work with this one: itself if no other program can.';

insert into oldest_programs (migration, program) values ('20261124200500', '20261124184000');

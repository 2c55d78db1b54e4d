drop table sealed_rows;
alter table runs
    drop column seal_expected,
    drop column seal_missing,
    drop column seal_deadline,
    drop column seal_filled_at,
    drop column seal_names_rows,
    drop column refused;

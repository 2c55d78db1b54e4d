alter table runs drop column facts;

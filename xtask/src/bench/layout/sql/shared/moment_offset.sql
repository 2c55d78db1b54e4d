-- When a result was recorded, in milliseconds since its run started.
CREATE DOMAIN moment AS int;
CREATE FUNCTION moment_of(run int, ms int) RETURNS int LANGUAGE sql IMMUTABLE
RETURN ms;

-- When a result was recorded, as an absolute time.
CREATE DOMAIN moment AS timestamptz;
CREATE FUNCTION moment_of(run int, ms int) RETURNS timestamptz LANGUAGE sql STABLE
RETURN timestamptz '2026-01-01 00:00:00+00' + run * interval '1 hour' + ms * interval '1 millisecond';

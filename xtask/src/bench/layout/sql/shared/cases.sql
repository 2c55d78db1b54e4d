-- The catalogue every layout joins for titles: one project of 10,000 cases.
DROP TABLE IF EXISTS public.cases;
CREATE TABLE public.cases (
    project_id int NOT NULL,
    case_no    int NOT NULL,
    title      text NOT NULL,
    PRIMARY KEY (project_id, case_no)
);
INSERT INTO public.cases
SELECT 1, n, 'Checkout: order ' || n || ' is confirmed by mail'
FROM generate_series(1, 10000) AS n;
VACUUM ANALYZE public.cases;

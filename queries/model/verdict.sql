-- Verdicts: target × unit × as-of date → met, on_pace, behind, missed, not_due, no_data, not_applicable.
-- The rules are those of "Targets: how a verdict is reached"; where they leave a choice, it is made here and tested in
-- tests/query/verdict.test.ts.
--
--   FROM verdict(DATE '2020-12-31')                                    every applicable target × unit
--   FROM verdict(DATE '2020-12-31', unit_systems := ['63'], target_ids := ['nq1219-dvc-l4-30'], unit_ids := ['63:02'])
--   FROM verdict_all(DATE '2020-12-31', …)                             the same and the not_applicable rows, with why_not
--   FROM task_verdict(DATE '2020-12-31', …)                            tasks in place of targets
-- An empty list means all. The as-of date is always given: nothing here reads the clock.
--
-- Which observation is the actual
--   The latest one (by period_end) of the indicator and unit with period_end ≤ the earlier of the as-of date and the deadline.
--   Illustrative figures count only for a unit and indicator of which nothing real was observed. At one period_end an act's
--   figure goes before a published one, that before the user's; then the longer period; then the row loaded last.
--   Not usable: a ratio with denominator zero (it has no value), a value that is not finite, and a bounded value ('<10') that
--   does not decide the comparison. A bounded value that does decide gives the verdict, but no gap and no pace.
-- Which observations make a line (pace so far, on pace)
--   Those of the actual's own series, origin and kind of period; year-to-date figures only within their year; exact values
--   with a stated period only. First and latest must lie on different days: a single observation has no pace and, before the
--   deadline, is 'behind' when it does not meet the goal.
-- '=' holds at equality only (a share of 104 % does not meet "= 100"); it is on pace when the line passes through the goal by the
--   deadline. Comparisons round the difference to nine decimals, since 0.29 × 100 is 28.999999999999996 in binary.
-- No deadline: never missed; pace has no end to reach; met or behind.
-- Yes/no targets and tasks are not_due up to and on their date unless already met, also when nothing was observed.
-- Tasks are met when their yes/no indicator says yes; tasks that nothing measures are not_due, after their date (or without one) no_data.

-- A parameter with one value or '' for all, as the lists that the macros below take.
CREATE OR REPLACE MACRO one_or_all(value) AS
  CASE WHEN value = '' THEN CAST([] AS VARCHAR[]) ELSE [value] END;

-- Smaller is stronger.
CREATE OR REPLACE MACRO origin_rank(origin) AS
  CASE origin WHEN 'act' THEN 0 WHEN 'published' THEN 1 WHEN 'user' THEN 2 ELSE 3 END;

-- TRUE, FALSE, or NULL when one of the two is NULL.
CREATE OR REPLACE MACRO compare_value(actual, comparator, goal) AS
  CASE comparator
    WHEN '>=' THEN round(actual - goal, 9) >= 0
    WHEN '>'  THEN round(actual - goal, 9) > 0
    WHEN '<=' THEN round(actual - goal, 9) <= 0
    WHEN '<'  THEN round(actual - goal, 9) < 0
    WHEN '='  THEN round(actual - goal, 9) = 0
  END;

-- Does "below ten" or "above ten" settle the comparison? "< 10" settles every comparison with 10 and more.
CREATE OR REPLACE MACRO bound_decides(actual, bound, goal) AS
  CASE bound WHEN '<' THEN actual <= goal WHEN '>' THEN actual >= goal ELSE TRUE END;

-- compare_value for a value that may be bounded; only for bounds that decide.
CREATE OR REPLACE MACRO bound_meets(actual, bound, comparator, goal) AS
  CASE bound
    WHEN '<' THEN comparator IN ('<', '<=')
    WHEN '>' THEN comparator IN ('>', '>=')
    ELSE compare_value(actual, comparator, goal)
  END;

-- The smallest difference a value can show: one item of the denominator, one for whole numbers, else the second decimal that
-- the sources print. The gap of a strict comparison is measured to the first value that meets it, so that it is never 0 unmet.
CREATE OR REPLACE MACRO smallest_step(indicator_kind, scale, denominator) AS
  CASE
    WHEN denominator > 0 AND scale IS NOT NULL THEN scale / denominator
    WHEN indicator_kind IN ('count', 'rank', 'yesno') THEN 1.0
    ELSE 0.01
  END;

-- Distance to the goal in the indicator's unit: ≥ 0, and 0 exactly when compare_value holds.
CREATE OR REPLACE MACRO gap_to_goal(actual, comparator, goal, step) AS
  CASE
    WHEN compare_value(actual, comparator, goal) THEN 0.0
    WHEN comparator = '>=' THEN round(goal - actual, 9)
    WHEN comparator = '<=' THEN round(actual - goal, 9)
    WHEN comparator = '>'  THEN round(goal - actual, 9) + step
    WHEN comparator = '<'  THEN round(actual - goal, 9) + step
    WHEN comparator = '='  THEN abs(round(goal - actual, 9))
  END;

-- The same in work: how many numerator items more (higher is better) or fewer (lower is better) meet the goal at this denominator.
CREATE OR REPLACE MACRO gap_in_items(numerator, denominator, scale, comparator, goal) AS
  greatest(0, CAST(CASE comparator
    WHEN '>=' THEN ceil(round(goal * denominator / scale, 6)) - numerator
    WHEN '>'  THEN floor(round(goal * denominator / scale, 6)) + 1 - numerator
    WHEN '<=' THEN numerator - floor(round(goal * denominator / scale, 6))
    WHEN '<'  THEN numerator - (ceil(round(goal * denominator / scale, 6)) - 1)
    WHEN '='  THEN abs(ceil(round(goal * denominator / scale, 6)) - numerator)
  END AS BIGINT));

-- Change of the value per month (30.4375 days) along the line between two observations; NULL when they are on one day.
CREATE OR REPLACE MACRO pace(first_value, first_day, last_value, last_day) AS
  CASE WHEN last_day > first_day THEN (last_value - first_value) / (last_day - first_day) * 30.4375 END;

-- Is the goal reached on the way from the actual along the pace by the deadline?
CREATE OR REPLACE MACRO reaches_goal(actual, pace_per_month, last_day, deadline, comparator, goal) AS
  CASE
    WHEN comparator = '=' THEN
      round(goal - actual, 9) * round(goal - (actual + pace_per_month * (deadline - last_day) / 30.4375), 9) <= 0
    ELSE compare_value(actual + pace_per_month * (deadline - last_day) / 30.4375, comparator, goal)
  END;

-- Which of two observations speaks: the greater number. Real before illustrative, then the later end, the stronger origin, the
-- longer period, the row loaded later. Packed into one BIGINT (1, 17, 2, 12 and 30 bits: days from 1800 to 2158, periods up to
-- eleven years, a thousand million rows), since comparing one number is several times faster than comparing five columns.
CREATE OR REPLACE MACRO precedence(origin, period_start, period_end, row_number_in_table) AS
  (((CASE WHEN origin = 'illustrative' THEN 0 ELSE 1 END * 131072 + ((period_end - DATE '1800-01-01') & 131071)) * 4
    + 3 - origin_rank(origin)) * 4096 + ((period_end - period_start) & 4095)) * 1073741824 + row_number_in_table;

-- Targets and tasks in one form. A task has no goal of its own; its yes/no indicator, where it has one, says whether it is done.
CREATE OR REPLACE VIEW demand AS
SELECT
  t.target_id, FALSE AS is_task, t.act_id, t.document_id, t.clause, t.area, t.statement_vi, t.statement_en,
  t.indicator_id, i.kind AS indicator_kind, i.direction, i.unit AS measured_in,
  t.comparator, t.value AS goal, t.scope, t.deadline, t.lead_vi, t.lead_unit_id,
  CASE i.unit WHEN 'percent' THEN 100.0 WHEN 'ratio' THEN 1.0 END AS scale,
  a.in_force_from, a.in_force_to
FROM target t
JOIN act a USING (act_id)
JOIN indicator i USING (indicator_id)
UNION ALL
SELECT
  k.task_id, TRUE, k.act_id, k.document_id, k.clause, k.area, k.statement_vi, k.statement_en,
  k.indicator_id, i.kind, i.direction, i.unit,
  CASE WHEN i.kind = 'yesno' THEN '=' END, CASE WHEN i.kind = 'yesno' THEN 1.0 END, k.scope, k.deadline, k.lead_vi, k.lead_unit_id,
  CASE i.unit WHEN 'percent' THEN 100.0 WHEN 'ratio' THEN 1.0 END,
  a.in_force_from, a.in_force_to
FROM task k
JOIN act a USING (act_id)
LEFT JOIN indicator i USING (indicator_id);

CREATE OR REPLACE MACRO is_province(kind) AS kind IN ('province', 'city');
CREATE OR REPLACE MACRO is_ministry(kind) AS kind IN ('ministry', 'ministry_level', 'attached_agency');

-- Every target (or task) × unit, and why it does not apply on the day: out_of_scope | unit_not_valid | act_not_in_force | NULL = applies.
-- On a basis that is a unit system, its units stand for the time before they existed and after they ended, in place of those they came from.
CREATE OR REPLACE MACRO target_unit_all(as_of, unit_systems := [], target_ids := [], unit_ids := [], tasks := FALSE, basis := 'as_reported') AS TABLE
SELECT
  d.*, u.unit_id, u.unit_system, u.code AS unit_code, u.name_vi AS unit_name, u.name_en AS unit_name_en, u.sort_order AS unit_order,
  CASE
    WHEN NOT CASE d.scope
        WHEN 'provinces'  THEN is_province(u.kind)
        WHEN 'ministries' THEN is_ministry(u.kind)
        WHEN 'all'        THEN u.kind <> 'country'
        WHEN 'national'   THEN u.unit_id = 'VN:00'
        ELSE list_contains(string_split(replace(substr(d.scope, 6), ' ', ''), ','), u.unit_id)
      END THEN 'out_of_scope'
    WHEN u.unit_system <> basis AND (u.valid_from > as_of OR u.valid_to < as_of) THEN 'unit_not_valid'
    WHEN u.unit_system <> basis AND basis <> 'as_reported' AND is_ministry(u.kind) = (basis LIKE 'M%') AND u.kind <> 'country' THEN 'unit_not_valid'
    WHEN d.in_force_from > as_of OR d.in_force_to < as_of THEN 'act_not_in_force'
  END AS why_not
FROM demand d
CROSS JOIN unit u
WHERE d.is_task = tasks
  AND (len(unit_systems) = 0 OR list_contains(unit_systems, u.unit_system))
  AND (len(target_ids) = 0 OR list_contains(target_ids, d.target_id))
  AND (len(unit_ids) = 0 OR list_contains(unit_ids, u.unit_id));

-- Only where it applies: in scope, unit valid and act in force on the day.
CREATE OR REPLACE MACRO target_unit(as_of, unit_systems := [], target_ids := [], unit_ids := [], tasks := FALSE, basis := 'as_reported') AS TABLE
SELECT * EXCLUDE (why_not)
FROM target_unit_all(as_of, unit_systems := unit_systems, target_ids := target_ids, unit_ids := unit_ids, tasks := tasks, basis := basis)
WHERE why_not IS NULL;

-- The latest observation of every unit and indicator up to the day, one row each, for questions without a target.
CREATE OR REPLACE MACRO latest_observation(as_of) AS TABLE
SELECT o.*
FROM (
  SELECT max(precedence(origin, period_start, period_end, rowid)) % 1073741824 AS at_row
  FROM observation
  WHERE period_end <= as_of AND denominator IS DISTINCT FROM 0 AND isfinite(value)
  GROUP BY unit_id, indicator_id
) latest
JOIN observation o ON o.rowid = latest.at_row;

-- What verdicts are reached on: observations and a number for each, the greater the later it was loaded.
CREATE OR REPLACE VIEW figure AS
SELECT *, rowid AS figure_id FROM observation;

-- figures: the name of a relation with the columns of `figure`; territory.sql gives restated ones and those of a scenario.
CREATE OR REPLACE MACRO demand_verdict(as_of, unit_systems := [], target_ids := [], unit_ids := [], tasks := FALSE, basis := 'as_reported', figures := 'figure') AS TABLE
WITH applies AS MATERIALIZED (
  SELECT *, least(as_of, coalesce(deadline, as_of)) AS cutoff, row_number() OVER () AS pair
  FROM target_unit(as_of, unit_systems := unit_systems, target_ids := target_ids, unit_ids := unit_ids, tasks := tasks, basis := basis)
),
usable AS (
  SELECT
    unit_id, indicator_id, period_end, origin, series, period_kind, bound, value,
    CASE WHEN period_kind = 'ytd' THEN period_start END AS ytd_from,
    precedence(origin, period_start, period_end, figure_id) AS key
  FROM query_table(figures)
  WHERE denominator IS DISTINCT FROM 0 AND isfinite(value)
),
line AS (   -- one row per pair and line of comparable observations; the keys end in the row's number
  SELECT
    p.pair,
    max(o.key) AS last_key,
    min(o.key) FILTER (o.bound IS NULL AND o.period_kind <> 'unstated') AS first_key
  FROM applies p
  JOIN usable o ON o.unit_id = p.unit_id AND o.indicator_id = p.indicator_id AND o.period_end <= p.cutoff
  WHERE o.bound IS NULL OR bound_decides(o.value, o.bound, p.goal)
  GROUP BY p.pair, o.origin, o.series, o.period_kind, o.ytd_from
),
current_line AS (
  SELECT pair, max(last_key) % 1073741824 AS last_row, arg_max(first_key, last_key) % 1073741824 AS first_row
  FROM line
  GROUP BY pair
),
measured AS (
  SELECT
    p.*, l.value AS actual, l.bound, l.numerator, l.denominator, l.period_start, l.period_end, l.period_kind, l.series, l.origin,
    l.document_id AS observation_document_id, l.file, l.sheet, l.row,
    CASE WHEN l.bound IS NULL AND l.period_kind <> 'unstated' THEN f.value END AS first_actual,
    CASE WHEN l.bound IS NULL AND l.period_kind <> 'unstated' THEN f.period_end END AS first_period_end
  FROM applies p
  LEFT JOIN current_line c USING (pair)
  LEFT JOIN query_table(figures) l ON l.figure_id = c.last_row
  LEFT JOIN query_table(figures) f ON f.figure_id = c.first_row
),
compared AS (
  SELECT
    *,
    coalesce(bound_meets(actual, bound, comparator, goal), FALSE) AS is_met,
    coalesce(as_of > deadline, FALSE) AS is_over,
    pace(first_actual, first_period_end, actual, period_end) AS pace_so_far
  FROM measured
)
SELECT
  target_id, act_id, area, indicator_id, unit_id, unit_system, unit_code, unit_name, CAST(as_of AS DATE) AS as_of, deadline,
  CASE
    WHEN is_met THEN 'met'
    WHEN comparator IS NULL THEN CASE WHEN is_over OR deadline IS NULL THEN 'no_data' ELSE 'not_due' END
    WHEN (is_task OR indicator_kind = 'yesno') AND deadline IS NOT NULL AND NOT is_over THEN 'not_due'
    WHEN actual IS NULL THEN 'no_data'
    WHEN is_over THEN 'missed'
    WHEN reaches_goal(actual, pace_so_far, period_end, deadline, comparator, goal) THEN 'on_pace'
    ELSE 'behind'
  END AS verdict,
  actual, bound, comparator, goal,
  CASE
    WHEN is_met THEN 0.0
    WHEN bound IS NULL THEN gap_to_goal(actual, comparator, goal, smallest_step(indicator_kind, scale, denominator))
  END AS gap,
  CASE
    WHEN numerator IS NULL OR denominator IS NULL OR scale IS NULL THEN NULL
    WHEN is_met THEN 0
    WHEN bound IS NULL THEN gap_in_items(numerator, denominator, scale, comparator, goal)
  END AS gap_work,
  CASE
    WHEN is_met THEN 0.0
    WHEN bound IS NULL AND NOT is_over AND deadline > period_end THEN (goal - actual) / (deadline - period_end) * 30.4375
  END AS pace_needed,
  pace_so_far,
  numerator, denominator, period_start, period_end, period_kind,
  CAST(as_of AS DATE) - period_end AS age_days,
  origin, observation_document_id AS document_id, file, sheet, row,
  first_actual, first_period_end, series,
  measured_in, direction, indicator_kind, unit_order
FROM compared;

-- Applicable targets only. Grain: target × unit. Columns:
--   gap          indicator's unit, ≥ 0, 0 exactly when met; NULL without data or with a bounded value that does not meet the goal
--   gap_work     whole number of numerator items; NULL unless the indicator is a ratio observed with numerator and denominator
--   pace_needed  signed change per month from the actual's period_end that meets the goal on the deadline; 0 when met; NULL when the
--                deadline is over, reached or absent
--   pace_so_far  signed change per month on the line from first_actual to actual
--   origin, document_id, file, sheet, row, series: of the observation that is the actual
CREATE OR REPLACE MACRO verdict(as_of, unit_systems := [], target_ids := [], unit_ids := []) AS TABLE
FROM demand_verdict(as_of, unit_systems := unit_systems, target_ids := target_ids, unit_ids := unit_ids, tasks := FALSE);

CREATE OR REPLACE MACRO task_verdict(as_of, unit_systems := [], target_ids := [], unit_ids := []) AS TABLE
FROM demand_verdict(as_of, unit_systems := unit_systems, target_ids := target_ids, unit_ids := unit_ids, tasks := TRUE);

CREATE OR REPLACE MACRO verdict_all(as_of, unit_systems := [], target_ids := [], unit_ids := []) AS TABLE
SELECT *, CAST(NULL AS VARCHAR) AS why_not
FROM verdict(as_of, unit_systems := unit_systems, target_ids := target_ids, unit_ids := unit_ids)
UNION ALL BY NAME
SELECT
  target_id, act_id, area, indicator_id, unit_id, unit_system, unit_code, unit_name, CAST(as_of AS DATE) AS as_of, deadline,
  'not_applicable' AS verdict, comparator, goal, measured_in, direction, indicator_kind, unit_order, why_not
FROM target_unit_all(as_of, unit_systems := unit_systems, target_ids := target_ids, unit_ids := unit_ids, tasks := FALSE)
WHERE why_not IS NOT NULL;

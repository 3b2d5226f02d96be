-- Territory in time: which unit was where on a day, what it became, what it is made of, and figures restated onto the units of another
-- system. Everything follows from the rows of `unit` and `succession`; a later merger is more rows (tests/query/territory.test.ts).
--
--   FROM unit_at(DATE '2025-07-01')                       units valid on the day, with the name and type of that day
--   FROM successors('63:02', DATE '2026-05-01')           what a unit became
--   FROM parts('34:08', DATE '2025-06-30')                what a unit is made of, in the units of a day
--   FROM restated('34')                                   every observation on the 34 provinces
--   FROM restated_parts('34', '34:08', 'ontime_rate', DATE '2020-12-31')    the observations behind one restated figure
--   FROM verdict_on(DATE '2020-12-31', '34', …)           as verdict, over restated figures
--   FROM ranked('ontime_rate', DATE '2020-12-31', '34')   honest ranks
--   FROM gap_explained('ontime_rate', DATE '2020-01-31', DATE '2020-12-31', '34')    rate and weight effects, adding up
--   FROM verdict_if(DATE '2020-12-31', 'scenario', …)     verdicts if the rows of `scenario` were so
--
-- A basis is 'as_reported' or a unit system ('34', '63', 'M2025', …). Units of the other kind (ministries on '34') stay as reported.
--
-- How a figure is restated (status)
--   as_reported  the very figure that was reported: the unit is on the basis already, or its territory is the same
--   restated     computed from every part, each observed for the same period, kind of period, series and origin
--                  count, amount: the sum · ratio: sum of numerators over sum of denominators · else the mean by `weight`
--   incomplete   a part was not observed: value is NULL, present_value is what the parts that are there give, part_share how much of the
--                population (where every part has one, else of the number of parts) they are
--   refused      value is NULL and reason says why:
--                  rank, index, yesno, date    no rule makes one of several
--                  needs_weight                an average, or a ratio without numerator and denominator, and no weight was named
--                  weight_missing              the weight is not known for every part
--                  only_whole_observed         the merged unit was observed, not the part (34 → 63)
--                  piece_moved                 a piece of a unit moved (a function of a ministry, Mê Linh in 2008); low and high bound the value
--                  period_unstated, bounds_differ, kind_unknown
-- weight := 'population' | 'area' (of the reference tables) | an indicator's id: its denominator, else its value, for the same unit and period.

-- Illustrative figures are never in one ranking or total with real ones.
CREATE OR REPLACE MACRO among_of(origin) AS CASE WHEN origin = 'illustrative' THEN 'illustrative' WHEN origin IS NOT NULL THEN 'real' END;

-- Every unit and every unit it became, through any number of steps. Type and name changes are no steps.
--   left_on  day of the first step: from that day on the unit's own figures are no part of into_unit_id
--   whole    all of the unit went there
CREATE OR REPLACE VIEW lineage AS
WITH RECURSIVE walk AS (
  SELECT from_unit_id AS unit_id, to_unit_id AS into_unit_id, effective_on AS left_on, effective_on AS joined_on, whole, act_id
  FROM succession
  WHERE from_unit_id <> to_unit_id
  UNION ALL
  SELECT w.unit_id, s.to_unit_id, w.left_on, s.effective_on, w.whole AND s.whole, s.act_id
  FROM walk w
  JOIN succession s ON s.from_unit_id = w.into_unit_id AND s.from_unit_id <> s.to_unit_id AND s.effective_on > w.joined_on
)
FROM walk;

-- The units of each basis and the units whose figures make theirs, day by day; computed once, when the rows of unit and succession have been
-- loaded. Grain: system of the basis × unit × part × time between two changes.
--   role  whole   all of the part is in the unit; the unit itself counts as its part
--         piece   only a piece of the part is
--         back    the part is a later unit that holds more than this one (34 → 63)
--   from_day, to_day    both inclusive; a figure of a unit that had ended or not begun counts as of its last or first day (valid_from, valid_to)
--   parts_total, pieces_total, population_total (NULL unless every part has one)    of the unit in that time
CREATE OR REPLACE TABLE territory AS
WITH path AS (
  SELECT unit_id, into_unit_id, left_on, bool_or(whole) AS whole FROM lineage GROUP BY ALL
),
piece_gone AS (   -- a piece of the part that went elsewhere before the part became the unit: earlier figures are not of this territory
  SELECT from_unit_id AS unit_id, effective_on FROM succession WHERE from_unit_id <> to_unit_id AND NOT whole
),
part AS (
  SELECT
    t.unit_system AS on_system, t.unit_id, u.unit_id AS part_id, p.whole, coalesce(u.valid_from, DATE '0001-01-01') AS from_day,
    least(coalesce(u.valid_to, DATE '9999-12-30'), coalesce(p.left_on - 1, DATE '9999-12-30')) AS to_day,
    max(g.effective_on) AS whole_since
  FROM (FROM path UNION ALL SELECT unit_id, unit_id, NULL, TRUE FROM unit) p
  JOIN unit t ON t.unit_id = p.into_unit_id
  JOIN unit u ON u.unit_id = p.unit_id
  LEFT JOIN piece_gone g ON g.unit_id = u.unit_id AND g.effective_on < coalesce(p.left_on, u.valid_to, DATE '9999-12-30')
  GROUP BY ALL
),
span AS (
  SELECT on_system, unit_id, part_id, CASE WHEN whole THEN 'whole' ELSE 'piece' END AS role, greatest(from_day, coalesce(whole_since, from_day)) AS from_day, to_day
  FROM part
  UNION ALL
  SELECT on_system, unit_id, part_id, 'piece', from_day, least(to_day, whole_since - 1) FROM part WHERE whole_since > from_day
),
epoch AS (
  SELECT unit_id, day AS from_day, coalesce(lead(day) OVER (PARTITION BY unit_id ORDER BY day) - 1, DATE '9999-12-30') AS to_day
  FROM (SELECT unit_id, from_day AS day FROM span UNION SELECT unit_id, to_day + 1 FROM span WHERE to_day < DATE '9999-12-30')
),
later AS (   -- units that these became: the same territory when nothing else went into them
  SELECT
    t.unit_system AS on_system, p.unit_id, p.into_unit_id AS part_id,
    CASE WHEN bool_and(p.whole) AND count(*) OVER (PARTITION BY t.unit_system, p.into_unit_id) = 1 THEN 'whole' ELSE 'back' END AS role
  FROM path p
  JOIN unit t ON t.unit_id = p.unit_id
  JOIN unit u ON u.unit_id = p.into_unit_id AND u.unit_system <> t.unit_system
  WHERE coalesce(t.valid_to, DATE '9999-12-30') >= p.left_on - 1
  GROUP BY t.unit_system, p.unit_id, p.into_unit_id
),
made_of AS (
  SELECT s.on_system, s.unit_id, s.part_id, s.role, e.from_day, e.to_day
  FROM span s
  JOIN epoch e ON e.unit_id = s.unit_id AND e.from_day >= s.from_day AND e.to_day <= s.to_day
)
SELECT
  m.*, count(*) FILTER (m.role = 'whole') OVER epoch_of_unit AS parts_total, count(*) FILTER (m.role = 'piece') OVER epoch_of_unit AS pieces_total,
  CASE WHEN count(u.population) OVER epoch_of_unit = count(*) OVER epoch_of_unit
    THEN sum(u.population) FILTER (m.role = 'whole') OVER epoch_of_unit END AS population_total,
  u.unit_system AS part_system, u.name_vi AS part_name, u.population, u.area_km2,
  coalesce(u.valid_from, DATE '0001-01-01') AS valid_from, coalesce(u.valid_to, DATE '9999-12-30') AS valid_to
FROM made_of m
JOIN unit u ON u.unit_id = m.part_id
WINDOW epoch_of_unit AS (PARTITION BY m.unit_id, m.from_day)
UNION ALL BY NAME
SELECT
  l.*, DATE '0001-01-01' AS from_day, DATE '9999-12-30' AS to_day, 1 AS parts_total, 0 AS pieces_total,
  u.unit_system AS part_system, u.name_vi AS part_name, u.population, u.area_km2,
  coalesce(u.valid_from, DATE '0001-01-01') AS valid_from, coalesce(u.valid_to, DATE '9999-12-30') AS valid_to
FROM later l
JOIN unit u ON u.unit_id = l.part_id
ORDER BY on_system, unit_id, from_day, part_id;

CREATE OR REPLACE MACRO territory_on(on_basis) AS TABLE
FROM territory WHERE on_system = on_basis;

-- The same for every unit there is, on every basis: those that no act ties to the basis (ministries on a basis of provinces, all on 'as_reported') stand
-- for themselves. Computed once, as `territory` is.
--   place_id, epoch_id   of the row; of the unit in that time
--   is_made              the unit is put together, or taken out of a whole; other_unit_id: unit_id where it is not the part itself
CREATE OR REPLACE TABLE place AS
WITH basis AS (
  SELECT DISTINCT unit_system AS on_basis FROM unit
  UNION ALL
  SELECT 'as_reported'
),
placed AS (
  SELECT
    on_system AS on_basis, unit_id, part_id, role, from_day, to_day, valid_from, valid_to, parts_total, pieces_total, population, area_km2, population_total,
    parts_total > 1 OR pieces_total > 0 OR role = 'back' AS is_made, CASE WHEN part_id <> unit_id THEN unit_id END AS other_unit_id
  FROM territory
  UNION ALL
  SELECT
    b.on_basis, u.unit_id, u.unit_id, 'whole', DATE '0001-01-01', DATE '9999-12-30', DATE '0001-01-01', DATE '9999-12-30', 1, 0, u.population, u.area_km2,
    u.population, FALSE, NULL
  FROM unit u
  CROSS JOIN basis b
  WHERE NOT EXISTS (FROM territory t WHERE t.on_system = b.on_basis AND t.part_system = u.unit_system)
)
SELECT
  CAST(row_number() OVER (ORDER BY on_basis, unit_id, from_day, part_id, role) AS INTEGER) AS place_id,
  CAST(dense_rank() OVER (ORDER BY on_basis, unit_id, from_day) AS INTEGER) AS epoch_id, *
FROM placed;

-- Observations on a basis. Columns: those of an observation (value may be NULL) and
--   status, reason, parts_total, parts_present, part_share (0 to 1), weight (what the mean was weighted by),
--   present_value (of the parts that are there, when incomplete), low and high (bounds, when a piece moved)
-- observations: the name of a relation with the columns of `observation` (a table, a named cell, a WITH of the caller), so that a filter
-- or a scenario comes first.
CREATE OR REPLACE MACRO restated(basis, weight := '', observations := 'observation') AS TABLE
WITH source AS NOT MATERIALIZED (
  FROM query_table(observations)
),
own AS (   -- a unit that speaks for itself is not made of parts, nor asked of a whole
  SELECT DISTINCT unit_id, indicator_id, period_start, period_end, period_kind FROM source WHERE starts_with(unit_id, basis || ':')
),
weighed AS (
  SELECT unit_id, period_start, period_end, origin, last(coalesce(denominator, value)) AS by FROM source WHERE indicator_id = weight AND weight NOT IN ('', 'population', 'area') GROUP BY ALL
),
seen AS (   -- one figure a part: the row loaded last speaks
  SELECT
    p.unit_id, p.part_id, p.role, p.from_day, p.parts_total, p.pieces_total, p.population_total, p.population, p.area_km2,
    o.indicator_id, o.period_start, o.period_end, o.period_kind, o.series, o.origin,
    last(o.value) AS value, last(o.bound) AS bound, last(o.numerator) AS numerator, last(o.denominator) AS denominator,
    last(o.correction_id) AS correction_id
  FROM source o
  JOIN place p ON p.on_basis = basis AND p.part_id = o.unit_id AND greatest(least(o.period_end, p.valid_to), p.valid_from) BETWEEN p.from_day AND p.to_day
  ANTI JOIN own w ON w.unit_id = p.other_unit_id AND w.indicator_id = o.indicator_id AND w.period_start = o.period_start AND w.period_end = o.period_end
    AND w.period_kind = o.period_kind
  WHERE p.is_made
  GROUP BY ALL
),
joined AS (
  SELECT
    s.unit_id, s.indicator_id, s.period_start, s.period_end, s.period_kind, s.series, s.origin, s.parts_total, s.pieces_total, s.population_total,
    bool_or(s.role = 'back') AS is_back,
    count(*) FILTER (s.role = 'whole') AS parts_present, sum(s.population) FILTER (s.role = 'whole') AS population_present,
    sum(s.value) FILTER (s.role = 'whole') AS value_sum, sum(s.numerator) FILTER (s.role = 'whole') AS numerator_sum,
    sum(s.denominator) FILTER (s.role = 'whole') AS denominator_sum,
    count(*) = count(s.numerator) AND count(*) = count(s.denominator) AS has_quotient,
    sum(s.value * s.by) FILTER (s.role = 'whole') / sum(s.by) FILTER (s.role = 'whole') AS mean, count(*) = count(s.by) AS has_weight,
    sum(s.value) FILTER (s.role = 'piece') AS piece_value, sum(s.numerator) FILTER (s.role = 'piece') AS piece_numerator,
    sum(s.denominator) FILTER (s.role = 'piece') AS piece_denominator, count(*) FILTER (s.role = 'piece') AS pieces_present,
    min(s.bound) AS bound, coalesce(min(s.bound) <> max(s.bound), FALSE) AS bounds_differ,
    min(s.correction_id) AS correction_id
  FROM (
    SELECT s.*, CASE weight WHEN 'population' THEN s.population WHEN 'area' THEN s.area_km2 ELSE w.by END AS by
    FROM seen s
    LEFT JOIN weighed w ON w.unit_id = s.part_id AND w.period_start = s.period_start AND w.period_end = s.period_end AND w.origin = s.origin
  ) s
  GROUP BY s.unit_id, s.indicator_id, s.period_start, s.period_end, s.period_kind, s.series, s.origin, s.from_day, s.parts_total, s.pieces_total, s.population_total
),
ruled AS (
  SELECT
    j.*, i.kind = 'ratio' AND j.has_quotient AS is_quotient, i.kind IN ('count', 'amount') AS adds_up,
    CASE i.unit WHEN 'percent' THEN 100.0 ELSE 1.0 END AS scale,
    CASE
      WHEN i.kind IS NULL THEN 'kind_unknown'
      WHEN i.kind IN ('rank', 'index', 'yesno', 'date') THEN i.kind
      WHEN j.is_back THEN 'only_whole_observed'
      WHEN j.period_kind = 'unstated' THEN 'period_unstated'
      WHEN j.pieces_total > 0 THEN 'piece_moved'
      WHEN j.bounds_differ OR (j.bound IS NOT NULL AND i.kind NOT IN ('count', 'amount')) THEN 'bounds_differ'
      WHEN i.kind IN ('count', 'amount') OR (i.kind = 'ratio' AND j.has_quotient) THEN CASE WHEN j.parts_present < j.parts_total THEN 'parts_missing' END
      WHEN weight = '' THEN 'needs_weight'
      WHEN NOT j.has_weight THEN 'weight_missing'
      WHEN j.parts_present < j.parts_total THEN 'parts_missing'
    END AS reason
  FROM joined j
  LEFT JOIN indicator i USING (indicator_id)
),
computed AS (
  SELECT
    *,
    CASE WHEN adds_up THEN value_sum WHEN is_quotient THEN numerator_sum / nullif(denominator_sum, 0) * scale ELSE mean END AS figure,
    reason = 'piece_moved' AND parts_present = parts_total AND pieces_present = pieces_total AND (adds_up OR (is_quotient AND piece_numerator <= piece_denominator)) AS has_bounds
  FROM ruled
)
SELECT
  unit_id, indicator_id, period_start, period_end, period_kind, series,
  CASE WHEN reason IS NULL THEN figure END AS value, CASE WHEN reason IS NULL THEN bound END AS bound,
  CASE WHEN reason IS NULL AND is_quotient THEN numerator_sum END AS numerator,
  CASE WHEN reason IS NULL AND is_quotient THEN denominator_sum END AS denominator,
  origin, NULL AS document_id, NULL AS file, NULL AS sheet, NULL AS row, NULL AS note, correction_id,
  CASE WHEN reason IS NULL THEN 'restated' WHEN reason = 'parts_missing' THEN 'incomplete' ELSE 'refused' END AS status, reason,
  CAST(parts_total AS INTEGER) AS parts_total, CAST(CASE WHEN is_back THEN 0 ELSE parts_present END AS INTEGER) AS parts_present,
  CASE WHEN is_back THEN 0.0 WHEN population_total > 0 THEN population_present / population_total ELSE parts_present / parts_total END AS part_share,
  CASE WHEN NOT adds_up AND NOT is_quotient AND (reason IS NULL OR reason = 'parts_missing') THEN weight END AS weight,
  CASE WHEN reason = 'parts_missing' THEN figure END AS present_value,
  CASE WHEN has_bounds AND adds_up THEN coalesce(value_sum, 0)
    WHEN has_bounds THEN coalesce(numerator_sum, 0) / nullif(coalesce(denominator_sum, 0) + piece_denominator - piece_numerator, 0) * scale END AS low,
  CASE WHEN has_bounds AND adds_up THEN coalesce(value_sum, 0) + piece_value
    WHEN has_bounds THEN (coalesce(numerator_sum, 0) + piece_numerator) / nullif(coalesce(denominator_sum, 0) + piece_numerator, 0) * scale END AS high
FROM computed
UNION ALL
SELECT   -- units of one part: what was reported, but a rank among 63 is none among 34
  p.unit_id, o.indicator_id, o.period_start, o.period_end, o.period_kind, o.series, CASE WHEN i.indicator_id IS NULL THEN o.value END, o.bound, o.numerator, o.denominator,
  o.origin, o.document_id, o.file, o.sheet, o.row, o.note, o.correction_id,
  CASE WHEN i.indicator_id IS NULL THEN 'as_reported' ELSE 'refused' END, i.kind, 1, 1, 1.0, NULL, NULL, NULL, NULL
FROM source o
JOIN place p ON p.on_basis = basis AND p.part_id = o.unit_id AND greatest(least(o.period_end, p.valid_to), p.valid_from) BETWEEN p.from_day AND p.to_day
LEFT JOIN indicator i ON i.indicator_id = o.indicator_id AND i.kind = 'rank' AND p.other_unit_id IS NOT NULL
ANTI JOIN own w ON w.unit_id = p.other_unit_id AND w.indicator_id = o.indicator_id AND w.period_start = o.period_start AND w.period_end = o.period_end
  AND w.period_kind = o.period_kind
WHERE NOT p.is_made;

-- The units of a day, with the name and type they had on it. Columns: those of `unit`; name_vi, full_name_vi, name_en and kind of the day.
CREATE OR REPLACE MACRO unit_at(day) AS TABLE
WITH change AS (   -- the last change of name or type up to the day; before the first one the row of `unit` says it
  SELECT from_unit_id AS unit_id, arg_max(new_name_vi, effective_on) AS name_vi, arg_max(new_full_name_vi, effective_on) AS full_name_vi,
    arg_max(new_name_en, effective_on) AS name_en, arg_max(new_kind, effective_on) AS kind
  FROM succession
  WHERE relation IN ('renamed', 'type_changed') AND from_unit_id = to_unit_id AND effective_on <= day
  GROUP BY from_unit_id
)
SELECT
  u.* REPLACE (
    coalesce(c.name_vi, u.name_vi) AS name_vi, coalesce(c.full_name_vi, u.full_name_vi) AS full_name_vi,
    coalesce(c.name_en, u.name_en) AS name_en, coalesce(c.kind, u.kind) AS kind)
FROM unit u
LEFT JOIN change c USING (unit_id)
WHERE coalesce(u.valid_from <= day, TRUE) AND coalesce(u.valid_to >= day, TRUE);

-- What a unit is on a day: itself, or the units it became, and by which act. whole = all of it is there. No row before it began.
CREATE OR REPLACE MACRO successors(of_unit, day) AS TABLE
SELECT u.unit_id, u.name_vi AS unit_name, u.unit_system, u.code, l.whole, l.joined_on, l.act_id, a.number AS act_number
FROM (
  FROM lineage WHERE unit_id = of_unit
  UNION ALL SELECT of_unit, of_unit, NULL, NULL, TRUE, NULL
) l
JOIN unit_at(day) u ON u.unit_id = l.into_unit_id
LEFT JOIN act a USING (act_id)
ORDER BY l.whole DESC, u.unit_system, u.sort_order;

-- What a unit is made of, in the units of a day: itself, or the units that became it.
CREATE OR REPLACE MACRO parts(of_unit, day) AS TABLE
SELECT u.unit_id, u.name_vi AS unit_name, u.unit_system, u.code, l.whole, l.left_on, l.act_id, a.number AS act_number
FROM (
  FROM lineage WHERE into_unit_id = of_unit
  UNION ALL SELECT of_unit, of_unit, NULL, NULL, TRUE, NULL
) l
JOIN unit_at(day) u USING (unit_id)
LEFT JOIN act a USING (act_id)
WHERE l.left_on IS NULL OR l.left_on > day
ORDER BY l.whole DESC, u.unit_system, u.sort_order;

-- The unit of a basis that holds all of a unit: itself, what it became, or NULL. Two files of different unit systems are joined on it:
--   FROM old JOIN new ON unit_on(old.unit_id, '34') = new.unit_id
-- A macro's argument is pasted in where it is named: no name inside may be one that a caller's table or column could have.
CREATE OR REPLACE MACRO unit_on(of_unit, basis) AS
  (SELECT any_value(held_in) FROM (SELECT unit_id AS held_in, part_id AS held_part, on_system AS held_on, role AS held_role FROM territory) AS held_unit
   WHERE held_on = basis AND held_part = of_unit AND held_role = 'whole');

-- The unit that a name or a code means within one unit system; NULL when it is none of them.
CREATE OR REPLACE MACRO unit_id_of(written, system) AS
  coalesce(
    (SELECT any_value(meant_id) FROM (SELECT unit_id AS meant_id, unit_system AS meant_system, alias AS meant_alias FROM unit_alias) AS meant_name
     WHERE meant_system = system AND lower(meant_alias) = lower(trim(written))),
    (SELECT any_value(meant_id) FROM (SELECT unit_id AS meant_id, unit_system AS meant_system, code AS meant_code FROM unit) AS meant_unit
     WHERE meant_system = system AND meant_code = trim(written)));

-- The unit system that a question about `system` asks on a basis: provinces on a basis of provinces, ministries on one of ministries.
CREATE OR REPLACE MACRO system_on(system, basis) AS
  CASE WHEN basis = 'as_reported' OR system IN ('', 'VN') OR (system LIKE 'M%') <> (basis LIKE 'M%') THEN system ELSE basis END;

-- The observations behind one restated figure, and the parts that are missing (value NULL). Grain: part × observation.
CREATE OR REPLACE MACRO restated_parts(basis, of_unit, of_indicator, of_period_end, observations := 'observation') AS TABLE
WITH place AS (
  FROM territory_on(basis) WHERE unit_id = of_unit
),
seen AS (
  SELECT p.from_day, o.*
  FROM query_table(observations) o
  JOIN place p ON p.part_id = o.unit_id AND greatest(least(o.period_end, p.valid_to), p.valid_from) BETWEEN p.from_day AND p.to_day
  WHERE o.indicator_id = of_indicator AND o.period_end = of_period_end
),
period AS (
  SELECT DISTINCT from_day, period_start, period_end, period_kind, series, origin FROM seen
)
SELECT
  p.unit_id AS on_unit_id, p.part_id AS unit_id, p.part_name AS unit_name, p.role, of_indicator AS indicator_id,
  d.period_start, d.period_end, d.period_kind, d.series, d.origin,
  s.value, s.bound, s.numerator, s.denominator, p.population, s.document_id, s.file, s.sheet, s.row, s.note, s.correction_id
FROM period d
JOIN place p USING (from_day)
LEFT JOIN seen s ON s.unit_id = p.part_id AND s.from_day = d.from_day AND s.period_start = d.period_start AND s.period_kind = d.period_kind
  AND s.series = d.series AND s.origin = d.origin
ORDER BY d.origin, d.series, d.period_kind, p.role DESC, p.part_id;

-- Scenarios. A scenario is a relation (a named cell, a WITH of the caller) with unit_id, indicator_id and what is supposed of them:
--   value, or numerator and denominator    in place of the latest figure up to the day
--   pace                                   change per month in place of the pace so far
-- Columns may be left out. Nothing of a scenario is ever stored in `observation`.
CREATE OR REPLACE VIEW no_scenario AS
SELECT '' AS unit_id, '' AS indicator_id, CAST(NULL AS DOUBLE) AS value, CAST(NULL AS DOUBLE) AS numerator, CAST(NULL AS DOUBLE) AS denominator,
  CAST(NULL AS DOUBLE) AS pace
WHERE FALSE;

-- What a scenario's figure comes to: its value, or the quotient; a ratio given as a value gets the numerator that makes it.
CREATE OR REPLACE MACRO supposed_value_of(value, numerator, denominator, measured_in) AS
  coalesce(value, numerator / nullif(denominator, 0) * CASE measured_in WHEN 'percent' THEN 100.0 ELSE 1.0 END);
CREATE OR REPLACE MACRO supposed_numerator(value, numerator, denominator, indicator_kind, measured_in) AS
  CASE WHEN indicator_kind = 'ratio' THEN coalesce(numerator, value * denominator / CASE measured_in WHEN 'percent' THEN 100.0 ELSE 1.0 END) END;

-- Figures on a basis up to a day, those of a scenario in place of the latest. Columns of restated() and figure_id; status 'scenario' marks what is supposed.
CREATE OR REPLACE MACRO figures_if(as_of, scenario, basis := 'as_reported', weight := '', observations := 'observation') AS TABLE
WITH supposed AS (
  FROM no_scenario UNION ALL BY NAME SELECT * FROM query_table(scenario)
),
until_day AS (
  SELECT * FROM query_table(observations) WHERE period_end <= as_of
),
based AS MATERIALIZED (
  SELECT *, row_number() OVER () AS figure_id FROM restated(basis, weight := weight, observations := 'until_day')
),
supposed_value AS (
  SELECT * FROM supposed WHERE value IS NOT NULL OR numerator IS NOT NULL
),
latest AS (
  SELECT b.unit_id, b.indicator_id, max(precedence(b.origin, b.period_start, b.period_end, b.figure_id)) % 1073741824 AS figure_id
  FROM based b
  JOIN supposed_value s USING (unit_id, indicator_id)
  WHERE b.value IS NOT NULL
  GROUP BY ALL
),
usual AS (   -- for units of which nothing was observed: the latest period of the indicator
  SELECT indicator_id, arg_max(struct_pack(period_start, period_end, period_kind, series, origin), period_end) AS place
  FROM based
  WHERE value IS NOT NULL AND indicator_id IN (SELECT indicator_id FROM supposed_value)
  GROUP BY indicator_id
),
instead AS (
  SELECT
    s.unit_id, s.indicator_id, coalesce(b.period_start, u.place.period_start, date_trunc('month', CAST(as_of AS DATE))) AS period_start,
    coalesce(b.period_end, u.place.period_end, CAST(as_of AS DATE)) AS period_end, coalesce(b.period_kind, u.place.period_kind, 'month') AS period_kind,
    coalesce(b.series, u.place.series, 'scenario') AS series, coalesce(b.origin, u.place.origin, 'user') AS origin,
    supposed_value_of(s.value, s.numerator, coalesce(s.denominator, b.denominator), i.unit) AS value,
    coalesce(s.denominator, b.denominator) AS denominator,
    supposed_numerator(s.value, s.numerator, coalesce(s.denominator, b.denominator), i.kind, i.unit) AS numerator,
    'scenario' AS status, coalesce(b.parts_total, 1) AS parts_total, coalesce(b.parts_present, 1) AS parts_present, coalesce(b.part_share, 1.0) AS part_share,
    coalesce(b.figure_id, 1000000000 + row_number() OVER ()) AS figure_id
  FROM supposed_value s
  LEFT JOIN latest l USING (unit_id, indicator_id)
  LEFT JOIN based b ON b.figure_id = l.figure_id
  LEFT JOIN usual u ON u.indicator_id = s.indicator_id
  LEFT JOIN indicator i ON i.indicator_id = s.indicator_id
)
SELECT * FROM based WHERE figure_id NOT IN (SELECT figure_id FROM latest)
UNION ALL BY NAME
FROM instead;

-- As verdict(), on figures of figures_if(), and with how the actual came about: status, reason (why there is none), parts_total, parts_present, part_share.
CREATE OR REPLACE MACRO verdict_if(
  as_of, scenario, basis := 'as_reported', unit_systems := [], target_ids := [], unit_ids := [], weight := '', observations := 'observation') AS TABLE
WITH wanted AS (
  SELECT * FROM query_table(observations)
  WHERE indicator_id IN (SELECT indicator_id FROM demand WHERE len(target_ids) = 0 OR list_contains(target_ids, target_id))
),
figure_on AS MATERIALIZED (
  FROM figures_if(as_of, scenario, basis := basis, weight := weight, observations := 'wanted')
),
judged AS (
  FROM demand_verdict(as_of, unit_systems := unit_systems, target_ids := target_ids, unit_ids := unit_ids, basis := basis, figures := 'figure_on')
),
unusable AS (
  SELECT unit_id, indicator_id, arg_max(struct_pack(status, reason, parts_total, parts_present, part_share), period_end) AS made
  FROM figure_on
  WHERE value IS NULL
  GROUP BY ALL
),
supposed_pace AS (
  SELECT unit_id, indicator_id, any_value(pace) AS pace
  FROM (FROM no_scenario UNION ALL BY NAME SELECT * FROM query_table(scenario))
  WHERE pace IS NOT NULL
  GROUP BY ALL
)
SELECT
  j.* REPLACE (
    CASE
      WHEN s.pace IS NULL OR j.verdict NOT IN ('behind', 'on_pace') THEN j.verdict
      WHEN reaches_goal(j.actual, s.pace, j.period_end, j.deadline, j.comparator, j.goal) THEN 'on_pace'
      ELSE 'behind'
    END AS verdict,
    coalesce(s.pace, j.pace_so_far) AS pace_so_far),
  CASE WHEN j.actual IS NULL THEN u.made.status ELSE f.status END AS status,
  CASE WHEN j.actual IS NULL THEN u.made.reason ELSE f.reason END AS reason,
  CASE WHEN j.actual IS NULL THEN u.made.parts_total ELSE f.parts_total END AS parts_total,
  CASE WHEN j.actual IS NULL THEN u.made.parts_present ELSE f.parts_present END AS parts_present,
  CASE WHEN j.actual IS NULL THEN u.made.part_share ELSE f.part_share END AS part_share
FROM judged j
LEFT JOIN figure_on f ON f.unit_id = j.unit_id AND f.indicator_id = j.indicator_id AND f.period_start = j.period_start AND f.period_end = j.period_end
  AND f.period_kind = j.period_kind AND f.series = j.series AND f.origin = j.origin AND f.value = j.actual
LEFT JOIN unusable u ON u.unit_id = j.unit_id AND u.indicator_id = j.indicator_id
LEFT JOIN supposed_pace s ON s.unit_id = j.unit_id AND s.indicator_id = j.indicator_id
QUALIFY row_number() OVER (PARTITION BY j.target_id, j.unit_id) = 1;

CREATE OR REPLACE MACRO verdict_on(as_of, basis, unit_systems := [], target_ids := [], unit_ids := [], weight := '', observations := 'observation') AS TABLE
WITH wanted AS NOT MATERIALIZED (
  SELECT * FROM query_table(observations)
  WHERE period_end <= as_of AND indicator_id IN (SELECT indicator_id FROM demand WHERE len(target_ids) = 0 OR list_contains(target_ids, target_id))
),
figure_on AS MATERIALIZED (
  SELECT *, row_number() OVER () AS figure_id FROM restated(basis, weight := weight, observations := 'wanted')
),
judged AS (
  FROM demand_verdict(as_of, unit_systems := unit_systems, target_ids := target_ids, unit_ids := unit_ids, basis := basis, figures := 'figure_on')
),
made AS (   -- how the actual came about; where there is none, why the latest figure has no value
  SELECT unit_id, indicator_id, CASE WHEN value IS NULL THEN NULL ELSE period_end END AS actual_end,
    arg_max(struct_pack(status, reason, parts_total, parts_present, part_share), period_end) AS how
  FROM figure_on
  GROUP BY ALL
)
SELECT j.*, m.how.status AS status, m.how.reason AS reason, m.how.parts_total AS parts_total, m.how.parts_present AS parts_present, m.how.part_share AS part_share
FROM judged j
LEFT JOIN made m ON m.unit_id = j.unit_id AND m.indicator_id = j.indicator_id AND m.actual_end IS NOT DISTINCT FROM CASE WHEN j.actual IS NOT NULL THEN j.period_end END;

-- For a question with the switch of bases. Where it asks for figures as reported, verdict_by_basis($as_of, $basis, …) is bound as verdict($as_of, …), and
-- observation_by_basis($basis) as `observation` (src/core/bind-question.ts): the same rows without status, reason and parts, which
-- COLUMNS('^(origin|status|…)$') takes where they are there.
CREATE OR REPLACE MACRO verdict_by_basis(as_of, basis, unit_systems := [], target_ids := [], unit_ids := []) AS TABLE
FROM verdict_on(as_of, basis, unit_systems := unit_systems, target_ids := target_ids, unit_ids := unit_ids);
CREATE OR REPLACE MACRO observation_by_basis(basis) AS TABLE
FROM restated(basis);

-- One figure a unit for the period that ends on a day, and every unit that has none: those of `system`, or of the basis.
-- period_kind := '' takes the one that precedence() prefers. among: 'real' or 'illustrative'; the two are never in one ranking or total.
CREATE OR REPLACE MACRO figures_at(
  indicator, day, basis := 'as_reported', system := '63', period_kind := '', weight := '', scenario := 'no_scenario', observations := 'observation') AS TABLE
WITH of_indicator AS (
  SELECT * FROM query_table(observations) WHERE indicator_id IN (indicator, weight)
),
asked AS (
  FROM unit
  WHERE unit_system = system_on(system, basis)
    AND (unit_system = basis OR (coalesce(valid_from <= day, TRUE) AND coalesce(valid_to >= day, TRUE)))
),
supposed AS (
  SELECT * FROM (FROM no_scenario UNION ALL BY NAME SELECT * FROM query_table(scenario))
  WHERE indicator_id = indicator AND (value IS NOT NULL OR numerator IS NOT NULL)
),
numbered AS (
  SELECT *, row_number() OVER () AS figure_id FROM restated(basis, weight := weight, observations := 'of_indicator')
),
at_day AS (
  SELECT *
  FROM numbered f
  WHERE f.indicator_id = indicator AND f.period_end = day AND (period_kind = '' OR f.period_kind = period_kind) AND f.denominator IS DISTINCT FROM 0
  QUALIFY row_number() OVER (
    PARTITION BY f.unit_id ORDER BY f.value IS NOT NULL DESC, precedence(f.origin, f.period_start, f.period_end, f.figure_id) DESC) = 1
),
usual AS (
  SELECT mode(origin) AS origin, mode(period_kind) AS period_kind FROM at_day WHERE value IS NOT NULL
)
SELECT
  u.unit_id, u.unit_system, u.name_vi AS unit_name, u.name_en AS unit_name_en, u.region_code, u.region_vi, u.region_en, u.sort_order AS unit_order,
  i.indicator_id, i.kind AS indicator_kind, i.unit AS measured_in, i.direction, CASE i.unit WHEN 'percent' THEN 100.0 ELSE 1.0 END AS scale,
  f.period_start, f.period_end, coalesce(f.period_kind, CASE WHEN s.unit_id IS NOT NULL THEN o.period_kind END) AS period_kind, f.series,
  CASE WHEN s.unit_id IS NULL THEN f.value ELSE supposed_value_of(s.value, s.numerator, coalesce(s.denominator, f.denominator), i.unit) END AS value,
  CASE WHEN s.unit_id IS NULL THEN f.bound END AS bound,
  CASE WHEN s.unit_id IS NULL THEN f.numerator
    ELSE supposed_numerator(s.value, s.numerator, coalesce(s.denominator, f.denominator), i.kind, i.unit) END AS numerator,
  coalesce(s.denominator, f.denominator) AS denominator,
  coalesce(f.origin, CASE WHEN s.unit_id IS NOT NULL THEN o.origin END) AS origin,
  among_of(coalesce(f.origin, CASE WHEN s.unit_id IS NOT NULL THEN o.origin END)) AS among,
  CASE WHEN s.unit_id IS NOT NULL THEN 'scenario' ELSE coalesce(f.status, 'no_data') END AS status, CASE WHEN s.unit_id IS NULL THEN f.reason END AS reason,
  f.parts_total, f.parts_present, f.part_share, f.present_value, f.low AS value_low, f.high AS value_high, f.document_id, f.file, f.sheet, f.row
FROM asked u
JOIN indicator i ON i.indicator_id = indicator
CROSS JOIN usual o
LEFT JOIN at_day f ON f.unit_id = u.unit_id
LEFT JOIN supposed s ON s.unit_id = u.unit_id;

-- Wilson's interval for a share, 95 %: [low, high], or NULL where numerator and denominator make no share. E. B. Wilson, JASA 22 (1927), 209–212.
CREATE OR REPLACE MACRO wilson(numerator, denominator) AS
  CASE WHEN denominator > 0 AND numerator BETWEEN 0 AND denominator THEN list_transform([
    struct_pack(
      centre := (numerator + 1.9207294) / (denominator + 3.8414588),
      half := 1.959964 / (denominator + 3.8414588) * sqrt(numerator * (denominator - numerator) / denominator + 0.9603647))
  ], lambda w: [greatest(0.0, w.centre - w.half), least(1.0, w.centre + w.half)])[1] END;

-- Honest ranks of one indicator for the period that ends on a day. Grain: unit; those without a figure last and without a rank.
--   rank, tied_with, ranked   equal to two decimals shares a rank; how many others share it; how many are ranked
--   small_denominator         below 30
--   low, high                 Wilson interval in the indicator's unit; NULL where it is not a share of counted things
--   rank_low, rank_high       the best and the worst rank that those intervals allow: only a unit whose interval lies wholly beyond is surely ahead
--   is_merged                 the unit holds more than one earlier unit; status and parts_… as in restated()
CREATE OR REPLACE MACRO ranked(
  indicator, day, basis := 'as_reported', system := '63', period_kind := '', weight := '', scenario := 'no_scenario', observations := 'observation') AS TABLE
WITH judged AS MATERIALIZED (
  SELECT
    f.*, round(f.value, 2) AS shown, CASE WHEN f.direction = 'lower' THEN -1 ELSE 1 END AS better,
    CASE WHEN f.indicator_kind = 'ratio' THEN wilson(f.numerator, f.denominator)[1] * f.scale END AS low,
    CASE WHEN f.indicator_kind = 'ratio' THEN wilson(f.numerator, f.denominator)[2] * f.scale END AS high
  FROM figures_at(indicator, day, basis := basis, system := system, period_kind := period_kind, weight := weight, scenario := scenario, observations := observations) f
),
placed AS (
  SELECT
    unit_id, rank() OVER (PARTITION BY among ORDER BY shown * better DESC) AS rank, count(*) OVER (PARTITION BY among, shown) - 1 AS tied_with,
    count(*) OVER (PARTITION BY among) AS ranked
  FROM judged
  WHERE value IS NOT NULL
),
range_of_rank AS (
  SELECT
    a.unit_id,
    1 + count(*) FILTER (CASE WHEN a.better = 1 THEN coalesce(b.low, b.value) > a.high ELSE coalesce(b.high, b.value) < a.low END) AS rank_low,
    count(*) - count(*) FILTER (CASE WHEN a.better = 1 THEN coalesce(b.high, b.value) < a.low ELSE coalesce(b.low, b.value) > a.high END) AS rank_high
  FROM judged a
  JOIN judged b ON b.among = a.among
  WHERE a.low IS NOT NULL AND b.value IS NOT NULL
  GROUP BY a.unit_id
)
SELECT
  p.rank, p.tied_with, p.ranked, j.* EXCLUDE (shown, better), j.denominator < 30 AS small_denominator, r.rank_low, r.rank_high,
  j.unit_id IN (SELECT into_unit_id FROM lineage GROUP BY into_unit_id HAVING count(*) > 1) AS is_merged
FROM judged j
LEFT JOIN placed p USING (unit_id)
LEFT JOIN range_of_rank r USING (unit_id)
ORDER BY p.rank IS NULL, j.among DESC, p.rank, j.unit_order;

-- The same at two days. moved: places gained (+) or lost (−); is_sure: the two ranges of rank do not meet, so that the move is more than noise.
CREATE OR REPLACE MACRO rank_change(
  indicator, from_day, to_day, basis := 'as_reported', system := '63', period_kind := '', weight := '', observations := 'observation') AS TABLE
SELECT
  b.unit_id, b.unit_name, b.unit_name_en, b.unit_order, a.rank AS rank_from, b.rank AS rank_to, a.rank - b.rank AS moved,
  coalesce(a.rank_high < b.rank_low OR b.rank_high < a.rank_low, FALSE) AS is_sure,
  a.value AS value_from, b.value AS value_to, a.rank_low AS rank_low_from, a.rank_high AS rank_high_from, b.rank_low AS rank_low_to, b.rank_high AS rank_high_to,
  a.denominator AS denominator_from, b.denominator AS denominator_to, a.status AS status_from, b.status AS status_to, b.is_merged, b.measured_in, b.among, b.origin
FROM ranked(indicator, to_day, basis := basis, system := system, period_kind := period_kind, weight := weight, observations := observations) b
LEFT JOIN ranked(indicator, from_day, basis := basis, system := system, period_kind := period_kind, weight := weight, observations := observations) a
  ON a.unit_id = b.unit_id AND a.among = b.among
ORDER BY b.rank IS NULL, b.rank, b.unit_order;

-- The figure of the whole country and of each region. Counts and amounts add, ratios are the quotient of the sums; anything else has no total (NULL).
-- units_present of units_total have a figure; a total over fewer is one of those alone.
CREATE OR REPLACE MACRO total_at(
  indicator, day, basis := 'as_reported', system := '63', period_kind := '', scenario := 'no_scenario', observations := 'observation') AS TABLE
WITH figure_of AS MATERIALIZED (
  FROM figures_at(indicator, day, basis := basis, system := system, period_kind := period_kind, scenario := scenario, observations := observations)
),
scoped AS (
  SELECT *, 'VN' AS scope, CAST(NULL AS VARCHAR) AS scope_vi, CAST(NULL AS VARCHAR) AS scope_en FROM figure_of
  UNION ALL
  SELECT *, region_code, region_vi, region_en FROM figure_of
),
counted AS (
  SELECT scope, count(*) AS units_total FROM scoped GROUP BY scope
)
SELECT
  s.scope AS region_code, any_value(s.scope_vi) AS region_vi, any_value(s.scope_en) AS region_en, s.among,
  CASE
    WHEN any_value(s.indicator_kind) IN ('count', 'amount') THEN sum(s.value)
    WHEN any_value(s.indicator_kind) = 'ratio' AND count(s.value) = count(CASE WHEN s.value IS NOT NULL THEN s.numerator / s.denominator END)
      THEN sum(s.numerator) / sum(s.denominator) * any_value(s.scale)
  END AS value,
  sum(s.numerator) AS numerator, sum(s.denominator) AS denominator, count(s.value) AS units_present, any_value(c.units_total) AS units_total,
  any_value(s.measured_in) AS measured_in, any_value(s.indicator_id) AS indicator_id
FROM scoped s
JOIN counted c USING (scope)
WHERE s.among IS NOT NULL
GROUP BY s.scope, s.among
ORDER BY s.among DESC, s.scope <> 'VN', s.scope;

-- Why the figure of the country (or of region_codes) changed: how much each unit's own rate and how much its weight did. Grain: unit × among.
-- The change of Σ w·r (w: share of the denominator, r: rate) is, exactly,
--   rate_effect    Σ (w₀ + w₁)/2 · (r₁ − r₀)
--   weight_effect  Σ (w₁ − w₀) · ((r₀ + r₁)/2 − (R₀ + R₁)/2)     R: the total; units above it add when they grow
-- A unit that has a figure on one day only has no rate effect; presence says so. Needs numerators and denominators; units without are left out.
CREATE OR REPLACE MACRO gap_explained(
  indicator, from_day, to_day, basis := 'as_reported', system := '63', period_kind := '', region_codes := [], scenario := 'no_scenario',
  observations := 'observation') AS TABLE
WITH before_day AS (
  FROM figures_at(indicator, from_day, basis := basis, system := system, period_kind := period_kind, observations := observations)
  WHERE denominator > 0 AND numerator IS NOT NULL AND (len(region_codes) = 0 OR list_contains(region_codes, region_code))
),
after_day AS (
  FROM figures_at(indicator, to_day, basis := basis, system := system, period_kind := period_kind, scenario := scenario, observations := observations)
  WHERE denominator > 0 AND numerator IS NOT NULL AND (len(region_codes) = 0 OR list_contains(region_codes, region_code))
),
both_days AS (
  SELECT
    coalesce(b.unit_id, a.unit_id) AS unit_id, coalesce(b.unit_name, a.unit_name) AS unit_name, coalesce(b.unit_name_en, a.unit_name_en) AS unit_name_en,
    coalesce(b.unit_order, a.unit_order) AS unit_order, coalesce(b.among, a.among) AS among, coalesce(b.origin, a.origin) AS origin,
    coalesce(b.scale, a.scale) AS scale, coalesce(b.measured_in, a.measured_in) AS measured_in,
    a.numerator / a.denominator AS rate_from, b.numerator / b.denominator AS rate_to, a.denominator AS denominator_from, b.denominator AS denominator_to,
    coalesce(a.denominator, 0) / sum(a.denominator) OVER everyone AS weight_from, coalesce(b.denominator, 0) / sum(b.denominator) OVER everyone AS weight_to,
    sum(a.numerator) OVER everyone / sum(a.denominator) OVER everyone AS total_from,
    sum(b.numerator) OVER everyone / sum(b.denominator) OVER everyone AS total_to,
    a.status AS status_from, b.status AS status_to
  FROM before_day a
  FULL JOIN after_day b ON b.unit_id = a.unit_id AND b.among = a.among AND b.period_kind = a.period_kind
  WINDOW everyone AS (PARTITION BY coalesce(b.among, a.among))
),
effects AS (
  SELECT
    *,
    (weight_from + weight_to) / 2 * (coalesce(rate_to, rate_from) - coalesce(rate_from, rate_to)) * scale AS rate_effect,
    (weight_to - weight_from) * ((coalesce(rate_from, rate_to) + coalesce(rate_to, rate_from)) / 2 - (total_from + total_to) / 2) * scale AS weight_effect
  FROM both_days
)
SELECT
  unit_id, unit_name, unit_name_en, rate_from * scale AS rate_from, rate_to * scale AS rate_to, denominator_from, denominator_to, weight_from, weight_to,
  rate_effect, weight_effect, rate_effect + weight_effect AS effect, total_from * scale AS total_from, total_to * scale AS total_to,
  (total_to - total_from) * scale AS change,
  CASE WHEN rate_from IS NULL THEN 'to_only' WHEN rate_to IS NULL THEN 'from_only' ELSE 'both' END AS presence,
  status_from, status_to, among, origin, measured_in, unit_order
FROM effects
ORDER BY among DESC, abs(effect) DESC, unit_order;

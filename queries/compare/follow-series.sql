-- id: compare-series
-- title.vi: So sánh: diễn biến qua sáp nhập
-- title.en: Comparison: over time and over the merger
-- description.vi: Một chỉ số theo thời gian, trên một địa giới. Dãy đứt, khoảng trống và cách có số (báo cáo hay quy lại) tách thành từng đoạn, không nối qua.
-- description.en: One indicator over time, on one territory. Breaks, holes and how a figure came about (reported or restated) part the line; nothing is joined across.
-- param.indicator: {"type":"indicator","default":"dvcqg_integration_rate","label":{"vi":"Chỉ số","en":"Indicator"}}
-- param.units: {"type":"units","default":[],"label":{"vi":"Đơn vị","en":"Units"}}
-- param.basis: {"type":"basis","default":"34","label":{"vi":"Địa giới","en":"Territory"}}
-- param.from: {"type":"date","default":"2020-12-31","label":{"vi":"Từ kỳ kết thúc ngày","en":"From the period that ends on"}}
-- param.to: {"type":"date","default":"2026-10-31","label":{"vi":"Kỳ kết thúc ngày","en":"Period that ends on"}}
-- param.scenario: {"type":"text","default":"no_scenario","label":{"vi":"Kịch bản (bảng)","en":"Scenario (a table)"}}
-- view: chart
-- chart: {"mark":{"type":"line","point":true},"encoding":{"x":{"field":"period_end","type":"temporal","title":{"vi":"Kỳ","en":"Period"},"axis":{"format":"%Y"}},"y":{"field":"value","type":"quantitative","scale":{"zero":false},"title":{"vi":"Giá trị","en":"Value"}},
--   "color":{"field":"unit_name","type":"nominal","title":{"vi":"Đơn vị","en":"Unit"}},"strokeDash":{"field":"how","type":"nominal","title":{"vi":"Cách có số","en":"How"}},"detail":[{"field":"line"}]}}
-- tags: compare series merger restated scenario
-- reads: observation unit succession indicator
WITH asked_rows AS (
  SELECT * FROM observation
  WHERE indicator_id = $indicator AND period_end BETWEEN $from AND $to AND period_kind <> 'unstated' AND denominator IS DISTINCT FROM 0
),
figures AS (
  SELECT *, CASE WHEN origin = 'illustrative' THEN 'illustrative' ELSE 'real' END AS among
  FROM figures_if($to, $scenario, basis := $basis, observations := 'asked_rows')
  WHERE isfinite(value)
    AND ((len($units) = 0 AND ($basis = 'as_reported' OR split_part(unit_id, ':', 1) = $basis)) OR list_contains($units, unit_id))
),
spaced AS (
  SELECT
    *, CASE status WHEN 'restated' THEN 'restated' WHEN 'scenario' THEN 'supposed' ELSE 'reported' END AS how,
    lag(period_end) OVER one_line AS last_end
  FROM figures
  WINDOW one_line AS (PARTITION BY unit_id, period_kind, series, origin, CASE WHEN status IN ('restated', 'scenario') THEN status END ORDER BY period_end)
)
SELECT
  f.unit_id,
  CASE WHEN $basis = 'as_reported' THEN u.name_vi || ' (' || u.unit_system || ')' ELSE u.name_vi END AS unit_name,
  CASE WHEN $basis = 'as_reported' THEN u.name_en || ' (' || u.unit_system || ')' ELSE u.name_en END AS unit_name_en,
  -- As reported, a province stands in one panel with those it was made of.
  CASE WHEN $basis = 'as_reported' THEN coalesce(n.name_vi, u.name_vi) ELSE u.name_vi END AS panel,
  CASE WHEN $basis = 'as_reported' THEN coalesce(n.name_en, u.name_en) ELSE u.name_en END AS panel_en,
  dense_rank() OVER (PARTITION BY coalesce(n.unit_id, f.unit_id) ORDER BY u.unit_system, u.sort_order) AS nth, u.unit_system,
  f.period_start, f.period_end, f.period_kind, f.value, f.bound, f.numerator, f.denominator, i.unit AS measured_in, f.how, f.status, f.parts_total,
  -- Months that leave a hole, and year-to-date figures of another year, begin a line of their own.
  concat_ws(' ', f.unit_id, f.period_kind, f.series, f.origin, f.how, sum(CASE
      WHEN f.last_end IS NULL OR f.period_start - f.last_end > greatest(f.period_end - f.period_start, 31) THEN 1
      WHEN f.period_kind = 'ytd' AND year(f.last_end) <> year(f.period_end) THEN 1 ELSE 0 END)
    OVER (PARTITION BY f.unit_id, f.period_kind, f.series, f.origin, f.how ORDER BY f.period_end ROWS UNBOUNDED PRECEDING)) AS line,
  f.series, f.origin, f.document_id, f.file, f.row
FROM spaced f
JOIN unit u USING (unit_id)
JOIN indicator i USING (indicator_id)
LEFT JOIN succession s ON s.from_unit_id = f.unit_id AND s.to_unit_id LIKE '34:%' AND s.from_unit_id LIKE '63:%'
LEFT JOIN unit n ON n.unit_id = s.to_unit_id
-- Illustrative figures give way to real ones of the same unit.
QUALIFY f.among = max(f.among) OVER (PARTITION BY f.unit_id)
ORDER BY u.unit_system, u.sort_order, f.origin, f.series, f.period_kind, f.period_end, f.how;

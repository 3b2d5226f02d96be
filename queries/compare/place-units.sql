-- id: compare-profile
-- title.vi: So sánh: vị trí theo nhiều chỉ số
-- title.en: Comparison: places on several indicators
-- description.vi: Với từng chỉ số, kỳ mới nhất đến ngày xét: giá trị, hạng và vị trí phần trăm giữa các đơn vị được so sánh (100 là tốt nhất). Số minh hoạ và số thật không chung một thứ hạng.
-- description.en: For each indicator, its latest period up to the day: value, rank and percentile among the units compared (100 is best). Illustrative and real figures never share a ranking.
-- param.indicators: {"type":"indicators","default":["dvcqg_integration_rate","ontime_rate","online_files_share"],"label":{"vi":"Chỉ số","en":"Indicators"}}
-- param.units: {"type":"units","default":[],"label":{"vi":"Đơn vị","en":"Units"}}
-- param.basis: {"type":"basis","default":"34","label":{"vi":"Địa giới","en":"Territory"}}
-- param.to: {"type":"date","default":"2026-10-31","label":{"vi":"Kỳ kết thúc ngày","en":"Period that ends on"}}
-- param.scenario: {"type":"text","default":"no_scenario","label":{"vi":"Kịch bản (bảng)","en":"Scenario (a table)"}}
-- view: grid
-- tags: compare profile percentile restated scenario
-- reads: observation unit succession indicator
WITH asked_rows AS (
  SELECT * FROM observation
  WHERE list_contains($indicators, indicator_id) AND period_end <= $to AND denominator IS DISTINCT FROM 0 AND isfinite(value)
    AND split_part(unit_id, ':', 1) IN ('63', '34')
),
last_day AS (SELECT indicator_id, max(period_end) AS day FROM asked_rows GROUP BY indicator_id),
on_last_day AS (
  SELECT w.* FROM asked_rows w JOIN last_day d ON d.indicator_id = w.indicator_id AND d.day = w.period_end
),
figures AS (
  SELECT f.*, i.direction, i.unit AS measured_in, CASE WHEN f.origin = 'illustrative' THEN 'illustrative' ELSE 'real' END AS among
  FROM figures_if($to, $scenario, basis := $basis, observations := 'on_last_day') f
  JOIN indicator i USING (indicator_id)
  WHERE isfinite(f.value) AND (len($units) = 0 OR list_contains($units, f.unit_id))
    AND ($basis = 'as_reported' OR split_part(f.unit_id, ':', 1) = $basis)
  QUALIFY row_number() OVER (PARTITION BY f.unit_id, f.indicator_id ORDER BY precedence(f.origin, f.period_start, f.period_end, f.figure_id) DESC) = 1
),
placed AS (
  SELECT
    *, rank() OVER best AS rank, count(*) OVER everyone AS ranked,
    rank() OVER (PARTITION BY indicator_id, among ORDER BY CASE WHEN direction = 'lower' THEN -round(value, 2) ELSE round(value, 2) END) AS rank_from_below
  FROM figures
  WINDOW best AS (PARTITION BY indicator_id, among ORDER BY CASE WHEN direction = 'lower' THEN round(value, 2) ELSE -round(value, 2) END),
    everyone AS (PARTITION BY indicator_id, among)
)
SELECT
  p.indicator_id, i.name_vi AS indicator_vi, i.name_en AS indicator_en, p.unit_id, u.name_vi AS unit_name, u.name_en AS unit_name_en,
  p.value, p.measured_in, p.rank, p.ranked,
  -- Ties share the middle of their places.
  CASE WHEN p.ranked > 1 THEN round(100.0 * ((p.ranked - p.rank) + (p.rank_from_below - 1)) / 2 / (p.ranked - 1), 1) END AS percentile,
  p.numerator, p.denominator, p.period_end, p.status, p.among, p.origin, p.document_id, p.file, p.row
FROM placed p
JOIN unit u USING (unit_id)
JOIN indicator i USING (indicator_id)
ORDER BY list_position($indicators, p.indicator_id), p.rank, u.sort_order;

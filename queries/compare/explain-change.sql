-- id: compare-gap
-- title.vi: So sánh: vì sao con số chung đổi
-- title.en: Comparison: why the whole changed
-- description.vi: Thay đổi của tỷ lệ cả nước hay vùng giữa hai kỳ, tách cho từng đơn vị: bao nhiêu do tỷ lệ của chính đơn vị, bao nhiêu do tỷ trọng của nó đổi. Các phần cộng lại đúng bằng thay đổi.
-- description.en: The change of a country’s or a region’s ratio between two periods, unit by unit: how much came from the unit’s own rate and how much from its weight. The parts add up exactly.
-- param.indicator: {"type":"indicator","default":"dvcqg_integration_rate","label":{"vi":"Chỉ số","en":"Indicator"}}
-- param.regions: {"type":"text","default":"","label":{"vi":"Mã vùng (trống: cả nước)","en":"Region code (empty: the country)"}}
-- param.basis: {"type":"basis","default":"34","label":{"vi":"Địa giới","en":"Territory"}}
-- param.from: {"type":"date","default":"2020-12-31","label":{"vi":"Từ kỳ kết thúc ngày","en":"From the period that ends on"}}
-- param.to: {"type":"date","default":"2026-10-31","label":{"vi":"Kỳ kết thúc ngày","en":"Period that ends on"}}
-- param.scenario: {"type":"text","default":"no_scenario","label":{"vi":"Kịch bản (bảng)","en":"Scenario (a table)"}}
-- param.shown: {"type":"number","default":12,"min":1,"max":63,"label":{"vi":"Số đơn vị hiện riêng","en":"Units shown by themselves"}}
-- view: grid
-- tags: compare decomposition shift-share restated scenario
-- reads: observation unit succession indicator
WITH on_days AS (
  SELECT * FROM observation WHERE indicator_id = $indicator AND period_end IN ($from, $to)
),
effects AS (
  FROM gap_explained($indicator, $from, $to, basis := $basis, system := CASE WHEN $to < DATE '2025-07-01' THEN '63' ELSE '34' END, region_codes := one_or_all($regions), scenario := $scenario, observations := 'on_days')
  QUALIFY among = max(among) OVER ()
),
told AS (
  SELECT *, row_number() OVER (ORDER BY abs(effect) DESC, unit_order) AS place FROM effects
),
steps AS (
  SELECT 0 AS step, NULL AS unit_id, 'total' AS part, any_value(total_from) AS rate, 0.0 AS weight, count(*) AS units, any_value(origin) AS origin, any_value(measured_in) AS measured_in,
    NULL AS unit_name, NULL AS unit_name_en, NULL AS rate_from, NULL AS rate_to, NULL AS weight_from, NULL AS weight_to
  FROM told
  UNION ALL
  SELECT place, unit_id, 'unit', rate_effect, weight_effect, 1, origin, measured_in, unit_name, unit_name_en, rate_from, rate_to, weight_from, weight_to FROM told WHERE place <= $shown
  UNION ALL
  SELECT 9998, NULL, 'others', sum(rate_effect), sum(weight_effect), count(*), any_value(origin), any_value(measured_in), NULL, NULL, NULL, NULL, NULL, NULL FROM told WHERE place > $shown HAVING count(*) > 0
  UNION ALL
  SELECT 9999, NULL, 'total', any_value(total_to), 0.0, count(*), any_value(origin), any_value(measured_in), NULL, NULL, NULL, NULL, NULL, NULL FROM told
),
running AS (
  SELECT
    *, sum(CASE WHEN step = 9999 THEN 0 ELSE rate + weight END) OVER (ORDER BY step) AS reached
  FROM steps
)
SELECT
  step, part, unit_id, unit_name, unit_name_en, units, rate_from, rate_to, weight_from, weight_to,
  CASE WHEN part <> 'total' THEN rate END AS rate_effect, CASE WHEN part <> 'total' THEN weight END AS weight_effect,
  CASE WHEN part <> 'total' THEN rate + weight END AS effect,
  CASE WHEN part = 'total' THEN rate ELSE reached END AS reached,
  measured_in, origin, CAST($from AS DATE) AS day_from, CAST($to AS DATE) AS day_to
FROM running
WHERE rate IS NOT NULL
ORDER BY step;

-- id: compare-slope
-- title.vi: So sánh: hai thời điểm
-- title.en: Comparison: two dates
-- description.vi: Giá trị và hạng ở hai kỳ. Chỉ nói lên hay xuống khi thay đổi lớn hơn nhiễu: hai khoảng Wilson không chạm nhau; lên xuống hạng chỉ khi hai khoảng hạng không chạm nhau.
-- description.en: Value and rank in two periods. Better or worse is said only where the change is more than noise, that is where the two Wilson intervals do not meet; a move in rank only where the two ranges of rank do not.
-- param.indicator: {"type":"indicator","default":"dvcqg_integration_rate","label":{"vi":"Chỉ số","en":"Indicator"}}
-- param.units: {"type":"units","default":[],"label":{"vi":"Đơn vị","en":"Units"}}
-- param.basis: {"type":"basis","default":"34","label":{"vi":"Địa giới","en":"Territory"}}
-- param.from: {"type":"date","default":"2020-12-31","label":{"vi":"Từ kỳ kết thúc ngày","en":"From the period that ends on"}}
-- param.to: {"type":"date","default":"2026-10-31","label":{"vi":"Kỳ kết thúc ngày","en":"Period that ends on"}}
-- param.scenario: {"type":"text","default":"no_scenario","label":{"vi":"Kịch bản (bảng)","en":"Scenario (a table)"}}
-- view: grid
-- tags: compare ranking merger restated change scenario
-- reads: observation unit succession indicator
WITH on_days AS (
  SELECT * FROM observation WHERE indicator_id = $indicator AND period_end IN ($from, $to)
),
before_day AS (
  FROM ranked($indicator, $from, basis := $basis, system := CASE WHEN $from < DATE '2025-07-01' THEN '63' ELSE '34' END, observations := 'on_days')
),
after_day AS (
  FROM ranked($indicator, $to, basis := $basis, system := CASE WHEN $to < DATE '2025-07-01' THEN '63' ELSE '34' END, scenario := $scenario, observations := 'on_days')
)
SELECT
  coalesce(b.unit_id, a.unit_id) AS unit_id, coalesce(b.unit_name, a.unit_name) AS unit_name, coalesce(b.unit_name_en, a.unit_name_en) AS unit_name_en,
  a.value AS value_from, b.value AS value_to, b.value - a.value AS change,
  CASE
    WHEN a.value IS NULL OR b.value IS NULL THEN NULL
    WHEN a.low IS NULL OR b.low IS NULL THEN 'unknown'
    WHEN a.low <= b.high AND b.low <= a.high THEN 'noise'
    WHEN (b.value > a.value) = (b.direction <> 'lower') THEN 'better'
    ELSE 'worse'
  END AS moved,
  a.rank AS rank_from, b.rank AS rank_to, a.rank - b.rank AS places,
  coalesce(a.rank_high < b.rank_low OR b.rank_high < a.rank_low, FALSE) AS places_sure,
  a.low AS low_from, a.high AS high_from, b.low AS low_to, b.high AS high_to,
  a.denominator AS denominator_from, b.denominator AS denominator_to, a.status AS status_from, b.status AS status_to,
  coalesce(b.measured_in, a.measured_in) AS measured_in, coalesce(b.origin, a.origin) AS origin, a.origin AS origin_from,
  coalesce(a.period_end, CAST($from AS DATE)) AS day_from, coalesce(b.period_end, CAST($to AS DATE)) AS day_to
FROM before_day a
FULL JOIN after_day b ON b.unit_id = a.unit_id AND (b.among = a.among OR a.among IS NULL OR b.among IS NULL)
WHERE len($units) = 0 OR list_contains($units, coalesce(b.unit_id, a.unit_id))
ORDER BY b.rank IS NULL, b.rank, coalesce(b.unit_order, a.unit_order);

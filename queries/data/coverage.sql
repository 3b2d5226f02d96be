-- id: data-coverage
-- title.vi: Độ phủ số liệu theo hệ thống và tháng
-- title.en: Data coverage by system and month
-- description.vi: Mỗi tháng có bao nhiêu đơn vị gửi số liệu từ từng hệ thống, trên số đơn vị lẽ ra phải có.
-- description.en: How many units sent figures from each system in each month, of those that should have.
-- param.from: {"type":"month","default":"2020-01","label":{"vi":"Từ tháng","en":"From month"}}
-- param.to: {"type":"month","default":"2020-12","label":{"vi":"Đến tháng","en":"To month"}}
-- param.system: {"type":"unit_system","default":"63","label":{"vi":"Hệ đơn vị","en":"Unit system"},
--   "choices":[{"value":"63","vi":"63 tỉnh, thành phố","en":"63 provinces"},{"value":"34","vi":"34 tỉnh, thành phố","en":"34 provinces"},
--   {"value":"M2021","vi":"Bộ, ngành trước 3/2025","en":"Ministries before March 2025"},{"value":"M2025","vi":"Bộ, ngành từ 3/2025","en":"Ministries from March 2025"},
--   {"value":"","vi":"Tất cả đơn vị","en":"All units"}]}
-- as_reported.vi: Kiểm tra những gì đã gửi, nên giữ như báo cáo.
-- as_reported.en: Checks what was sent, so it stays as reported.
-- view: chart
-- chart: {"mark":{"type":"rect","stroke":"#fff"},"encoding":{"x":{"field":"month","type":"ordinal","timeUnit":"yearmonth","title":{"vi":"Tháng","en":"Month"},"axis":{"format":"%m/%Y","labelAngle":-45}},
--   "y":{"field":{"vi":"system_vi","en":"system_en"},"type":"nominal","title":null,"axis":{"labelLimit":280}},
--   "color":{"field":"coverage","type":"quantitative","title":{"vi":"Độ phủ, %","en":"Coverage, %"},"scale":{"scheme":"viridis","domain":[70,100],"clamp":true}},
--   "tooltip":[{"field":"units"},{"field":"expected_units"},{"field":"origins"}]}}
-- tags: coverage quality
-- reads: observation measure system unit
WITH sent AS (
  SELECT m.system_id, date_trunc('month', o.period_end) AS month, u.unit_system,
    count(DISTINCT o.unit_id) AS units, count(*) AS observations, string_agg(DISTINCT o.origin, ', ' ORDER BY o.origin) AS origins
  FROM observation o
  JOIN measure m USING (indicator_id)
  JOIN unit u USING (unit_id)
  WHERE o.origin IN ('illustrative', 'user') AND o.period_end BETWEEN $from AND last_day($to) AND $system IN ('', u.unit_system)
  GROUP BY ALL
),
expected AS (
  SELECT s.system_id, s.month, count(*) AS expected_units
  FROM (SELECT DISTINCT system_id, month, unit_system FROM sent) s
  JOIN unit u USING (unit_system)
  WHERE coalesce(u.valid_from <= last_day(s.month), TRUE) AND coalesce(u.valid_to >= s.month, TRUE)
  GROUP BY ALL
)
SELECT
  s.system_id, y.name_vi AS system_vi, y.name_en AS system_en, s.month,
  sum(s.units) AS units, any_value(e.expected_units) AS expected_units,
  round(100.0 * sum(s.units) / any_value(e.expected_units), 1) AS coverage,
  sum(s.observations) AS observations, string_agg(DISTINCT s.origins, ', ' ORDER BY s.origins) AS origins
FROM sent s
JOIN expected e USING (system_id, month)
JOIN system y USING (system_id)
GROUP BY s.system_id, y.name_vi, y.name_en, s.month
ORDER BY s.system_id, s.month;

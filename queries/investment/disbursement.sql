-- id: disbursement
-- title.vi: Giải ngân đầu tư công theo đơn vị và tháng
-- title.en: Public investment disbursed by unit and month
-- description.vi: Tỷ lệ giải ngân luỹ kế từ đầu năm của từng đơn vị qua các tháng. Các văn bản không đặt ngưỡng nên ở đây không có kết luận đạt hay không.
-- description.en: Cumulative share disbursed since January, by unit and month. The acts set no threshold, so nothing is called met or missed here.
-- param.year: {"type":"number","default":2020,"min":2000,"max":2100,"label":{"vi":"Năm","en":"Year"}}
-- param.system: {"type":"unit_system","default":"63","label":{"vi":"Hệ đơn vị","en":"Unit system"},
--   "choices":[{"value":"63","vi":"63 tỉnh, thành phố","en":"63 provinces"},{"value":"34","vi":"34 tỉnh, thành phố","en":"34 provinces"},
--   {"value":"M2021","vi":"Bộ, ngành trước 3/2025","en":"Ministries before March 2025"},{"value":"M2025","vi":"Bộ, ngành từ 3/2025","en":"Ministries from March 2025"},
--   {"value":"","vi":"Tất cả đơn vị","en":"All units"}]}
-- param.basis: {"type":"basis","default":"as_reported","label":{"vi":"Tính trên","en":"Stands on"}}
-- view: chart
-- chart: {"mark":{"type":"rect","stroke":"#fff"},"encoding":{"x":{"field":"month","type":"ordinal","title":{"vi":"Tháng","en":"Month"}},"y":{"field":"unit_name","type":"nominal","sort":null,"title":{"vi":"Đơn vị","en":"Unit"}},
--   "color":{"field":"disbursed_rate","type":"quantitative","title":{"vi":"Luỹ kế, %","en":"Cumulative, %"},"scale":{"scheme":"viridis","reverse":true}},
--   "tooltip":[{"field":"unit_name"},{"field":"month"},{"field":"disbursed_rate"},{"field":"disbursed"},{"field":"plan"},{"field":"origin"}]}}
-- tags: investment month
-- indicator: public_investment_disbursement_rate
-- reads: observation unit
WITH cumulative AS (
  SELECT *, precedence(origin, period_start, period_end, loaded) AS key
  FROM (SELECT *, row_number() OVER () AS loaded FROM observation_by_basis($basis) WHERE indicator_id = 'public_investment_disbursement_rate')
  WHERE period_kind = 'ytd' AND year(period_end) = CAST($year AS INTEGER)
    AND denominator IS DISTINCT FROM 0 AND (value IS NULL OR isfinite(value))
  QUALIFY row_number() OVER (PARTITION BY unit_id, period_end ORDER BY value IS NOT NULL DESC, key DESC) = 1
)
SELECT
  u.unit_id, u.name_vi AS unit_name, month(c.period_end) AS month, c.period_end,
  c.value AS disbursed_rate,
  c.value - lag(c.value) OVER (PARTITION BY u.unit_id, c.origin, c.series ORDER BY c.period_end) AS change,
  c.numerator AS disbursed, c.denominator AS plan, COLUMNS('^(origin|status|reason|parts_present|parts_total)$'), c.file, c.row
FROM cumulative c
JOIN unit u USING (unit_id)
WHERE system_on($system, $basis) IN ('', u.unit_system)
ORDER BY u.unit_system, u.sort_order, c.period_end;

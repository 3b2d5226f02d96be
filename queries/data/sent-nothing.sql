-- id: sent-nothing
-- title.vi: Đơn vị chưa gửi số liệu
-- title.en: Who has sent nothing
-- description.vi: Với mỗi hệ thống có số liệu trong tháng, những đơn vị không có dòng nào, và lần gần nhất họ có số liệu. Không có số liệu không phải là số không.
-- description.en: For each system with figures for the month, the units without a single row, and when they last had one. No data is not zero.
-- param.month: {"type":"month","default":"2020-12","label":{"vi":"Tháng","en":"Month"}}
-- param.system: {"type":"unit_system","default":"63","label":{"vi":"Hệ đơn vị","en":"Unit system"},
--   "choices":[{"value":"63","vi":"63 tỉnh, thành phố","en":"63 provinces"},{"value":"34","vi":"34 tỉnh, thành phố","en":"34 provinces"},
--   {"value":"M2021","vi":"Bộ, ngành trước 3/2025","en":"Ministries before March 2025"},{"value":"M2025","vi":"Bộ, ngành từ 3/2025","en":"Ministries from March 2025"},
--   {"value":"","vi":"Tất cả đơn vị","en":"All units"}]}
-- as_reported.vi: Kiểm tra những gì đã gửi, nên giữ như báo cáo.
-- as_reported.en: Checks what was sent, so it stays as reported.
-- view: grid
-- tags: coverage quality
-- reads: observation measure system unit
WITH sent AS (   -- who has sent what, ever; only files, since acts and published tables are not exports
  SELECT m.system_id, u.unit_system, o.unit_id, max(o.period_end) AS last_period_end, string_agg(DISTINCT o.origin, ', ' ORDER BY o.origin) AS origins,
    count(*) FILTER (o.period_end BETWEEN $month AND last_day($month)) AS rows_in_month
  FROM observation o
  JOIN measure m USING (indicator_id)
  JOIN unit u USING (unit_id)
  WHERE o.origin IN ('illustrative', 'user') AND o.period_end <= last_day($month)
  GROUP BY ALL
),
expected AS (   -- every valid unit of a unit system from which the system received anything in the month
  SELECT s.system_id, u.unit_id, u.unit_system, u.name_vi, u.sort_order, string_agg(DISTINCT s.origins, ', ' ORDER BY s.origins) AS origins
  FROM sent s
  JOIN unit u ON u.unit_system = s.unit_system
  WHERE s.rows_in_month > 0 AND coalesce(u.valid_from <= last_day($month), TRUE) AND coalesce(u.valid_to >= $month, TRUE)
    AND $system IN ('', u.unit_system)
  GROUP BY ALL
)
SELECT
  e.system_id, y.name_vi AS system_vi, y.name_en AS system_en,
  e.unit_id, e.name_vi AS unit_name,
  s.last_period_end,
  date_diff('month', s.last_period_end, last_day($month)) AS months_silent,
  e.origins   -- where the figures of the other units come from
FROM expected e
JOIN system y USING (system_id)
LEFT JOIN sent s USING (system_id, unit_id)
WHERE coalesce(s.rows_in_month, 0) = 0
ORDER BY e.system_id, e.unit_system, e.sort_order;

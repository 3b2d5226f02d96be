-- id: due-soon
-- title.vi: Chỉ tiêu đến hạn trong những ngày tới
-- title.en: Targets due in the coming days
-- description.vi: Chỉ tiêu và nhiệm vụ có hạn trong khoảng ngày đã chọn (mặc định 90 ngày), cùng số đơn vị đã đạt và chưa đạt.
-- description.en: Targets and tasks due within the chosen number of days (90 unless changed), with how many units have met them and have not.
-- param.as_of: {"type":"date","default":"2020-10-15","label":{"vi":"Tính đến ngày","en":"As of"}}
-- param.days: {"type":"number","default":90,"min":1,"max":3650,"label":{"vi":"Số ngày tới","en":"Days ahead"}}
-- param.system: {"type":"unit_system","default":"","label":{"vi":"Hệ đơn vị","en":"Unit system"},
--   "choices":[{"value":"63","vi":"63 tỉnh, thành phố","en":"63 provinces"},{"value":"34","vi":"34 tỉnh, thành phố","en":"34 provinces"},
--   {"value":"M2021","vi":"Bộ, ngành trước 3/2025","en":"Ministries before March 2025"},{"value":"M2025","vi":"Bộ, ngành từ 3/2025","en":"Ministries from March 2025"},
--   {"value":"","vi":"Tất cả đơn vị","en":"All units"}]}
-- as_reported.vi: Đếm đơn vị của ngày đang xét; nhiệm vụ giao cho đơn vị, không quy về địa giới khác.
-- as_reported.en: Counts the units of the day; tasks are given to units and are not restated to other territory.
-- view: grid
-- chart: {"mark":{"type":"bar","color":"#0072b2"},"encoding":{"y":{"field":{"vi":"statement_vi","en":"statement_en"},"type":"nominal","sort":null,"title":null,"axis":{"labelLimit":320}},
--   "x":{"field":"open_units","type":"quantitative","title":{"vi":"Đơn vị chưa đạt","en":"Units that have not met it"}}}}
-- tags: deadline task
-- reads: observation target task act indicator unit
WITH judged AS (
  SELECT target_id, verdict, origin, 'target' AS demand FROM verdict($as_of, unit_systems := one_or_all($system))
  UNION ALL
  SELECT target_id, verdict, origin, 'task' FROM task_verdict($as_of, unit_systems := one_or_all($system))
)
SELECT
  d.deadline, d.deadline - $as_of AS days_left,
  j.demand, d.target_id, d.statement_vi, d.statement_en, d.lead_vi, a.number AS act_number, a.title_vi AS act_vi, a.title_en AS act_en,
  count(*) AS units,
  count(*) FILTER (j.verdict = 'met') AS met_units,
  count(*) FILTER (j.verdict <> 'met') AS open_units,
  count(*) FILTER (j.origin = 'illustrative') AS illustrative_units
FROM demand d
JOIN judged j USING (target_id)
JOIN act a ON a.act_id = d.act_id
WHERE d.deadline BETWEEN $as_of AND $as_of + CAST($days AS INTEGER)
GROUP BY ALL
ORDER BY d.deadline, d.target_id;

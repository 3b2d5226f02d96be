-- id: overdue-feedback
-- title.vi: Phản ánh, kiến nghị quá hạn
-- title.en: Overdue feedback
-- description.vi: Số phản ánh, kiến nghị quá hạn chưa xử lý của từng đơn vị ở kỳ gần nhất, kèm số quá hạn ba tháng trước để thấy tăng hay giảm. Yêu cầu là không để quá hạn.
-- description.en: Feedback overdue at each unit in its latest period, with the figure three months before to show its direction. The demand is that none be overdue.
-- param.as_of: {"type":"date","default":"2020-12-31","label":{"vi":"Tính đến ngày","en":"As of"}}
-- param.system: {"type":"unit_system","default":"63","label":{"vi":"Hệ đơn vị","en":"Unit system"},
--   "choices":[{"value":"63","vi":"63 tỉnh, thành phố","en":"63 provinces"},{"value":"34","vi":"34 tỉnh, thành phố","en":"34 provinces"},
--   {"value":"M2021","vi":"Bộ, ngành trước 3/2025","en":"Ministries before March 2025"},{"value":"M2025","vi":"Bộ, ngành từ 3/2025","en":"Ministries from March 2025"}]}
-- param.basis: {"type":"basis","default":"as_reported","label":{"vi":"Tính trên","en":"Stands on"}}
-- view: grid
-- chart: {"mark":{"type":"bar","color":"#c0392b"},"encoding":{"y":{"field":"unit_name","type":"nominal","sort":"-x","title":null},
--   "x":{"field":"overdue","type":"quantitative","title":{"vi":"Quá hạn","en":"Overdue"}},
--   "tooltip":[{"field":"unit_name"},{"field":"overdue"},{"field":"period_end"},{"field":"origin"}]}}
-- tags: one-stop feedback
-- indicator: feedback_overdue
-- reads: observation unit
WITH feedback AS (
  SELECT *, row_number() OVER () AS loaded FROM observation_by_basis($basis)
  WHERE indicator_id = 'feedback_overdue' AND denominator IS DISTINCT FROM 0 AND (value IS NULL OR isfinite(value))
),
latest AS (   -- the one that speaks, as in latest_observation(); one without a value says why there is none
  FROM feedback
  WHERE period_end <= $as_of
  QUALIFY row_number() OVER (
    PARTITION BY unit_id ORDER BY value IS NOT NULL DESC, precedence(origin, period_start, period_end, loaded) DESC) = 1
),
before AS (
  -- The same series and origin only; anything else would not be the same count.
  SELECT l.unit_id, arg_max(o.value, o.period_end) AS overdue_before, max(o.period_end) AS before_period_end
  FROM latest l
  JOIN feedback o ON o.unit_id = l.unit_id AND o.series = l.series AND o.origin = l.origin
    AND o.period_kind = l.period_kind AND o.period_end <= last_day(l.period_end - INTERVAL 3 MONTH)
  WHERE o.value IS NOT NULL
  GROUP BY l.unit_id
)
SELECT
  u.unit_id, u.name_vi AS unit_name,
  l.value AS overdue, b.overdue_before, l.value - b.overdue_before AS change, b.before_period_end,
  l.period_kind, l.period_end, COLUMNS('^(origin|status|reason|parts_present|parts_total)$'), l.document_id, l.file, l.row
FROM unit u
LEFT JOIN latest l USING (unit_id)
LEFT JOIN before b USING (unit_id)
WHERE u.unit_system = system_on($system, $basis)
  AND (u.unit_system = $basis OR (coalesce(u.valid_from <= $as_of, TRUE) AND coalesce(u.valid_to >= $as_of, TRUE)))
ORDER BY l.value DESC NULLS LAST, u.sort_order;

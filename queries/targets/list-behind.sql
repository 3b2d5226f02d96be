-- id: behind-by-work
-- title.vi: Ai đang chậm và còn thiếu bao nhiêu việc
-- title.en: Who is behind, and by how much work
-- description.vi: Các đơn vị chậm hoặc không đạt, xếp theo phần việc còn thiếu: cần thêm (hoặc bớt) bao nhiêu hồ sơ, dịch vụ, nhiệm vụ ở mẫu số hiện tại thì đạt.
-- description.en: Units behind on or having missed a target, by the work still missing: how many dossiers, services or tasks more (or fewer) at today's denominator meet the goal.
-- param.as_of: {"type":"date","default":"2020-12-31","label":{"vi":"Tính đến ngày","en":"As of"}}
-- param.system: {"type":"unit_system","default":"63","label":{"vi":"Hệ đơn vị","en":"Unit system"},
--   "choices":[{"value":"63","vi":"63 tỉnh, thành phố","en":"63 provinces"},{"value":"34","vi":"34 tỉnh, thành phố","en":"34 provinces"},
--   {"value":"M2021","vi":"Bộ, ngành trước 3/2025","en":"Ministries before March 2025"},{"value":"M2025","vi":"Bộ, ngành từ 3/2025","en":"Ministries from March 2025"},
--   {"value":"","vi":"Tất cả đơn vị","en":"All units"}]}
-- param.basis: {"type":"basis","default":"as_reported","label":{"vi":"Tính trên","en":"Stands on"}}
-- param.targets: {"type":"targets","default":[],"label":{"vi":"Chỉ tiêu (để trống: tất cả)","en":"Targets (empty: all)"}}
-- view: grid
-- chart: {"transform":[{"filter":"isValid(datum.gap_work)"}],"mark":{"type":"bar","color":"#e69f00"},"width":150,
--   "encoding":{"y":{"field":"unit_name","type":"nominal","sort":null,"title":null},
--   "column":{"field":{"vi":"work_vi","en":"work_en"},"type":"nominal","title":{"vi":"Còn thiếu, tính bằng","en":"Missing, counted in"}},
--   "x":{"field":"gap_work","type":"quantitative","title":null},
--   "detail":{"field":"target_id"},"tooltip":[{"field":"unit_name"},{"field":{"vi":"statement_vi","en":"statement_en"}},{"field":"gap_work"},{"field":"origin"}]},
--   "resolve":{"scale":{"x":"independent"}}}
-- tags: verdict gap work
-- reads: observation target act indicator unit
SELECT
  v.unit_id, v.unit_name, v.target_id, t.statement_vi, t.statement_en,
  v.verdict, v.actual, v.comparator, v.goal, v.measured_in, v.gap,
  v.gap_work, i.work_vi, i.work_en, v.numerator, v.denominator,
  v.deadline, v.deadline - v.as_of AS days_left,
  v.pace_needed, v.pace_so_far, v.period_end, COLUMNS('^(origin|status|reason|parts_present|parts_total)$')
FROM verdict_by_basis($as_of, $basis, unit_systems := one_or_all(system_on($system, $basis)), target_ids := $targets) v
JOIN target t USING (target_id)
JOIN indicator i ON i.indicator_id = v.indicator_id
WHERE v.verdict IN ('behind', 'missed')
-- Gaps of different indicators are not comparable: within each kind of work, the most work first.
ORDER BY v.gap_work IS NULL, i.work_vi, v.gap_work DESC, v.gap DESC, v.unit_order, v.target_id;

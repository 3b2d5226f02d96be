-- id: overdue-tasks
-- title.vi: Nhiệm vụ quá hạn
-- title.en: Overdue tasks
-- description.vi: Số nhiệm vụ quá hạn của từng đơn vị theo số liệu theo dõi nhiệm vụ gần nhất. Tổ công tác yêu cầu không nhiệm vụ nào quá hạn; đơn vị không có số liệu ghi ở cuối.
-- description.en: Overdue tasks of each unit in the latest task tracking figures. The working group demands that no task be overdue; units without data come last.
-- param.as_of: {"type":"date","default":"2020-12-31","label":{"vi":"Tính đến ngày","en":"As of"}}
-- param.system: {"type":"unit_system","default":"63","label":{"vi":"Hệ đơn vị","en":"Unit system"},
--   "choices":[{"value":"63","vi":"63 tỉnh, thành phố","en":"63 provinces"},{"value":"34","vi":"34 tỉnh, thành phố","en":"34 provinces"},
--   {"value":"M2021","vi":"Bộ, ngành trước 3/2025","en":"Ministries before March 2025"},{"value":"M2025","vi":"Bộ, ngành từ 3/2025","en":"Ministries from March 2025"},
--   {"value":"","vi":"Tất cả đơn vị","en":"All units"}]}
-- param.basis: {"type":"basis","default":"as_reported","label":{"vi":"Tính trên","en":"Stands on"}}
-- targets: wg-no-task-overdue
-- view: grid
-- chart: {"mark":{"type":"bar","color":"#c0392b"},"encoding":{"y":{"field":"unit_name","type":"nominal","sort":"-x","title":null},
--   "x":{"field":"tasks_overdue","type":"quantitative","title":{"vi":"Nhiệm vụ quá hạn","en":"Overdue tasks"}},
--   "tooltip":[{"field":"unit_name"},{"field":"tasks_overdue"},{"field":"period_end"},{"field":"origin"}]}}
-- tags: task verdict
-- reads: observation target act indicator unit
SELECT
  unit_id, unit_name, target_id, verdict,
  actual AS tasks_overdue,
  first_actual, first_period_end,
  pace_so_far, period_end, age_days, COLUMNS('^(origin|status|reason|parts_present|parts_total)$'), file, row
FROM verdict_by_basis($as_of, $basis, unit_systems := one_or_all(system_on($system, $basis)), target_ids := ['wg-no-task-overdue'])
ORDER BY actual DESC NULLS LAST, unit_order;

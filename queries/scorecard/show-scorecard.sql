-- id: scorecard
-- title.vi: Bảng điểm đơn vị theo chỉ tiêu
-- title.en: Scorecard of units by target
-- description.vi: Mỗi đơn vị đạt, đúng tiến độ, chậm hay không đạt từng chỉ tiêu, tính đến một ngày. Số minh hoạ được ghi rõ ở cột nguồn gốc.
-- description.en: Which unit has met, is on pace for, is behind on or has missed each target, as of a day. Illustrative figures are marked in the origin column.
-- param.as_of: {"type":"date","default":"2020-12-31","label":{"vi":"Tính đến ngày","en":"As of"}}
-- param.system: {"type":"unit_system","default":"63","label":{"vi":"Hệ đơn vị","en":"Unit system"},
--   "choices":[{"value":"63","vi":"63 tỉnh, thành phố","en":"63 provinces"},{"value":"34","vi":"34 tỉnh, thành phố","en":"34 provinces"},
--   {"value":"M2021","vi":"Bộ, ngành trước 3/2025","en":"Ministries before March 2025"},{"value":"M2025","vi":"Bộ, ngành từ 3/2025","en":"Ministries from March 2025"},
--   {"value":"","vi":"Tất cả đơn vị","en":"All units"}]}
-- param.basis: {"type":"basis","default":"as_reported","label":{"vi":"Tính trên","en":"Stands on"}}
-- param.targets: {"type":"targets","default":["dvcqg-integration-2020","nq1219-dvc-l4-30","nq1219-satisfaction-100","nq1219-lgsp-100","nq105-lgsp-ndxp-sep2020","nq1219-soc-100","nq105-four-layer-security","nq1219-edoc-4level-jun2020","wg-local-report-system-mar2020","nq105-stat54-digitised-dec2020","nq105-dx-programme-2020","wg-no-task-overdue"],"label":{"vi":"Chỉ tiêu (để trống: tất cả)","en":"Targets (empty: all)"}}
-- param.units: {"type":"units","default":[],"label":{"vi":"Đơn vị (để trống: tất cả)","en":"Units (empty: all)"}}
-- targets: dvcqg-integration-2020 nq1219-dvc-l4-30 nq1219-satisfaction-100 nq1219-lgsp-100 nq105-lgsp-ndxp-sep2020 nq1219-soc-100 nq105-four-layer-security nq1219-edoc-4level-jun2020 wg-local-report-system-mar2020 nq105-stat54-digitised-dec2020 nq105-dx-programme-2020 wg-no-task-overdue
-- view: scorecard
-- chart: {"mark":{"type":"rect","stroke":"#fff"},"encoding":{"x":{"field":{"vi":"indicator_vi","en":"indicator_en"},"type":"nominal","sort":null,"title":{"vi":"Chỉ số","en":"Indicator"},
--   "axis":{"labelAngle":-40,"labelLimit":220}},"y":{"field":"unit_name","type":"nominal","sort":null,"title":{"vi":"Đơn vị","en":"Unit"}},
--   "color":{"field":"verdict","type":"nominal","title":{"vi":"Kết luận","en":"Verdict"},
--   "scale":{"domain":["met","on_pace","behind","missed","not_due","no_data"],"range":["#0072b2","#56b4e9","#e69f00","#c0392b","#9aa5b1","#dfe3e8"]},
--   "legend":{"labelExpr":{"vi":"{'met':'Đạt','on_pace':'Đúng tiến độ','behind':'Chậm tiến độ','missed':'Không đạt','not_due':'Chưa đến hạn','no_data':'Chưa có số liệu'}[datum.label]",
--   "en":"{'met':'Met','on_pace':'On pace','behind':'Behind','missed':'Missed','not_due':'Not due','no_data':'No data'}[datum.label]"}}}}}
-- tags: scorecard verdict start
-- reads: observation target act indicator unit
WITH judged AS (
  FROM verdict_by_basis($as_of, $basis, unit_systems := one_or_all(system_on($system, $basis)), target_ids := $targets, unit_ids := $units)
)
SELECT
  v.unit_id, v.unit_name, v.target_id,
  i.name_vi AS indicator_vi, i.name_en AS indicator_en,
  v.verdict, v.actual, v.bound, v.comparator, v.goal, v.measured_in,
  v.gap, v.gap_work, i.work_vi, i.work_en,
  v.deadline, v.period_end, v.age_days, COLUMNS('^(origin|status|reason|parts_present|parts_total)$')
FROM judged v
JOIN indicator i USING (indicator_id)
ORDER BY v.unit_system, v.unit_order, v.deadline NULLS LAST, v.target_id;

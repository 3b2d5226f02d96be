-- id: decision-54
-- title.vi: Điện tử hóa chỉ tiêu thống kê theo Quyết định 54
-- title.en: Decision 54 statistics digitised
-- description.vi: Tỉnh nào đã điện tử hóa hệ thống chỉ tiêu thống kê theo Quyết định 54/2016/QĐ-TTg, hạn trong tháng 12/2020.
-- description.en: Which provinces digitised the statistical indicators of Decision 54/2016, due in December 2020.
-- param.as_of: {"type":"date","default":"2020-12-31","label":{"vi":"Tính đến ngày","en":"As of"}}
-- param.system: {"type":"unit_system","default":"","label":{"vi":"Hệ đơn vị","en":"Unit system"},
--   "choices":[{"value":"63","vi":"63 tỉnh, thành phố","en":"63 provinces"},{"value":"34","vi":"34 tỉnh, thành phố","en":"34 provinces"},
--   {"value":"M2021","vi":"Bộ, ngành trước 3/2025","en":"Ministries before March 2025"},{"value":"M2025","vi":"Bộ, ngành từ 3/2025","en":"Ministries from March 2025"},
--   {"value":"","vi":"Tất cả đơn vị","en":"All units"}]}
-- param.basis: {"type":"basis","default":"as_reported","label":{"vi":"Tính trên","en":"Stands on"}}
-- targets: nq105-stat54-digitised-dec2020 nq105-stat54-guidance-q3
-- view: scorecard
-- chart: {"mark":{"type":"rect","stroke":"#fff"},"encoding":{"x":{"field":{"vi":"indicator_vi","en":"indicator_en"},"type":"nominal","sort":null,"title":null,"axis":{"labelAngle":-20,"labelLimit":260}},
--   "y":{"field":"unit_name","type":"nominal","sort":null,"title":{"vi":"Đơn vị","en":"Unit"}},
--   "color":{"field":"verdict","type":"nominal","title":{"vi":"Kết luận","en":"Verdict"},
--   "scale":{"domain":["met","on_pace","behind","missed","not_due","no_data"],"range":["#0072b2","#56b4e9","#e69f00","#c0392b","#9aa5b1","#dfe3e8"]},
--   "legend":{"labelExpr":{"vi":"{'met':'Đạt','on_pace':'Đúng tiến độ','behind':'Chậm tiến độ','missed':'Không đạt','not_due':'Chưa đến hạn','no_data':'Chưa có số liệu'}[datum.label]",
--   "en":"{'met':'Met','on_pace':'On pace','behind':'Behind','missed':'Missed','not_due':'Not due','no_data':'No data'}[datum.label]"}}},
--   "tooltip":[{"field":"unit_name"},{"field":{"vi":"indicator_vi","en":"indicator_en"}},{"field":"actual"},{"field":"period_end"},{"field":"origin"}]}}
-- tags: verdict readiness statistics
-- reads: observation target act indicator unit
SELECT
  v.unit_id, v.unit_name, v.target_id, i.name_vi AS indicator_vi, i.name_en AS indicator_en,
  v.verdict, v.actual, v.bound, v.comparator, v.goal, v.measured_in, v.gap,
  v.deadline, v.period_end, v.age_days, COLUMNS('^(origin|status|reason|parts_present|parts_total)$'), v.file, v.row
FROM verdict_by_basis($as_of, $basis, unit_systems := one_or_all(system_on($system, $basis)), target_ids := ['nq105-stat54-digitised-dec2020', 'nq105-stat54-guidance-q3']) v
JOIN indicator i USING (indicator_id)
ORDER BY v.unit_system, v.unit_order, v.deadline NULLS LAST, v.target_id;

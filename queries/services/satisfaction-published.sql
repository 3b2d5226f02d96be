-- id: satisfaction-published
-- title.vi: Công khai mức độ hài lòng
-- title.en: Publishing citizen satisfaction
-- description.vi: Tỷ lệ dịch vụ công trực tuyến có công khai mức độ hài lòng của người dân, so với 100 % đến hết năm 2020.
-- description.en: Share of online services whose citizen satisfaction is published, against 100 % by the end of 2020.
-- param.as_of: {"type":"date","default":"2020-12-31","label":{"vi":"Tính đến ngày","en":"As of"}}
-- param.system: {"type":"unit_system","default":"63","label":{"vi":"Hệ đơn vị","en":"Unit system"},
--   "choices":[{"value":"63","vi":"63 tỉnh, thành phố","en":"63 provinces"},{"value":"34","vi":"34 tỉnh, thành phố","en":"34 provinces"},
--   {"value":"M2021","vi":"Bộ, ngành trước 3/2025","en":"Ministries before March 2025"},{"value":"M2025","vi":"Bộ, ngành từ 3/2025","en":"Ministries from March 2025"},
--   {"value":"","vi":"Tất cả đơn vị","en":"All units"}]}
-- param.basis: {"type":"basis","default":"as_reported","label":{"vi":"Tính trên","en":"Stands on"}}
-- targets: nq1219-satisfaction-100
-- view: chart
-- chart: {"layer":[{"mark":"bar","encoding":{"y":{"field":"unit_name","type":"nominal","sort":"-x","title":null},"x":{"field":"actual","type":"quantitative","title":{"vi":"Tỷ lệ, %","en":"Share, %"}},
--   "color":{"field":"verdict","type":"nominal","title":{"vi":"Kết luận","en":"Verdict"},
--   "scale":{"domain":["met","on_pace","behind","missed","not_due","no_data"],"range":["#0072b2","#56b4e9","#e69f00","#c0392b","#9aa5b1","#dfe3e8"]},
--   "legend":{"labelExpr":{"vi":"{'met':'Đạt','on_pace':'Đúng tiến độ','behind':'Chậm tiến độ','missed':'Không đạt','not_due':'Chưa đến hạn','no_data':'Chưa có số liệu'}[datum.label]",
--   "en":"{'met':'Met','on_pace':'On pace','behind':'Behind','missed':'Missed','not_due':'Not due','no_data':'No data'}[datum.label]"}}},
--   "tooltip":[{"field":"unit_name"},{"field":"actual"},{"field":"numerator"},{"field":"denominator"},{"field":"period_end"},{"field":"origin"}]}},
--   {"mark":{"type":"rule","color":"#222","strokeDash":[4,4]},"encoding":{"x":{"field":"goal","type":"quantitative"}}}]}
-- tags: verdict services satisfaction
-- reads: observation target act indicator unit
SELECT
  v.unit_id, v.unit_name, v.target_id, i.name_vi AS indicator_vi, i.name_en AS indicator_en,
  v.verdict, v.actual, v.bound, v.comparator, v.goal, v.measured_in, v.gap,
  v.gap_work, i.work_vi, i.work_en, v.numerator, v.denominator, v.pace_so_far, v.pace_needed,
  v.deadline, v.period_end, v.age_days, COLUMNS('^(origin|status|reason|parts_present|parts_total)$'), v.file, v.row
FROM verdict_by_basis($as_of, $basis, unit_systems := one_or_all(system_on($system, $basis)), target_ids := ['nq1219-satisfaction-100']) v
JOIN indicator i USING (indicator_id)
ORDER BY v.actual DESC NULLS LAST, v.unit_order;

-- id: portal-integration
-- title.vi: Tích hợp dịch vụ công lên Cổng quốc gia: 30, 50, 70, 90, 100 %
-- title.en: Services on the national portal: 30, 50, 70, 90, 100 %
-- description.vi: Tỷ lệ dịch vụ công trực tuyến tích hợp trên Cổng Dịch vụ công quốc gia so với mốc từng năm 2020–2024. Mốc 2020 in trong văn bản, các mốc sau là cộng 20 điểm mỗi năm.
-- description.en: Share of online services integrated on the national portal against each year’s mark. The mark of 2020 is printed in the source; later ones add 20 points a year.
-- param.as_of: {"type":"date","default":"2020-12-31","label":{"vi":"Tính đến ngày","en":"As of"}}
-- param.system: {"type":"unit_system","default":"63","label":{"vi":"Hệ đơn vị","en":"Unit system"},
--   "choices":[{"value":"63","vi":"63 tỉnh, thành phố","en":"63 provinces"},{"value":"34","vi":"34 tỉnh, thành phố","en":"34 provinces"},
--   {"value":"M2021","vi":"Bộ, ngành trước 3/2025","en":"Ministries before March 2025"},{"value":"M2025","vi":"Bộ, ngành từ 3/2025","en":"Ministries from March 2025"},
--   {"value":"","vi":"Tất cả đơn vị","en":"All units"}]}
-- param.basis: {"type":"basis","default":"as_reported","label":{"vi":"Tính trên","en":"Stands on"}}
-- targets: dvcqg-integration-2020 dvcqg-integration-2021 dvcqg-integration-2022 dvcqg-integration-2023 dvcqg-integration-2024
-- view: scorecard
-- chart: {"mark":{"type":"rect","stroke":"#fff"},"encoding":{"x":{"field":"goal","type":"ordinal","title":{"vi":"Mốc, %","en":"Mark, %"},"axis":{"labelAngle":0}},
--   "y":{"field":"unit_name","type":"nominal","sort":null,"title":{"vi":"Đơn vị","en":"Unit"}},
--   "color":{"field":"verdict","type":"nominal","title":{"vi":"Kết luận","en":"Verdict"},
--   "scale":{"domain":["met","on_pace","behind","missed","not_due","no_data"],"range":["#0072b2","#56b4e9","#e69f00","#c0392b","#9aa5b1","#dfe3e8"]},
--   "legend":{"labelExpr":{"vi":"{'met':'Đạt','on_pace':'Đúng tiến độ','behind':'Chậm tiến độ','missed':'Không đạt','not_due':'Chưa đến hạn','no_data':'Chưa có số liệu'}[datum.label]",
--   "en":"{'met':'Met','on_pace':'On pace','behind':'Behind','missed':'Missed','not_due':'Not due','no_data':'No data'}[datum.label]"}}},
--   "tooltip":[{"field":"unit_name"},{"field":{"vi":"indicator_vi","en":"indicator_en"}},{"field":"actual"},{"field":"period_end"},{"field":"origin"}]}}
-- tags: verdict portal services
-- reads: observation target act indicator unit
SELECT
  v.unit_id, v.unit_name, v.target_id, i.name_vi AS indicator_vi, i.name_en AS indicator_en,
  v.verdict, v.actual, v.bound, v.comparator, v.goal, v.measured_in, v.gap,
  v.gap_work, i.work_vi, i.work_en, v.numerator, v.denominator, v.pace_so_far, v.pace_needed,
  v.deadline, v.period_end, v.age_days, COLUMNS('^(origin|status|reason|parts_present|parts_total)$'), v.file, v.row
FROM verdict_by_basis($as_of, $basis, unit_systems := one_or_all(system_on($system, $basis)), target_ids := ['dvcqg-integration-2020', 'dvcqg-integration-2021', 'dvcqg-integration-2022', 'dvcqg-integration-2023', 'dvcqg-integration-2024']) v
JOIN indicator i USING (indicator_id)
ORDER BY v.unit_system, v.unit_order, v.deadline NULLS LAST, v.target_id;

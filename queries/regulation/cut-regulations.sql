-- id: regulation-cuts
-- title.vi: Cắt giảm quy định và chi phí tuân thủ
-- title.en: Cuts of regulations and compliance cost
-- description.vi: Bộ, ngành đã cắt giảm, đơn giản hóa bao nhiêu quy định kinh doanh và bao nhiêu chi phí tuân thủ, so với ít nhất 20 % đến hết 2025 (Nghị quyết 68/NQ-CP).
-- description.en: How many business regulations and how much compliance cost each ministry has cut, against at least 20 % by the end of 2025 (Resolution 68/NQ-CP).
-- param.as_of: {"type":"date","default":"2021-12-31","label":{"vi":"Tính đến ngày","en":"As of"}}
-- param.system: {"type":"unit_system","default":"M2021","label":{"vi":"Hệ đơn vị","en":"Unit system"},
--   "choices":[{"value":"63","vi":"63 tỉnh, thành phố","en":"63 provinces"},{"value":"34","vi":"34 tỉnh, thành phố","en":"34 provinces"},
--   {"value":"M2021","vi":"Bộ, ngành trước 3/2025","en":"Ministries before March 2025"},{"value":"M2025","vi":"Bộ, ngành từ 3/2025","en":"Ministries from March 2025"},
--   {"value":"","vi":"Tất cả đơn vị","en":"All units"}]}
-- targets: nq68-regs-cut-20 nq68-compliance-cost-20 nq1219-one-in-one-out
-- as_reported.vi: Nói về bộ, ngành; việc sáp nhập tỉnh không đụng tới.
-- as_reported.en: About ministries, which the merger of provinces does not touch.
-- view: scorecard
-- chart: {"mark":{"type":"rect","stroke":"#fff"},"encoding":{"x":{"field":{"vi":"indicator_vi","en":"indicator_en"},"type":"nominal","sort":null,"title":null,"axis":{"labelAngle":-20,"labelLimit":260}},
--   "y":{"field":"unit_name","type":"nominal","sort":null,"title":{"vi":"Đơn vị","en":"Unit"}},
--   "color":{"field":"verdict","type":"nominal","title":{"vi":"Kết luận","en":"Verdict"},
--   "scale":{"domain":["met","on_pace","behind","missed","not_due","no_data"],"range":["#0072b2","#56b4e9","#e69f00","#c0392b","#9aa5b1","#dfe3e8"]},
--   "legend":{"labelExpr":{"vi":"{'met':'Đạt','on_pace':'Đúng tiến độ','behind':'Chậm tiến độ','missed':'Không đạt','not_due':'Chưa đến hạn','no_data':'Chưa có số liệu'}[datum.label]",
--   "en":"{'met':'Met','on_pace':'On pace','behind':'Behind','missed':'Missed','not_due':'Not due','no_data':'No data'}[datum.label]"}}},
--   "tooltip":[{"field":"unit_name"},{"field":{"vi":"indicator_vi","en":"indicator_en"}},{"field":"actual"},{"field":"period_end"},{"field":"origin"}]}}
-- tags: verdict regulation
-- reads: observation target act indicator unit
SELECT
  v.unit_id, v.unit_name, v.target_id, i.name_vi AS indicator_vi, i.name_en AS indicator_en,
  v.verdict, v.actual, v.bound, v.comparator, v.goal, v.measured_in, v.gap,
  v.gap_work, i.work_vi, i.work_en, v.numerator, v.denominator, v.pace_so_far, v.pace_needed,
  v.deadline, v.period_end, v.age_days, v.origin, v.file, v.row
FROM verdict($as_of, unit_systems := one_or_all($system), target_ids := ['nq68-regs-cut-20', 'nq68-compliance-cost-20', 'nq1219-one-in-one-out']) v
JOIN indicator i USING (indicator_id)
ORDER BY v.unit_system, v.unit_order, v.deadline NULLS LAST, v.target_id;

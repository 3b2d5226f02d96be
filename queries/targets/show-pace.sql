-- id: pace-to-deadline
-- title.vi: Nhịp độ đến hạn
-- title.en: Pace to the deadline
-- description.vi: Mỗi tháng đã tăng (giảm) bao nhiêu và cần bao nhiêu để đạt đúng hạn; điểm nằm dưới đường chéo là chưa đủ nhanh. Chỉ tính trong một dãy số liệu liền mạch.
-- description.en: Change per month so far and the change needed to meet the goal in time; points below the diagonal are too slow. Drawn only within one unbroken series.
-- param.as_of: {"type":"date","default":"2020-06-30","label":{"vi":"Tính đến ngày","en":"As of"}}
-- param.system: {"type":"unit_system","default":"63","label":{"vi":"Hệ đơn vị","en":"Unit system"},
--   "choices":[{"value":"63","vi":"63 tỉnh, thành phố","en":"63 provinces"},{"value":"34","vi":"34 tỉnh, thành phố","en":"34 provinces"},
--   {"value":"M2021","vi":"Bộ, ngành trước 3/2025","en":"Ministries before March 2025"},{"value":"M2025","vi":"Bộ, ngành từ 3/2025","en":"Ministries from March 2025"},
--   {"value":"","vi":"Tất cả đơn vị","en":"All units"}]}
-- param.basis: {"type":"basis","default":"as_reported","label":{"vi":"Tính trên","en":"Stands on"}}
-- param.target: {"type":"target","default":"dvcqg-integration-2020","label":{"vi":"Chỉ tiêu","en":"Target"}}
-- targets: dvcqg-integration-2020
-- view: chart
-- chart: {"layer":[{"mark":{"type":"line","color":"#9aa5b1","strokeDash":[4,4]},"encoding":{"x":{"field":"pace_needed","type":"quantitative"},"y":{"field":"pace_needed","type":"quantitative"}}},
--   {"mark":{"type":"point","filled":true,"size":70},"encoding":{"x":{"field":"pace_needed","type":"quantitative","title":{"vi":"Cần mỗi tháng","en":"Needed per month"}},
--   "y":{"field":"pace_so_far","type":"quantitative","title":{"vi":"Đã đạt mỗi tháng","en":"So far per month"}},
--   "color":{"field":"verdict","type":"nominal","title":{"vi":"Kết luận","en":"Verdict"},
--   "scale":{"domain":["met","on_pace","behind","missed","not_due","no_data"],"range":["#0072b2","#56b4e9","#e69f00","#c0392b","#9aa5b1","#dfe3e8"]},
--   "legend":{"labelExpr":{"vi":"{'met':'Đạt','on_pace':'Đúng tiến độ','behind':'Chậm tiến độ','missed':'Không đạt','not_due':'Chưa đến hạn','no_data':'Chưa có số liệu'}[datum.label]",
--   "en":"{'met':'Met','on_pace':'On pace','behind':'Behind','missed':'Missed','not_due':'Not due','no_data':'No data'}[datum.label]"}}},
--   "tooltip":[{"field":"unit_name"},{"field":"actual"},{"field":"goal"},{"field":"projected"},{"field":"origin"}]}}]}
-- tags: pace deadline verdict
-- reads: observation target act indicator unit
SELECT
  unit_id, unit_name, target_id, verdict,
  actual, goal, measured_in, gap, pace_so_far, pace_needed,
  -- Where the straight line from the first to the latest observation arrives on the deadline.
  actual + pace_so_far * (deadline - period_end) / 30.4375 AS projected,
  first_period_end, first_actual, period_end, deadline, series, COLUMNS('^(origin|status|reason|parts_present|parts_total)$')
FROM verdict_by_basis($as_of, $basis, unit_systems := one_or_all(system_on($system, $basis)), target_ids := [$target])
ORDER BY list_position(['missed', 'behind', 'on_pace', 'met', 'not_due', 'no_data'], verdict), gap DESC NULLS LAST, unit_order;

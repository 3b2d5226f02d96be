-- id: units-by-verdict
-- title.vi: Đơn vị nào đạt nhiều chỉ tiêu nhất
-- title.en: Which units meet most targets
-- description.vi: Số chỉ tiêu theo kết luận của từng đơn vị. Thứ hạng tính trên tỷ lệ đạt trong các chỉ tiêu có số liệu; bằng nhau thì cùng hạng.
-- description.en: Targets by verdict for each unit. Ranked by the share met among targets with data; equal shares share a rank.
-- param.as_of: {"type":"date","default":"2020-12-31","label":{"vi":"Tính đến ngày","en":"As of"}}
-- param.system: {"type":"unit_system","default":"63","label":{"vi":"Hệ đơn vị","en":"Unit system"},
--   "choices":[{"value":"63","vi":"63 tỉnh, thành phố","en":"63 provinces"},{"value":"34","vi":"34 tỉnh, thành phố","en":"34 provinces"},
--   {"value":"M2021","vi":"Bộ, ngành trước 3/2025","en":"Ministries before March 2025"},{"value":"M2025","vi":"Bộ, ngành từ 3/2025","en":"Ministries from March 2025"}]}
-- param.basis: {"type":"basis","default":"as_reported","label":{"vi":"Tính trên","en":"Stands on"}}
-- view: grid
-- chart: {"transform":[{"fold":["met","on_pace","behind","missed","not_due","no_data"],"as":["verdict","targets"]}],"mark":"bar",
--   "encoding":{"y":{"field":"unit_name","type":"nominal","sort":null,"title":{"vi":"Đơn vị","en":"Unit"}},"x":{"field":"targets","type":"quantitative","title":{"vi":"Số chỉ tiêu","en":"Targets"}},
--   "color":{"field":"verdict","type":"nominal","title":{"vi":"Kết luận","en":"Verdict"},
--   "scale":{"domain":["met","on_pace","behind","missed","not_due","no_data"],"range":["#0072b2","#56b4e9","#e69f00","#c0392b","#9aa5b1","#dfe3e8"]},
--   "legend":{"labelExpr":{"vi":"{'met':'Đạt','on_pace':'Đúng tiến độ','behind':'Chậm tiến độ','missed':'Không đạt','not_due':'Chưa đến hạn','no_data':'Chưa có số liệu'}[datum.label]",
--   "en":"{'met':'Met','on_pace':'On pace','behind':'Behind','missed':'Missed','not_due':'Not due','no_data':'No data'}[datum.label]"}}}}}
-- tags: scorecard verdict ranking
-- reads: observation target act indicator unit
WITH judged AS (
  FROM verdict_by_basis($as_of, $basis, unit_systems := [system_on($system, $basis)])
),
counted AS (
  SELECT
    unit_id, unit_name, unit_order,
    count(*) FILTER (verdict = 'met') AS met,
    count(*) FILTER (verdict = 'on_pace') AS on_pace,
    count(*) FILTER (verdict = 'behind') AS behind,
    count(*) FILTER (verdict = 'missed') AS missed,
    count(*) FILTER (verdict = 'not_due') AS not_due,
    count(*) FILTER (verdict = 'no_data') AS no_data,
    count(*) FILTER (origin = 'illustrative') AS illustrative,
    round(100.0 * count(*) FILTER (verdict = 'met') / nullif(count(*) FILTER (verdict NOT IN ('no_data', 'not_due')), 0), 1) AS met_share
  FROM judged
  GROUP BY ALL
)
SELECT
  CASE WHEN met_share IS NOT NULL THEN rank() OVER (ORDER BY met_share DESC NULLS LAST) END AS rank,
  unit_id, unit_name, met_share, met, on_pace, behind, missed, not_due, no_data, illustrative
FROM counted
ORDER BY met_share DESC NULLS LAST, unit_order;

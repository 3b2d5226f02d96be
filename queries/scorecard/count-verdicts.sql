-- id: verdicts-by-target
-- title.vi: Mỗi chỉ tiêu có bao nhiêu đơn vị đạt
-- title.en: How many units meet each target
-- description.vi: Số đơn vị theo từng kết luận của mỗi chỉ tiêu; tỷ lệ đạt chỉ tính trên các đơn vị có số liệu.
-- description.en: Number of units by verdict for each target; the share that meets it counts only units with data.
-- param.as_of: {"type":"date","default":"2020-12-31","label":{"vi":"Tính đến ngày","en":"As of"}}
-- param.system: {"type":"unit_system","default":"63","label":{"vi":"Hệ đơn vị","en":"Unit system"},
--   "choices":[{"value":"63","vi":"63 tỉnh, thành phố","en":"63 provinces"},{"value":"34","vi":"34 tỉnh, thành phố","en":"34 provinces"},
--   {"value":"M2021","vi":"Bộ, ngành trước 3/2025","en":"Ministries before March 2025"},{"value":"M2025","vi":"Bộ, ngành từ 3/2025","en":"Ministries from March 2025"},
--   {"value":"","vi":"Tất cả đơn vị","en":"All units"}]}
-- param.basis: {"type":"basis","default":"as_reported","label":{"vi":"Tính trên","en":"Stands on"}}
-- view: chart
-- chart: {"mark":"bar","encoding":{"y":{"field":{"vi":"statement_vi","en":"statement_en"},"type":"nominal","sort":null,"title":null,"axis":{"labelLimit":320}},
--   "x":{"field":"units","type":"quantitative","title":{"vi":"Số đơn vị","en":"Units"}},
--   "color":{"field":"verdict","type":"nominal","title":{"vi":"Kết luận","en":"Verdict"},
--   "scale":{"domain":["met","on_pace","behind","missed","not_due","no_data"],"range":["#0072b2","#56b4e9","#e69f00","#c0392b","#9aa5b1","#dfe3e8"]},
--   "legend":{"labelExpr":{"vi":"{'met':'Đạt','on_pace':'Đúng tiến độ','behind':'Chậm tiến độ','missed':'Không đạt','not_due':'Chưa đến hạn','no_data':'Chưa có số liệu'}[datum.label]",
--   "en":"{'met':'Met','on_pace':'On pace','behind':'Behind','missed':'Missed','not_due':'Not due','no_data':'No data'}[datum.label]"}}},
--   "tooltip":[{"field":{"vi":"statement_vi","en":"statement_en"}},{"field":"units"},{"field":"illustrative_units","title":{"vi":"trong đó minh hoạ","en":"of them illustrative"}}]}}
-- tags: scorecard verdict summary
-- reads: observation target act indicator unit
WITH counted AS (
  SELECT
    target_id, indicator_id, verdict,
    count(*) AS units,
    count(*) FILTER (origin = 'illustrative') AS illustrative_units
  FROM verdict_by_basis($as_of, $basis, unit_systems := one_or_all(system_on($system, $basis)))
  GROUP BY target_id, indicator_id, verdict
)
SELECT
  c.target_id,
  i.name_vi AS indicator_vi, i.name_en AS indicator_en,
  t.statement_vi, t.statement_en, t.deadline,
  c.verdict, c.units, c.illustrative_units,
  -- Units without data are no part of the share: "no data" is never zero.
  round(100.0 * sum(c.units) FILTER (c.verdict = 'met') OVER per_target
    / nullif(sum(c.units) FILTER (c.verdict NOT IN ('no_data', 'not_due')) OVER per_target, 0), 1) AS met_share
FROM counted c
JOIN target t USING (target_id)
JOIN indicator i ON i.indicator_id = c.indicator_id
WINDOW per_target AS (PARTITION BY c.target_id)
ORDER BY t.deadline NULLS LAST, c.target_id, list_position(['met', 'on_pace', 'behind', 'missed', 'not_due', 'no_data'], c.verdict);

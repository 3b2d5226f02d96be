-- id: unit-profile
-- title.vi: Hồ sơ một đơn vị
-- title.en: Profile of a unit
-- description.vi: Mọi chỉ tiêu áp dụng cho một đơn vị, bên cạnh trung vị của cả hệ đơn vị và của vùng, xếp từ việc cần lo nhất.
-- description.en: Every target that applies to one unit, beside the median of its unit system and of its region, the most pressing first.
-- param.unit: {"type":"unit","default":"63:02","label":{"vi":"Đơn vị","en":"Unit"}}
-- param.as_of: {"type":"date","default":"2020-12-31","label":{"vi":"Tính đến ngày","en":"As of"}}
-- param.basis: {"type":"basis","default":"as_reported","label":{"vi":"Tính trên","en":"Stands on"}}
-- view: scorecard
-- chart: {"transform":[{"filter":"datum.measured_in === 'percent' && isValid(datum.actual)"},{"fold":["actual","system_median","region_median"],"as":["who","share"]}],
--   "mark":{"type":"point","filled":true,"size":80},"encoding":{"y":{"field":{"vi":"indicator_vi","en":"indicator_en"},"type":"nominal","sort":null,"title":null,"axis":{"labelLimit":280}},
--   "x":{"field":"share","type":"quantitative","title":"%"},
--   "shape":{"field":"who","type":"nominal","title":null,"legend":{"labelExpr":{"vi":"{'actual':'Đơn vị','system_median':'Trung vị cả hệ','region_median':'Trung vị vùng'}[datum.label]",
--   "en":"{'actual':'Unit','system_median':'Median of all','region_median':'Median of the region'}[datum.label]"}}},
--   "color":{"field":"who","type":"nominal","title":null,"legend":{"labelExpr":{"vi":"{'actual':'Đơn vị','system_median':'Trung vị cả hệ','region_median':'Trung vị vùng'}[datum.label]",
--   "en":"{'actual':'Unit','system_median':'Median of all','region_median':'Median of the region'}[datum.label]"}},"scale":{"domain":["actual","system_median","region_median"],"range":["#c0392b","#0072b2","#009e73"]}}}}
-- tags: unit verdict peers
-- reads: observation target act indicator unit
WITH chosen AS (
  FROM unit WHERE unit_id = coalesce(unit_on($unit, $basis), $unit)
),
judged AS (
  SELECT v.*, u.region_code
  FROM verdict_on($as_of, $basis) v
  JOIN unit u USING (unit_id)
  WHERE v.unit_system = (SELECT unit_system FROM chosen)
),
peers AS (
  SELECT
    j.target_id,
    median(j.actual) AS system_median,
    median(j.actual) FILTER (j.region_code = c.region_code) AS region_median,
    count(j.actual) AS units_with_data
  FROM judged j
  CROSS JOIN chosen c
  GROUP BY j.target_id
)
SELECT
  j.target_id, j.unit_id, j.unit_name, i.name_vi AS indicator_vi, i.name_en AS indicator_en,
  j.verdict, j.actual, j.bound, j.comparator, j.goal, j.measured_in, j.gap, j.gap_work, i.work_vi, i.work_en,
  p.system_median, p.region_median, p.units_with_data,
  j.deadline, j.pace_so_far, j.pace_needed, j.period_end, j.age_days, j.status, j.reason, j.origin
FROM judged j
JOIN peers p USING (target_id)
JOIN indicator i ON i.indicator_id = j.indicator_id
WHERE j.unit_id = (SELECT unit_id FROM chosen)
ORDER BY list_position(['missed', 'behind', 'no_data', 'on_pace', 'not_due', 'met'], j.verdict), j.deadline NULLS LAST, j.target_id;

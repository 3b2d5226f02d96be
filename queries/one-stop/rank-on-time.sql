-- id: rank-on-time
-- title.vi: Xếp hạng tỷ lệ hồ sơ đúng hạn
-- title.en: On-time ranking
-- description.vi: Tỷ lệ hồ sơ giải quyết đúng hạn trong một tháng. Bằng nhau đến hai số lẻ thì cùng hạng; mẫu số dưới 30 và đơn vị sáp nhập được đánh dấu; đơn vị không có số liệu ghi ở cuối, không có hạng.
-- description.en: Share of dossiers resolved on time in one month. Equal to two decimals means an equal rank; denominators below 30 and merged units are marked; units without data come last, without a rank.
-- param.month: {"type":"month","default":"2020-12","label":{"vi":"Tháng","en":"Month"}}
-- param.system: {"type":"unit_system","default":"63","label":{"vi":"Hệ đơn vị","en":"Unit system"},
--   "choices":[{"value":"63","vi":"63 tỉnh, thành phố","en":"63 provinces"},{"value":"34","vi":"34 tỉnh, thành phố","en":"34 provinces"},
--   {"value":"M2021","vi":"Bộ, ngành trước 3/2025","en":"Ministries before March 2025"},{"value":"M2025","vi":"Bộ, ngành từ 3/2025","en":"Ministries from March 2025"}]}
-- param.basis: {"type":"basis","default":"as_reported","label":{"vi":"Tính trên","en":"Stands on"}}
-- view: grid
-- chart: {"transform":[{"filter":"isValid(datum.ontime_rate)"}],"mark":{"type":"point","filled":true,"size":60},"encoding":{"y":{"field":"unit_name","type":"nominal","sort":"-x","title":null},
--   "x":{"field":"ontime_rate","type":"quantitative","scale":{"zero":false},"title":{"vi":"Đúng hạn, %","en":"On time, %"}},
--   "shape":{"field":"small_denominator","type":"nominal","title":{"vi":"Mẫu số dưới 30","en":"Denominator below 30"},
--   "legend":{"labelExpr":{"vi":"datum.label === 'true' ? 'Có' : 'Không'","en":"datum.label === 'true' ? 'Yes' : 'No'"}}},"color":{"value":"#0072b2"},
--   "tooltip":[{"field":"rank"},{"field":"unit_name"},{"field":"ontime_rate"},{"field":"dossiers"},{"field":"origin"}]}}
-- tags: ranking one-stop
-- indicator: ontime_rate
-- reads: observation unit succession
WITH wanted_rows AS (
  FROM observation
  WHERE indicator_id = 'ontime_rate' AND period_kind = 'month' AND period_end = last_day($month)
    AND denominator IS DISTINCT FROM 0 AND isfinite(value)
),
monthly AS (
  -- One figure a unit: real before illustrative, then the stronger origin, then the row loaded last.
  SELECT *, precedence(origin, period_start, period_end, loaded) AS key
  FROM (SELECT *, row_number() OVER () AS loaded FROM restated($basis, observations := 'wanted_rows'))
  QUALIFY row_number() OVER (PARTITION BY unit_id ORDER BY key DESC) = 1
),
expected AS (
  SELECT * FROM unit
  WHERE unit_system = system_on($system, $basis)
    AND (unit_system = $basis OR (coalesce(valid_from <= last_day($month), TRUE) AND coalesce(valid_to >= $month, TRUE)))
),
joined AS (
  SELECT
    u.unit_id, u.name_vi AS unit_name, u.sort_order, round(m.value, 2) AS ontime_rate, m.numerator AS on_time, m.denominator AS dossiers,
    m.origin, m.file, m.row, m.status, m.reason, m.parts_present, m.parts_total,
    -- Illustrative figures never share a ranking with real ones.
    CASE WHEN m.origin = 'illustrative' THEN 'illustrative' WHEN m.origin IS NOT NULL THEN 'real' END AS ranked_among
  FROM expected u
  LEFT JOIN monthly m USING (unit_id)
)
SELECT
  CASE WHEN ontime_rate IS NOT NULL THEN rank() OVER (PARTITION BY ranked_among ORDER BY ontime_rate DESC) END AS rank,
  CASE WHEN ontime_rate IS NOT NULL THEN count(*) OVER (PARTITION BY ranked_among, ontime_rate) - 1 END AS tied_with,
  unit_id, unit_name, ontime_rate, on_time, dossiers,
  dossiers < 30 AS small_denominator,
  unit_id IN (SELECT to_unit_id FROM succession WHERE relation IN ('merged_into', 'absorbs')) AS merged_unit,
  origin, ranked_among, status, reason, parts_present, parts_total, file, row
FROM joined
ORDER BY ranked_among IS NULL, ranked_among DESC, ontime_rate DESC, sort_order;

-- id: series-over-merger
-- title.vi: Một chỉ số qua mốc sáp nhập tháng 7/2025
-- title.en: One indicator across the merger of July 2025
-- description.vi: Chuỗi số liệu của từng đơn vị trên 34 hoặc 63 tỉnh, trước và sau 1/7/2025. Tháng thiếu một phần thì không có giá trị và ghi rõ thiếu bao nhiêu.
-- description.en: The series of each unit on the 34 or the 63 provinces, before and after 1 July 2025. A month in which a part is missing has no value and says how much is there.
-- param.indicator: {"type":"indicator","default":"ontime_rate","label":{"vi":"Chỉ số","en":"Indicator"}}
-- param.basis: {"type":"basis","default":"34","label":{"vi":"Tính trên","en":"Stands on"}}
-- param.units: {"type":"units","default":["34:08","34:19","34:20"],"label":{"vi":"Đơn vị (để trống: tất cả)","en":"Units (empty: all)"}}
-- param.from: {"type":"month","default":"2020-10","label":{"vi":"Từ tháng","en":"From month"}}
-- param.to: {"type":"month","default":"2026-10","label":{"vi":"Đến tháng","en":"To month"}}
-- view: chart
-- chart: {"layer":[{"data":{"values":[{}]},"mark":{"type":"rule","strokeDash":[4,4],"color":"#888"},"encoding":{"x":{"datum":{"year":2025,"month":7,"date":1},"type":"temporal"}}},
--   {"mark":{"type":"line","point":true},"encoding":{"x":{"field":"period_end","type":"temporal","title":{"vi":"Kỳ","en":"Period"},"axis":{"format":"%m/%Y"}},"y":{"field":"value","type":"quantitative","scale":{"zero":false},"title":{"vi":"Giá trị","en":"Value"}},
--   "color":{"field":"unit_name","type":"nominal","title":{"vi":"Đơn vị","en":"Unit"},"scale":{"scheme":"tableau10"}},"detail":[{"field":"era"},{"field":"series"},{"field":"origin"},{"field":"period_kind"}],
--   "tooltip":[{"field":"unit_name"},{"field":"period_end","type":"temporal"},{"field":"value"},{"field":"status"},{"field":"origin"}]}}]}
-- tags: territory series compare
-- reads: observation unit indicator succession
-- column.era: {"vi":"Trước hay sau sáp nhập","en":"Before or after"}
WITH wanted_rows AS (
  FROM observation WHERE indicator_id = $indicator AND period_end BETWEEN $from AND last_day($to)
)
SELECT
  r.unit_id, u.name_vi AS unit_name, r.indicator_id, i.name_vi AS indicator_vi, i.name_en AS indicator_en, r.period_start, r.period_end, r.period_kind,
  r.value, i.unit AS measured_in, r.numerator, r.denominator, r.status, r.reason, r.parts_present, r.parts_total, round(r.part_share, 4) AS part_share,
  r.present_value, CASE WHEN r.period_end < DATE '2025-07-01' THEN 'before' ELSE 'after' END AS era, r.series, r.origin
FROM restated($basis, observations := 'wanted_rows') r
JOIN unit u USING (unit_id)
JOIN indicator i ON i.indicator_id = r.indicator_id
WHERE len($units) = 0 OR list_contains($units, r.unit_id)
ORDER BY u.unit_system, u.sort_order, r.origin, r.series, r.period_kind, r.period_end;

-- id: compare-units
-- title.vi: So sánh các đơn vị đã chọn
-- title.en: Compare chosen units
-- description.vi: Diễn biến một chỉ số của các đơn vị đã chọn. Mỗi dãy số liệu, nguồn gốc và loại kỳ là một đường riêng, không nối qua chỗ đứt.
-- description.en: One indicator of the chosen units over time. Each series, origin and kind of period is a line of its own; nothing is joined across a break.
-- param.indicator: {"type":"indicator","default":"dvcqg_integration_rate","label":{"vi":"Chỉ số","en":"Indicator"}}
-- param.units: {"type":"units","default":["63:02","63:08","63:19","63:20"],"label":{"vi":"Đơn vị","en":"Units"}}
-- param.from: {"type":"month","default":"2020-01","label":{"vi":"Từ tháng","en":"From month"}}
-- param.to: {"type":"month","default":"2020-12","label":{"vi":"Đến tháng","en":"To month"}}
-- param.basis: {"type":"basis","default":"as_reported","label":{"vi":"Tính trên","en":"Stands on"}}
-- view: chart
-- chart: {"mark":{"type":"line","point":true},"encoding":{"x":{"field":"period_end","type":"temporal","title":{"vi":"Kỳ","en":"Period"},"axis":{"format":"%m/%Y"}},
--   "y":{"field":"value","type":"quantitative","title":{"vi":"Giá trị","en":"Value"}},"color":{"field":"unit_name","type":"nominal","title":{"vi":"Đơn vị","en":"Unit"},"scale":{"scheme":"tableau10"}},
--   "strokeDash":{"field":"origin","type":"nominal","title":{"vi":"Nguồn gốc","en":"Origin"},"legend":{"labelExpr":{"vi":"{'act':'Văn bản','published':'Đã công bố','user':'Tệp của bạn','illustrative':'Minh hoạ'}[datum.label]",
--   "en":"{'act':'Act','published':'Published','user':'Your file','illustrative':'Illustrative'}[datum.label]"}}},"detail":[{"field":"series"},{"field":"period_kind"}],
--   "tooltip":[{"field":"unit_name"},{"field":"period_end","type":"temporal"},{"field":"value"},{"field":"numerator"},{"field":"denominator"},{"field":"origin"}]}}
-- tags: unit compare series
-- reads: observation unit indicator
WITH wanted_rows AS (
  FROM observation WHERE indicator_id = $indicator AND period_end BETWEEN $from AND last_day($to)
)
SELECT
  o.unit_id, u.name_vi AS unit_name, o.indicator_id, i.name_vi AS indicator_vi, i.name_en AS indicator_en,
  o.period_start, o.period_end, o.period_kind, o.value, o.bound, i.unit AS measured_in, o.numerator, o.denominator,
  o.series, o.status, o.reason, o.parts_present, o.parts_total, o.origin, o.document_id, o.file, o.row
FROM restated($basis, observations := 'wanted_rows') o
JOIN unit u USING (unit_id)
JOIN indicator i USING (indicator_id)
-- On another basis a chosen unit stands for the one that holds it.
WHERE len($units) = 0 OR list_contains($units, o.unit_id) OR list_has_any($units, (SELECT list(t.part_id) FROM territory t WHERE t.on_system = $basis AND t.unit_id = o.unit_id))
ORDER BY u.unit_system, u.sort_order, o.origin, o.series, o.period_kind, o.period_end, o.file, o.row;

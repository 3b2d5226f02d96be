-- id: published-figures
-- title.vi: Số liệu đã công bố của một chỉ số
-- title.en: Published figures of an indicator
-- description.vi: Số liệu thật, có nguồn, của một chỉ số, xếp theo năm; không lẫn số minh hoạ.
-- description.en: Real figures of one indicator with their source, by year; no illustrative figure among them.
-- param.indicator: {"type":"indicator","default":"pci_score","label":{"vi":"Chỉ số","en":"Indicator"}}
-- param.basis: {"type":"basis","default":"as_reported","label":{"vi":"Tính trên","en":"Stands on"}}
-- view: grid
-- chart: {"mark":{"type":"bar","color":"#0072b2"},"encoding":{"y":{"field":"unit_name","type":"nominal","sort":"-x","title":null},
--   "x":{"field":"value","type":"quantitative","title":{"vi":"Giá trị","en":"Value"}},"column":{"field":"series","type":"nominal","title":null},
--   "tooltip":[{"field":"unit_name"},{"field":"value"},{"field":{"vi":"document_vi","en":"document_en"}}]}}
-- tags: published source
-- reads: observation unit indicator document
SELECT
  o.unit_id, u.name_vi AS unit_name, o.indicator_id, i.name_vi AS indicator_vi, i.name_en AS indicator_en,
  o.series, o.period_start, o.period_end, o.value, o.bound, i.unit AS measured_in,
  COLUMNS('^(origin|status|reason|parts_present|parts_total)$'), o.document_id, d.title_vi AS document_vi, d.title_en AS document_en, d.locator, o.note
FROM observation_by_basis($basis) o
JOIN unit u USING (unit_id)
JOIN indicator i USING (indicator_id)
LEFT JOIN document d USING (document_id)
WHERE o.indicator_id = $indicator AND o.origin IN ('published', 'act')
ORDER BY o.period_end DESC, o.series, CASE WHEN i.direction = 'lower' THEN o.value ELSE -o.value END, u.sort_order;

-- id: verdict-observations
-- title.vi: Quan sát đứng sau một kết luận
-- title.en: Observations behind a verdict
-- description.vi: Mọi quan sát của chỉ số cho một đơn vị: dòng nào được dùng và vì sao dòng khác không được dùng, cùng tệp và dòng gốc.
-- description.en: Every observation of the indicator for one unit: which one was used and why others were not, with the file and row it came from.
-- param.target: {"type":"target","default":"nq1219-dvc-l4-30","label":{"vi":"Chỉ tiêu","en":"Target"}}
-- param.unit: {"type":"unit","default":"63:02","label":{"vi":"Đơn vị","en":"Unit"}}
-- param.as_of: {"type":"date","default":"2020-12-31","label":{"vi":"Tính đến ngày","en":"As of"}}
-- as_reported.vi: Liệt kê đúng từng số đã báo cáo; số đã quy đổi xem ở câu hỏi “Một số đã quy đổi gồm những số nào”.
-- as_reported.en: Lists each figure as it was reported; for a restated one see the question “What a restated figure is made of”.
-- view: grid
-- chart: {"layer":[{"mark":{"type":"line","point":true,"color":"#0072b2"},"encoding":{"x":{"field":"period_end","type":"temporal","title":{"vi":"Kỳ","en":"Period"},"axis":{"format":"%m/%Y"}},
--   "y":{"field":"value","type":"quantitative","title":{"vi":"Giá trị","en":"Value"}},"detail":{"field":"series"},"strokeDash":{"field":"origin","type":"nominal","title":{"vi":"Nguồn gốc","en":"Origin"},"legend":{"labelExpr":{"vi":"{'act':'Văn bản','published':'Đã công bố','user':'Tệp của bạn','illustrative':'Minh hoạ'}[datum.label]",
--   "en":"{'act':'Act','published':'Published','user':'Your file','illustrative':'Illustrative'}[datum.label]"}}}}},
--   {"mark":{"type":"rule","color":"#c0392b","strokeDash":[4,4]},"encoding":{"y":{"field":"goal","type":"quantitative"}}}]}
-- tags: verdict observation source
-- reads: observation target act indicator unit document
WITH judged AS (
  FROM verdict($as_of, target_ids := [$target], unit_ids := [$unit])
)
SELECT
  o.period_start, o.period_end, o.period_kind, o.value, o.bound, o.numerator, o.denominator, t.comparator, t.value AS goal,
  CASE
    WHEN o.period_end > $as_of THEN 'after_as_of'
    WHEN o.period_end > t.deadline THEN 'after_deadline'
    WHEN o.denominator = 0 THEN 'denominator_zero'
    WHEN NOT bound_decides(o.value, o.bound, t.value) THEN 'bound_undecided'
    WHEN v.unit_id IS NULL THEN 'not_applicable'
    WHEN o.period_end = v.period_end AND o.period_start = v.period_start AND o.origin = v.origin AND o.series = v.series
      AND o.value = v.actual AND o.file IS NOT DISTINCT FROM v.file AND o.row IS NOT DISTINCT FROM v.row THEN 'actual'
    WHEN o.origin = 'illustrative' AND v.origin <> 'illustrative' THEN 'real_figure_exists'
    WHEN o.period_end = v.first_period_end AND o.series = v.series AND o.origin = v.origin THEN 'first_of_line'
    ELSE 'earlier'
  END AS use,
  o.series, o.origin, o.document_id, d.title_vi AS document_vi, d.title_en AS document_en, o.file, o.sheet, o.row, o.note
FROM observation o
JOIN target t ON t.indicator_id = o.indicator_id AND t.target_id = $target
LEFT JOIN judged v ON v.unit_id = o.unit_id
LEFT JOIN document d ON d.document_id = o.document_id
WHERE o.unit_id = $unit
ORDER BY o.period_end DESC, origin_rank(o.origin), o.file, o.row;

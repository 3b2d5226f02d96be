-- id: compare-rank
-- title.vi: So sánh: xếp hạng một chỉ số
-- title.en: Comparison: ranking of one indicator
-- description.vi: Hạng của mọi đơn vị trong một kỳ, trên một địa giới. Khoảng tin cậy Wilson, các hạng có thể, mẫu số nhỏ và số quy lại được đánh dấu; đơn vị chưa có số liệu đứng cuối, không có hạng.
-- description.en: Ranks of all units in one period, on one territory. Wilson intervals, the ranks they allow, small denominators and restated figures are marked; units without data come last, without a rank.
-- param.indicator: {"type":"indicator","default":"dvcqg_integration_rate","label":{"vi":"Chỉ số","en":"Indicator"}}
-- param.units: {"type":"units","default":[],"label":{"vi":"Đơn vị","en":"Units"}}
-- param.basis: {"type":"basis","default":"34","label":{"vi":"Địa giới","en":"Territory"}}
-- param.to: {"type":"date","default":"2026-10-31","label":{"vi":"Kỳ kết thúc ngày","en":"Period that ends on"}}
-- param.target: {"type":"target","default":"","label":{"vi":"Chỉ tiêu","en":"Target"}}
-- param.order: {"type":"choice","default":"value","label":{"vi":"Xếp theo","en":"Order by"},
--   "choices":[{"value":"value","vi":"Giá trị","en":"Value"},{"value":"gap","vi":"Khoảng cách","en":"Gap"},{"value":"work","vi":"Khối lượng còn thiếu","en":"Work left"},{"value":"name","vi":"Tên","en":"Name"}]}
-- param.pinned: {"type":"units","default":[],"label":{"vi":"Giữ trên đầu","en":"Held on top"}}
-- param.scenario: {"type":"text","default":"no_scenario","label":{"vi":"Kịch bản (bảng)","en":"Scenario (a table)"}}
-- view: grid
-- chart: {"transform":[{"filter":"isValid(datum.value)"}],"layer":[{"mark":{"type":"rule","strokeWidth":5,"opacity":0.3},"encoding":{"x":{"field":"low","type":"quantitative","scale":{"zero":false},"title":{"vi":"Giá trị","en":"Value"}},"x2":{"field":"high"}}},
--   {"mark":{"type":"point","filled":true,"size":60},"encoding":{"x":{"field":"value","type":"quantitative","scale":{"zero":false}},"shape":{"field":"mark","type":"nominal","title":{"vi":"Ghi chú","en":"Mark"}}}}],
--   "encoding":{"y":{"field":"unit_name","type":"nominal","sort":null,"title":null}}}
-- tags: compare ranking merger restated scenario
-- reads: observation unit succession target indicator
WITH on_day AS (
  SELECT * FROM observation WHERE indicator_id = $indicator AND period_end = $to
),
figures AS (
  FROM ranked($indicator, $to, basis := $basis, system := CASE WHEN $to < DATE '2025-07-01' THEN '63' ELSE '34' END, scenario := $scenario, observations := 'on_day')
),
judged AS (
  SELECT unit_id, verdict, period_end AS judged_on
  FROM verdict_if($to, $scenario, basis := $basis, target_ids := [$target])
),
held AS (
  SELECT
    f.*, t.target_id, t.comparator, t.value AS goal, t.deadline, j.verdict, j.judged_on,
    gap_to_goal(f.value, t.comparator, t.value, smallest_step(f.indicator_kind, f.scale, f.denominator)) AS gap,
    CASE
      WHEN t.value IS NULL OR f.numerator IS NULL OR f.denominator IS NULL OR f.indicator_kind <> 'ratio' THEN NULL
      WHEN compare_value(f.value, t.comparator, t.value) THEN 0
      ELSE gap_in_items(f.numerator, f.denominator, f.scale, t.comparator, t.value)
    END AS gap_work
  FROM figures f
  LEFT JOIN target t ON t.target_id = $target
  LEFT JOIN judged j USING (unit_id)
)
SELECT
  rank, tied_with, rank_low, rank_high, ranked, unit_id, unit_name, unit_name_en, value, low, high, numerator, denominator, measured_in,
  CASE
    WHEN status = 'refused' THEN 'refused'
    WHEN status = 'incomplete' THEN 'incomplete'
    WHEN small_denominator THEN 'small'
    WHEN status IN ('restated', 'scenario') THEN status
    ELSE 'clear'
  END AS mark,
  status, reason, parts_total, parts_present, part_share, present_value, is_merged, target_id, comparator, goal, deadline, verdict, judged_on, gap, gap_work,
  period_start, period_end, period_kind, region_code, among, origin, document_id, file, sheet, row, CAST($to AS DATE) AS as_of
FROM held
WHERE len($units) = 0 OR list_contains($units, unit_id)
ORDER BY
  list_contains($pinned, unit_id) DESC, value IS NULL, among DESC,
  CASE $order WHEN 'gap' THEN gap WHEN 'work' THEN gap_work END DESC NULLS LAST,
  CASE WHEN $order = 'name' THEN unit_order END,
  rank, unit_order;

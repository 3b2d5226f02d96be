-- id: scorecard-restated
-- title.vi: Bảng điểm quy đổi địa giới
-- title.en: Scorecard on restated territory
-- description.vi: Như bảng điểm, nhưng số liệu được quy về 34 hoặc 63 tỉnh. Số lượng cộng lại, tỷ lệ tính lại từ tử và mẫu; chỉ số không quy đổi được thì nói vì sao.
-- description.en: As the scorecard, with figures restated to the 34 or the 63 provinces. Counts add, ratios are computed anew from numerators and denominators; what cannot be restated says why.
-- param.as_of: {"type":"date","default":"2020-12-31","label":{"vi":"Tính đến ngày","en":"As of"}}
-- param.basis: {"type":"basis","default":"34","label":{"vi":"Tính trên","en":"Stands on"}}
-- param.targets: {"type":"targets","default":["dvcqg-integration-2020","nq1219-dvc-l4-30","nq1219-satisfaction-100","nq105-stat54-digitised-dec2020","wg-no-task-overdue"],"label":{"vi":"Chỉ tiêu (để trống: tất cả)","en":"Targets (empty: all)"}}
-- view: scorecard
-- tags: territory scorecard verdict
-- reads: observation target act indicator unit succession
SELECT
  v.unit_id, v.unit_name, v.target_id, i.name_vi AS indicator_vi, i.name_en AS indicator_en,
  v.verdict, v.actual, v.bound, v.comparator, v.goal, v.measured_in, v.gap, v.gap_work, i.work_vi, i.work_en,
  v.status, v.reason, v.parts_present, v.parts_total, v.deadline, v.period_end, v.age_days, v.origin
FROM verdict_on($as_of, $basis, unit_systems := [system_on('63', $basis)], target_ids := $targets) v
JOIN indicator i USING (indicator_id)
ORDER BY v.unit_order, v.deadline NULLS LAST, v.target_id;

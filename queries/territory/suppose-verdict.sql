-- id: what-if-verdict
-- title.vi: Nếu một đơn vị đạt mức hay nhịp khác: kết luận
-- title.en: What if a unit had another value or pace: verdicts
-- description.vi: Đặt giá trị hoặc nhịp mỗi tháng giả định cho một chỉ số của một đơn vị, xem kết luận nào đổi. Để trống (0) nhịp thì giữ nhịp đang có.
-- description.en: Supposes a value, or a pace per month, of one indicator of a unit and shows which verdicts change. A pace of 0 keeps the pace so far.
-- param.unit: {"type":"unit","default":"63:02","label":{"vi":"Đơn vị","en":"Unit"}}
-- param.indicator: {"type":"indicator","default":"dvc_l4_rate","label":{"vi":"Chỉ số","en":"Indicator"}}
-- param.value: {"type":"number","default":30,"label":{"vi":"Giả sử bằng","en":"Suppose it is"}}
-- param.pace: {"type":"number","default":0,"label":{"vi":"Nhịp mỗi tháng (0: như đang có)","en":"Pace per month (0: as it is)"}}
-- param.as_of: {"type":"date","default":"2020-06-30","label":{"vi":"Tính đến ngày","en":"As of"}}
-- param.basis: {"type":"basis","default":"as_reported","label":{"vi":"Tính trên","en":"Stands on"}}
-- view: grid
-- tags: territory scenario verdict
-- reads: observation target act unit indicator
-- column.verdict_before: {"vi":"Kết luận","en":"Verdict"}
-- column.verdict_after: {"vi":"Kết luận giả định","en":"Verdict supposed"}
-- column.actual_before: {"vi":"Thực tế","en":"Actual"}
-- column.actual_after: {"vi":"Giá trị giả định","en":"Value supposed"}
-- column.gap_work_after: {"vi":"Việc còn thiếu khi đó","en":"Work missing then"}
WITH scenario AS (
  SELECT coalesce(unit_on($unit, $basis), $unit) AS unit_id, $indicator AS indicator_id, CAST($value AS DOUBLE) AS value, nullif(CAST($pace AS DOUBLE), 0) AS pace
)
SELECT
  a.target_id, a.unit_id, a.unit_name, i.name_vi AS indicator_vi, i.name_en AS indicator_en, b.verdict AS verdict_before, a.verdict AS verdict_after,
  b.actual AS actual_before, a.actual AS actual_after, a.comparator, a.goal, a.measured_in, a.gap, b.gap_work, a.gap_work AS gap_work_after,
  a.pace_so_far, a.pace_needed, a.deadline, a.status, a.origin
FROM verdict_if($as_of, 'scenario', basis := $basis, unit_ids := [coalesce(unit_on($unit, $basis), $unit)]) a
JOIN verdict_by_basis($as_of, $basis, unit_ids := [coalesce(unit_on($unit, $basis), $unit)]) b USING (target_id, unit_id)
JOIN indicator i ON i.indicator_id = a.indicator_id
WHERE a.indicator_id = $indicator
ORDER BY a.deadline NULLS LAST, a.target_id;

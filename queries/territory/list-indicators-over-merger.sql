-- id: indicators-over-merger
-- title.vi: Chỉ số nào nối được qua tháng 7/2025
-- title.en: Which indicators carry over July 2025
-- description.vi: Với từng chỉ số: bao nhiêu số liệu giữ nguyên, tính lại được, thiếu phần hay bị từ chối khi quy về một hệ, vì lý do gì, và có số liệu đến đâu ở hai bên mốc.
-- description.en: For each indicator: how many figures stand, are computed anew, lack a part or are refused on a basis, why, and how far the figures reach on either side.
-- param.basis: {"type":"basis","default":"34","label":{"vi":"Tính trên","en":"Stands on"}}
-- view: grid
-- tags: territory restate coverage
-- reads: observation indicator unit succession
-- column.as_reported: {"vi":"Giữ nguyên","en":"As reported"}
-- column.restated: {"vi":"Tính lại","en":"Computed anew"}
-- column.incomplete: {"vi":"Thiếu phần","en":"Incomplete"}
-- column.refused: {"vi":"Từ chối","en":"Refused"}
-- column.reasons: {"vi":"Lý do từ chối","en":"Reasons of refusal"}
-- column.last_before: {"vi":"Kỳ cuối trước 7/2025","en":"Last period before July 2025"}
-- column.first_after: {"vi":"Kỳ đầu sau 7/2025","en":"First period after"}
-- column.indicator_kind: {"vi":"Loại","en":"Kind"}
SELECT
  r.indicator_id, i.name_vi AS indicator_vi, i.name_en AS indicator_en, i.kind AS indicator_kind,
  count(*) FILTER (r.status = 'as_reported') AS as_reported, count(*) FILTER (r.status = 'restated') AS restated,
  count(*) FILTER (r.status = 'incomplete') AS incomplete, count(*) FILTER (r.status = 'refused') AS refused,
  string_agg(DISTINCT r.reason, ', ' ORDER BY r.reason) FILTER (r.status = 'refused') AS reasons,
  max(r.period_end) FILTER (r.period_end < DATE '2025-07-01' AND r.value IS NOT NULL) AS last_before,
  min(r.period_end) FILTER (r.period_end >= DATE '2025-07-01' AND r.value IS NOT NULL) AS first_after,
  string_agg(DISTINCT r.origin, ', ' ORDER BY r.origin) AS origins
FROM restated($basis) r
JOIN unit u USING (unit_id)
JOIN indicator i ON i.indicator_id = r.indicator_id
WHERE is_province(u.kind)
GROUP BY ALL
ORDER BY first_after IS NULL OR last_before IS NULL, r.indicator_id;

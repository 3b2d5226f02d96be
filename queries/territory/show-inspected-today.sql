-- id: inspected-today
-- title.vi: Sáu tỉnh được kiểm tra trên bản đồ hôm nay
-- title.en: The six inspected provinces on today's map
-- description.vi: Sáu tỉnh của cuộc kiểm tra 2020 nay thuộc đơn vị nào, cùng những tỉnh nào, và con số in trong văn bản còn dùng được cho đơn vị mới không.
-- description.en: Which units the six provinces inspected in 2020 belong to on a day, with which others, and whether the printed figures still hold for them.
-- param.day: {"type":"date","default":"2026-05-01","label":{"vi":"Ngày","en":"Day"}}
-- as_reported.vi: Đặt số đã in bên đơn vị hôm nay; phần của một tỉnh không nói thay cả tỉnh.
-- as_reported.en: Sets the printed figures beside today’s units; a part of a province does not speak for all of it.
-- view: grid
-- tags: territory inspection act
-- reads: observation unit succession indicator document
-- column.from_unit_name: {"vi":"Tỉnh được kiểm tra","en":"Inspected province"}
-- column.together_with: {"vi":"Cùng với","en":"Together with"}
-- column.is_same: {"vi":"Cùng địa giới","en":"Same territory"}
-- column.printed_value: {"vi":"Số in trong văn bản","en":"Printed figure"}
-- column.holds: {"vi":"Còn dùng được cho đơn vị mới","en":"Holds for the new unit"}
WITH inspected AS (
  SELECT unit_id, place FROM unnest(['63:04', '63:06', '63:20', '63:02', '63:08', '63:19']) WITH ORDINALITY AS t (unit_id, place)
),
became AS (   -- the unit of the day: itself, or the one it went into
  SELECT i.unit_id, i.place, coalesce(l.into_unit_id, i.unit_id) AS now_id, l.act_id
  FROM inspected i
  LEFT JOIN lineage l ON l.unit_id = i.unit_id AND l.joined_on <= $day
),
others AS (
  SELECT b.unit_id, string_agg(u.name_vi, ', ' ORDER BY u.sort_order) AS together_with
  FROM became b
  JOIN lineage l ON l.into_unit_id = b.now_id AND l.unit_id <> b.unit_id AND l.joined_on <= $day
  JOIN unit u ON u.unit_id = l.unit_id
  GROUP BY b.unit_id
)
SELECT
  f.unit_id AS from_unit_id, f.name_vi AS from_unit_name, n.unit_id, n.full_name_vi AS unit_name, o.together_with, o.together_with IS NULL AS is_same,
  d.number AS act_number, p.indicator_id, i.name_vi AS indicator_vi, i.name_en AS indicator_en, p.value AS printed_value, i.unit AS measured_in,
  o.together_with IS NULL AS holds, p.origin, p.document_id
FROM became b
JOIN unit f ON f.unit_id = b.unit_id
JOIN unit_at($day) n ON n.unit_id = b.now_id
LEFT JOIN others o ON o.unit_id = b.unit_id
LEFT JOIN act d ON d.act_id = b.act_id
LEFT JOIN observation p ON p.unit_id = b.unit_id AND p.origin = 'act' AND p.document_id = '001' AND p.indicator_id IN ('ontime_rate', 'overdue_rate')
LEFT JOIN indicator i ON i.indicator_id = p.indicator_id
ORDER BY b.place, p.indicator_id;

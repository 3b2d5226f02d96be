-- id: rank-by-merger
-- title.vi: Tỉnh mới lên hay xuống hạng chỉ vì sáp nhập
-- title.en: Which new province gained or lost rank by the merger alone
-- description.vi: Cùng một tháng, cùng số liệu: vị trí của tỉnh mang tên ấy trong 63 tỉnh (quy về thang 34) so với vị trí của tỉnh mới trong 34. Chênh lệch chỉ do phần nhập vào.
-- description.en: The same month, the same figures: the place of the province of that name among 63 (scaled to 34) against that of the new province among 34. The difference comes from what was merged into it and nothing else.
-- param.indicator: {"type":"indicator","default":"ontime_rate","label":{"vi":"Chỉ số","en":"Indicator"}}
-- param.month: {"type":"month","default":"2020-12","label":{"vi":"Tháng","en":"Month"}}
-- as_reported.vi: Đặt hai địa giới cạnh nhau: như báo cáo và theo 34.
-- as_reported.en: Sets both side by side: as reported and on 34.
-- view: grid
-- chart: {"transform":[{"filter":"isValid(datum.gained)"}],"mark":{"type":"bar"},"encoding":{"y":{"field":"unit_name","type":"nominal","sort":"-x","title":null},"x":{"field":"gained","type":"quantitative","title":{"vi":"Số bậc được hay mất","en":"Places gained or lost"}},
--   "color":{"condition":{"test":"datum.gained < 0","value":"#e69f00"},"value":"#0072b2"},"tooltip":[{"field":"unit_name"},{"field":"parts"},{"field":"gained"},{"field":"origin"}]}}
-- tags: territory ranking merger
-- reads: observation unit succession indicator
-- column.old_rank: {"vi":"Hạng trong 63","en":"Rank among 63"}
-- column.old_place: {"vi":"Hạng ấy trên thang 34","en":"That rank on a scale of 34"}
-- column.gained: {"vi":"Số bậc được (+) hay mất (−)","en":"Places gained (+) or lost (−)"}
-- column.old_value: {"vi":"Giá trị tỉnh cũ","en":"Value of the old province"}
-- column.parts: {"vi":"Gồm","en":"Made of"}
WITH wanted_rows AS (
  FROM observation WHERE indicator_id = $indicator AND period_end = last_day($month)
),
before AS (
  SELECT unit_id, rank, ranked, value, among FROM ranked($indicator, last_day($month), observations := 'wanted_rows')
),
after AS (
  FROM ranked($indicator, last_day($month), basis := '34', observations := 'wanted_rows')
),
kept_name AS (   -- the part whose name the new province bears
  SELECT to_unit_id AS unit_id, from_unit_id FROM succession WHERE relation = 'absorbs' AND to_unit_id LIKE '34:%'
),
made AS (
  SELECT t.unit_id, string_agg(t.part_name, ', ' ORDER BY t.part_name) AS parts FROM territory t WHERE t.on_system = '34' AND t.part_system = '63' GROUP BY t.unit_id
)
SELECT
  a.unit_id, a.unit_name, m.parts, b.rank AS old_rank, round(1 + (b.rank - 1) * (a.ranked - 1) / nullif(b.ranked - 1, 0), 1) AS old_place, a.rank,
  round(1 + (b.rank - 1) * (a.ranked - 1) / nullif(b.ranked - 1, 0), 1) - a.rank AS gained, a.rank_low, a.rank_high,
  b.value AS old_value, a.value, a.measured_in, a.status, a.origin
FROM after a
JOIN kept_name k ON k.unit_id = a.unit_id
JOIN made m ON m.unit_id = a.unit_id
LEFT JOIN before b ON b.unit_id = k.from_unit_id AND b.among = a.among
ORDER BY gained DESC NULLS LAST, a.unit_order;

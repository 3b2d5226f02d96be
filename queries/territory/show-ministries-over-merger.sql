-- id: ministries-over-merger
-- title.vi: Số liệu của bộ, ngành trước và sau tháng 3/2025
-- title.en: Figures of ministries before and after March 2025
-- description.vi: Số liệu cũ quy về các bộ từ 1/3/2025. Chỉ nơi cả chức năng cùng chuyển mới có giá trị; nơi chỉ một phần chuyển thì nêu khoảng, nơi khác thì từ chối.
-- description.en: Old figures on the ministries since 1 March 2025. Only where whole functions moved is there a value; where a piece moved there are bounds, elsewhere a refusal.
-- param.indicator: {"type":"indicator","default":"online_files_share","label":{"vi":"Chỉ số","en":"Indicator"}}
-- param.from: {"type":"month","default":"2021-12","label":{"vi":"Từ tháng","en":"From month"}}
-- param.to: {"type":"month","default":"2021-12","label":{"vi":"Đến tháng","en":"To month"}}
-- as_reported.vi: Nói về bộ, ngành và đã quy về bộ sau 3/2025.
-- as_reported.en: About ministries, and restated to those from March 2025.
-- view: grid
-- tags: territory ministries restate
-- reads: observation unit succession indicator
-- column.low: {"vi":"Ít nhất","en":"At least"}
-- column.high: {"vi":"Nhiều nhất","en":"At most"}
-- column.came_from: {"vi":"Từ","en":"From"}
WITH wanted_rows AS (
  FROM observation WHERE indicator_id = $indicator AND period_end BETWEEN $from AND last_day($to)
),
made AS (
  SELECT unit_id, string_agg(part_name || CASE role WHEN 'piece' THEN ' (…)' ELSE '' END, ', ' ORDER BY role DESC, part_name) AS came_from
  FROM territory WHERE on_system = 'M2025' AND part_system = 'M2021' GROUP BY unit_id
)
SELECT
  r.unit_id, u.name_vi AS unit_name, m.came_from, r.period_end, r.value, i.unit AS measured_in, r.low, r.high, r.status, r.reason, r.parts_present, r.parts_total, r.origin
FROM restated('M2025', observations := 'wanted_rows') r
JOIN unit u USING (unit_id)
JOIN indicator i ON i.indicator_id = r.indicator_id
LEFT JOIN made m USING (unit_id)
WHERE u.unit_system = 'M2025'
ORDER BY r.period_end, u.sort_order;

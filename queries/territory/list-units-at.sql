-- id: units-at
-- title.vi: Các đơn vị vào một ngày
-- title.en: The units of a day
-- description.vi: Tên, loại, mã của từng đơn vị đúng vào ngày đó: Huế thành thành phố ngày 1/1/2025, Đồng Nai ngày 30/4/2026.
-- description.en: Name, type and code of each unit as they were on the day: Huế became a city on 1 January 2025, Đồng Nai on 30 April 2026.
-- param.day: {"type":"date","default":"2026-05-01","label":{"vi":"Ngày","en":"Day"}}
-- view: grid
-- tags: territory unit
-- reads: unit succession
-- column.full_name_vi: {"vi":"Tên đầy đủ","en":"Full name"}
-- column.unit_system: {"vi":"Hệ đơn vị","en":"Unit system"}
-- column.kind: {"vi":"Loại","en":"Kind"}
-- column.made_of: {"vi":"Gồm các đơn vị cũ","en":"Made of"}
-- column.valid_from: {"vi":"Từ ngày","en":"Since"}
SELECT
  u.unit_id, u.unit_system, u.code, u.name_vi AS unit_name, u.full_name_vi, u.kind, u.region_vi, u.region_en, u.valid_from,
  (SELECT string_agg(p.name_vi, ', ' ORDER BY p.sort_order) FROM lineage l JOIN unit p ON p.unit_id = l.unit_id
   WHERE l.into_unit_id = u.unit_id AND l.joined_on <= $day AND l.whole) AS made_of
FROM unit_at($day) u
WHERE u.unit_system <> 'VN'
ORDER BY is_ministry(u.kind), u.unit_system, u.sort_order;

-- id: clashing-names
-- title.vi: Tên và mã trùng nhưng khác địa giới
-- title.en: Names and codes that agree and mean different territory
-- description.vi: 23 tỉnh mới giữ tên của một phần; bảy mã chỉ hai nơi khác nhau. Nối hai tệp theo những tên, mã này là so hai địa giới khác nhau.
-- description.en: Twenty-three new provinces keep the name of one of their parts; seven codes mean two different places. Joining files on them compares different territory.
-- param.by: {"type":"choice","default":"name","label":{"vi":"Theo","en":"By"},"choices":[{"value":"name","vi":"Tên","en":"Name"},{"value":"code","vi":"Mã","en":"Code"}]}
-- view: grid
-- tags: territory guard
-- reads: unit succession
-- column.went_to: {"vi":"Địa giới cũ nay thuộc","en":"The old territory is now in"}
-- column.parts: {"vi":"Đơn vị mới gồm","en":"The new unit is made of"}
SELECT
  -- unit systems: as is (equal names and codes are what this question shows)
  a.unit_id AS from_unit_id, a.code AS from_code, a.name_vi AS from_name, b.unit_id AS to_unit_id, b.code AS to_code, b.name_vi AS to_name, w.name_vi AS went_to,
  (SELECT string_agg(t.part_name, ', ' ORDER BY t.part_name) FROM territory t WHERE t.on_system = '34' AND t.unit_id = b.unit_id AND t.part_system = '63') AS parts
FROM unit a
JOIN unit b ON b.unit_system = '34' AND CASE WHEN $by = 'name' THEN a.name_vi = b.name_vi ELSE a.code = b.code END
JOIN territory n ON n.on_system = '34' AND n.part_id = a.unit_id
JOIN unit w ON w.unit_id = n.unit_id
WHERE a.unit_system = '63' AND NOT (n.unit_id = b.unit_id AND n.parts_total = 1) AND ($by = 'name' OR n.unit_id <> b.unit_id OR a.name_vi <> b.name_vi)
ORDER BY b.sort_order, a.sort_order;

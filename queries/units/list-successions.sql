-- id: successions
-- title.vi: Đơn vị nào đã thành đơn vị nào
-- title.en: Which unit became which
-- description.vi: Sáp nhập, đổi tên, chuyển chức năng giữa các hệ đơn vị, kèm ngày hiệu lực và văn bản. Mã và tên giống nhau chưa chắc là cùng địa giới.
-- description.en: Mergers, renamings and moved functions between unit systems, with their date and act. An equal code or name need not be the same territory.
-- param.from_system: {"type":"choice","default":"63","label":{"vi":"Từ hệ đơn vị","en":"From unit system"},
--   "choices":[{"value":"63","vi":"63 tỉnh, thành phố","en":"63 provinces"},{"value":"M2021","vi":"Bộ, ngành trước 3/2025","en":"Ministries before March 2025"}]}
-- view: grid
-- tags: unit succession
-- reads: succession unit act
SELECT
  -- unit systems: as is (equal names are what this question shows)
  s.from_unit_id, f.name_vi AS from_name, f.code AS from_code,
  s.relation, s.whole, s.effective_on,
  s.to_unit_id, t.name_vi AS to_name, t.code AS to_code,
  f.name_vi = t.name_vi AND s.relation NOT IN ('unchanged') AS same_name_other_territory,
  s.detail_vi, s.detail_en, a.number AS act_number, s.source
FROM succession s
JOIN unit f ON f.unit_id = s.from_unit_id
LEFT JOIN unit t ON t.unit_id = s.to_unit_id
LEFT JOIN act a ON a.act_id = s.act_id
WHERE f.unit_system = $from_system
ORDER BY f.sort_order, s.effective_on, s.to_unit_id, s.relation;

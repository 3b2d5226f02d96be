-- id: ministry-functions
-- title.vi: Chức năng nào của bộ nào chuyển đi đâu
-- title.en: Which work of which ministry went where
-- description.vi: Các chức năng trong đợt sắp xếp tháng 3/2025, nhiều nơi sang nhiều nơi, kèm văn bản; dòng chưa kiểm chứng được ghi rõ. Số liệu của bộ chỉ quy đổi được khi mọi chức năng của nó cùng chuyển.
-- description.en: The functions of the reorganisation of March 2025, many to many, with their act; what is unverified says so. A ministry's figures can only be restated when all of its functions moved together.
-- param.ministry: {"type":"unit","default":"M2021:BLDTBXH","label":{"vi":"Bộ cũ hoặc mới (để trống: tất cả)","en":"Old or new ministry (empty: all)"}}
-- view: grid
-- tags: territory ministries functions
-- reads: ministry_function unit act succession
-- column.function: {"vi":"Chức năng","en":"Function"}
-- column.verified: {"vi":"Đã kiểm chứng","en":"Verified"}
-- column.moves_whole: {"vi":"Bộ cũ chuyển trọn về một nơi","en":"The old ministry went to one place"}
SELECT
  m.function_vi, m.function_en, m.from_unit_id, f.name_vi AS from_name, m.to_unit_id, t.name_vi AS to_name, m.whole, m.effective_on, a.number AS act_number, m.verified,
  count(DISTINCT m.to_unit_id) OVER (PARTITION BY m.from_unit_id) = 1 AND m.whole AS moves_whole, m.source
FROM ministry_function m
JOIN unit f ON f.unit_id = m.from_unit_id
JOIN unit t ON t.unit_id = m.to_unit_id
LEFT JOIN act a USING (act_id)
WHERE $ministry = '' OR $ministry IN (m.from_unit_id, m.to_unit_id)
ORDER BY f.sort_order, m.verified DESC, t.sort_order, m.function_id;

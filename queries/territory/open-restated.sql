-- id: restated-figure
-- title.vi: Một số đã quy đổi gồm những số nào
-- title.en: What a restated figure is made of
-- description.vi: Các số liệu đứng sau một giá trị đã quy đổi, mỗi phần một dòng, mở tới tệp và dòng; phần thiếu được ghi là không có.
-- description.en: The observations behind one restated value, a row for each part, down to file and row; a missing part is listed without a value.
-- param.unit: {"type":"unit","default":"34:08","label":{"vi":"Đơn vị","en":"Unit"}}
-- param.indicator: {"type":"indicator","default":"ontime_rate","label":{"vi":"Chỉ số","en":"Indicator"}}
-- param.month: {"type":"month","default":"2020-12","label":{"vi":"Tháng","en":"Month"}}
-- param.basis: {"type":"basis","default":"34","label":{"vi":"Tính trên","en":"Stands on"}}
-- view: grid
-- tags: territory source
-- reads: observation unit succession indicator
-- column.role: {"vi":"Vai trò","en":"Role"}
-- column.population: {"vi":"Dân số","en":"Population"}
SELECT unit_id, unit_name, role, indicator_id, period_start, period_end, period_kind, value, bound, numerator, denominator, population, origin, document_id, file, sheet, row
FROM restated_parts($basis, $unit, $indicator, last_day($month));

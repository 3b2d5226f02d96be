-- id: rank-moves
-- title.vi: Ai lên hạng, ai xuống hạng giữa hai tháng
-- title.en: Who moved up and who moved down between two months
-- description.vi: Hạng ở hai tháng trên cùng một hệ đơn vị. Chỉ nói là đã chuyển khi hai khoảng hạng không giao nhau; còn lại là nhiễu.
-- description.en: Ranks of two months on one basis. A move is only said where the two ranges of rank do not meet; the rest is noise.
-- param.indicator: {"type":"indicator","default":"ontime_rate","label":{"vi":"Chỉ số","en":"Indicator"}}
-- param.from: {"type":"month","default":"2020-01","label":{"vi":"Từ tháng","en":"From month"}}
-- param.to: {"type":"month","default":"2020-12","label":{"vi":"Đến tháng","en":"To month"}}
-- param.basis: {"type":"basis","default":"34","label":{"vi":"Tính trên","en":"Stands on"}}
-- view: grid
-- tags: territory ranking change
-- reads: observation unit indicator succession
-- column.rank_from: {"vi":"Hạng đầu","en":"Rank before"}
-- column.rank_to: {"vi":"Hạng cuối","en":"Rank after"}
-- column.range_from: {"vi":"Khoảng hạng đầu","en":"Range before"}
-- column.range_to: {"vi":"Khoảng hạng cuối","en":"Range after"}
-- column.value_from: {"vi":"Giá trị đầu","en":"Value before"}
-- column.value_to: {"vi":"Giá trị cuối","en":"Value after"}
WITH wanted_rows AS (
  FROM observation WHERE indicator_id = $indicator AND period_end IN (last_day($from), last_day($to))
)
SELECT
  unit_id, unit_name, rank_from, rank_to, moved, is_sure, rank_low_from || '–' || rank_high_from AS range_from, rank_low_to || '–' || rank_high_to AS range_to,
  value_from, value_to, measured_in, is_merged, origin
FROM rank_change($indicator, last_day($from), last_day($to), basis := $basis, observations := 'wanted_rows');

-- id: honest-ranks
-- title.vi: Xếp hạng trung thực một chỉ số
-- title.en: Honest ranks of one indicator
-- description.vi: Hạng kèm khoảng hạng có thể (Wilson 95 %), bằng nhau thì cùng hạng; mẫu số nhỏ, đơn vị sáp nhập, số tính lại hay thiếu phần được đánh dấu; đơn vị không có số liệu ghi ở cuối.
-- description.en: Ranks with the range that their denominators allow (Wilson, 95 %); ties share; small denominators, merged units, restated and incomplete figures are marked; units without data come last.
-- param.indicator: {"type":"indicator","default":"ontime_rate","label":{"vi":"Chỉ số","en":"Indicator"}}
-- param.month: {"type":"month","default":"2020-12","label":{"vi":"Tháng","en":"Month"}}
-- param.basis: {"type":"basis","default":"34","label":{"vi":"Tính trên","en":"Stands on"}}
-- view: grid
-- chart: {"transform":[{"filter":"isValid(datum.value)"}],"layer":[{"mark":{"type":"rule","color":"#9aa5b1"},"encoding":{"y":{"field":"unit_name","type":"nominal","sort":null,"title":null},"x":{"field":"low","type":"quantitative"},"x2":{"field":"high"}}},
--   {"mark":{"type":"point","filled":true,"size":60},"encoding":{"y":{"field":"unit_name","type":"nominal","sort":null,"title":null},"x":{"field":"value","type":"quantitative","scale":{"zero":false},"title":{"vi":"Giá trị","en":"Value"}},
--   "color":{"field":"is_merged","type":"nominal","title":{"vi":"Đơn vị sáp nhập","en":"Merged unit"},"scale":{"range":["#0072b2","#e69f00"]}},"tooltip":[{"field":"unit_name"},{"field":"value"},{"field":"rank_low"},{"field":"rank_high"},{"field":"origin"}]}}]}
-- tags: territory ranking
-- reads: observation unit indicator succession
WITH wanted_rows AS (
  FROM observation WHERE indicator_id = $indicator AND period_end = last_day($month)
)
SELECT
  rank, tied_with, ranked, rank_low, rank_high, unit_id, unit_name, value, low, high, numerator, denominator, measured_in, small_denominator, is_merged,
  status, reason, parts_present, parts_total, present_value, origin, among
FROM ranked($indicator, last_day($month), basis := $basis, observations := 'wanted_rows');

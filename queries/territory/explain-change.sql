-- id: rate-and-weight
-- title.vi: Vì sao tỷ lệ cả nước thay đổi
-- title.en: Why the national rate changed
-- description.vi: Phần thay đổi do tỷ lệ của từng đơn vị và phần do tỷ trọng của nó, cộng lại đúng bằng thay đổi của cả nước giữa hai tháng.
-- description.en: How much of the change of the national figure came from each unit’s own rate and how much from its weight; the parts add up to the change exactly.
-- param.indicator: {"type":"indicator","default":"ontime_rate","label":{"vi":"Chỉ số","en":"Indicator"}}
-- param.from: {"type":"month","default":"2020-01","label":{"vi":"Từ tháng","en":"From month"}}
-- param.to: {"type":"month","default":"2020-12","label":{"vi":"Đến tháng","en":"To month"}}
-- param.basis: {"type":"basis","default":"34","label":{"vi":"Tính trên","en":"Stands on"}}
-- view: grid
-- chart: {"mark":"bar","encoding":{"y":{"field":"unit_name","type":"nominal","sort":null,"title":null},"x":{"field":"effect","type":"quantitative","title":{"vi":"Đóng góp vào thay đổi","en":"Effect on the change"}},
--   "color":{"condition":{"test":"datum.effect < 0","value":"#e69f00"},"value":"#0072b2"},"tooltip":[{"field":"unit_name"},{"field":"rate_effect"},{"field":"weight_effect"},{"field":"origin"}]}}
-- tags: territory shift-share explain
-- reads: observation unit indicator succession
-- column.rate_from: {"vi":"Tỷ lệ đầu","en":"Rate before"}
-- column.rate_to: {"vi":"Tỷ lệ cuối","en":"Rate after"}
-- column.weight_from: {"vi":"Tỷ trọng đầu","en":"Weight before"}
-- column.weight_to: {"vi":"Tỷ trọng cuối","en":"Weight after"}
-- column.rate_effect: {"vi":"Do tỷ lệ","en":"By its rate"}
-- column.weight_effect: {"vi":"Do tỷ trọng","en":"By its weight"}
-- column.effect: {"vi":"Tổng đóng góp","en":"Effect"}
-- column.presence: {"vi":"Có số liệu","en":"Has figures"}
-- column.total_from: {"vi":"Cả nước, đầu","en":"Country before"}
-- column.total_to: {"vi":"Cả nước, cuối","en":"Country after"}
WITH wanted_rows AS (
  FROM observation WHERE indicator_id = $indicator AND period_end IN (last_day($from), last_day($to))
)
SELECT
  unit_id, unit_name, rate_from, rate_to, weight_from, weight_to, rate_effect, weight_effect, effect, total_from, total_to, change, presence, measured_in, origin
FROM gap_explained($indicator, last_day($from), last_day($to), basis := $basis, observations := 'wanted_rows');

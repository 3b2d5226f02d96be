-- id: what-if-rank
-- title.vi: Nếu một đơn vị đạt mức khác: hạng và số cả nước
-- title.en: What if a unit were elsewhere: ranks and the national figure
-- description.vi: Đặt giá trị giả định cho một đơn vị ở một tháng, xem hạng của mọi đơn vị và số cả nước đổi ra sao. Giả định không bao giờ được lưu thành số liệu.
-- description.en: Supposes a value for one unit in one month and shows how every rank and the national figure move. A supposition is never stored as an observation.
-- param.unit: {"type":"unit","default":"34:08","label":{"vi":"Đơn vị","en":"Unit"}}
-- param.indicator: {"type":"indicator","default":"ontime_rate","label":{"vi":"Chỉ số","en":"Indicator"}}
-- param.value: {"type":"number","default":99.5,"label":{"vi":"Giả sử bằng","en":"Suppose it is"}}
-- param.month: {"type":"month","default":"2020-12","label":{"vi":"Tháng","en":"Month"}}
-- param.basis: {"type":"basis","default":"34","label":{"vi":"Tính trên","en":"Stands on"}}
-- view: grid
-- tags: territory scenario ranking
-- reads: observation unit indicator succession
-- column.rank_before: {"vi":"Hạng","en":"Rank"}
-- column.rank_after: {"vi":"Hạng giả định","en":"Rank supposed"}
-- column.value_before: {"vi":"Giá trị","en":"Value"}
-- column.value_after: {"vi":"Giá trị giả định","en":"Value supposed"}
-- column.country_before: {"vi":"Cả nước","en":"Country"}
-- column.country_after: {"vi":"Cả nước giả định","en":"Country supposed"}
WITH scenario AS (
  SELECT $unit AS unit_id, $indicator AS indicator_id, CAST($value AS DOUBLE) AS value
),
wanted_rows AS (
  FROM observation WHERE indicator_id = $indicator AND period_end = last_day($month)
),
country AS (
  SELECT a.among, b.value AS country_before, a.value AS country_after
  FROM total_at($indicator, last_day($month), basis := $basis, observations := 'wanted_rows', scenario := 'scenario') a
  LEFT JOIN total_at($indicator, last_day($month), basis := $basis, observations := 'wanted_rows') b USING (among, region_code)
  WHERE region_code = 'VN'
)
SELECT
  a.unit_id, a.unit_name, b.rank AS rank_before, a.rank AS rank_after, b.rank - a.rank AS moved, b.value AS value_before, a.value AS value_after, a.measured_in,
  c.country_before, c.country_after, a.status, a.origin
FROM ranked($indicator, last_day($month), basis := $basis, observations := 'wanted_rows', scenario := 'scenario') a
LEFT JOIN ranked($indicator, last_day($month), basis := $basis, observations := 'wanted_rows') b USING (unit_id)
LEFT JOIN country c ON c.among = a.among
ORDER BY a.rank NULLS LAST, a.unit_order;

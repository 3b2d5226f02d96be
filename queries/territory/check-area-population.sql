-- id: area-population-check
-- title.vi: Diện tích, dân số: cộng các phần cũ so với số công bố
-- title.en: Area and population: the sum of the old parts against the published figure
-- description.vi: Diện tích, dân số 34 tỉnh dựng lại từ 63 tỉnh (số liệu 2016) so với bảng công bố năm 2025. Diện tích phải khớp; dân số chênh vì khác năm và khác cách tính.
-- description.en: Area and population of the 34 rebuilt from the 63 (figures of 2016) against the table published in 2025. Areas must agree; populations differ by year and by how people are counted.
-- param.order_by: {"type":"choice","default":"area","label":{"vi":"Xếp theo","en":"Order by"},"choices":[{"value":"area","vi":"Chênh diện tích","en":"Difference of area"},{"value":"population","vi":"Chênh dân số","en":"Difference of population"}]}
-- view: grid
-- tags: territory check reference
-- reads: unit succession
-- column.parts: {"vi":"Số phần","en":"Parts"}
-- column.area_rebuilt: {"vi":"Diện tích cộng lại, km²","en":"Area rebuilt, km²"}
-- column.area_published: {"vi":"Diện tích công bố, km²","en":"Area published, km²"}
-- column.area_difference_pct: {"vi":"Chênh diện tích, %","en":"Area difference, %"}
-- column.population_rebuilt: {"vi":"Dân số cộng lại (2016)","en":"Population rebuilt (2016)"}
-- column.population_published: {"vi":"Dân số công bố","en":"Population published"}
-- column.population_difference_pct: {"vi":"Chênh dân số, %","en":"Population difference, %"}
-- column.area_agrees: {"vi":"Diện tích khớp (dưới 0,5 %)","en":"Area agrees (under 0.5 %)"}
WITH rebuilt AS (
  SELECT t.unit_id, count(*) AS parts, sum(t.area_km2) AS area_rebuilt, sum(t.population) AS population_rebuilt
  FROM territory t
  WHERE t.on_system = '34' AND t.part_system = '63'
  GROUP BY t.unit_id
)
SELECT
  u.unit_id, u.name_vi AS unit_name, r.parts, round(r.area_rebuilt, 2) AS area_rebuilt, u.area_km2 AS area_published,
  round(100 * (u.area_km2 - r.area_rebuilt) / r.area_rebuilt, 2) AS area_difference_pct, abs(u.area_km2 - r.area_rebuilt) / r.area_rebuilt < 0.005 AS area_agrees,
  r.population_rebuilt, u.population AS population_published, round(100.0 * (u.population - r.population_rebuilt) / r.population_rebuilt, 2) AS population_difference_pct
FROM unit u
JOIN rebuilt r USING (unit_id)
ORDER BY CASE WHEN $order_by = 'area' THEN abs(area_difference_pct) ELSE abs(population_difference_pct) END DESC, u.sort_order;

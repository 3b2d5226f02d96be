-- id: plausibility
-- title.vi: Kiểm tra độ hợp lý
-- title.en: Plausibility checks
-- description.vi: Tử số lớn hơn mẫu số, mẫu số bằng 0, tỷ lệ ngoài 0–100 %, hai giá trị cho một kỳ, tổng các tỉnh khác số cả nước, không đổi suốt mười hai tháng. Chỉ báo, không sửa.
-- description.en: Numerator above denominator, denominator zero, shares outside 0 to 100 %, two values for one period, provinces that do not add up to the national row, unchanged for twelve months. Reported, never corrected.
-- param.from: {"type":"month","default":"2019-01","label":{"vi":"Từ tháng","en":"From month"}}
-- param.to: {"type":"month","default":"2021-12","label":{"vi":"Đến tháng","en":"To month"}}
-- as_reported.vi: Kiểm tra những gì đã gửi, nên giữ như báo cáo.
-- as_reported.en: Checks what was sent, so it stays as reported.
-- view: grid
-- chart: {"mark":{"type":"bar","color":"#e69f00"},"encoding":{"y":{"field":"finding","type":"nominal","title":null,"sort":"-x","axis":{"labelLimit":260,
--   "labelExpr":{"vi":"{'numerator_above_denominator':'Tử số lớn hơn mẫu số','denominator_zero':'Mẫu số bằng 0','share_out_of_range':'Tỷ lệ ngoài 0–100 %','two_values':'Hai giá trị cho một kỳ','parts_differ_from_national':'Tổng các tỉnh khác cả nước','unchanged_twelve_months':'Không đổi 12 tháng'}[datum.label]",
--   "en":"{'numerator_above_denominator':'Numerator above denominator','denominator_zero':'Denominator zero','share_out_of_range':'Share outside 0–100 %','two_values':'Two values for one period','parts_differ_from_national':'Provinces differ from national','unchanged_twelve_months':'Unchanged for 12 months'}[datum.label]"}}},
--   "x":{"aggregate":"count","type":"quantitative","title":{"vi":"Số trường hợp","en":"Cases"}}}}
-- tags: quality check
-- reads: observation indicator unit
WITH seen AS (
  SELECT o.*, i.kind AS indicator_kind, i.unit AS measured_in, u.unit_system,
    -- Shares of something outside the denominator may pass 100 %: against a plan, against last year.
    i.unit = 'percent' AND i.kind = 'ratio'
      AND i.indicator_id NOT IN ('revenue_vs_plan', 'soe_equitised_vs_plan', 'edoc_volume_yoy') AS is_share
  FROM observation o
  JOIN indicator i USING (indicator_id)
  JOIN unit u USING (unit_id)
  WHERE o.period_end BETWEEN $from AND last_day($to)
),
runs AS (   -- gaps and islands: a run is the months in a row with one value
  SELECT *,
    row_number() OVER line - row_number() OVER (PARTITION BY unit_id, indicator_id, series, origin, value ORDER BY period_end, file, row) AS run
  FROM seen
  WHERE period_kind = 'month' AND indicator_kind IN ('ratio', 'amount') AND value NOT IN (0, 100)
  WINDOW line AS (PARTITION BY unit_id, indicator_id, series, origin ORDER BY period_end, file, row)
),
found AS (
  SELECT 'numerator_above_denominator' AS finding, unit_id, indicator_id, period_end, value, numerator, denominator, origin, file, row
  FROM seen
  WHERE is_share AND numerator > denominator AND denominator > 0
  UNION ALL
  SELECT 'denominator_zero', unit_id, indicator_id, period_end, value, numerator, denominator, origin, file, row
  FROM seen
  WHERE denominator = 0
  UNION ALL
  SELECT 'share_out_of_range', unit_id, indicator_id, period_end, value, numerator, denominator, origin, file, row
  FROM seen
  WHERE is_share AND value NOT BETWEEN 0 AND 100 AND numerator IS NULL
  UNION ALL
  SELECT 'two_values', unit_id, indicator_id, period_end, max(value), min(value), NULL, origin, max(file), max(row)
  FROM seen
  GROUP BY unit_id, indicator_id, period_start, period_end, period_kind, series, origin
  HAVING count(DISTINCT value) > 1
  UNION ALL
  -- Only where every province of the system is there; else the difference would say nothing.
  SELECT 'parts_differ_from_national', n.unit_id, n.indicator_id, n.period_end,
    coalesce(n.numerator, n.value), sum(coalesce(p.numerator, p.value)), NULL, n.origin, n.file, n.row
  FROM seen n
  JOIN seen p ON p.indicator_id = n.indicator_id AND p.period_start = n.period_start AND p.period_end = n.period_end
    AND p.origin = n.origin AND p.unit_system IN ('63', '34')
  WHERE n.unit_id = 'VN:00' AND (n.indicator_kind IN ('count', 'amount') OR n.numerator IS NOT NULL)
  GROUP BY ALL
  HAVING count(DISTINCT p.unit_id) IN (63, 34) AND abs(sum(coalesce(p.numerator, p.value)) - coalesce(n.numerator, n.value)) > 0.5
  UNION ALL
  SELECT 'unchanged_twelve_months', unit_id, indicator_id, max(period_end), value, NULL, NULL, origin, max(file), max(row)
  FROM runs
  GROUP BY unit_id, indicator_id, series, origin, value, run
  HAVING count(DISTINCT period_end) >= 12
)
SELECT
  f.finding, u.unit_id, u.name_vi AS unit_name, f.indicator_id, i.name_vi AS indicator_vi, i.name_en AS indicator_en,
  f.period_end, f.value, f.numerator, f.denominator, f.origin, f.file, f.row
FROM found f
JOIN unit u USING (unit_id)
JOIN indicator i ON i.indicator_id = f.indicator_id
ORDER BY f.finding, u.unit_system, u.sort_order, f.indicator_id, f.period_end, f.file, f.row;

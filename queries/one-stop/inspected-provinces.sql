-- id: inspected-provinces
-- title.vi: Sáu tỉnh được kiểm tra: số liệu in trong văn bản
-- title.en: The six inspected provinces: figures printed in the source
-- description.vi: Đúng những con số mà bài về cuộc kiểm tra in ra, không suy thêm. Tỉnh không được nêu số thì ghi không có số liệu; không đổi tỷ lệ quá hạn thành tỷ lệ đúng hạn.
-- description.en: Exactly the figures printed in the report of the inspection, nothing derived. A province without a printed figure has no data; an overdue rate is not turned into an on-time rate.
-- param.indicator: {"type":"choice","default":"","label":{"vi":"Chỉ số","en":"Indicator"},"choices":[{"value":"","vi":"Tất cả","en":"All"},
--   {"value":"ontime_rate","vi":"Tỷ lệ đúng hạn","en":"On-time rate"},{"value":"overdue_rate","vi":"Tỷ lệ quá hạn","en":"Overdue rate"},{"value":"feedback_overdue","vi":"Phản ánh quá hạn","en":"Overdue feedback"}]}
-- as_reported.vi: In đúng con số trong văn bản; sáu tỉnh trên bản đồ hôm nay ở câu hỏi “Sáu tỉnh được kiểm tra trên bản đồ hôm nay”.
-- as_reported.en: Prints the figures of the source; the six on today’s map are in the question “The six inspected provinces on today’s map”.
-- view: grid
-- chart: {"transform":[{"filter":"datum.indicator_id === 'ontime_rate' || datum.indicator_id === 'overdue_rate'"}],"mark":{"type":"bar","color":"#0072b2"},
--   "encoding":{"y":{"field":"unit_name","type":"nominal","sort":null,"title":null},"x":{"field":"value","type":"quantitative","title":"%"},
--   "row":{"field":{"vi":"indicator_vi","en":"indicator_en"},"type":"nominal","title":null,"sort":null}}}
-- tags: act inspection source
-- reads: observation unit indicator document
WITH inspected AS (   -- the provinces that the report names, in its order
  SELECT unit_id, place FROM unnest(['63:04', '63:06', '63:20', '63:02', '63:08', '63:19']) WITH ORDINALITY AS t (unit_id, place)
),
printed AS (
  FROM observation WHERE origin = 'act' AND document_id = '001'
),
asked AS (
  SELECT DISTINCT indicator_id FROM printed WHERE $indicator IN ('', indicator_id)
)
SELECT
  a.indicator_id, i.name_vi AS indicator_vi, i.name_en AS indicator_en,
  n.unit_id, u.name_vi AS unit_name,
  p.value, p.bound, i.unit AS measured_in,
  CASE WHEN p.value IS NULL THEN 'no_data' ELSE 'printed' END AS state,
  p.origin, p.document_id, d.title_vi AS document_vi, d.title_en AS document_en, p.note
FROM asked a
CROSS JOIN inspected n
JOIN unit u USING (unit_id)
JOIN indicator i ON i.indicator_id = a.indicator_id
LEFT JOIN printed p ON p.unit_id = n.unit_id AND p.indicator_id = a.indicator_id
LEFT JOIN document d ON d.document_id = p.document_id
ORDER BY list_position(['ontime_rate', 'overdue_rate'], a.indicator_id) NULLS LAST, a.indicator_id, p.value IS NULL, p.value DESC, n.place;

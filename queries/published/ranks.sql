-- id: published-ranks
-- title.vi: PCI, PAPI và DTI cạnh nhau
-- title.en: PCI, PAPI and DTI side by side
-- description.vi: Số đã công bố: thứ hạng PCI 2019, điểm PAPI 2019 và thứ hạng DTI 2022 của từng tỉnh. Thứ hạng PAPI do ta xếp từ điểm công bố. Ba bộ chỉ số đo những điều khác nhau, không cộng lại.
-- description.en: Published figures: PCI rank 2019, PAPI score 2019 and DTI rank 2022 of each province. The PAPI rank is ours, from the published score. The three measure different things and are not added up.
-- param.system: {"type":"unit_system","default":"63","label":{"vi":"Hệ đơn vị","en":"Unit system"},"choices":[{"value":"63","vi":"63 tỉnh, thành phố","en":"63 provinces"}]}
-- as_reported.vi: Chỉ số tổng hợp và thứ hạng của nhiều tỉnh không gộp thành một.
-- as_reported.en: Indexes and ranks of several provinces make none of one.
-- view: grid
-- chart: {"transform":[{"fold":["pci_rank","papi_rank","dti_rank"],"as":["index","rank"]}],"width":360,"height":560,"mark":{"type":"line","point":true,"opacity":0.6},
--   "encoding":{"x":{"field":"index","type":"nominal","sort":["pci_rank","papi_rank","dti_rank"],"title":null,"axis":{"labelAngle":0,"labelExpr":"{'pci_rank':'PCI 2019','papi_rank':'PAPI 2019','dti_rank':'DTI 2022'}[datum.label]"}},
--   "y":{"field":"rank","type":"quantitative","scale":{"reverse":true,"domain":[1,63]},"title":{"vi":"Thứ hạng","en":"Rank"}},
--   "detail":{"field":"unit_name"},"color":{"field":{"vi":"region_vi","en":"region_en"},"type":"nominal","title":{"vi":"Vùng","en":"Region"},"scale":{"scheme":"tableau10"}},
--   "tooltip":[{"field":"unit_name"},{"field":"pci_rank"},{"field":"papi_rank"},{"field":"dti_rank"}]}}
-- tags: published ranking
-- reads: observation unit
-- column.pci_score: {"vi":"Điểm PCI 2019","en":"PCI score 2019"}
-- column.pci_rank: {"vi":"Hạng PCI 2019","en":"PCI rank 2019"}
-- column.papi_score: {"vi":"Điểm PAPI 2019","en":"PAPI score 2019"}
-- column.papi_rank: {"vi":"Hạng PAPI 2019 (ta xếp)","en":"PAPI rank 2019 (ours)"}
-- column.dti_rank: {"vi":"Hạng DTI 2022","en":"DTI rank 2022"}
-- column.spread: {"vi":"Chênh hạng lớn nhất","en":"Largest rank difference"}
WITH published AS (
  SELECT
    unit_id,
    max(value) FILTER (indicator_id = 'pci_score' AND series = 'PCI 2019') AS pci_score,
    max(value) FILTER (indicator_id = 'pci_rank' AND series = 'PCI 2019') AS pci_rank,
    max(value) FILTER (indicator_id = 'papi_weighted' AND series = 'PAPI 2019') AS papi_score,
    max(value) FILTER (indicator_id = 'dti_rank' AND series = 'DTI 2022') AS dti_rank,
    string_agg(DISTINCT document_id, ' ' ORDER BY document_id) AS documents
  FROM observation
  WHERE origin = 'published' AND indicator_id IN ('pci_score', 'pci_rank', 'papi_weighted', 'dti_rank')
  GROUP BY unit_id
),
ranked AS (
  SELECT *, CASE WHEN papi_score IS NOT NULL THEN rank() OVER (ORDER BY round(papi_score, 2) DESC NULLS LAST) END AS papi_rank
  FROM published
)
SELECT
  u.unit_id, u.name_vi AS unit_name, u.region_vi, u.region_en,
  r.pci_score, r.pci_rank, r.papi_score, r.papi_rank, r.dti_rank,
  greatest(r.pci_rank, r.papi_rank, r.dti_rank) - least(r.pci_rank, r.papi_rank, r.dti_rank) AS spread,
  'published' AS origin, r.documents
FROM unit u
LEFT JOIN ranked r USING (unit_id)
WHERE u.unit_system = $system
ORDER BY r.pci_rank NULLS LAST, u.sort_order;

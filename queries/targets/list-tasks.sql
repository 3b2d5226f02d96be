-- id: task-register
-- title.vi: Sổ nhiệm vụ
-- title.en: Task register
-- description.vi: Nhiệm vụ giao trong các văn bản mà không kèm con số, với hạn và chỉ số cho thấy tiến triển nếu có.
-- description.en: Tasks of the acts that carry no number, with their deadline and the indicator that shows progress where there is one.
-- param.as_of: {"type":"date","default":"2020-12-31","label":{"vi":"Tính đến ngày","en":"As of"}}
-- as_reported.vi: Nhiệm vụ giao cho đơn vị, không quy về địa giới khác.
-- as_reported.en: Tasks are given to units and are not restated to other territory.
-- view: grid
-- tags: task act register
-- reads: task act document indicator observation unit
WITH judged AS (
  SELECT
    target_id AS task_id,
    count(*) AS units,
    count(*) FILTER (verdict = 'met') AS met_units,
    count(*) FILTER (actual IS NOT NULL) AS observed_units,
    count(*) FILTER (origin = 'illustrative') AS illustrative_units
  FROM task_verdict($as_of)
  GROUP BY target_id
)
SELECT
  k.task_id, a.number AS act_number, a.title_vi AS act_vi, a.title_en AS act_en, k.clause, k.area,
  k.statement_vi, k.statement_en, k.scope, k.lead_vi, k.deadline, k.deadline_text_vi,
  CASE WHEN k.deadline IS NULL THEN 'no_deadline' WHEN k.deadline < $as_of THEN 'past' ELSE 'open' END AS deadline_state,
  i.name_vi AS indicator_vi, i.name_en AS indicator_en,
  j.units, j.met_units, j.observed_units, j.illustrative_units,
  k.inferred, k.document_id
FROM task k
JOIN act a USING (act_id)
LEFT JOIN indicator i ON i.indicator_id = k.indicator_id
LEFT JOIN judged j USING (task_id)
ORDER BY a.in_force_from, k.act_id, k.deadline NULLS LAST, k.task_id;

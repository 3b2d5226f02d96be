-- id: target-register
-- title.vi: Sổ chỉ tiêu
-- title.en: Target register
-- description.vi: Tất cả chỉ tiêu của các văn bản, kèm điều khoản, phạm vi, hạn và cơ quan chủ trì; điều gì do ta suy ra đều ghi rõ.
-- description.en: Every target of the acts with its clause, scope, deadline and lead agency; whatever was inferred is said so.
-- param.as_of: {"type":"date","default":"2020-12-31","label":{"vi":"Tính đến ngày","en":"As of"}}
-- param.in_force_only: {"type":"choice","default":"no","label":{"vi":"Chỉ văn bản còn hiệu lực","en":"Only acts in force"},
--   "choices":[{"value":"no","vi":"Tất cả","en":"All"},{"value":"yes","vi":"Còn hiệu lực","en":"In force"}]}
-- view: grid
-- tags: target act register
-- reads: target act document indicator
SELECT
  t.target_id, a.number AS act_number, a.title_vi AS act_vi, a.title_en AS act_en, t.clause, t.area,
  t.statement_vi, t.statement_en,
  i.name_vi AS indicator_vi, i.name_en AS indicator_en, t.comparator, t.value AS goal, i.unit AS measured_in,
  t.scope, t.lead_vi, t.deadline, t.deadline_rule, t.deadline_text_vi,
  CASE WHEN t.deadline IS NULL THEN 'no_deadline' WHEN t.deadline < $as_of THEN 'past' ELSE 'open' END AS deadline_state,
  t.inferred, t.document_id, d.title_vi AS document_vi, d.title_en AS document_en
FROM target t
JOIN act a USING (act_id)
JOIN indicator i USING (indicator_id)
LEFT JOIN document d ON d.document_id = t.document_id
WHERE $in_force_only = 'no' OR $as_of BETWEEN a.in_force_from AND coalesce(a.in_force_to, $as_of)
ORDER BY a.in_force_from, t.act_id, t.deadline NULLS LAST, t.target_id;

import type { Engine, RunOptions } from '../core/engine';
import { recordsOf, type Plain, type ResultTable } from '../core/result-table';
import { dateLiteral, textLiteral } from '../core/sql/sql-literal';
import { readParts } from './read-parts';

/** Which verdict: a target, a unit and the day it is judged on ('YYYY-MM-DD'). */
export interface VerdictKey {
  readonly targetId: string;
  readonly unitId: string;
  readonly asOf: string;
  /** The unit system that figures are restated to; without it, or as 'as_reported', they stand as they were reported. */
  readonly basis?: string;
}

/** Everything a verdict rests on. Records have the columns of queries/model/tables.sql. */
export interface VerdictExplanation {
  /** The row of `verdict(as_of)`; null when the target does not apply to the unit on that day. */
  readonly verdict: Readonly<Record<string, Plain>> | null;
  /** The target with its act, document and indicator. */
  readonly target: Readonly<Record<string, Plain>> | null;
  readonly unit: Readonly<Record<string, Plain>> | null;
  /** How the indicator is computed from each system's export. */
  readonly measures: readonly Readonly<Record<string, Plain>>[];
  /** The unit's observations of the indicator up to the day, newest first. */
  readonly observations: ResultTable;
  /** On another unit system: the observations that make the actual, or, where there is none, those of the latest period; null as reported. */
  readonly parts: readonly Readonly<Record<string, Plain>>[] | null;
  /** The statement that gives the verdict, ready to run. */
  readonly sql: string;
}

export async function explainVerdict(engine: Engine, key: VerdictKey, options?: RunOptions): Promise<VerdictExplanation> {
  const target = textLiteral(key.targetId);
  const unit = textLiteral(key.unitId);
  const asOf = dateLiteral(key.asOf);
  const basis = key.basis && key.basis !== 'as_reported' ? key.basis : null;
  const sql = `SELECT *\nFROM ${basis ? `verdict_on(${asOf}, ${textLiteral(basis)}` : `verdict(${asOf}`}, target_ids := [${target}], unit_ids := [${unit}])`;
  const [verdict, targets, units, measures, observations] = await Promise.all([
    engine.query(sql, options),
    engine.query(
      `SELECT t.*, a.number AS act_number, a.kind AS act_kind, a.title_vi AS act_title_vi, a.title_en AS act_title_en, a.issued_on AS act_issued_on,
              d.title_vi AS document_title_vi, d.title_en AS document_title_en, d.publisher AS document_publisher, d.published_on AS document_published_on,
              i.name_vi AS indicator_name_vi, i.name_en AS indicator_name_en, i.kind AS indicator_kind, i.direction,
              i.numerator_vi, i.numerator_en, i.denominator_vi, i.denominator_en, i.work_vi, i.work_en, i.definition_vi, i.definition_en
       FROM target t JOIN act a USING (act_id) JOIN indicator i USING (indicator_id) LEFT JOIN document d ON d.document_id = t.document_id
       WHERE t.target_id = ${target}`,
      options,
    ),
    engine.query(`SELECT * FROM unit WHERE unit_id = ${unit}`, options),
    engine.query(
      `SELECT m.*, s.name_vi AS system_name_vi, s.name_en AS system_name_en
       FROM measure m JOIN system s USING (system_id) JOIN target t USING (indicator_id) WHERE t.target_id = ${target} ORDER BY m.system_id`,
      options,
    ),
    engine.query(
      `SELECT o.unit_id, o.indicator_id, o.period_start, o.period_end, o.period_kind, o.value, o.bound, o.numerator, o.denominator, o.origin, o.series, o.document_id, o.file, o.sheet, o.row, o.note
       FROM observation o JOIN target t USING (indicator_id)
       WHERE t.target_id = ${target} AND o.unit_id = ${unit} AND o.period_end <= ${asOf}
       ORDER BY o.period_end DESC, o.origin LIMIT 500`,
      options,
    ),
  ]);
  const judged = recordsOf(verdict, 1)[0] ?? null;
  const demanded = recordsOf(targets, 1)[0] ?? null;
  return {
    verdict: judged,
    target: demanded,
    unit: recordsOf(units, 1)[0] ?? null,
    measures: recordsOf(measures),
    observations,
    parts:
      basis && demanded
        ? await partsOf(engine, { ...key, basis }, String(demanded.indicator_id), judged?.period_end ?? null, options)
        : null,
    sql,
  };
}

/** Of the period that was judged; where none could be, of the latest one up to the day that any part was observed for. */
async function partsOf(
  engine: Engine,
  key: VerdictKey & { readonly basis: string },
  indicatorId: string,
  judged: Plain,
  options?: RunOptions,
): Promise<VerdictExplanation['parts']> {
  const latest = `SELECT max(o.period_end) FROM observation o JOIN territory_on(${textLiteral(key.basis)}) p ON p.part_id = o.unit_id
    WHERE p.unit_id = ${textLiteral(key.unitId)} AND o.indicator_id = ${textLiteral(indicatorId)} AND o.period_end <= ${dateLiteral(key.asOf)}`;
  const periodEnd = judged ?? (await engine.query(latest, options)).cell(0, 0);
  return typeof periodEnd === 'string' ? readParts(engine, { basis: key.basis, unitId: key.unitId, indicatorId, periodEnd }, options) : [];
}

import type { Correction, CorrectionFigures, CorrectionState } from '../core/correction';
import type { Engine, RunOptions } from '../core/engine';
import { recordsOf, type Plain } from '../core/result-table';
import { dateLiteral, nullLiteral, numberLiteral, textLiteral } from '../core/sql/sql-literal';

/** An observation that a correction is in force for. */
export interface CorrectedFigure {
  readonly correctionId: string;
  readonly unitId: string;
  readonly indicatorId: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly series: string;
  readonly file: string | null;
  readonly sheet: string | null;
  readonly row: number | null;
  /** What the source says. */
  readonly source: CorrectionFigures;
  readonly corrected: CorrectionFigures;
}

/** The columns that tell an observation from all others. */
const keys = ['unit_id', 'indicator_id', 'period_start', 'period_end', 'series', 'file', 'sheet', 'row'];
/** Only the last three may be NULL; the engine joins the others faster by equality. */
const sameObservation = (a: string, b: string) =>
  keys.map((key, at) => `${a}.${key} ${at < 5 ? '=' : 'IS NOT DISTINCT FROM'} ${b}.${key}`).join(' AND ');
const sameNumber = (a: string, b: string) =>
  `(${a} IS NOT DISTINCT FROM ${b} OR coalesce(abs(${a} - ${b}) <= 1e-9 * greatest(1, abs(${a}), abs(${b})), false))`;

/**
 * Makes the ledger hold for the observations, in one transaction: what was corrected before goes back to what the source says, bit by bit, then
 * the entries that are on are put in its place. Run it after every change of the ledger and whenever observations were loaded anew (files opened,
 * samples added, engine restarted). Rows keep their place, so that nothing else about a verdict changes. Raw tables and files are not touched.
 * @returns what became of each entry, by its id
 */
export async function applyCorrections(
  engine: Engine,
  ledger: readonly Correction[],
  options: RunOptions = {},
): Promise<ReadonlyMap<string, CorrectionState>> {
  const insert =
    ledger.length === 0
      ? ''
      : `INSERT INTO correction (correction_id, place, unit_id, indicator_id, period_start, period_end, series, file, sheet, row,
           old_value, old_numerator, old_denominator, new_value, new_numerator, new_denominator, reason, who, made_at, is_on)
         VALUES ${ledger.map(rowOf).join(',\n')};`;
  await engine.execute(`BEGIN;
    UPDATE observation SET value = c.source_value, bound = c.source_bound, numerator = c.source_numerator, denominator = c.source_denominator, correction_id = NULL
    FROM correction c WHERE observation.correction_id = c.correction_id;
    DELETE FROM correction;
    ${insert}
    UPDATE correction SET state = found.state FROM (
      SELECT c.correction_id,
        CASE
          WHEN NOT any_value(c.is_on) THEN 'off'
          WHEN count(o.unit_id) = 0 THEN 'missing'
          WHEN count(o.unit_id) > 1 THEN 'several'
          WHEN bool_and(${sameNumber('o.value', 'c.old_value')} AND ${sameNumber('o.numerator', 'c.old_numerator')}
            AND ${sameNumber('o.denominator', 'c.old_denominator')}) THEN 'applied'
          ELSE 'changed'
        END AS state
      FROM correction c LEFT JOIN observation o ON ${sameObservation('o', 'c')}
      GROUP BY c.correction_id
    ) found WHERE found.correction_id = correction.correction_id;
    UPDATE correction SET state = 'overtaken' FROM (
      SELECT correction_id, row_number() OVER (PARTITION BY ${keys.join(', ')} ORDER BY place DESC) AS nth FROM correction WHERE state = 'applied'
    ) later WHERE later.correction_id = correction.correction_id AND later.nth > 1;
    UPDATE correction SET source_value = o.value, source_bound = o.bound, source_numerator = o.numerator, source_denominator = o.denominator
    FROM observation o WHERE correction.state = 'applied' AND ${sameObservation('o', 'correction')};
    UPDATE observation SET value = c.new_value, bound = NULL, numerator = c.new_numerator, denominator = c.new_denominator, correction_id = c.correction_id
    FROM correction c WHERE c.state = 'applied' AND ${sameObservation('observation', 'c')};
    COMMIT;`);
  const states = recordsOf(await engine.query('SELECT correction_id, state FROM correction ORDER BY place', options));
  return new Map(states.map((row) => [String(row.correction_id), String(row.state) as CorrectionState]));
}

/** Every figure that a correction is in force for, so that it can be marked wherever it is shown. */
export async function correctedFigures(engine: Engine, options: RunOptions = {}): Promise<CorrectedFigure[]> {
  const rows = await engine.query("FROM correction WHERE state = 'applied' ORDER BY place", options);
  const text = (value: Plain | undefined) => (value === null || value === undefined ? null : String(value));
  const number = (value: Plain | undefined) => (value === null || value === undefined ? null : Number(value));
  return recordsOf(rows).map((row) => ({
    correctionId: String(row.correction_id),
    unitId: String(row.unit_id),
    indicatorId: String(row.indicator_id),
    periodStart: String(row.period_start),
    periodEnd: String(row.period_end),
    series: String(row.series),
    file: text(row.file),
    sheet: text(row.sheet),
    row: number(row.row),
    source: { value: Number(row.source_value), numerator: number(row.source_numerator), denominator: number(row.source_denominator) },
    corrected: { value: Number(row.new_value), numerator: number(row.new_numerator), denominator: number(row.new_denominator) },
  }));
}

function rowOf(entry: Correction, at: number): string {
  const number = (value: number | null) => (value === null ? nullLiteral('DOUBLE') : `CAST('${value}' AS DOUBLE)`);
  const text = (value: string | null) => (value === null ? nullLiteral('VARCHAR') : textLiteral(value));
  const figures = ({ value, numerator, denominator }: CorrectionFigures) => [value, numerator, denominator].map(number);
  const fields = [
    textLiteral(entry.id),
    numberLiteral(at + 1),
    textLiteral(entry.unitId),
    textLiteral(entry.indicatorId),
    dateLiteral(entry.periodStart),
    dateLiteral(entry.periodEnd),
    textLiteral(entry.series),
    text(entry.file),
    text(entry.sheet),
    entry.row === null ? 'NULL' : numberLiteral(entry.row),
    ...figures(entry.oldValue),
    ...figures(entry.newValue),
    textLiteral(entry.reason),
    textLiteral(entry.who),
    textLiteral(entry.when),
    String(entry.on),
  ];
  return `(${fields.join(', ')})`;
}

import type { Engine, RunOptions } from '../core/engine';
import { recordsOf } from '../core/result-table';
import { identifier, textLiteral } from '../core/sql/sql-literal';

/** How one indicator is computed from the fields of a system's export. SQL over the clean table's columns. */
export interface Measure {
  readonly indicatorId: string;
  readonly valueSql: string | null;
  readonly numeratorSql: string | null;
  readonly denominatorSql: string | null;
  /** month | quarter | ytd | year | snapshot */
  readonly periodKind: string;
  /** The indicator's unit is percent: numerator / denominator × 100. */
  readonly percent: boolean;
  readonly kind: string;
  readonly nameVi: string;
  readonly nameEn: string;
}

/** The measures of every system (system_id → measures in the order of their indicators); read once for a batch of files. */
export async function readMeasures(engine: Engine, options: RunOptions = {}): Promise<ReadonlyMap<string, readonly Measure[]>> {
  const rows = await engine.query(
    'SELECT m.*, i.unit, i.kind, i.name_vi, i.name_en FROM measure AS m JOIN indicator AS i USING (indicator_id) ORDER BY indicator_id',
    options,
  );
  const orNull = (value: unknown) => (value === null || value === undefined ? null : String(value));
  const bySystem = new Map<string, Measure[]>();
  for (const row of recordsOf(rows)) {
    const system = String(row.system_id);
    const measures = bySystem.get(system) ?? [];
    if (measures.length === 0) bySystem.set(system, measures);
    measures.push({
      indicatorId: String(row.indicator_id),
      valueSql: orNull(row.value_sql),
      numeratorSql: orNull(row.numerator_sql),
      denominatorSql: orNull(row.denominator_sql),
      periodKind: String(row.period_kind),
      percent: row.unit === 'percent',
      kind: String(row.kind),
      nameVi: String(row.name_vi),
      nameEn: String(row.name_en),
    });
  }
  return bySystem;
}

export interface ObservationSource {
  /** Qualified and quoted clean table. */
  readonly table: string;
  readonly file: string;
  readonly systemId: string;
  readonly origin: 'illustrative' | 'user';
  /** Clean columns that hold counts: a row with one below zero gives no observation. */
  readonly countColumns: readonly string[];
}

/** Measures whose fields the clean table all has; an export may lack columns of its system. */
export async function usableMeasures(
  engine: Engine,
  table: string,
  measures: readonly Measure[],
  options: RunOptions = {},
): Promise<Measure[]> {
  const fits = async (some: readonly Measure[]) =>
    (await engine.check(`SELECT ${some.map((measure, i) => `${valueOf(measure)} AS v${i}`).join(', ')} FROM ${table}`)) === null;
  if (measures.length === 0 || (await fits(measures))) return [...measures];
  const usable: Measure[] = [];
  for (const measure of measures) if (await fits([measure])) usable.push(measure);
  options.signal?.throwIfAborted();
  return usable;
}

/**
 * One INSERT for all measures of a clean table. The period is the row's, read as the measure says: `ytd` from 1 January, `snapshot` its last day only.
 * Rows without a value (empty cell, denominator zero) give no observation.
 */
export function observationInsert(source: ObservationSource, measures: readonly Measure[]): string | null {
  if (measures.length === 0) return null;
  const positive = source.countColumns.map((column) => `coalesce(${identifier(column)}, 0) >= 0`).join(' AND ') || 'true';
  const selects = measures.map((measure) => {
    const start =
      measure.periodKind === 'ytd'
        ? "date_trunc('year', period_start)::DATE"
        : measure.periodKind === 'snapshot'
          ? 'period_end'
          : 'period_start';
    const numerator = measure.numeratorSql ? `(${measure.numeratorSql})::DOUBLE` : 'NULL::DOUBLE';
    const denominator = measure.denominatorSql ? `(${measure.denominatorSql})::DOUBLE` : 'NULL::DOUBLE';
    return `SELECT unit_id, ${textLiteral(measure.indicatorId)} AS indicator_id, ${start} AS period_start, period_end, ${textLiteral(measure.periodKind)} AS period_kind, (${valueOf(measure)})::DOUBLE AS value, ${numerator} AS numerator, ${denominator} AS denominator, _row AS row FROM ${source.table} WHERE unit_id IS NOT NULL AND period_start IS NOT NULL AND ${positive}`;
  });
  return `INSERT INTO observation BY NAME SELECT *, ${textLiteral(source.systemId)} AS series, ${textLiteral(source.origin)} AS origin, ${textLiteral(source.file)} AS file FROM (${selects.join(' UNION ALL ')}) WHERE value IS NOT NULL AND isfinite(value)`;
}

function valueOf(measure: Measure): string {
  if (measure.valueSql !== null) return measure.valueSql;
  return `(${measure.numeratorSql ?? 'NULL'})::DOUBLE / nullif((${measure.denominatorSql ?? 'NULL'})::DOUBLE, 0)${measure.percent ? ' * 100' : ''}`;
}

import type { Engine, RunOptions } from '../core/engine';
import type { KnownRatio, PivotFacts } from '../core/pivot/pivot-suggest';
import { recordsOf } from '../core/result-table';
import { textListLiteral } from '../core/sql/sql-literal';

/**
 * What the model knows about a table with these columns: headings, and the ratios that can be computed from them. A table belongs to the
 * system most of whose fields it has; ratios whose columns it lacks are left out. Newest targets first.
 */
export async function readPivotFacts(engine: Engine, columns: readonly string[], options: RunOptions = {}): Promise<PivotFacts> {
  const names = textListLiteral(columns);
  const system = `(
    SELECT system_id FROM system_column WHERE list_contains(${names}, field) AND role NOT IN ('unit', 'unit_code', 'period', 'ordinal')
    GROUP BY system_id ORDER BY count(*) DESC, system_id LIMIT 1)`;
  const [labels, measures] = await Promise.all([
    engine.query(`SELECT field, header_vi FROM system_column WHERE list_contains(${names}, field) AND system_id = ${system}`, options),
    engine.query(
      `SELECT m.numerator_sql, m.denominator_sql, m.period_kind, i.unit, i.name_vi, i.name_en,
         coalesce((SELECT string_agg(target_id, ' ' ORDER BY deadline DESC NULLS LAST, target_id) FROM target t
                   WHERE t.indicator_id = m.indicator_id AND t.scope IN ('provinces', 'ministries', 'all')), '') AS targets
       FROM measure m JOIN indicator i USING (indicator_id)
       WHERE m.value_sql IS NULL AND m.numerator_sql IS NOT NULL AND m.denominator_sql IS NOT NULL AND m.system_id = ${system}
       ORDER BY m.rowid`,
      options,
    ),
  ]);
  const own = new Set(columns);
  return {
    labels: Object.fromEntries(recordsOf(labels).map((row) => [String(row.field), String(row.header_vi)])),
    ratios: recordsOf(measures).flatMap((row): KnownRatio[] => {
      const numerator = summands(String(row.numerator_sql));
      const denominator = summands(String(row.denominator_sql));
      if (!numerator || !denominator || ![...numerator, ...denominator].every((column) => own.has(column))) return [];
      return [
        {
          name: { vi: String(row.name_vi), en: String(row.name_en) },
          numerator,
          denominator,
          percent: row.unit === 'percent',
          cumulative: row.period_kind === 'ytd' || row.period_kind === 'snapshot',
          targets: String(row.targets).split(' ').filter(Boolean),
        },
      ];
    }),
  };
}

/** The columns of a plain sum such as 'files_early + files_ontime'; null for any other expression. */
function summands(sql: string): string[] | null {
  const columns = sql.split('+').map((part) => part.trim());
  return columns.every((column) => /^[a-z_][a-z0-9_]*$/.test(column)) ? columns : null;
}

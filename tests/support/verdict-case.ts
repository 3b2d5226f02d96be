import type { Engine } from '../../src/core/engine';
import { recordsOf, type Plain } from '../../src/core/result-table';
import { dateLiteral, nullLiteral, numberLiteral, textLiteral } from '../../src/core/sql/sql-literal';

/** One observation of the case's indicator; what is left out is as an ordinary illustrative month. */
export interface Seen {
  readonly end: string;
  readonly value: number;
  readonly start?: string;
  readonly unit?: string;
  readonly kind?: string;
  readonly series?: string;
  readonly origin?: 'act' | 'published' | 'user' | 'illustrative';
  readonly bound?: '<' | '>';
  readonly numerator?: number;
  readonly denominator?: number;
  readonly row?: number;
}

/** One demand, its indicator and what was observed: "at least 30 percent by the end of 2020" unless said otherwise. */
export interface Case {
  readonly comparator?: string;
  readonly goal?: number;
  readonly deadline?: string | null;
  readonly scope?: string;
  readonly kind?: string;
  readonly unit?: string;
  readonly direction?: 'higher' | 'lower' | 'none';
  readonly act?: string;
  /** A task in place of a target; its indicator is left out when `kind` is 'none'. */
  readonly task?: boolean;
  readonly seen?: readonly Seen[];
}

export const unit = '63:02';

/** Acts and units that the cases refer to. */
export async function writeSurroundings(engine: Engine): Promise<void> {
  await engine.execute(`
    INSERT INTO act (act_id, kind, title_vi, title_en, in_force_from, in_force_to) VALUES
      ('now', 'resolution', 'x', 'x', DATE '2019-01-01', NULL), ('gone', 'resolution', 'x', 'x', DATE '2019-01-01', DATE '2020-06-30');
    INSERT INTO unit (unit_id, unit_system, code, name_vi, full_name_vi, name_en, kind, valid_from, valid_to, sort_order, source)
    SELECT unit_id, system, split_part(unit_id, ':', 2), unit_id, unit_id, unit_id, kind, valid_from, valid_to, row_number() OVER (), 'test'
    FROM (VALUES
      ('63:02', '63', 'province', NULL, DATE '2025-06-30'), ('63:08', '63', 'province', NULL, DATE '2025-06-30'),
      ('34:08', '34', 'province', DATE '2025-07-01', NULL), ('M2021:BTC', 'M2021', 'ministry', NULL, DATE '2025-02-28'),
      ('M2025:BTC', 'M2025', 'ministry', DATE '2025-03-01', NULL), ('VN:00', 'VN', 'country', NULL, NULL)
    ) u (unit_id, system, kind, valid_from, valid_to);`);
}

/** Replaces indicators, targets, tasks and observations by those of the cases; case n is target 't<n>' of indicator 'i<n>'. */
export async function writeCases(engine: Engine, cases: readonly Case[]): Promise<void> {
  const text = (value: string | null | undefined): string =>
    value === null || value === undefined ? nullLiteral('VARCHAR') : textLiteral(value);
  const date = (value: string | null): string => (value === null ? nullLiteral('DATE') : dateLiteral(value));
  const number = (value: number | undefined): string => (value === undefined ? nullLiteral('DOUBLE') : numberLiteral(value));
  const indicators = cases.map(
    (c, n) => `('i${n}', 'x', 'x', ${text(c.kind ?? 'ratio')}, ${text(c.unit ?? 'percent')}, ${text(c.direction ?? 'higher')})`,
  );
  const deadline = (c: Case): string => date(c.deadline === undefined ? '2020-12-31' : c.deadline);
  const targets = cases.flatMap((c, n) =>
    c.task
      ? []
      : `('t${n}', 'quantified', ${text(c.act ?? 'now')}, '000', 'c', 'a', 's', 's', 'i${n}', ${text(c.comparator ?? '>=')}, ` +
        `${number(c.goal ?? 30)}, 'percent', ${text(c.scope ?? 'provinces')}, ${deadline(c)}, 'on D')`,
  );
  const tasks = cases.flatMap((c, n) =>
    c.task
      ? `('t${n}', ${text(c.act ?? 'now')}, '000', 'c', 'a', 's', 's', ${text(c.scope ?? 'provinces')}, ${deadline(c)}, 'on D', ${c.kind === 'none' ? 'NULL' : `'i${n}'`})`
      : [],
  );
  const observations = cases.flatMap((c, n) =>
    (c.seen ?? []).map(
      (o) =>
        `(${text(o.unit ?? unit)}, 'i${n}', ${date(o.start ?? `${o.end.slice(0, 7)}-01`)}, ${date(o.end)}, ${text(o.kind ?? 'month')}, ` +
        `${text(o.series ?? 's')}, ${number(o.value)}, ${text(o.bound)}, ${number(o.numerator)}, ${number(o.denominator)}, ` +
        `${text(o.origin ?? 'illustrative')}, ${number(o.row)})`,
    ),
  );
  const insert = (into: string, rows: readonly string[]): string =>
    rows.length > 0 ? `INSERT INTO ${into} VALUES ${rows.join(',\n')};` : '';
  await engine.execute(
    [
      'DELETE FROM observation; DELETE FROM target; DELETE FROM task; DELETE FROM indicator;',
      insert('indicator (indicator_id, name_vi, name_en, kind, unit, direction)', indicators),
      insert(
        'target (target_id, kind, act_id, document_id, clause, area, statement_vi, statement_en, indicator_id, comparator, value, unit, scope, deadline, deadline_rule)',
        targets,
      ),
      insert(
        'task (task_id, act_id, document_id, clause, area, statement_vi, statement_en, scope, deadline, deadline_rule, indicator_id)',
        tasks,
      ),
      insert(
        'observation (unit_id, indicator_id, period_start, period_end, period_kind, series, value, bound, numerator, denominator, origin, row)',
        observations,
      ),
    ].join('\n'),
  );
}

/** The verdicts of one unit on all cases, in the order of the cases; undefined where the target does not apply. */
export async function verdictsOf(
  engine: Engine,
  asOf: string,
  at = unit,
  macro = 'verdict',
): Promise<(Record<string, Plain> | undefined)[]> {
  const rows = recordsOf(await engine.query(`FROM ${macro}(${dateLiteral(asOf)}, unit_ids := [${textLiteral(at)}])`));
  const sparse: (Record<string, Plain> | undefined)[] = [];
  for (const row of rows) sparse[Number(String(row.target_id).slice(1))] = row;
  return sparse;
}

import type { Pivot, PivotFigure, PivotRatio } from './pivot';
import type { ResultColumn } from '../result-table';
import { identifier } from '../sql/sql-literal';

/** A figure over the parts that a condition lets through ('' = all), as an aggregate. */
export type FigureSql = (figure: PivotFigure, condition: string) => string;

export interface PivotFigures {
  /** `sum(s."a") AS sum_1` …: what the figures are made of, for each smallest group of rows. */
  readonly parts: readonly string[];
  /** The names in it. Counts of different values need the values themselves: smallest groups are told apart by these, too. */
  readonly names: readonly string[];
  readonly figure: FigureSql;
}

/**
 * Figures in two steps, so that totals cost nothing and are right: sums, counts and extremes of the smallest groups, and from these the
 * figure of any larger one. A ratio is the sum of its numerators over the sum of its denominators, whatever the group.
 */
export function pivotFigures(pivot: Pivot, columns: readonly ResultColumn[]): PivotFigures {
  const own = new Set(columns.map((column) => column.name.toLowerCase()));
  const aliases = new Map<string, string>();
  const alias = (expression: string, prefix: string) => {
    const known = aliases.get(expression);
    if (known !== undefined) return known;
    const used = new Set(aliases.values());
    let n = 1;
    while (used.has(`${prefix}_${n}`) || own.has(`${prefix}_${n}`)) n++;
    aliases.set(expression, `${prefix}_${n}`);
    return `${prefix}_${n}`;
  };
  const cell = (column: string) => `s.${identifier(column)}`;
  const number = (column: string) =>
    columns.find((one) => one.name === column)?.type === 'boolean' ? `CAST(${cell(column)} AS INTEGER)` : cell(column);
  const ratio = (of: PivotRatio, over: (call: string) => string) => {
    const numerator = of.numerator.map(number).join(' + ');
    const denominator = of.denominator.map(number).join(' + ');
    const top = alias(`sum(CASE WHEN ${denominator} IS NOT NULL THEN ${numerator} END)`, 'numerator');
    const bottom = alias(`sum(CASE WHEN ${numerator} IS NOT NULL THEN ${denominator} END)`, 'denominator');
    return `${of.percent ? '100 * ' : ''}${over(`sum(${top})`)} / nullif(${over(`sum(${bottom})`)}, 0)`;
  };
  const figure: FigureSql = (of, condition) => {
    const over = (call: string) => (condition === '' ? call : `${call} FILTER (WHERE ${condition})`);
    if (of.kind === 'ratio') return ratio(of, over);
    const { column, kind } = of;
    if (column === null) return `coalesce(${over(`sum(${alias('count(*)', 'count')})`)}, 0)`;
    switch (kind) {
      case 'sum':
        return over(`sum(${alias(`sum(${number(column)})`, 'sum')})`);
      case 'mean': {
        const [sum, count] = [alias(`sum(${number(column)})`, 'sum'), alias(`count(${cell(column)})`, 'count')];
        return `${over(`sum(${sum})`)} / nullif(${over(`sum(${count})`)}, 0)`;
      }
      case 'count':
        return `coalesce(${over(`sum(${alias(`count(${cell(column)})`, 'count')})`)}, 0)`;
      case 'min':
      case 'max':
        return over(`${kind}(${alias(`${kind}(${cell(column)})`, kind)})`);
      case 'distinct':
        return over(`count(DISTINCT ${alias(cell(column), 'value')})`);
    }
  };
  for (const measure of pivot.measures) {
    if (measure.kind === 'gap') figure(measure.of, '');
    else if (measure.kind !== 'target') figure(measure, '');
  }
  return {
    parts: [...aliases].map(([expression, name]) => `${expression} AS ${name}`),
    names: [...aliases.values()],
    figure,
  };
}

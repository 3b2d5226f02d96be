import type { Pivot, PivotFigure, PivotGoal } from './pivot';
import { numberLiteral, textLiteral } from '../sql/sql-literal';

/** How a goal has to be scaled to stand beside a figure. */
export type Scale = 'percent' | 'ratio' | 'any';
/** The one-row table, with columns goal and direction, that holds this goal in this scale. */
export type GoalOf = (goal: PivotGoal, scale: Scale) => string;

export function scaleOf(figure: PivotFigure): Scale {
  return figure.kind === 'ratio' ? (figure.percent ? 'percent' : 'ratio') : 'any';
}

/**
 * Goals as one-row tables: the value in the scale of the figure held against it, and the direction (1 = more is better, -1 = less).
 * A ratio is not held against a target that counts something: its goal is then null, and so is the gap.
 */
export function goalTables(pivot: Pivot): { tables: string[]; of: GoalOf } {
  const names = new Map<string, string>();
  const tables: string[] = [];
  const of: GoalOf = (goal, scale) => {
    const key = JSON.stringify([goal, 'target' in goal ? scale : null]);
    const known = names.get(key);
    if (known !== undefined) return known;
    const name = `goal_${names.size + 1}`;
    names.set(key, name);
    tables.push(`${name} AS (${goalSql(goal, scale)})`);
    return name;
  };
  for (const measure of pivot.measures) {
    if (measure.kind === 'target') of(measure.goal, 'any');
    if (measure.kind === 'gap') of(measure.goal, scaleOf(measure.of));
  }
  return { tables, of };
}

function goalSql(goal: PivotGoal, scale: Scale): string {
  if ('value' in goal) return `SELECT ${numberLiteral(goal.value)} AS goal, ${goal.comparator === '<=' ? '(-1)' : '1'} AS direction`;
  const value = {
    any: 'value',
    percent: `CASE unit WHEN 'percent' THEN value WHEN 'ratio' THEN 100 * value END`,
    ratio: `CASE unit WHEN 'ratio' THEN value WHEN 'percent' THEN value / 100 END`,
  }[scale];
  return `SELECT ${value} AS goal, CASE WHEN comparator IN ('<', '<=') THEN -1 ELSE 1 END AS direction FROM target WHERE target_id = ${textLiteral(goal.target)}`;
}

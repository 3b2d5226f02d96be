import { identifier, textLiteral } from '../sql/sql-literal';
import type { Recipe, RecipeStep } from './recipe';
import { rawRows, type RawTableRef } from './recipe-shape';

/** Steps that change which columns and rows there are; they come before all others. */
export type ReshapeStep = Extract<RecipeStep, { op: 'fill-down' | 'unpivot' | 'split-composite' }>;

export function isReshape(step: RecipeStep): step is ReshapeStep {
  return step.op === 'fill-down' || step.op === 'unpivot' || step.op === 'split-composite';
}

/**
 * The raw table as the reshaping steps leave it: a sub-select with the same `_row` and `_kind`. Without such steps, the table itself. A step that
 * names a column that is not there does nothing. Twin of `Shaper` in src/ingest/reshape.ts.
 */
export function reshaped(recipe: Recipe, raw: RawTableRef): RawTableRef {
  let { columns } = raw;
  let table = rawRows(recipe, raw);
  for (const step of recipe.steps) {
    if (step.off || !isReshape(step)) continue;
    const next = apply(step, table, columns);
    if (next) ({ table, columns } = next);
  }
  return { ...raw, table, columns };
}

type Shape = Pick<RawTableRef, 'table' | 'columns'>;

function apply(step: ReshapeStep, table: string, columns: readonly string[]): Shape | null {
  const rest = (names: readonly string[]) => [...names.map(identifier), '_row', '_kind'].join(', ');
  const named = (name: string) => columns.includes(name);
  const text = (name: string) => `nullif(trim(${identifier(name)}), '')`;
  const down = (value: string) => `last_value(${value} IGNORE NULLS) OVER (ORDER BY _row ROWS UNBOUNDED PRECEDING)`;
  switch (step.op) {
    case 'fill-down': {
      if (!step.from) {
        if (!named(step.column)) return null;
        const own = `CASE WHEN _kind = 'data' THEN ${text(step.column)} END`;
        const filled = `CASE WHEN _kind = 'data' THEN coalesce(${text(step.column)}, ${down(own)}) ELSE ${identifier(step.column)} END`;
        const cells = columns.map((name) => (name === step.column ? `${filled} AS ${identifier(name)}` : identifier(name)));
        return { table: `(SELECT ${[...cells, '_row', '_kind'].join(', ')} FROM ${table})`, columns };
      }
      const from = step.from.filter(named);
      if (from.length === 0 || named(step.column)) return null;
      const kinds = (step.kinds ?? ['section']).map(textLiteral).join(', ');
      const heading = `CASE WHEN _kind IN (${kinds}) THEN coalesce(${from.map(text).join(', ')}) END`;
      return {
        table: `(SELECT ${rest(columns)}, ${down(heading)} AS ${identifier(step.column)} FROM ${table})`,
        columns: [...columns, step.column],
      };
    }
    case 'split-composite': {
      if (!named(step.column) || named(step.into)) return null;
      const cell = identifier(step.column);
      const part = (group: number) => `trim(regexp_extract(${cell}, ${textLiteral(compositeCell)}, ${group}))`;
      const splits = `regexp_full_match(${cell}, ${textLiteral(compositeCell)})`;
      const cells = columns.flatMap((name) =>
        name === step.column
          ? [
              `CASE WHEN ${splits} THEN ${part(1)} ELSE ${cell} END AS ${cell}`,
              `CASE WHEN ${splits} THEN ${part(2)} END AS ${identifier(step.into)}`,
            ]
          : [identifier(name)],
      );
      return {
        table: `(SELECT ${[...cells, '_row', '_kind'].join(', ')} FROM ${table})`,
        columns: columns.flatMap((name) => (name === step.column ? [name, step.into] : [name])),
      };
    }
    case 'unpivot': {
      const blocks = step.blocks.filter((block) => block.columns.length === step.values.length && block.columns.every(named));
      const keep = step.keep.filter(named);
      if (blocks.length === 0) return null;
      const selects = blocks.map(({ label, columns: cells }) => {
        const values = cells.map((name, i) => `${identifier(name)} AS ${identifier(step.values[i] ?? '')}`);
        const said = cells.length > 1 ? ` WHERE ${cells.map((name) => `${text(name)} IS NOT NULL`).join(' OR ')}` : '';
        return `SELECT ${[...keep.map(identifier), `${textLiteral(label)} AS ${identifier(step.label)}`, ...values, '_row', '_kind'].join(', ')} FROM ${table}${said}`;
      });
      return { table: `(${selects.join(' UNION ALL ')})`, columns: [...keep, step.label, ...step.values] };
    }
  }
}

/** A figure and another in brackets. */
const compositeCell = '\\s*([^()]*[0-9][^()]*?)\\s*\\(([^()]*[0-9][^()]*)\\)\\s*';

import type { Engine } from '../../core/engine';
import type { Recipe } from '../../core/recipe/recipe';
import { compileRecipe } from '../../core/recipe/recipe-sql';
import type { ResultTable } from '../../core/result-table';
import { identifier, textLiteral } from '../../core/sql/sql-literal';
import type { Knowledge } from '../../ingest/knowledge';
import type { OpenedTable } from '../../jobs/opened-file';
import { readTexts } from '../../jobs/read-texts';

/** Rows that are no figures but are kept as checks. Remarks have no cells to type; the report has their text. */
const besides = ['total', 'region', 'section', 'summary'];
/** Columns that the written table has besides the file's own. */
const written = ['unit_code', 'unit_system', 'unit_name', 'row_kind'];
const added = ['unit_id', 'unit_name', 'period_start', 'period_end', 'period_kind', '_row', '_file', '_sheet'];

/**
 * The clean table as it goes into a file: the file's columns typed, then `unit_code`, `unit_system`, `unit_name` and the period where there are
 * any, `row_kind` ('data', or what else a kept row is) and `_row`, the line of the file. A column of the file that has one of these names is called
 * `…_in_file`. Rows in the order of the file.
 */
export async function cleanRows(engine: Engine, file: string, table: OpenedTable, knowledge: Knowledge): Promise<ResultTable> {
  const name = identifier(table.name);
  const own = table.columns
    .filter((column) => !added.includes(column))
    .map((column) => `t.${identifier(column)}${written.includes(column.toLowerCase()) ? ` AS ${identifier(`${column}_in_file`)}` : ''}`);
  const has = (column: string) => table.columns.includes(column);
  const more = [
    ...(has('unit_id') ? ['u.code AS unit_code', 'u.unit_system AS unit_system', 't.unit_name'] : []),
    ...(has('period_start') ? ['t.period_start', 't.period_end', 't.period_kind'] : []),
  ];
  const line = has('_row') ? ['t._row'] : [];
  const rows = `SELECT *, 'data' AS row_kind FROM main.${name}`;
  const others = table.recipe ? await otherRows(engine, file, table, table.recipe, knowledge) : null;
  const unit = has('unit_id') ? ' LEFT JOIN unit AS u ON u.unit_id = t.unit_id' : '';
  return engine.query(
    `SELECT ${[...own, ...more, 't.row_kind', ...line].join(', ')} FROM (${others ? `${rows} UNION ALL BY NAME ${others}` : rows}) AS t${unit}${line.length ? ' ORDER BY t._row' : ''}`,
  );
}

/** The same recipe over the rows beside the figures: what it would put aside is kept, since these rows name no unit and repeat as they please. */
async function otherRows(engine: Engine, file: string, table: OpenedTable, recipe: Recipe, knowledge: Knowledge): Promise<string> {
  const lenient: Recipe = {
    ...recipe,
    steps: recipe.steps.flatMap((step): Recipe['steps'] => {
      if (step.op === 'keep-rows') return [{ ...step, kinds: besides }];
      if (step.op === 'match-unit') return [{ ...step, unmatched: 'keep' }];
      if (step.op === 'parse-period') return [{ ...step, invalid: 'keep' }];
      return step.op === 'reject-duplicates' ? [] : [step];
    }),
  };
  const columns = await engine.query(
    `SELECT column_name FROM information_schema.columns WHERE table_schema = 'raw' AND table_name = ${textLiteral(table.name)} ORDER BY ordinal_position`,
  );
  const names = Array.from({ length: columns.rowCount }, (_, row) => String(columns.cell(row, 0))).filter(
    (column) => column !== '_row' && column !== '_kind' && column !== '_sheet',
  );
  const raw = { table: `raw.${identifier(table.name)}`, file, sheet: table.sheet, columns: names };
  const { readings } = await readTexts(engine, lenient, raw, knowledge);
  const compiled = compileRecipe(lenient, raw, readings);
  return `SELECT ${compiled.columns.map(identifier).join(', ')}, _kind AS row_kind FROM (${compiled.judged}) WHERE _kept`;
}

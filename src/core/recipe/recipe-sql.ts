import { textRelation, type Readings } from './readings';
import type { Recipe } from './recipe';
import { keptKinds, shapeOf, textSql, type RawTableRef, type RecipeShape } from './recipe-shape';
import { isReshape, reshaped } from './reshape-sql';
import { identifier, textLiteral } from '../sql/sql-literal';

/** Statements over the raw text table. `judged` does the work; the others select from it (or from a table made of it). */
export interface CompiledRecipe {
  /** The clean rows: added columns (unit, period), the file's columns typed, `_row`, (`_sheet`,) `_file`. */
  readonly clean: string;
  /** `_row, _reason` (an issue code), `_column`, `_text`: each row put aside. */
  readonly rejected: string;
  /**
   * Typed rows of the kept kinds and of total and ragged rows, with `_kept`, `_kind`, `_reason` (NULL: clean), `_unit_text`, `_period_text` and, for
   * each parsed column i, `_lost_i` (the text that could not be read) and, for each column of ticks, `_blank_i` (a blank that was read as "no").
   */
  readonly judged: string;
  /** The same two over a table that holds the rows of `judged`. */
  readonly cleanFrom: (judged: string) => string;
  readonly rejectedFrom: (judged: string) => string;
  /** Names of the clean table's columns, in order. */
  readonly columns: readonly string[];
  /** Names of what `judged` has besides them. */
  readonly checks: readonly string[];
  /** Columns parsed into a type, with the code of the issue when a cell cannot be read. */
  readonly parsed: readonly {
    readonly column: string;
    readonly raw: string;
    readonly lost: string;
    readonly code: 'not-a-number' | 'not-a-date' | 'not-yes-no';
  }[];
  /** Columns of ticks whose blanks are read as "no"; `blank` names the BOOLEAN of `judged` that marks them. */
  readonly ticks: readonly { readonly column: string; readonly raw: string; readonly blank: string }[];
}

/**
 * Compiles a recipe to one SELECT over the raw text table. Needs the macros of queries/model/text-macros.sql.
 * `readings`: what the texts of its unit, period and day columns say; a text that is not among them says nothing.
 * Steps that name a column the raw table does not have are left out: `missingColumns` says which.
 */
export function compileRecipe(recipe: Recipe, rawTable: RawTableRef, readings: Readings): CompiledRecipe {
  const raw = reshaped(recipe, rawTable);
  const shape = shapeOf(recipe, raw.columns);
  const judged = judgedSql(recipe, raw, shape, readings);
  const columns = [...cleanColumns(shape), '_row', ...sheetColumn(raw), '_file'];
  const where = `CASE _reason WHEN 'unit-unknown' THEN ${textLiteral(shape.unit?.column ?? '')} WHEN 'period-invalid' THEN ${textLiteral(shape.period?.column ?? '')} END`;
  const what =
    "CASE _reason WHEN 'unit-unknown' THEN _unit_text WHEN 'period-invalid' THEN _period_text ELSE concat_ws(' · ', _unit_text, _period_text) END";
  // Sorting a very wide table can break the engine; it has no joins to speak of, so its rows keep their order anyway.
  const order = shape.duplicates?.key.length || columns.length <= 200 ? ' ORDER BY _row' : '';
  const cleanFrom = (from: string) => `SELECT ${columns.map(identifier).join(', ')} FROM ${from} WHERE _kept AND _reason IS NULL${order}`;
  const rejectedFrom = (from: string) =>
    `SELECT _row, _reason, ${where} AS _column, ${what} AS _text FROM ${from} WHERE _kept AND _reason IS NOT NULL ORDER BY _row`;
  return {
    judged,
    cleanFrom,
    rejectedFrom,
    clean: cleanFrom(`(${judged})`),
    rejected: rejectedFrom(`(${judged})`),
    columns,
    checks: ['_unit_text', '_period_text', '_kind', '_kept', ...checkNames(shape), '_reason'],
    parsed: shape.fields.flatMap((field) =>
      field.lost ? [{ column: field.name, raw: field.raw, lost: field.lost, code: field.code }] : [],
    ),
    ticks: shape.fields.flatMap((field) => (field.blank ? [{ column: field.name, raw: field.raw, blank: field.blank }] : [])),
  };
}

/** `_sheet`, where the file has sheets. */
function sheetColumn(raw: RawTableRef): string[] {
  return raw.sheet === undefined || raw.sheet === null ? [] : ['_sheet'];
}

/** Columns the recipe's steps name that the table does not have: where a replay does not fit. */
export function missingColumns(recipe: Recipe, columns: readonly string[]): string[] {
  const before = (at: number) => reshaped({ ...recipe, steps: recipe.steps.slice(0, at) }, { table: '', file: '', columns }).columns;
  const after = before(recipe.steps.length);
  const named = recipe.steps.flatMap((step, at) => {
    if (step.off) return [];
    if (!isReshape(step)) return 'column' in step && !after.includes(step.column) ? [step.column] : [];
    const known = before(at);
    const uses =
      step.op === 'unpivot' ? [...step.keep, ...step.blocks.flatMap((block) => block.columns)] : 'from' in step ? [] : [step.column];
    return uses.filter((name) => !known.includes(name));
  });
  return [...new Set(named)];
}

/** Text rows with what their unit, period and day texts say, and every other column typed. */
function typedSql(recipe: Recipe, raw: RawTableRef, shape: RecipeShape, readings: Readings): string {
  const { unit, period } = shape;
  const ctes = [`text_rows AS (${textSql(recipe, raw, shape)})`];
  const joins: string[] = [];
  const added: string[] = [];
  const join = (
    alias: string,
    column: string,
    columns: readonly string[],
    rows: readonly (readonly (string | null)[])[],
    days: readonly string[] = [],
  ) => {
    const texts = textRelation(columns, rows);
    const typed = columns.map((name) => (days.includes(name) ? `CAST(${name} AS DATE) AS ${name}` : name));
    ctes.push(`${alias} AS (${days.length ? `SELECT ${typed.join(', ')} FROM (${texts})` : texts})`);
    joins.push(`LEFT JOIN ${alias} ON ${alias}.cell = t.${identifier(column)}`);
  };
  const said = new Map<string, string>();
  if (unit) {
    const rows = readings.units.map((one) => [one.text, one.said, one.unitId, one.unitName]);
    join('read_units', unit.column, ['cell', 'said', 'unit_id', 'unit_name'], rows);
    added.push('read_units.unit_id AS unit_id, read_units.unit_name AS unit_name');
    said.set(unit.column, 'read_units');
  }
  if (period) {
    const rows = readings.periods.map((one) => [one.text, one.said, one.start, one.end, one.kind]);
    join('read_periods', period.column, ['cell', 'said', 'start_on', 'end_on', 'kind'], rows, ['start_on', 'end_on']);
    added.push('read_periods.start_on AS period_start, read_periods.end_on AS period_end, read_periods.kind AS period_kind');
    said.set(period.column, 'read_periods');
  }
  for (const { column, alias } of shape.days) {
    const rows = (readings.days.get(column) ?? []).map((one) => [one.text, one.said, one.day]);
    join(alias, column, ['cell', 'said', 'day'], rows, ['day']);
    said.set(column, alias);
  }
  const textOf = (column: string) => {
    const alias = said.get(column);
    const text = `t.${identifier(column)}`;
    return alias === undefined ? text : `CASE WHEN ${alias}.cell IS NULL THEN ${text} ELSE ${alias}.said END`;
  };
  const values = shape.fields.map((field) => `${field.value ?? textOf(field.raw)} AS ${identifier(field.name)}`);
  const texts = shape.fields.flatMap((field) => [
    ...(field.lost ? [`${textOf(field.raw)} AS ${identifier(field.lost)}`] : []),
    ...(field.blank ? [`t.${field.blank} AS ${field.blank}`] : []),
  ]);
  const select = [
    ...added,
    ...values,
    ...texts,
    `${unit ? textOf(unit.column) : 'NULL::TEXT'} AS _unit_text`,
    `${period ? textOf(period.column) : 'NULL::TEXT'} AS _period_text`,
    't._row AS _row',
    't._kind AS _kind',
    `t._kind IN (${keptKinds(recipe).map(textLiteral).join(', ')}) AS _kept`,
    ...sheetColumn(raw).map(() => `${textLiteral(raw.sheet ?? '')} AS _sheet`),
    `${textLiteral(raw.file)} AS _file`,
  ];
  return `WITH ${ctes.join(', ')} SELECT ${select.join(', ')} FROM text_rows AS t ${joins.join(' ')}`;
}

function judgedSql(recipe: Recipe, raw: RawTableRef, shape: RecipeShape, readings: Readings): string {
  const taken = shape.taken.length ? `_row IN (${shape.taken.join(', ')})` : null;
  const reasons = [
    ...(taken ? [`WHEN ${taken} THEN NULL`] : []),
    ...(shape.unit?.reject ? ["WHEN unit_id IS NULL THEN 'unit-unknown'"] : []),
    ...(shape.period?.reject ? ["WHEN period_start IS NULL THEN 'period-invalid'"] : []),
  ];
  const first = `CASE WHEN NOT _kept THEN 'not-data' ${reasons.join(' ')} END`;
  // Every column is named: `* REPLACE (…)` takes minutes and gigabytes to plan for a few hundred columns.
  const plain = [...shape.added, '_unit_text', '_period_text', '_row', '_kind', '_kept', ...sheetColumn(raw), '_file'].map(identifier);
  // A blank in a column of ticks is a "no" only where the row says whose and when.
  const stated = ['_kept', ...(shape.unit ? ['unit_id IS NOT NULL'] : []), ...(shape.period ? ['period_start IS NOT NULL'] : [])].join(
    ' AND ',
  );
  const cells = shape.fields.flatMap((field) => {
    const name = identifier(field.name);
    if (field.blank)
      return [
        `CASE WHEN ${field.blank} AND ${stated} THEN false ELSE ${name} END AS ${name}`,
        `${field.blank} AND ${stated} AS ${field.blank}`,
        `CASE WHEN ${name} IS NULL THEN ${identifier(field.lost ?? '')} END AS ${identifier(field.lost ?? '')}`,
      ];
    if (field.lost) return [name, `CASE WHEN ${name} IS NULL THEN ${identifier(field.lost)} END AS ${identifier(field.lost)}`];
    return [name];
  });
  const checked = `SELECT ${[...plain, ...cells].join(', ')}, ${first} AS _first FROM (${typedSql(recipe, raw, shape, readings)})`;
  const hidden = [...plain.filter((name) => !shape.added.map(identifier).includes(name)), ...lostNames(shape)];
  const of = (after: boolean) => shape.expressions.filter((one) => one.afterDuplicates === after);
  const before = withExpressions(checked, of(false), fileColumns(shape), [...hidden, '_first'], '_first', taken);
  const all = fileColumns(shape, of(false));
  if (!shape.duplicates?.key.length) return `SELECT *, _first AS _reason FROM (${before})`;
  return withExpressions(withoutRepeats(before, shape.duplicates, taken), of(true), all, [...hidden, '_reason'], '_reason', taken);
}

/** Clean columns in order, before `_row` and `_file`: added ones, the file's, computed ones. */
function cleanColumns(shape: RecipeShape): string[] {
  return fileColumns(shape, shape.expressions);
}

function fileColumns(shape: RecipeShape, computed: RecipeShape['expressions'] = []): string[] {
  return [
    ...new Set([
      ...shape.added,
      ...shape.fields.map((field) => field.name),
      ...computed.flatMap(({ name }) => (name === null ? [] : [name])),
    ]),
  ];
}

function lostNames(shape: RecipeShape): string[] {
  return checkNames(shape).map(identifier);
}

function checkNames(shape: RecipeShape): string[] {
  return shape.fields.flatMap((field) => [field.lost, field.blank].filter((name) => name !== null));
}

/**
 * Puts the expressions around a SELECT, one layer each, so that each sees what those before it gave. The text stands on lines of its own: a comment
 * at its end cannot swallow what follows. @param reason the column that says why a row is put aside
 */
function withExpressions(
  select: string,
  expressions: RecipeShape['expressions'],
  columns: readonly string[],
  hidden: readonly string[],
  reason: string,
  taken: string | null,
): string {
  let known = [...columns];
  return expressions.reduce((inner, { name, sql }) => {
    if (name === null) {
      const rest = [...known.map(identifier), ...hidden.filter((one) => one !== reason)].join(', ');
      const stays = taken ? `${taken} OR ` : '';
      return `SELECT ${rest}, CASE WHEN ${reason} IS NULL AND NOT (${stays}coalesce((\n${sql}\n)::BOOLEAN, false)) THEN 'row-filtered' ELSE ${reason} END AS ${reason} FROM (${inner})`;
    }
    const others = known.filter((one) => one !== name).map(identifier);
    known = known.includes(name) ? known : [...known, name];
    return `SELECT ${[...others, ...hidden].join(', ')}, (\n${sql}\n) AS ${identifier(name)} FROM (${inner})`;
  }, select);
}

/**
 * Puts repeats aside. Groups instead of windows: two small aggregates cost half of sorting every row twice. `alike`: rows equal in key and figures,
 * with the first of them; `repeated`: keys that more than one row has.
 */
function withoutRepeats(checked: string, duplicates: NonNullable<RecipeShape['duplicates']>, taken: string | null): string {
  const key = duplicates.key.map(identifier);
  const whole = [...new Set([...duplicates.key, ...duplicates.figures])].map(identifier);
  const same = key.map((name) => `r.${name} IS NOT DISTINCT FROM c.${name}`).join(' AND ');
  return (
    `WITH checked AS MATERIALIZED (${checked}), ` +
    `alike AS (SELECT ${whole.join(', ')}, min(_row) AS first_row, count(*) AS copies FROM checked WHERE _first IS NULL GROUP BY ${whole.join(', ')}), ` +
    `repeated AS (SELECT ${key.join(', ')}, count(*) AS kinds, ${duplicates.conflicts === 'last' ? 'max' : 'min'}(first_row) AS stays FROM alike GROUP BY ${key.join(', ')} HAVING sum(copies) > 1) ` +
    `SELECT c.*, CASE WHEN c._first IS NOT NULL THEN c._first ${taken ? `WHEN c.${taken} THEN NULL ` : ''}WHEN r.kinds IS NULL THEN NULL WHEN c._row NOT IN (SELECT first_row FROM alike) THEN 'duplicate-row' ` +
    `WHEN r.kinds > 1${duplicates.conflicts === 'reject' ? '' : ' AND c._row <> r.stays'} THEN 'duplicate-conflict' END AS _reason FROM checked AS c LEFT JOIN repeated AS r ON ${same}`
  );
}

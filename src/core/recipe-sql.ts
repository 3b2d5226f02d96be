import { cleanName, stepsOf, type Recipe } from './recipe';
import { identifier, textLiteral } from './sql-literal';

/** The raw table a recipe is compiled over: all TEXT columns plus `_row INTEGER` and `_kind TEXT`. */
export interface RawTableRef {
  /** Qualified and quoted, such as `raw."mot_cua"`. */
  readonly table: string;
  /** The file's name; becomes `_file`. */
  readonly file: string;
  readonly columns: readonly string[];
}

/** Statements over the raw text table. `judged` does the work; the others select from it (or from a table made of it). */
export interface CompiledRecipe {
  /** The clean rows: added columns (unit, period), the file's columns typed, `_row`, `_file`. */
  readonly clean: string;
  /** `_row, _reason` (an issue code), `_column`, `_text`: each row put aside. */
  readonly rejected: string;
  /**
   * Typed rows of the kept kinds and of total and ragged rows, with `_kept`, `_kind`, `_reason` (NULL: clean), `_unit_text`, `_period_text` and, for
   * each parsed column i, `_lost_i` (the text that could not be read).
   */
  readonly judged: string;
  /** The same two over a table that holds the rows of `judged`. */
  readonly cleanFrom: (judged: string) => string;
  readonly rejectedFrom: (judged: string) => string;
  /** Names of the clean table's columns, in order. */
  readonly columns: readonly string[];
  /** Columns parsed into a type, with the code of the issue when a cell cannot be read. */
  readonly parsed: readonly {
    readonly column: string;
    readonly raw: string;
    readonly lost: string;
    readonly code: 'not-a-number' | 'not-a-date' | 'not-yes-no';
  }[];
}

/**
 * Compiles a recipe to one SELECT over the raw text table.
 * Needs the macros of queries/model/text-macros.sql and the tables `unit` and `unit_alias`.
 * Steps that name a column the raw table does not have are left out: `missingColumns` says which.
 */
export function compileRecipe(recipe: Recipe, raw: RawTableRef): CompiledRecipe {
  const shape = shapeOf(recipe, raw);
  const judged = judgedSql(recipe, raw, shape);
  const columns = [...shape.added, ...shape.fields.map((field) => field.name), '_row', '_file'];
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
    parsed: shape.fields.flatMap((field) =>
      field.lost ? [{ column: field.name, raw: field.raw, lost: field.lost, code: field.code }] : [],
    ),
  };
}

/** Columns the recipe's steps name that the table does not have: where a replay does not fit. */
export function missingColumns(recipe: Recipe, columns: readonly string[]): string[] {
  const named = recipe.steps.flatMap((step) => ('column' in step && !step.off ? [step.column] : []));
  return [...new Set(named)].filter((name) => !columns.includes(name));
}

interface Field {
  readonly raw: string;
  readonly name: string;
  /** SQL over the cleaned text of the raw column. */
  readonly value: string;
  readonly lost: string | null;
  readonly code: 'not-a-number' | 'not-a-date' | 'not-yes-no';
}

interface Shape {
  readonly fields: readonly Field[];
  readonly added: readonly string[];
  readonly unit: {
    column: string;
    by: 'name' | 'code';
    systems: readonly string[];
    reject: boolean;
    accepted: Readonly<Record<string, string>>;
  } | null;
  readonly period: { column: string; reject: boolean } | null;
  readonly duplicates: { key: readonly string[]; figures: readonly string[] } | null;
}

function shapeOf(recipe: Recipe, raw: RawTableRef): Shape {
  const present = (column: string) => raw.columns.includes(column);
  const unitStep = stepsOf(recipe, 'match-unit').findLast((step) => present(step.column));
  const periodStep = stepsOf(recipe, 'parse-period').findLast((step) => present(step.column));
  const duplicateStep = stepsOf(recipe, 'reject-duplicates').at(-1);
  const fields = raw.columns.flatMap((column, i) => {
    const name = cleanName(recipe, column);
    return name === null ? [] : [fieldOf(recipe, column, name, i)];
  });
  const added = [...(unitStep ? ['unit_id', 'unit_name'] : []), ...(periodStep ? ['period_start', 'period_end', 'period_kind'] : [])];
  const known = new Set([...added, ...fields.map((field) => field.name)]);
  return {
    fields,
    added,
    unit: unitStep
      ? {
          column: unitStep.column,
          by: unitStep.by,
          systems: unitStep.systems,
          reject: unitStep.unmatched === 'reject',
          accepted: unitStep.accepted ?? {},
        }
      : null,
    period: periodStep ? { column: periodStep.column, reject: periodStep.invalid === 'reject' } : null,
    duplicates: duplicateStep
      ? { key: duplicateStep.key.filter((name) => known.has(name)), figures: duplicateStep.figures.filter((name) => known.has(name)) }
      : null,
  };
}

function fieldOf(recipe: Recipe, raw: string, name: string, index: number): Field {
  const text = `t.${identifier(raw)}`;
  const lost = `_lost_${index}`;
  const number = stepsOf(recipe, 'parse-number').findLast((step) => step.column === raw);
  if (number?.plain) {
    return { raw, name, value: `${number.integer ? 'parse_plain_integer' : 'parse_plain'}(${text})`, lost, code: 'not-a-number' };
  }
  if (number) {
    const parse = number.integer ? 'parse_integer' : 'parse_number';
    return {
      raw,
      name,
      value: `${parse}(${text}, ${textLiteral(number.decimal)}, ${textLiteral(number.thousands ?? '')})`,
      lost,
      code: 'not-a-number',
    };
  }
  if (stepsOf(recipe, 'parse-date').some((step) => step.column === raw))
    return { raw, name, value: `days_${index}.day`, lost, code: 'not-a-date' };
  const yesno = stepsOf(recipe, 'parse-yesno').findLast((step) => step.column === raw);
  if (yesno) {
    const value = `CASE WHEN ${isOneOf(text, yesno.yes)} THEN true WHEN ${isOneOf(text, yesno.no)} THEN false END`;
    return { raw, name, value, lost, code: 'not-yes-no' };
  }
  return { raw, name, value: text, lost: null, code: 'not-a-number' };
}

/** Kinds read along with the kept ones: totals are checks, ragged rows tell what they meant to say. */
const readAlong = ['total', 'ragged'];

function keptKinds(recipe: Recipe): readonly string[] {
  return stepsOf(recipe, 'keep-rows').at(-1)?.kinds ?? ['data'];
}

function textSql(recipe: Recipe, raw: RawTableRef): string {
  const kinds = [...new Set([...keptKinds(recipe), ...readAlong])];
  const cleaned = stepsOf(recipe, 'clean-text');
  const tokens = new Map(stepsOf(recipe, 'null-tokens').map((step) => [step.column, step.tokens]));
  const cells = raw.columns.map((column) => {
    const name = identifier(column);
    const text = cleaned.some((step) => !step.columns || step.columns.includes(column)) ? `clean_text(${name})` : name;
    const nulls = tokens.get(column);
    return `${nulls?.length ? `CASE WHEN ${isOneOf(text, nulls)} THEN NULL ELSE ${text} END` : text} AS ${name}`;
  });
  return `SELECT _row, _kind, ${cells.join(', ')} FROM ${raw.table} WHERE _kind IN (${kinds.map(textLiteral).join(', ')})`;
}

function typedSql(recipe: Recipe, raw: RawTableRef, shape: Shape): string {
  const { unit, period } = shape;
  const ctes = [`text_rows AS (${textSql(recipe, raw)})`];
  const joins: string[] = [];
  const added: string[] = [];
  if (unit) {
    ctes.push(...unitCtes(unit));
    joins.push(`LEFT JOIN matched_names AS m ON m.name = t.${identifier(unit.column)} LEFT JOIN unit AS u ON u.unit_id = m.unit_id`);
    added.push('u.unit_id AS unit_id, u.name_vi AS unit_name');
  }
  if (period) {
    ctes.push(
      `read_periods AS (SELECT name, parse_period(name) AS period FROM (SELECT DISTINCT ${identifier(period.column)} AS name FROM text_rows))`,
    );
    joins.push(`LEFT JOIN read_periods AS p ON p.name = t.${identifier(period.column)}`);
    added.push('p.period.start_on AS period_start, p.period.end_on AS period_end, p.period.kind AS period_kind');
  }
  // Days repeat: each is read once.
  raw.columns.forEach((column, i) => {
    if (!shape.fields.some((field) => field.raw === column && field.code === 'not-a-date')) return;
    ctes.push(
      `read_days_${i} AS (SELECT name, parse_day(name) AS day FROM (SELECT DISTINCT ${identifier(column)} AS name FROM text_rows))`,
    );
    joins.push(`LEFT JOIN read_days_${i} AS days_${i} ON days_${i}.name = t.${identifier(column)}`);
  });
  const values = shape.fields.map((field) => `${field.value} AS ${identifier(field.name)}`);
  const texts = shape.fields.filter((field) => field.lost).map((field) => `t.${identifier(field.raw)} AS ${identifier(field.lost ?? '')}`);
  const unitText = unit ? `t.${identifier(unit.column)}` : 'NULL::TEXT';
  const periodText = period ? `t.${identifier(period.column)}` : 'NULL::TEXT';
  const select = [
    ...added,
    ...values,
    ...texts,
    `${unitText} AS _unit_text`,
    `${periodText} AS _period_text`,
    't._row AS _row',
    't._kind AS _kind',
    `t._kind IN (${keptKinds(recipe).map(textLiteral).join(', ')}) AS _kept`,
    `${textLiteral(raw.file)} AS _file`,
  ];
  return `WITH ${ctes.join(', ')} SELECT ${select.join(', ')} FROM text_rows AS t ${joins.join(' ')}`;
}

function unitCtes(unit: NonNullable<Shape['unit']>): string[] {
  const systems = unit.systems.map(textLiteral).join(', ');
  const names = `unit_names AS (SELECT DISTINCT ${identifier(unit.column)} AS name FROM text_rows)`;
  if (unit.by === 'code') {
    return [
      names,
      `matched_names AS (SELECT name, min(unit_id) AS unit_id FROM unit_names JOIN unit ON code = name AND unit_system IN (${systems}) GROUP BY name HAVING count(*) = 1)`,
    ];
  }
  const accepted = Object.entries(unit.accepted);
  const known = `known_keys AS (SELECT alias_key, min(unit_id) AS unit_id FROM unit_alias WHERE unit_system IN (${systems}) GROUP BY alias_key HAVING count(DISTINCT unit_id) = 1)`;
  const confirmed = accepted.length
    ? `CASE name ${accepted.map(([name, unitId]) => `WHEN ${textLiteral(name)} THEN ${textLiteral(unitId)}`).join(' ')} END`
    : 'NULL::TEXT';
  return [
    names,
    known,
    `matched_names AS (SELECT n.name, coalesce(${confirmed}, a.unit_id, b.unit_id) AS unit_id FROM unit_names AS n LEFT JOIN known_keys AS a ON a.alias_key = name_key(n.name) LEFT JOIN known_keys AS b ON b.alias_key = unit_key(n.name))`,
  ];
}

function judgedSql(recipe: Recipe, raw: RawTableRef, shape: Shape): string {
  const reasons = [
    ...(shape.unit?.reject ? ["WHEN unit_id IS NULL THEN 'unit-unknown'"] : []),
    ...(shape.period?.reject ? ["WHEN period_start IS NULL THEN 'period-invalid'"] : []),
  ];
  const first = `CASE WHEN NOT _kept THEN 'not-data' ${reasons.join(' ')} END`;
  // Every column is named: `* REPLACE (…)` takes minutes and gigabytes to plan for a few hundred columns.
  const plain = [
    ...shape.added,
    ...shape.fields.map((field) => field.name),
    '_unit_text',
    '_period_text',
    '_row',
    '_kind',
    '_kept',
    '_file',
  ].map(identifier);
  const lost = shape.fields.flatMap((field) =>
    field.lost ? [`CASE WHEN ${identifier(field.name)} IS NULL THEN ${identifier(field.lost)} END AS ${identifier(field.lost)}`] : [],
  );
  const checked = `SELECT ${[...plain, ...lost].join(', ')}, ${first} AS _first FROM (${typedSql(recipe, raw, shape)})`;
  if (!shape.duplicates?.key.length) return `SELECT *, _first AS _reason FROM (${checked})`;
  const key = shape.duplicates.key.map(identifier).join(', ');
  const whole = [...new Set([...shape.duplicates.key, ...shape.duplicates.figures])].map(identifier).join(', ');
  const numbered = `SELECT *, row_number() OVER (PARTITION BY _first IS NULL, ${whole} ORDER BY _row) AS _copy FROM (${checked})`;
  return `SELECT *, CASE WHEN _first IS NOT NULL THEN _first WHEN _copy > 1 THEN 'duplicate-row' WHEN count(*) FILTER (WHERE _first IS NULL AND _copy = 1) OVER (PARTITION BY ${key}) > 1 THEN 'duplicate-conflict' END AS _reason FROM (${numbered})`;
}

/**
 * Is the text, in lower case, one of the words? Neither IN nor list_contains: the engine turns a long constant list into a join, one for each
 * column, and a table of sixty columns then takes seconds to plan.
 */
function isOneOf(text: string, words: readonly string[]): string {
  const separator = '\u001f';
  return words.length
    ? `contains(${textLiteral(`${separator}${words.join(separator)}${separator}`)}, ${textLiteral(separator)} || lower(${text}) || ${textLiteral(separator)})`
    : 'false';
}

import { cleanName, stepsOf, type Recipe, type RecipeStep } from './recipe';
import { identifier, textLiteral } from '../sql/sql-literal';

/** The raw table a recipe is compiled over: all TEXT columns plus `_row INTEGER`, `_kind TEXT` and, from a workbook, `_sheet TEXT`. */
export interface RawTableRef {
  /** Qualified and quoted, such as `raw."mot_cua"`. */
  readonly table: string;
  /** The file's name; becomes `_file`. */
  readonly file: string;
  /** The sheet of a workbook; becomes `_sheet`. Null or absent in text files, which have none. */
  readonly sheet?: string | null;
  readonly columns: readonly string[];
}

/** One column of the clean table that comes from the file. */
export interface RecipeField {
  readonly raw: string;
  readonly name: string;
  /** SQL over the text row `t`; null: the text itself. */
  readonly value: string | null;
  /** Name for the text that could not be read; null for texts. */
  readonly lost: string | null;
  readonly code: 'not-a-number' | 'not-a-date' | 'not-yes-no';
  /** Columns of ticks: name for "the cell is blank". */
  readonly blank: string | null;
}

/** What a recipe does to one raw table: its steps gathered by column. */
export interface RecipeShape {
  readonly fields: readonly RecipeField[];
  /** Columns the clean table adds. */
  readonly added: readonly string[];
  readonly unit: { readonly column: string; readonly reject: boolean } | null;
  readonly period: { readonly column: string; readonly reject: boolean } | null;
  /** Columns of days, each with the name of its readings. */
  readonly days: readonly { readonly column: string; readonly alias: string }[];
  readonly duplicates: {
    readonly key: readonly string[];
    readonly figures: readonly string[];
    readonly conflicts: 'reject' | 'first' | 'last';
  } | null;
  /** Expressions in their order; `afterDuplicates`: behind the step that puts repeats aside. */
  readonly expressions: readonly RecipeExpression[];
  /** Lines that are taken whatever the rules say. */
  readonly taken: readonly number[];
}

export interface RecipeExpression {
  /** Column it fills; null: a condition. */
  readonly name: string | null;
  readonly sql: string;
  readonly afterDuplicates: boolean;
}

export function shapeOf(recipe: Recipe, columns: readonly string[]): RecipeShape {
  const present = (column: string) => columns.includes(column);
  const unitStep = stepsOf(recipe, 'match-unit').findLast((step) => present(step.column));
  const periodStep = stepsOf(recipe, 'parse-period').findLast((step) => present(step.column));
  const duplicateStep = stepsOf(recipe, 'reject-duplicates').at(-1);
  const fields = columns.flatMap((column, i) => {
    const name = cleanName(recipe, column);
    return name === null ? [] : [fieldOf(recipe, column, name, i)];
  });
  const added = [...(unitStep ? ['unit_id', 'unit_name'] : []), ...(periodStep ? ['period_start', 'period_end', 'period_kind'] : [])];
  const expressions = expressionsOf(recipe);
  const known = new Set([...added, ...fields.map((field) => field.name), ...expressions.flatMap(({ name }) => name ?? [])]);
  return {
    fields,
    added,
    unit: unitStep ? { column: unitStep.column, reject: unitStep.unmatched === 'reject' } : null,
    period: periodStep ? { column: periodStep.column, reject: periodStep.invalid === 'reject' } : null,
    days: columns.flatMap((column, i) =>
      fields.some((field) => field.raw === column && field.code === 'not-a-date') ? [{ column, alias: `days_${i}` }] : [],
    ),
    duplicates: duplicateStep
      ? {
          key: duplicateStep.key.filter((name) => known.has(name)),
          figures: duplicateStep.figures.filter((name) => known.has(name)),
          conflicts: duplicateStep.conflicts ?? 'reject',
        }
      : null,
    expressions,
    taken: stepsOf(recipe, 'take-rows').flatMap((step) => step.rows),
  };
}

function expressionsOf(recipe: Recipe): RecipeExpression[] {
  const last = recipe.steps.findLastIndex((step) => step.op === 'reject-duplicates' && !step.off);
  return recipe.steps.flatMap((step, at): RecipeExpression[] => {
    if (step.off || (step.op !== 'compute' && step.op !== 'filter-rows')) return [];
    return [{ name: step.op === 'compute' ? step.name : null, sql: step.sql, afterDuplicates: last >= 0 && at > last }];
  });
}

function fieldOf(recipe: Recipe, raw: string, name: string, index: number): RecipeField {
  const text = `t.${identifier(raw)}`;
  const lost = `_lost_${index}`;
  const number = stepsOf(recipe, 'parse-number').findLast((step) => step.column === raw);
  if (number) return { raw, name, value: numberSql(text, number), lost, code: 'not-a-number', blank: null };
  if (stepsOf(recipe, 'parse-date').some((step) => step.column === raw))
    return { raw, name, value: `days_${index}.day`, lost, code: 'not-a-date', blank: null };
  const padded = stepsOf(recipe, 'pad-code').findLast((step) => step.column === raw);
  if (padded) {
    const value = `CASE WHEN length(${text}) < ${padded.length} AND translate(${text}, '0123456789', '') = '' THEN lpad(${text}, ${padded.length}, '0') ELSE ${text} END`;
    return { raw, name, value, lost: null, code: 'not-a-number', blank: null };
  }
  const yesno = stepsOf(recipe, 'parse-yesno').findLast((step) => step.column === raw);
  if (yesno) {
    const value = `CASE WHEN ${isOneOf(text, yesno.yes)} THEN true WHEN ${isOneOf(text, yesno.no)} THEN false END`;
    return { raw, name, value, lost, code: 'not-yes-no', blank: yesno.blankMeansNo ? `_blank_${index}` : null };
  }
  return { raw, name, value: null, lost: null, code: 'not-a-number', blank: null };
}

/** The simplest macro that reads what the step allows: planning the full one, six regular expressions a column, takes longer than running it. */
export function numberSql(text: string, { decimal, thousands, integer, plain, bare }: Extract<RecipeStep, { op: 'parse-number' }>): string {
  if (plain) return `${integer ? 'parse_plain_integer' : 'parse_plain'}(${text})`;
  const group = textLiteral(thousands ?? '');
  if (bare && thousands !== null) {
    return integer ? `parse_bare_integer(${text}, ${group})` : `parse_bare(${text}, ${textLiteral(decimal)}, ${group})`;
  }
  return `${integer ? 'parse_integer' : 'parse_number'}(${text}, ${textLiteral(decimal)}, ${group})`;
}

/** Kinds read along with the kept ones: totals are checks, ragged rows tell what they meant to say. */
const readAlong = ['total', 'ragged'];

export function keptKinds(recipe: Recipe): readonly string[] {
  return stepsOf(recipe, 'keep-rows').at(-1)?.kinds ?? ['data'];
}

/** Kinds of raw rows that the statement looks at. */
export function textKinds(recipe: Recipe): readonly string[] {
  return [...new Set([...keptKinds(recipe), ...readAlong])];
}

/** The raw rows with their cells cleaned and words for "no data" taken out. Unit, period and day cells stay as they are: their readings are found by them. */
export function textSql(recipe: Recipe, raw: RawTableRef, shape: RecipeShape): string {
  const read = new Set([shape.unit?.column, shape.period?.column, ...shape.days.map(({ column }) => column)]);
  const cells = raw.columns.map((column) => {
    const name = identifier(column);
    if (read.has(column)) return name;
    const text = isCleaned(recipe, column) ? `clean_text(${name})` : name;
    const nulls = nullWords(recipe, column);
    return `${nulls.length ? withoutWords(text, nulls) : text} AS ${name}`;
  });
  const blanks = shape.fields.flatMap((field) =>
    field.blank ? [`coalesce(clean_text(${identifier(field.raw)}), '') = '' AS ${field.blank}`] : [],
  );
  const kinds = textKinds(recipe).map(textLiteral).join(', ');
  return `SELECT _row, _kind, ${[...cells, ...blanks].join(', ')} FROM ${raw.table} WHERE _kind IN (${kinds})`;
}

/** NULL for the words. Where none of them begins with a digit, cells that do are passed before they are looked for: most cells are figures. */
function withoutWords(text: string, words: readonly string[]): string {
  const figures = words.some((word) => /^\d/.test(word)) ? '' : `WHEN ascii(${text}) BETWEEN 48 AND 57 THEN ${text} `;
  return `CASE ${figures}WHEN ${isOneOf(text, words)} THEN NULL ELSE ${text} END`;
}

/**
 * The raw table as the steps `mark-rows` and `fix-cell` leave it, for use behind FROM. Nothing but the table's name where there are none.
 */
export function rawRows(recipe: Recipe, raw: RawTableRef): string {
  const marks = stepsOf(recipe, 'mark-rows').filter((step) => step.rows.length > 0);
  const fixes = stepsOf(recipe, 'fix-cell').filter((step) => raw.columns.includes(step.column));
  if (marks.length + fixes.length === 0) return raw.table;
  const kind = marks.map((step) => `WHEN _row IN (${step.rows.join(', ')}) THEN ${textLiteral(step.kind)}`).toReversed();
  const cells = raw.columns.map((column) => {
    const name = identifier(column);
    const own = fixes.filter((step) => step.column === column).toReversed();
    return own.length
      ? `CASE _row ${own.map((step) => `WHEN ${step.row} THEN ${textLiteral(step.text)}`).join(' ')} ELSE ${name} END AS ${name}`
      : name;
  });
  return `(SELECT ${[...cells, '_row', kind.length ? `CASE ${kind.join(' ')} ELSE _kind END AS _kind` : '_kind'].join(', ')} FROM ${raw.table})`;
}

export function isCleaned(recipe: Recipe, column: string): boolean {
  return stepsOf(recipe, 'clean-text').some((step) => !step.columns || step.columns.includes(column));
}

/** Words (lower case) that mean "no data" in the column. */
export function nullWords(recipe: Recipe, column: string): readonly string[] {
  return stepsOf(recipe, 'null-tokens').findLast((step) => step.column === column)?.tokens ?? [];
}

/**
 * Is the text, in lower case, one of the words? Neither IN nor list_contains: the engine turns a long constant list into a join, one for each
 * column, and a table of sixty columns then takes seconds to plan.
 */
export function isOneOf(text: string, words: readonly string[]): string {
  const separator = '\u001f';
  return words.length
    ? `contains(${textLiteral(`${separator}${words.join(separator)}${separator}`)}, ${textLiteral(separator)} || lower(${text}) || ${textLiteral(separator)})`
    : 'false';
}

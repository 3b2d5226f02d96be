import { identifier, textLiteral } from '../sql/sql-literal';
import type { Recipe, RecipeStep } from './recipe';
import { isReshape } from './reshape-sql';
import { isCleaned, isOneOf, keptKinds, nullWords, numberSql } from './recipe-shape';

/** What a step does to one column's cells. SQL over one row of the raw table. */
export interface CellLook {
  readonly column: string;
  readonly before: string;
  readonly after: string;
  /** True for cells that the step changes. */
  readonly changed: string;
  /** True for cells the step looks at. */
  readonly touched: string;
  /** True for cells it could not read; they are empty in the clean table. */
  readonly lost: string | null;
}

/**
 * What a step does, where one row of the raw table is enough to tell. `rows`: a condition for rows the step sets aside or marks.
 * Null for steps that look at readings, at other rows or at computed columns: they are measured otherwise.
 */
export interface StepLook {
  readonly cells: readonly CellLook[];
  readonly rows: string | null;
}

export function stepLook(step: RecipeStep, recipe: Recipe, columns: readonly string[]): StepLook | null {
  if (isReshape(step) || ('column' in step && !columns.includes(step.column))) return { cells: [], rows: null };
  const kept = `_kind IN (${keptKinds(recipe).map(textLiteral).join(', ')})`;
  switch (step.op) {
    case 'keep-rows':
      return { cells: [], rows: `NOT (_kind IN (${step.kinds.map(textLiteral).join(', ')}))` };
    case 'mark-rows':
    case 'take-rows':
      return { cells: [], rows: step.rows.length ? `_row IN (${step.rows.join(', ')})` : 'false' };
    case 'rename':
      return { cells: [], rows: null };
    case 'fix-cell': {
      const name = identifier(step.column);
      return { cells: [cell(step.column, name, textLiteral(step.text), `_row = ${step.row}`)], rows: null };
    }
    case 'clean-text': {
      const which = step.columns ? columns.filter((column) => step.columns?.includes(column)) : columns;
      return { cells: which.map((column) => cell(column, identifier(column), `clean_text(${identifier(column)})`, kept)), rows: null };
    }
    case 'drop-column':
      return { cells: [cell(step.column, identifier(step.column), 'NULL::TEXT', kept)], rows: null };
    case 'null-tokens': {
      const text = cleaned(recipe, step.column);
      return { cells: [cell(step.column, text, `CASE WHEN ${isOneOf(text, step.tokens)} THEN NULL ELSE ${text} END`, kept)], rows: null };
    }
    case 'parse-number': {
      const text = said(recipe, step.column);
      const number = `(${numberSql(text, step)})::TEXT`;
      // 5 and 5.0 are the same figure; what is shown is how the engine writes it.
      const same = `${text} = ${number} OR ${text} || '.0' = ${number}`;
      return {
        cells: [
          {
            ...cell(step.column, text, number, `${kept} AND ${text} IS NOT NULL`, `NOT coalesce(${same}, false)`),
            lost: lostWhen(kept, text, number),
          },
        ],
        rows: null,
      };
    }
    case 'parse-yesno': {
      const text = said(recipe, step.column);
      const blank = step.blankMeansNo ? `WHEN coalesce(clean_text(${identifier(step.column)}), '') = '' THEN 'false'` : '';
      const value = `CASE ${blank} WHEN ${isOneOf(text, step.yes)} THEN 'true' WHEN ${isOneOf(text, step.no)} THEN 'false' END`;
      const touched = step.blankMeansNo ? kept : `${kept} AND ${text} IS NOT NULL`;
      return { cells: [{ ...cell(step.column, text, value, touched), lost: lostWhen(kept, text, value) }], rows: null };
    }
    default:
      return null;
  }
}

function cell(column: string, before: string, after: string, touched: string, changed = `${before} IS DISTINCT FROM ${after}`): CellLook {
  return { column, before, after, touched, changed: `${touched} AND (${changed})`, lost: null };
}

function lostWhen(kept: string, text: string, value: string): string {
  return `${kept} AND ${text} IS NOT NULL AND ${value} IS NULL`;
}

function cleaned(recipe: Recipe, column: string): string {
  return isCleaned(recipe, column) ? `clean_text(${identifier(column)})` : identifier(column);
}

/** The cell's text with words for "no data" taken out. */
function said(recipe: Recipe, column: string): string {
  const text = cleaned(recipe, column);
  const nulls = nullWords(recipe, column);
  return nulls.length ? `CASE WHEN ${isOneOf(text, nulls)} THEN NULL ELSE ${text} END` : text;
}

/** Raw columns whose cells a step is about. */
export function columnsOf(step: RecipeStep): readonly string[] {
  if ('column' in step) return [step.column];
  return step.op === 'clean-text' ? (step.columns ?? []) : [];
}

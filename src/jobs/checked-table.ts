import type { CompiledRecipe } from '../core/recipe/recipe-sql';
import type { Issue, IssueExample } from '../core/issue';
import type { IssueCode } from '../core/issue-catalogue';
import type { Plain } from '../core/result-table';
import type { Measure } from './insert-observations';
import type { UnitText } from './read-texts';

/** A clean table about to take its name, with what is known of its columns. */
export interface CheckedTable {
  /** Name used in issues. */
  readonly name: string;
  /** For use behind FROM: the judged rows (with `_reason`, `_lost_i`) and the clean rows. */
  readonly judged: string;
  readonly clean: string;
  readonly compiled: CompiledRecipe;
  /** Figure columns of the clean table. */
  readonly figures: readonly FigureColumn[];
  readonly systemId: string | null;
  readonly unitSystems: readonly string[];
  readonly hasUnit: boolean;
  readonly hasPeriod: boolean;
  readonly hasTotals: boolean;
  /** Kinds of raw rows that become clean rows. */
  readonly keptKinds: readonly string[];
  /** What columns are worked out of others by, as printed in the file: clean columns. */
  readonly formulas: readonly CheckedFormula[];
  readonly measures: readonly Measure[];
  /** The texts of its unit column, as read. */
  readonly unitTexts: readonly UnitText[];
  readonly unitColumn: string | null;
  readonly periodColumn: string | null;
}

export interface CheckedFormula {
  readonly column: string;
  readonly text: string;
  /** DOUBLE over the judged rows. */
  readonly sql: string;
  /** Divides: the result may be a share or a percentage. */
  readonly ratio: boolean;
}

export interface FigureColumn {
  /** Clean name and header in the file. */
  readonly name: string;
  readonly header: string;
  /** Unit of measure, or null when unknown. */
  readonly unit: string | null;
}

/** Runs a statement and gives its rows as records. */
export type Rows = (sql: string) => Promise<Record<string, Plain>[]>;

/** Examples kept for each issue. */
export const mostExamples = 5;

/** The parts every issue of a table has. */
export function issueBase(
  table: CheckedTable,
  code: IssueCode,
  kind: Issue['kind'],
  rows: number,
): Pick<Issue, 'code' | 'kind' | 'table' | 'rows'> & { examples: readonly IssueExample[] } {
  return { code, kind, table: table.name, rows, examples: [] };
}

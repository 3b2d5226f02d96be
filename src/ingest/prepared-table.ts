import type { Issue } from '../core/issue';
import type { Recipe } from '../core/recipe/recipe';
import type { ColumnFormula } from './column-codes';
import type { ColumnPlan } from './column-plan';
import type { Dialect } from './dialect';
import type { RowKind } from './layout';

/** How many rows of each kind a file has; together all of its rows. */
export type KindCounts = Record<RowKind, number>;

export interface PrepareOptions {
  readonly signal?: AbortSignal;
  /** Bytes of the file taken in so far. */
  readonly onProgress?: (bytesDone: number) => void;
  /** Labels of the parts wanted (`Candidate.label`). Default: all that look like tables. */
  readonly only?: readonly string[];
  /** Called once for each table, before its first chunk. */
  readonly onTable: (table: TableStart) => Promise<void>;
  /** Rows of the raw table begun last, as `CsvChunks` writes them, without a header: its columns, then `_row`, `_kind`. Taken over by the receiver. */
  readonly onChunk: (csv: Uint8Array) => Promise<void>;
}

/** A table found in a file, before its rows come. */
export interface TableStart {
  /** 0-based among the tables of the file. */
  readonly index: number;
  /** The sheet it stands on; null in text files. */
  readonly sheet: string | null;
  /** What tells its part of the file from the others (a sheet's name); null where there is only one. */
  readonly label: string | null;
  /** The raw table's text columns, in order. */
  readonly columns: readonly string[];
}

/** What was learnt of a table while its rows went to the raw table. Plain and cloneable. */
export interface PreparedTable extends TableStart {
  /** Columns as the recipe's reshaping steps leave them; the same as `columns` where there are none. `plans` is parallel to it. */
  readonly reshaped: readonly string[];
  /** Line of the first row that is not blank. */
  readonly firstRow: number;
  readonly counts: KindCounts;
  /** Rows (records) of the table, blank ones included. */
  readonly read: number;
  readonly recipe: Recipe;
  readonly issues: readonly Issue[];
  readonly systemId: string | null;
  readonly unitSystems: readonly string[];
  /** The reshaped columns by what they are; for the checks that follow. */
  readonly plans: readonly ColumnPlan[];
  /** The file's name or title rows say that its figures are illustrative. */
  readonly illustrative: boolean;
  readonly encoding: string;
  readonly delimiter: string;
  /** How the text is written; null where the file is no text. */
  readonly dialect: Dialect | null;
  /** Unit of measure printed above the table. */
  readonly unitNote: string | null;
  /** Unit of measure of each reshaped column of figures, from its head or the note above the table; null where none is printed. */
  readonly measures: readonly (string | null)[];
  /** The heads in their second language, '' where there is none; null when they are in one. */
  readonly headAliases: readonly string[] | null;
  /** What the row of column codes says of columns worked out of others; columns count in `columns`. */
  readonly formulas: readonly ColumnFormula[];
}

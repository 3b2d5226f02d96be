import type { AppError } from '../core/app-error';
import type { Issue } from '../core/issue';
import type { Recipe } from '../core/recipe/recipe';
import type { Dialect } from '../ingest/dialect';
import type { PreparedTable } from '../ingest/prepared-table';

/** What became of one file. `error` is set when nothing of it was loaded; what an earlier version of the file had loaded is then still there. */
export interface OpenedFile {
  readonly name: string;
  readonly tables: readonly OpenedTable[];
  readonly error: AppError | null;
  /** Name of the dropped file it came in; the same as `name` unless that was an archive. */
  readonly droppedAs: string;
  /** An archive's own entry in the results: paths in it that are no tables. */
  readonly left?: readonly string[];
  /**
   * Set when nothing was read anew:
   * - `same`: the very bytes are loaded already, under the name in `beside`
   * - `kept`: the reader kept the earlier version
   */
  readonly unread?: 'same' | 'kept';
  readonly beside?: string;
  /** The name it was dropped under, where it stands beside a file of that name under one of its own. */
  readonly renamedFrom?: string;
  /** The loaded file whose place this one has taken. */
  readonly replaced?: string;
}

/** One table made from a file: `raw.<name>` as text (careful path only) and `main.<name>` clean. */
export interface OpenedTable {
  readonly name: string;
  /** The sheet it stands on; null in text files. */
  readonly sheet: string | null;
  /** Rows of the clean table; the same as `counts.out`. */
  readonly rows: number;
  /** Columns of the clean table. */
  readonly columns: readonly string[];
  /** Rows put aside; the same as `counts.rejected`. */
  readonly rejected: number;
  readonly issues: readonly Issue[];
  readonly counts: RowCounts;
  /** The register system whose export it is, or null. */
  readonly systemId: string | null;
  /** The unit systems its units were matched in; empty when there are no units. */
  readonly unitSystems: readonly string[];
  readonly recipe: Recipe | null;
  /** What was learnt while reading; the recipe can run again over the raw table with it. Null on the engine's own path. */
  readonly prepared: PreparedTable | null;
  /** Issues of choosing the recipe; they stay while the recipe changes. */
  readonly told: readonly Issue[];
  /** Observation rows it gave. */
  readonly observations: number;
  /** `engine`: loaded by the engine's own strict reader; no raw table, no recipe. */
  readonly path: 'careful' | 'engine';
  readonly encoding: string;
  readonly delimiter: string;
  /** How the text is written; null where the file is no text. */
  readonly dialect: Dialect | null;
}

/**
 * Rows of the file by what became of them: `read` is the sum of all others. Where columns became rows (`unpivot`), `out` and `rejected` count rows of the
 * table, of which one line of the file gives several.
 */
export interface RowCounts {
  readonly read: number;
  readonly out: number;
  readonly rejected: number;
  readonly title: number;
  readonly unit: number;
  /** Column heads, the row of column codes included. */
  readonly header: number;
  readonly total: number;
  readonly region: number;
  /** Rows that name a group of the rows below them. */
  readonly section: number;
  /** Figures made of the rows above, such as a median. */
  readonly summary: number;
  readonly note: number;
  readonly blank: number;
  readonly repeatedHeader: number;
}

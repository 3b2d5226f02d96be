import type { Issue } from '../core/issue';
import type { Recipe } from '../core/recipe/recipe';
import type { ColumnPlan } from './column-plan';
import type { EncodingChoice } from './encoding';
import type { RowKind } from './layout';

/** How many rows of each kind a file has; together all of its rows. */
export type KindCounts = Record<RowKind, number>;

export interface PrepareOptions {
  readonly signal?: AbortSignal;
  /** Bytes of the file taken in so far. */
  readonly onProgress?: (bytesDone: number) => void;
  /** Called once, before the first chunk: the raw table's text columns, in order. */
  readonly onColumns: (columns: readonly string[]) => Promise<void>;
  /** Rows of the raw table as RFC 4180 CSV without a header: the columns, then `_row`, `_kind`. Taken over by the receiver. */
  readonly onChunk: (csv: Uint8Array) => Promise<void>;
}

/** What was learnt of a file while its rows went to the raw table. Plain and cloneable. */
export interface PreparedTable {
  readonly columns: readonly string[];
  readonly counts: KindCounts;
  /** Rows (records) of the file, blank ones included. */
  readonly read: number;
  readonly recipe: Recipe;
  readonly issues: readonly Issue[];
  readonly systemId: string | null;
  readonly unitSystems: readonly string[];
  /** Raw columns by what they are; for the checks that follow. */
  readonly plans: readonly ColumnPlan[];
  /** The file's name or title rows say that its figures are illustrative. */
  readonly illustrative: boolean;
  readonly encoding: EncodingChoice['encoding'];
  readonly delimiter: string;
  readonly unitNote: string | null;
}

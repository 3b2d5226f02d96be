import type { Issue } from '../../core/issue';
import type { GridRow, Merge } from '../sheet';

/** A workbook opened for reading: its sheets are known, their cells are read when asked for. */
export interface Book {
  readonly kind: 'xlsx' | 'xls' | 'xlsb' | 'ods' | 'xml';
  readonly sheets: readonly BookSheet[];
  /** What holds for the workbook as a whole; the table's name is filled in by who knows it. */
  readonly notes: readonly BookNote[];
}

/** An issue before it is known which table it belongs to. */
export type BookNote = Omit<Issue, 'table'>;

export interface BookSheet {
  readonly name: string;
  /** Charts, dialogs and macro sheets have no cells. */
  readonly kind: 'cells' | 'chart' | 'other';
  /** Hidden in Excel; read all the same, and said. */
  readonly hidden: boolean;
  /**
   * What stands around the rows. For an xlsx the sheet is unpacked once for it.
   * @throws AppError file-damaged, cancelled
   */
  facts(options?: BookOptions): Promise<SheetFacts>;
  /**
   * Rows in batches, in order. Rows without text are left out, but a gap shows as one blank row.
   * @throws AppError file-damaged, cancelled
   */
  rows(options?: BookOptions): AsyncGenerator<readonly GridRow[]>;
  /** What was met while the rows were read; complete when they were read to the end. */
  tally(): SheetTally;
}

export interface SheetFacts {
  readonly merges: readonly Merge[];
  readonly hiddenColumns: number;
}

export interface SheetTally {
  formulas: number;
  /** Formulas whose last value was not saved. */
  unsaved: number;
  hiddenRows: number;
  /** Days that no calendar has; kept as the number they are. */
  oddDays: number;
}

export function newTally(): SheetTally {
  return { formulas: 0, unsaved: 0, hiddenRows: 0, oddDays: 0 };
}

export interface BookOptions {
  readonly signal?: AbortSignal;
  /** Bytes of the file read so far. */
  readonly onProgress?: (bytesDone: number) => void;
}

/** Rows and columns a sheet can have; what lies outside is not of Excel's making. */
export const mostSheetRows = 1_048_576;
export const mostSheetColumns = 16_384;

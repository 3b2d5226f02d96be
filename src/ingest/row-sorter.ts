import { nameKey } from '../core/name-key';
import { filledCount, isFigure, isPlainFigure } from './cell-sort';
import { firstText, type Layout, type RowKind } from './layout';
import { cleanText } from './plain-text';
import { isNote, isRegion, isSummaryWord, isTotal, ordinalLevel, unitRow } from './row-words';
import type { GridRow } from './sheet';

/** What one row looks like before its neighbours are known: a lone text may head the rows below it or close the table, a row without its number may be figures worked out below the table. */
export type RowLook = RowKind | 'lone' | 'maybe-summary' | 'keyless';

/** Decides the look of each row, one at a time and in order, so that a file of any length streams through it. */
export class RowSorter {
  private readonly headKeys: ReadonlySet<string>;
  private dataSeen = 0;
  private readonly regionNames = new Map<string, boolean>();
  private readonly figures = new Map<string, boolean>();
  private readonly hasFigures: boolean;

  constructor(
    private readonly layout: Layout,
    /** Column of the unit names, or -1: without one, region names are figures like any other. */
    private readonly unitColumn: number,
    /** Every row is about the whole country: 'Cả nước' is then the unit, not a total. */
    private readonly totalsAreData = false,
    /** Roman numerals and capitals in the running number head groups of the rows that are counted. */
    private readonly levels = false,
  ) {
    this.headKeys = new Set(layout.headRows.filter((head) => filledCount(head) > 1).map((head) => rowKey(head, layout.width)));
    this.hasFigures = layout.figureColumns.some(Boolean);
  }

  /** `index` counts rows of the table from 0, as `findLayout` does. */
  lookOf(row: GridRow, index: number): RowLook {
    const { layout } = this;
    if (layout.headed) return index === 0 ? 'header' : 'data';
    const filled = filledCount(row.cells);
    if (filled === 0) return 'blank';
    if (index < layout.headerFrom) return filled <= 2 && row.cells.some((cell) => unitRow.test(cleanText(cell))) ? 'unit' : 'title';
    if (index < layout.headerTo) return 'header';
    if (index < layout.dataFrom) return 'code';
    const first = firstText(row.cells, layout.ordinalColumn, this.isFigure);
    if (filled <= Math.max(1, layout.width / 3) && isNote(cleanText(row.cells.find((cell) => cell.trim() !== '') ?? ''), layout.width))
      return 'note';
    if (this.hasFigures && !this.totalsAreData && isTotal(first.text)) return 'total';
    if (this.unitColumn >= 0 && this.namesRegion(row.cells[this.unitColumn] ?? first.text)) return 'region';
    if (layout.width > 1 && looksLikeHead(row.cells) && this.isHeaderAgain(row.cells)) return 'repeated-header';
    const width = row.cells.length;
    const fits = width === layout.width || (width > layout.width && row.cells.slice(layout.width).every((cell) => cell.trim() === ''));
    if (!fits) return filled === 1 && layout.width > 2 && !isFigure(first.text) ? 'lone' : 'ragged';
    if (layout.width > 2 && filled === 1 && first.column !== this.unitColumn && !isFigure(first.text)) return 'lone';
    if (this.levels) {
      const level = ordinalLevel(cleanText(row.cells[layout.ordinalColumn] ?? ''));
      if (level === 1 || level === 2) return 'section';
    }
    if (this.hasFigures && this.dataSeen > 1) {
      if (row.cells.slice(0, 4).some((cell) => isSummaryWord(cleanText(cell)))) return 'maybe-summary';
      if (layout.keyed && (row.cells[0] ?? '').trim() === '') return 'keyless';
    }
    this.dataSeen++;
    return 'data';
  }

  /** A row of data was told otherwise. */
  sawData(): void {
    this.dataSeen++;
  }

  /** Unit names repeat; each is looked at once. */
  private namesRegion(cell: string): boolean {
    let known = this.regionNames.get(cell);
    if (known === undefined) {
      known = isRegion(cleanText(cell));
      if (this.regionNames.size < 5000) this.regionNames.set(cell, known);
    }
    return known;
  }

  /** Dates and months repeat, too. */
  private readonly isFigure = (cell: string): boolean => {
    if (isPlainFigure(cell)) return true;
    let known = this.figures.get(cell);
    if (known === undefined) {
      known = isFigure(cell);
      if (this.figures.size < 5000) this.figures.set(cell, known);
    }
    return known;
  };

  private isHeaderAgain(cells: readonly string[]): boolean {
    return this.headKeys.has(rowKey(cells, this.layout.width));
  }
}

/** For each column the keys of what stands in it in the rows of heads. */
export function headWords({ headRows, width }: Layout): ReadonlySet<string>[] {
  return Array.from({ length: width }, (_, i) => new Set(headRows.map((head) => nameKey(cleanText(head[i] ?? '')))));
}

export interface SortedRow {
  readonly row: GridRow;
  readonly kind: RowKind;
}

/** Settles looks into kinds. Rows whose kind depends on what follows wait for it; at most `mostWaiting` do. */
export class RowQueue {
  private waiting: { row: GridRow; look: RowLook }[] = [];
  private dataSeen = false;
  /** A blank row or heads again stand before the rows that wait. */
  private apart = false;
  private before: RowLook = 'data';

  constructor(
    private readonly sorter: RowSorter,
    private readonly layout: Layout,
  ) {}

  push(row: GridRow, index: number): SortedRow[] {
    const look = this.sorter.lookOf(row, index);
    if (this.waiting.length === 0) this.apart = this.before === 'blank' || this.before === 'repeated-header';
    this.before = look;
    if (look === 'lone' || look === 'maybe-summary' || look === 'keyless' || (this.waiting.length > 0 && look === 'blank')) {
      this.waiting.push({ row, look });
      return this.waiting.length > mostWaiting ? this.settle(false) : [];
    }
    const goesOn = look === 'data' || look === 'ragged' || look === 'section' || look === 'region' || look === 'total';
    const before = this.waiting.length ? this.settle(goesOn) : [];
    this.dataSeen ||= look === 'data';
    return [...before, { row, kind: look }];
  }

  /** No row waits for those behind it. */
  get idle(): boolean {
    return this.waiting.length === 0;
  }

  /** Rows of data that need not be looked at went by; the queue must be idle. */
  passed(): void {
    this.sorter.sawData();
    this.sorter.sawData();
    this.before = 'data';
    this.dataSeen = true;
  }

  end(): SortedRow[] {
    return this.settle(false);
  }

  /** `goesOn`: rows of the table follow. */
  private settle(goesOn: boolean): SortedRow[] {
    const { waiting } = this;
    this.waiting = [];
    const summaries = waiting.filter(({ look }) => look === 'maybe-summary').length;
    const { apart } = this;
    this.apart = false;
    return waiting.map(({ row, look }) => {
      if (look === 'lone') return { row, kind: this.loneKind(row, goesOn) };
      // A single 'Trung bình' with rows after it may well be somebody's name.
      if (look === 'maybe-summary') return { row, kind: goesOn && summaries < 2 ? 'data' : 'summary' };
      if (look === 'keyless') return { row, kind: summaries > 0 || (apart && !goesOn) ? 'summary' : 'data' };
      return { row, kind: look };
    });
  }

  private loneKind(row: GridRow, goesOn: boolean): RowKind {
    const { width, hasSections } = this.layout;
    if (goesOn && hasSections) return 'section';
    const fits = row.cells.length >= width && filledCount(row.cells.slice(width)) === 0;
    // One lone text behind the figures of a wide table is a remark (signature, date of issue), not a row of figures.
    if (this.dataSeen && (!fits || (!goesOn && width > 3))) return 'note';
    return fits ? 'data' : 'ragged';
  }
}

const mostWaiting = 200;

function rowKey(cells: readonly string[], width: number): string {
  return Array.from({ length: width }, (_, i) => nameKey(cleanText(cells[i] ?? ''))).join('|');
}

function looksLikeHead(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === '' || !/^\s*[-+]?\d[\d.,]*\s*$/.test(cell));
}

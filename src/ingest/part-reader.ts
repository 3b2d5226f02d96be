import { AppError } from '../core/app-error';
import { findBlocks } from './blocks';
import type { Knowledge } from './knowledge';
import type { PrepareOptions } from './prepared-table';
import type { GridRow, Merge } from './sheet';
import { mostColumns, TableReader, type PreparedRows, type TablePlace } from './table-reader';
import type { RowTaker } from './text-rows';

/** A part with more rows than this, or more characters, is read as one table: its rows pass through and are not held. */
const mostHeldRows = 20_000;
const mostHeldChars = 8_000_000;

/** Takes the rows of one part of a file and gives its tables. */
export class PartReader implements RowTaker {
  private delimiter = ',';
  private separatorLine = false;
  private held: GridRow[] = [];
  private chars = 0;
  private streaming: TableReader | null = null;
  private width = 0;
  private line = 0;

  /** `grid`: the rows are those of a sheet, where no row has too few cells and empty rows are left out; null for text. */
  constructor(
    private readonly place: Omit<TablePlace, 'fromColumn'>,
    private readonly knowledge: Knowledge,
    private readonly options: PrepareOptions,
    private readonly grid: { readonly merges: readonly Merge[] } | null,
  ) {}

  begin({ delimiter, separatorLine }: { delimiter: string; separatorLine: boolean }): void {
    this.delimiter = delimiter;
    this.separatorLine = separatorLine;
  }

  async take(taken: readonly GridRow[]): Promise<void> {
    const rows = this.grid ? this.withGaps(taken) : taken;
    if (this.streaming) return this.streaming.take(this.wholeRows(rows));
    for (const row of rows) {
      if (row.cells.length > mostColumns)
        throw new AppError('file-too-many-columns', { file: this.place.file, columns: row.cells.length, limit: mostColumns });
      if (row.cells.length > this.width) this.width = row.cells.length;
      this.held.push(row);
      for (const cell of row.cells) this.chars += cell.length + 1;
    }
    if (this.held.length <= mostHeldRows && this.chars <= mostHeldChars) return;
    this.streaming = this.reader(0, 0);
    const held = this.wholeRows(this.held);
    this.held = [];
    await this.streaming.take(held);
  }

  /** @throws AppError file-no-table */
  async finish(): Promise<PreparedRows[]> {
    if (this.streaming) return [await this.streaming.finish()];
    const offset = this.separatorLine ? 1 : 0;
    const held = this.wholeRows(this.held);
    const blocks = this.place.headed ? [{ rows: held, fromColumn: 0 }] : findBlocks(held.slice(offset));
    const tables: PreparedRows[] = [];
    for (const [i, block] of blocks.entries()) {
      const reader = this.reader(tables.length, block.fromColumn);
      await reader.take(i === 0 ? [...held.slice(0, offset), ...block.rows] : block.rows);
      try {
        tables.push(await reader.finish());
      } catch (error) {
        if (blocks.length === 1 || !(error instanceof AppError) || error.code !== 'file-no-table') throw error;
      }
    }
    if (tables.length === 0) throw new AppError('file-no-table', { file: this.place.file });
    const [first, ...others] = tables;
    if (!first || others.length === 0) return tables;
    const several = {
      code: 'several-tables',
      kind: 'repair',
      table: this.place.table,
      rows: tables.length,
      examples: tables.flatMap(({ firstRow, columns }) => [{ row: firstRow, before: columns.slice(0, 6).join(' · ') }]).slice(0, 5),
    } as const;
    return [{ ...first, issues: [several, ...first.issues] }, ...others];
  }

  /** A blank row where a sheet left rows out. */
  private withGaps(rows: readonly GridRow[]): GridRow[] {
    return rows.flatMap((row) => {
      const gap = this.line > 0 && row.line > this.line + 1 ? [{ line: this.line + 1, cells: [] }] : [];
      this.line = row.line;
      return [...gap, row];
    });
  }

  private wholeRows(rows: readonly GridRow[]): readonly GridRow[] {
    return this.grid ? rows.map((row) => widened(row, this.width)) : rows;
  }

  private reader(nth: number, fromColumn: number): TableReader {
    const index = this.place.index + nth;
    const table = index === 0 ? this.place.table : `${this.place.table}_${index + 1}`;
    const reader = new TableReader(
      { ...this.place, table, index, fromColumn },
      this.knowledge,
      this.options,
      fromColumn === 0 ? (this.grid?.merges ?? []) : [],
    );
    reader.begin({ delimiter: this.delimiter, separatorLine: nth === 0 && this.separatorLine });
    return reader;
  }
}

function widened(row: GridRow, width: number): GridRow {
  if (row.cells.length >= width) return row;
  const missing = Array.from({ length: width - row.cells.length }, () => '');
  return { ...row, cells: [...row.cells, ...missing], ...(row.kinds ? { kinds: [...row.kinds, ...missing.map(() => null)] } : {}) };
}

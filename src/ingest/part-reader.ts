import { AppError } from '../core/app-error';
import { findBlocks } from './blocks';
import type { Issue, IssueExample } from '../core/issue';
import type { Knowledge } from './knowledge';
import { numberShape, numberToken } from './numbers';
import { cleanText } from './plain-text';
import type { PlainRows } from './plain-rows';
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

  plainRows(delimiter: number, width: number): PlainRows | null {
    return this.streaming?.plainRows(delimiter, width) ?? null;
  }

  /** @throws AppError file-no-table */
  async finish(): Promise<PreparedRows[]> {
    if (this.streaming) return [await this.streaming.finish()];
    const offset = this.separatorLine ? 1 : 0;
    const { rows: held, issues } = this.reconciled(this.wholeRows(this.held));
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
    if (!first) return tables;
    if (others.length === 0) return [{ ...first, issues: [...issues, ...first.issues] }];
    const several = {
      code: 'several-tables',
      kind: 'repair',
      table: this.place.table,
      rows: tables.length,
      examples: tables.flatMap(({ firstRow, columns }) => [{ row: firstRow, before: columns.slice(0, 6).join(' · ') }]).slice(0, 5),
    } as const;
    return [{ ...first, issues: [several, ...issues, ...first.issues] }, ...others];
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

  /**
   * A column of a workbook that holds numbers as numbers among numbers typed as text in the Vietnamese way ('1.234,5'): the former are written with
   * a decimal comma, too, so that one reading fits the column. Their values do not change.
   */
  private reconciled(rows: readonly GridRow[]): { rows: readonly GridRow[]; issues: Issue[] } {
    const typed = new Set<number>();
    for (const { cells, kinds } of rows)
      kinds?.forEach((kind, i) => {
        if (kind === 'text' && /^vn-/.test(numberShape(numberToken(cleanText(cells[i] ?? '')).token))) typed.add(i);
      });
    if (typed.size === 0) return { rows, issues: [] };
    const changed = new Map<number, IssueExample[]>();
    const counts = new Map<number, number>();
    const whole = rows.map((row) => {
      const { kinds } = row;
      if (!kinds) return row;
      const cells = row.cells.map((cell, i) => {
        if (!typed.has(i) || kinds[i] !== 'number' || !/^-?\d+\.\d+%?$/.test(cell)) return cell;
        const after = cell.replace('.', ',');
        counts.set(i, (counts.get(i) ?? 0) + 1);
        const examples = changed.get(i) ?? [];
        changed.set(i, examples);
        if (examples.length < 5) examples.push({ row: row.line, before: cell, after });
        return after;
      });
      return { ...row, cells };
    });
    const issues = [...changed].map(([column, examples]): Issue => ({
      code: 'exact-and-text',
      kind: 'repair',
      table: this.place.table,
      column: columnLetter(column),
      rows: counts.get(column) ?? 0,
      examples,
    }));
    return { rows: whole, issues };
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

/** 0 → A, 26 → AA: the column as the workbook names it. */
function columnLetter(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnLetter(Math.floor(column / 26) - 1) + letter;
}

function widened(row: GridRow, width: number): GridRow {
  if (row.cells.length >= width) return row;
  const missing = Array.from({ length: width - row.cells.length }, () => '');
  return { ...row, cells: [...row.cells, ...missing], ...(row.kinds ? { kinds: [...row.kinds, ...missing.map(() => null)] } : {}) };
}

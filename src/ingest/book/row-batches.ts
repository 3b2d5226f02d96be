import type { GridRow } from '../sheet';

/** Gathers rows into batches; rows without text show as at most one blank row between others, and not at all at the end. */
export class RowBatches {
  private batch: GridRow[] = [];
  private lastLine = 0;

  constructor(private readonly batchRows = 500) {}

  /** Takes a row in; rows must come in order. */
  add(row: GridRow): void {
    if (!row.cells.some((cell) => cell !== '')) return;
    if (this.lastLine > 0 && row.line > this.lastLine + 1) this.batch.push({ line: this.lastLine + 1, cells: [] });
    this.lastLine = row.line;
    this.batch.push(row);
  }

  get full(): boolean {
    return this.batch.length >= this.batchRows;
  }

  take(): GridRow[] {
    const taken = this.batch;
    this.batch = [];
    return taken;
  }
}

import type { ResultTable } from '../core/result-table';
import type { ArrowRows } from './arrow-result';

/** A growing table is shown at most this often. */
const FEED_INTERVAL_MS = 100;

/** Hands a growing result on: the first batch at once, then one table per interval, at last the whole. */
export class RowFeed {
  #lastAt = -Infinity;

  constructor(
    private readonly onRows: (rows: ResultTable, complete: boolean) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  offer(rows: ArrowRows): void {
    if (rows.rowCount === 0) return;
    const at = this.now();
    if (at - this.#lastAt < FEED_INTERVAL_MS) return;
    this.#lastAt = at;
    this.onRows(rows.table(), false);
  }

  finish(table: ResultTable): void {
    this.onRows(table, true);
  }
}

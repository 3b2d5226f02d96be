import type { RecordBatch, Schema } from 'apache-arrow';
import type { Plain, ResultColumn, ResultTable } from '../core/result-table';
import { cellReader, extensionName, type CellReader } from './arrow-cell';
import { columnTypeOf, sqlTypeName } from './sql-type-name';

/**
 * The batches of one result as they arrive. Tables taken from it share its memory; a table taken earlier keeps its row count.
 */
export class ArrowRows {
  readonly columns: readonly ResultColumn[];
  readonly #extensions: readonly string[];
  readonly #batches: RecordBatch[] = [];
  /** First row of each batch. */
  readonly #starts: number[] = [];
  readonly #readers: (CellReader | undefined)[][] = [];
  #rowCount = 0;
  #lastBatch = 0;

  constructor(schema: Schema) {
    this.columns = schema.fields.map((field) => ({
      name: field.name,
      type: columnTypeOf(field),
      sqlType: sqlTypeName(field),
    }));
    this.#extensions = schema.fields.map((field) => extensionName(field.metadata));
  }

  get rowCount(): number {
    return this.#rowCount;
  }

  append(batch: RecordBatch): void {
    if (batch.numRows === 0) return;
    this.#batches.push(batch);
    this.#starts.push(this.#rowCount);
    this.#readers.push([]);
    this.#rowCount += batch.numRows;
  }

  /** The rows received so far. */
  table(): ResultTable {
    return new ArrowResult(this, this.#rowCount);
  }

  /** Both within bounds. The batch read last is tried first, then a binary search. */
  read(row: number, column: number): Plain {
    let at = this.#lastBatch;
    const start = this.#starts[at];
    if (start === undefined || row < start || row >= (this.#starts[at + 1] ?? this.#rowCount)) {
      at = this.#batchOf(row);
      this.#lastBatch = at;
    }
    const readers = this.#readers[at]!;
    const read = (readers[column] ??= cellReader(this.#batches[at]!.data.children[column]!, this.#extensions[column]!));
    return read(row - this.#starts[at]!);
  }

  #batchOf(row: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** A {@link ResultTable} over Arrow batches. */
class ArrowResult implements ResultTable {
  readonly columns: readonly ResultColumn[];

  constructor(
    readonly rows: ArrowRows,
    readonly rowCount: number,
  ) {
    this.columns = rows.columns;
  }

  cell(row: number, column: number): Plain {
    if (!(row >= 0 && row < this.rowCount && column >= 0 && column < this.columns.length)) {
      throw new RangeError(`cell (${row}, ${column}) is outside a table of ${this.rowCount} rows and ${this.columns.length} columns`);
    }
    return this.rows.read(row, column);
  }
}

/** The answer of a statement that returns nothing, such as CREATE VIEW. */
export const emptyResult: ResultTable = {
  columns: [],
  rowCount: 0,
  cell(row, column) {
    throw new RangeError(`cell (${row}, ${column}) is outside an empty table`);
  },
};

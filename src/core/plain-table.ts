import type { Plain, ResultColumn, ResultTable } from './result-table';

/** A small result written out column by column: what is stored at build time and read back before the engine is up. */
export interface PlainTable {
  readonly columns: readonly ResultColumn[];
  /** One array per column, all of the same length. */
  readonly values: readonly (readonly Plain[])[];
}

/** Copies a small result (thousands of rows, not millions) out of the engine. */
export function toPlainTable(table: ResultTable): PlainTable {
  return {
    columns: table.columns.map(({ name, type, sqlType }) => ({ name, type, sqlType })),
    values: table.columns.map((_, column) => Array.from({ length: table.rowCount }, (_, row) => table.cell(row, column))),
  };
}

/** The stored result as a ResultTable. */
export function fromPlainTable(plain: PlainTable): ResultTable {
  const rowCount = plain.values[0]?.length ?? 0;
  return {
    columns: plain.columns,
    rowCount,
    cell(row, column) {
      const values = plain.values[column];
      if (!values || row < 0 || row >= rowCount) throw new RangeError(`cell ${row}, ${column}; table has ${rowCount} rows`);
      return values[row] ?? null;
    },
  };
}

/**
 * The first cell in which two results differ, or null when they are the same. Numbers may differ in their last digits
 * (a sum over doubles does between builds of the engine): up to 1e-9 of their size.
 */
export function firstDifference(a: ResultTable, b: ResultTable): { row: number; column: string; a: Plain; b: Plain } | null {
  if (a.rowCount !== b.rowCount) return { row: -1, column: 'rows', a: a.rowCount, b: b.rowCount };
  for (const [column, { name }] of a.columns.entries()) {
    if (b.columns[column]?.name !== name) return { row: -1, column: name, a: name, b: b.columns[column]?.name ?? null };
    for (let row = 0; row < a.rowCount; row++) {
      const left = a.cell(row, column);
      const right = b.cell(row, column);
      if (left === right) continue;
      const close =
        typeof left === 'number' &&
        typeof right === 'number' &&
        Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(left), Math.abs(right));
      if (!close) return { row, column: name, a: left, b: right };
    }
  }
  return null;
}

import type { ColumnType, Plain, ResultTable } from '../../src/core/result-table';

/** A table of any length whose cells are computed when they are asked for; `reads()` counts how often that was. */
export function lazyTable(
  columns: Readonly<Record<string, ColumnType>>,
  rowCount: number,
  cell: (row: number, name: string) => Plain,
): ResultTable & { reads(): number } {
  const names = Object.keys(columns);
  let reads = 0;
  return {
    columns: names.map((name) => ({ name, type: columns[name]!, sqlType: '' })),
    rowCount,
    cell(row, column) {
      if (row < 0 || row >= rowCount || column < 0 || column >= names.length)
        throw new RangeError(`cell ${row}, ${column} of ${rowCount} × ${names.length}`);
      reads++;
      return cell(row, names[column]!);
    },
    reads: () => reads,
  };
}

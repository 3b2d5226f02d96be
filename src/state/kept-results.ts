import { fromPlainTable, toPlainTable, type PlainTable } from '../core/plain-table';
import type { KeptResult } from '../core/workspace/workspace';
import type { QueryCellState } from './query-cell.svelte';

/** What is worth keeping for the next visit: results as large as a scorecard of everything. */
const mostRows = 3_000;
const mostCells = 60_000;

/** The results of the cells that have one of a size worth keeping. */
export function keptResults(cells: readonly QueryCellState[]): Omit<KeptResult, 'workspace'>[] {
  return cells.flatMap((cell) => {
    const run = cell.run.state;
    if (run.kind !== 'done' || cell.stale || cell.ranFrom === null) return [];
    const { rowCount, columns } = run.table;
    if (rowCount > mostRows || rowCount * columns.length > mostCells) return [];
    return [{ cell: cell.id, key: cell.ranFrom, table: JSON.stringify(toPlainTable(run.table)) }];
  });
}

/** Shows a cell's result of the last visit, if the cell still asks the same. */
export function presetKept(cell: QueryCellState, results: readonly KeptResult[]): void {
  const kept = results.find((one) => one.cell === cell.id);
  if (!kept || !cell.approved) return;
  const table = fromPlainTable(JSON.parse(kept.table) as PlainTable);
  cell.presetKept(table);
  if (cell.ranFrom !== kept.key) cell.run.clear();
}

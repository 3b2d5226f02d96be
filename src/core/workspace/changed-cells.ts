import type { Cell, SharedPage } from '../notebook/notebook';

/** How a cell of one page stands to the other page. */
export interface CellChange {
  readonly id: string;
  readonly kind: 'added' | 'gone' | 'changed';
  /** What the cell is about, in a line: its own text, not a translation. */
  readonly text: string;
}

/** What became of the cells between two states of a page, in the order of the later one, with those that are gone at the end. */
export function changedCells(before: SharedPage, now: SharedPage): CellChange[] {
  const then = new Map(before.notebook.cells.map((cell) => [cell.id, cell]));
  const still = new Set(now.notebook.cells.map((cell) => cell.id));
  const changes = now.notebook.cells.flatMap((cell): CellChange[] => {
    const old = then.get(cell.id);
    if (!old) return [{ id: cell.id, kind: 'added', text: lineOf(cell) }];
    return JSON.stringify(old) === JSON.stringify(cell) ? [] : [{ id: cell.id, kind: 'changed', text: lineOf(cell) }];
  });
  const gone = before.notebook.cells.filter((cell) => !still.has(cell.id));
  return [...changes, ...gone.map((cell): CellChange => ({ id: cell.id, kind: 'gone', text: lineOf(cell) }))];
}

function lineOf(cell: Cell): string {
  const text = {
    text: () => (cell.kind === 'text' ? cell.markdown : ''),
    divider: () => (cell.kind === 'divider' ? cell.title : ''),
    input: () => (cell.kind === 'input' ? `${cell.name} = ${JSON.stringify(cell.value)}` : ''),
    sheet: () => (cell.kind === 'sheet' ? `${cell.name} (${cell.rows.length})` : ''),
    query: () => (cell.kind === 'query' ? (cell.title ?? cell.sql ?? `${cell.question} ${JSON.stringify(cell.params)}`) : ''),
  }[cell.kind]();
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

import type { CellState } from '../../state/notebook-state.svelte';

export type CellStatus = 'idle' | 'stale' | 'running' | 'failed' | 'cancelled' | 'done';

/** Where a cell stands, in one word; null for cells that do not run. */
export function statusOf(cell: CellState): CellStatus | null {
  if (cell.kind !== 'query') return null;
  const run = cell.run.state;
  if (run.kind === 'failed') return run.error.code === 'cancelled' ? 'cancelled' : 'failed';
  if (run.kind === 'done') return cell.stale ? 'stale' : 'done';
  return run.kind;
}

/** A sign for each status, so that it is never colour alone. */
export const statusGlyph: Record<CellStatus, string> = {
  idle: '○',
  stale: '◔',
  running: '◌',
  failed: '✕',
  cancelled: '■',
  done: '●',
};

import type { Issue } from '../../core/issue';
import type { RowMender } from './row-mender';

/** Rows that were put right, as issues. */
export function mendIssues(table: string, { tallies }: RowMender): Issue[] {
  return [...tallies].map(([code, { count, examples }]) => ({ code, kind: 'repair', table, rows: count, examples }));
}

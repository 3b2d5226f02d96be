import type { Issue } from '../../core/issue';
import type { Dialect } from '../dialect';
import type { MendTally, RowMender } from './row-mender';

/** Rows that were put right, as issues. */
export function mendIssues(table: string, { tallies }: RowMender): Issue[] {
  return [...tallies].map(([code, { count, examples }]) => ({ code, kind: 'repair', table, rows: count, examples }));
}

/** Tells of a text that is not written as others are. @param escaped rows with quotes escaped by a backslash */
export function dialectIssues(table: string, escaped: MendTally, { delimiter, quote, escape, wrapped, lineEnd }: Dialect): Issue[] {
  const usual = [',', ';', '\t', '|'].includes(delimiter) && quote === '"' && escape === 'double' && !wrapped && lineEnd !== 'mixed';
  if (usual) return [];
  const shown = JSON.stringify(delimiter).slice(1, -1);
  return [
    {
      code: 'dialect-unusual',
      kind: 'repair',
      table,
      rows: Math.max(1, escaped.count),
      examples: escaped.examples,
      detail: { delimiter: shown, quote, escape, lineEnd },
    },
  ];
}

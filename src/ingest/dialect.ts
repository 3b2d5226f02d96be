import { RecordSplitter, type TextRecord } from './records';

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

export interface Dialect {
  readonly delimiter: Delimiter;
  /** How lines end in the sample. */
  readonly lineEnd: 'lf' | 'crlf' | 'cr' | 'mixed';
  /** The first line is Excel's `sep=;` and is no part of the table. */
  readonly separatorLine: boolean;
  /** Share of sampled rows (with two or more cells) that have the modal number of cells, 0–1. 0 when there is only one column. */
  readonly consistency: number;
}

/**
 * Decides delimiter and line ends from the head of a file (64,000 characters are plenty).
 * The delimiter is the one whose rows most often share one width of two or more; a comma that only cuts decimal numbers in two loses to the next best.
 */
export function decideDialect(head: string): Dialect {
  const lineEnd = lineEndOf(head);
  const first = /^\ufeff?sep=(.)\r?(?:\n|$)/i.exec(head);
  const named = delimiters.find((one) => one === first?.[1]);
  if (named) return { delimiter: named, lineEnd, separatorLine: true, consistency: 1 };
  let best: Dialect = { delimiter: ',', lineEnd, separatorLine: false, consistency: 0 };
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const rows = sampleRows(head, delimiter, lineEnd);
    const { share, width } = modalWidth(rows);
    // Wider tables that are equally regular win slightly: a stray ';' in a text column is regular too.
    let score = share * (1 + Math.log2(Math.max(width, 1)) / 10);
    if (delimiter === ',' && width > 1 && cutsDecimals(rows, width)) score *= 0.5;
    if (score > bestScore + 1e-9) {
      bestScore = score;
      best = { delimiter, lineEnd, separatorLine: false, consistency: share };
    }
  }
  return best;
}

function lineEndOf(head: string): Dialect['lineEnd'] {
  const crlf = head.split('\r\n').length - 1;
  const lf = head.split('\n').length - 1 - crlf;
  const cr = head.split('\r').length - 1 - crlf - (head.endsWith('\r') ? 1 : 0);
  if (cr > 0 && lf === 0 && crlf === 0) return 'cr';
  // A lone CR inside quotes is an old Mac break in a cell; it counts as mixed, which costs nothing but speed.
  if ((cr > 0 && lf + crlf > 0) || (lf > 0 && crlf > 0)) return 'mixed';
  return crlf > 0 ? 'crlf' : 'lf';
}

function sampleRows(head: string, delimiter: string, lineEnd: Dialect['lineEnd']): TextRecord[] {
  const splitter = new RecordSplitter({
    delimiter,
    fileName: '',
    anyLineEnd: lineEnd === 'cr' || lineEnd === 'mixed',
    longestRecord: Infinity,
  });
  const rows = splitter.push(head);
  if (rows.length < 2) rows.push(...splitter.end());
  return rows.slice(0, 400);
}

/** The most frequent width of at least two cells; its share of all non-empty rows after leading rows with fewer than two filled cells. */
export function modalWidth(rows: readonly { cells: readonly string[] }[]): { width: number; share: number } {
  const start = rows.findIndex(({ cells }) => cells.filter((cell) => cell.trim() !== '').length >= 2);
  if (start < 0) return { width: 1, share: 0 };
  const widths = new Map<number, number>();
  let counted = 0;
  for (const { cells } of rows.slice(start)) {
    if (cells.length === 1 && cells[0]?.trim() === '') continue;
    counted++;
    if (cells.length >= 2) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  }
  let width = 1;
  let most = 0;
  for (const [one, times] of widths) if (times > most || (times === most && one > width)) [width, most] = [one, times];
  return { width, share: counted ? most / counted : 0 };
}

/** Most cells right of a comma are bare digit fragments while the cell to their left ends in a digit and still holds another delimiter. */
function cutsDecimals(rows: readonly TextRecord[], width: number): boolean {
  const sample = rows.filter(({ cells }) => cells.length === width).slice(0, 50);
  const cut = sample.filter(({ cells }) =>
    cells.some((cell, i) => i > 0 && /^\d+([;\t|]|$)/.test(cell) && /[;\t|]-?\d+$/.test(cells[i - 1] ?? '')),
  );
  return cut.length * 2 > sample.length;
}

import type { TextTable } from './corpus-case';

/** Precision, recall and their harmonic mean, 0–1. */
export interface Measure {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** How a reading compares with the truth, as Pollock (VLDB 2023) measures it: multisets, so that order and place do not count. */
export interface Score {
  /** 1 when the reader gave an answer. */
  readonly success: number;
  readonly header: Measure;
  readonly records: Measure;
  readonly cells: Measure;
  /** Sum of the ten measures, 0–10. */
  readonly ten: number;
  /** Header and rows are equal to the truth, cell for cell and in order. */
  readonly exact: boolean;
}

const none: Measure = { precision: 0, recall: 0, f1: 0 };
const full: Measure = { precision: 1, recall: 1, f1: 1 };

/** `read` is null when the reader failed; a table with no header and no rows when it said that there is nothing. */
export function score(truth: TextTable | null, read: TextTable | null): Score {
  if (!read) return { success: 0, header: none, records: none, cells: none, ten: 0, exact: false };
  if (!truth) {
    const exact = read.rows.length === 0 && !read.header;
    return { success: 1, header: full, records: full, cells: full, ten: 10, exact };
  }
  const wanted = lined(truth);
  const got = lined(read);
  const header = measure(wanted[0] ?? [], got[0] ?? []);
  const records = measure(wanted.slice(1).map(joined), got.slice(1).map(joined));
  const cells = measure(wanted.flat(), got.flat());
  const sum = ({ precision, recall, f1 }: Measure) => precision + recall + f1;
  const exact = wanted.length === got.length && wanted.every((row, i) => same(row, got[i]!));
  return { success: 1, header, records, cells, ten: 1 + sum(header) + sum(records) + sum(cells), exact };
}

/** Header and rows one under the other, in one writing: line ends in cells as LF, parts of joined heads divided by one space. */
function lined(table: TextTable): string[][] {
  const rows = table.rows.map((row) => row.map(lineEnds));
  return table.header ? [table.header.map((head) => lineEnds(head).replaceAll(' › ', ' ')), ...rows] : rows;
}

const lineEnds = (cell: string) => cell.replaceAll(/\r\n?/g, '\n');
const joined = (row: readonly string[]) => row.join('');
const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((cell, i) => cell === b[i]);

function measure(wanted: readonly string[], got: readonly string[]): Measure {
  if (wanted.length === 0) return full;
  const left = new Map<string, number>();
  for (const one of wanted) left.set(one, (left.get(one) ?? 0) + 1);
  let common = 0;
  for (const one of got) {
    const count = left.get(one) ?? 0;
    if (count === 0) continue;
    left.set(one, count - 1);
    common++;
  }
  if (common === 0) return none;
  const precision = common / got.length;
  const recall = common / wanted.length;
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}

export function mean(values: readonly number[]): number {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;
}

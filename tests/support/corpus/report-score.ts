import type { Fact, ReportCase } from './report-fact';

/** A reader's answer to a report: its first table as rows of texts, numbers written plainly, days as ISO dates, nothing where there is no data. */
export interface ReadReport {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly issues: readonly ReadIssue[];
}

export interface ReadIssue {
  readonly code: string;
  readonly column: string | null;
  readonly rows: number;
  readonly examples: readonly { readonly row: number; readonly before: string; readonly after?: string }[];
}

export interface ReportScore {
  /** Share of the heads found. */
  readonly heads: number;
  /** Rows of figures read against rows there are, 0–1; 1 where the form of the table is open. */
  readonly rows: number;
  /** Share of the facts that came out as they are. */
  readonly facts: number;
  /** Facts that came out as something else. */
  readonly wrong: readonly FactReading[];
  /** Facts that did not come out at all. */
  readonly lost: readonly Fact[];
  /** All of it right. */
  readonly exact: boolean;
}

export interface FactReading {
  readonly fact: Fact;
  readonly read: string;
}

/** `NFC`, small letters, no marks of punctuation, one space: heads are compared by it, since a reader may join, shorten or number them. */
export function headKey(head: string): string {
  return head
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\u200b\ufeff]/g, '')
    .replaceAll(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim();
}

/** Compares what was read with the facts, whatever form the reader gave the table: a fact is found under its head, or beside it in a long table. */
export function scoreReport(file: ReportCase, read: ReadReport | null): ReportScore {
  if (!read) return { heads: 0, rows: 0, facts: 0, wrong: [], lost: file.facts, exact: false };
  const columns = read.header.map(headKey);
  const at = (name: string) => read.header.indexOf(name);
  const [code, system, start, kind, rowKind] = ['unit_code', 'unit_system', 'period_start', 'period_kind', 'row_kind'].map(at) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const data = read.rows.filter((row) => rowKind < 0 || row[rowKind] === 'data');
  const keyOf = (row: readonly string[]) => {
    const unit = code < 0 || !row[code] ? '' : `${row[system] ?? ''}:${row[code]}`;
    const period = start < 0 || !row[start] ? '' : `${row[start]} ${row[kind] ?? ''}`;
    return `${unit}|${period}`;
  };
  const byUnit = new Map<string, (readonly string[])[]>();
  for (const row of data) byUnit.set(keyOf(row), [...(byUnit.get(keyOf(row)) ?? []), row]);
  const wrong: FactReading[] = [];
  const lost: Fact[] = [];
  const headsFound = new Set<string>();
  for (const fact of file.facts) {
    const rows = byUnit.get(`${fact.unit}|${fact.period}`) ?? [];
    const readings = rows.flatMap((row) => readingsOf(row, columns, fact.head));
    if (readings.length > 0) headsFound.add(fact.head);
    if (readings.some((text) => equal(fact.value, text))) continue;
    const other = readings.find((text) => text !== '');
    if (other === undefined) lost.push(fact);
    else wrong.push({ fact, read: other });
  }
  const right = file.facts.length - wrong.length - lost.length;
  const expected = file.rowCount ?? data.length;
  const rows = Math.min(data.length, expected) / Math.max(data.length, expected, 1);
  const headShare = file.heads.length ? headsFound.size / file.heads.length : 1;
  return {
    heads: headShare,
    rows,
    facts: file.facts.length ? right / file.facts.length : 1,
    wrong,
    lost,
    exact: right === file.facts.length && rows === 1,
  };
}

/** What the row says under the head (or under a joined head that ends with it); in a long table, what stands beside the head's name. */
function readingsOf(row: readonly string[], columns: readonly string[], head: string): string[] {
  const key = headKey(head);
  const under = columns.flatMap((column, i) =>
    column === key || column.endsWith(` ${key}`) || column.startsWith(`${key} `) ? [row[i] ?? ''] : [],
  );
  if (under.length > 0) return under;
  return row.some((cell) => headKey(cell) === key) ? row.filter((cell) => headKey(cell) !== key) : [];
}

function equal(value: Fact['value'], text: string): boolean {
  if (value === null) return text === '';
  if (typeof value === 'number') return text !== '' && Math.abs(Number(text) - value) <= 1e-9 * Math.max(1, Math.abs(value));
  return text === value;
}

/**
 * Faults of the report that a reader kept to itself: a fact that is wrong or gone without an issue that could mean it (the fact's column, or a whole
 * row or file), and issues the fault must lead to that are not there. Empty when nothing was changed in silence.
 */
export function silent(file: ReportCase, read: ReadReport | null, score: ReportScore): string[] {
  if (!read) return [];
  const missing = file.told
    .filter((told) => !read.issues.some((issue) => tells(issue, told)))
    .map((told) => `no issue ${told.code.source}${told.head ? ` for “${told.head}”` : ''}${told.text ? ` with “${told.text}”` : ''}`);
  const covers = (head: string) =>
    read.issues.some((issue) =>
      issue.column === null ? fileWide.test(issue.code) : sameHead(issue.column, head) && aboutCells.test(issue.code),
    );
  const silentWrong = score.wrong
    .filter(({ fact }) => !covers(fact.head))
    .map(({ fact, read: got }) => `${fact.head} of ${fact.unit}: ${fact.value} read as ${got}`);
  const silentLost = score.lost.filter((fact) => !covers(fact.head)).map((fact) => `${fact.head} of ${fact.unit}: ${fact.value} is gone`);
  return [...missing, ...silentWrong.slice(0, 3), ...silentLost.slice(0, 3)];
}

/** Issues that may stand for any row or cell of the file: rows put aside, and letters that could not be read. */
const fileWide =
  /ragged|unit|period|duplicate|encoding|damaged|legacy|mojibake|tcvn|vni|no-header|aside|left|pairs|blocks|transposed|sections/;
/** Issues about how a column's cells were read. What merely remarks on the values (over 100 %) is none. */
const aboutCells =
  /number|decimal|thousands|percent|null|date|day|serial|error|unit|period|composite|duplicate-column|encoding|damaged|legacy/;

function sameHead(column: string, head: string): boolean {
  const [one, other] = [headKey(column), headKey(head)];
  return one === other || one.endsWith(` ${other}`) || one.startsWith(`${other} `);
}

function tells(issue: ReadIssue, told: ReportCase['told'][number]): boolean {
  if (!told.code.test(issue.code)) return false;
  if (told.head !== undefined && !(issue.column !== null && sameHead(issue.column, told.head))) return false;
  const text = told.text;
  return text === undefined || issue.rows > issue.examples.length || issue.examples.some((example) => example.before.includes(text));
}

import { columnNames } from './layout-issues';
import { encodingByZeros } from './encoding';
import { binaryKind, looksBinary, textKind } from './container';
import { decideDialect, type Dialect } from './dialect';
import { findLayout } from './layout';
import type { Knowledge } from './knowledge';
import { newProfile, profileRow, type ColumnProfile } from './profile';
import { RecordSplitter, type TextRecord } from './records';
import { readBytes, sizeOf, type SourceFile } from './source-file';
import { RowSorter } from './row-sorter';
import { scoreSystem } from './system-match';
import { findUnitColumn } from './column-plan';

export interface FastColumn {
  readonly name: string;
  readonly type: 'VARCHAR' | 'BIGINT' | 'DOUBLE' | 'DATE' | 'TIMESTAMP' | 'BOOLEAN';
}

/** A file the engine's own strict reader can take as it is. */
export interface FastPlan {
  readonly delimiter: string;
  readonly dialect: Dialect;
  readonly columns: readonly FastColumn[];
}

/** Smaller files take the careful path anyway: it costs milliseconds and keeps the raw rows. */
export const fastFromBytes = 4 * 1024 * 1024;

const headBytes = 32 * 1024;
const sampleBytes = 12 * 1024;
const middleSamples = 4;

/**
 * Whether a large file is clean enough for the engine's own reader: plain UTF-8, heads in line 1, one delimiter and width, no odd spaces, no
 * Vietnamese or grouped numbers, no null words, no total or note rows, no export of a known system; judged on head, middle and tail. `null`: take
 * the careful path. What the samples do not show the strict reader refuses (another width, a text in a number column), or the text stays text.
 */
export async function fastPlan(source: SourceFile, knowledge: Knowledge, signal?: AbortSignal): Promise<FastPlan | null> {
  const size = sizeOf(source);
  if (size < fastFromBytes) return null;
  const head = await readBytes(source, 0, headBytes);
  if (binaryKind(head) || encodingByZeros(head) || looksBinary(head) || head[0] === 0xff || head[0] === 0xfe) return null;
  const headText = strictText(head, true);
  if (headText === null || !isTidy(headText) || textKind(headText, source.name) !== 'rows') return null;
  const dialect = decideDialect(headText);
  if (dialect.quote !== '"' || dialect.escape !== 'double' || dialect.wrapped || dialect.delimiter.length > 1) return null;
  if (dialect.separatorLine || dialect.consistency < 1 || (dialect.lineEnd !== 'lf' && dialect.lineEnd !== 'crlf')) return null;
  const rows = recordsIn(headText, dialect.delimiter, true);
  if (rows.length < 3) return null;
  const layout = findLayout(rows.slice(0, 200));
  if (layout.headerFrom !== 0 || layout.headerTo !== 1 || layout.dataFrom !== 1 || layout.headers.some((header) => header === ''))
    return null;
  const columns = columnNames(layout.headers);
  if (columns.some((name, i) => name !== rows[0]?.cells[i])) return null;
  if (knowledge.systems.some((system) => scoreSystem(system, layout.headers).score >= 0.4)) return null;
  if (
    findUnitColumn(
      knowledge,
      rows.slice(1, 200).map(({ cells }) => cells),
      layout.width,
    ) >= 0
  )
    return null;
  const samples = [rows.slice(1)];
  for (const start of sampleStarts(size)) {
    signal?.throwIfAborted();
    const text = strictText(await readBytes(source, start, start + sampleBytes), start + sampleBytes < size);
    if (text === null || !isTidy(text)) return null;
    samples.push(recordsIn(text, dialect.delimiter, start + sampleBytes < size, true));
  }
  const profile = newProfile(layout.width);
  const sorter = new RowSorter(layout, -1);
  for (const record of samples.flat()) {
    if (record.cells.length !== layout.width || record.unbalanced || sorter.lookOf(record, layout.dataFrom) !== 'data') return null;
    profileRow(profile, record.cells, record.line);
  }
  const types = profile.columns.map(fastType);
  if (types.some((type) => type === null)) return null;
  return { delimiter: dialect.delimiter, dialect, columns: columns.map((name, i) => ({ name, type: types[i] ?? 'VARCHAR' })) };
}

function sampleStarts(size: number): number[] {
  const starts: number[] = [];
  for (let i = 1; i <= middleSamples; i++) starts.push(Math.floor((size * i) / (middleSamples + 1)));
  return [...starts, Math.max(sampleBytes, size - sampleBytes)];
}

/** The sample as text, or null when it is not valid UTF-8; a character cut at either end is left out. */
function strictText(bytes: Uint8Array, cutAtEnd: boolean): string | null {
  let from = 0;
  while (from < 3 && from < bytes.length && ((bytes[from] ?? 0) & 0xc0) === 0x80) from++;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(from), { stream: cutAtEnd });
  } catch {
    return null;
  }
}

/** No odd spaces, decomposed letters, lost characters or control characters. */
function isTidy(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  return !/[\u0300-\u036f\u00a0\u2007\u202f\u200b-\u200f\u2060\ufffd\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text);
}

/** Whole records of a sample; one from the middle of a file starts after its first line end. */
function recordsIn(text: string, delimiter: string, cutAtEnd: boolean, cutAtStart = false): TextRecord[] {
  const from = cutAtStart ? text.indexOf('\n') + 1 : 0;
  const splitter = new RecordSplitter({ delimiter, fileName: '', longestRecord: Infinity });
  const records = splitter.push(text.slice(from));
  return cutAtEnd ? records : [...records, ...splitter.end()];
}

/** The type of a column of clean cells, or null when only the careful path can say. */
export function fastType(profile: ColumnProfile): FastColumn['type'] | null {
  if (profile.filled === 0) return 'VARCHAR';
  if (profile.codes > 0) return profile.percent.count ? null : 'VARCHAR';
  const { shapes } = profile;
  const odd = shapes['vn-grouped'] + shapes['vn-decimal'] + shapes['en-grouped'] + shapes.comma3 + shapes['space-grouped'];
  const numbers = profile.numbers;
  if (numbers === profile.filled) {
    if (odd > 0 || profile.wrapped > 0) return null;
    if (shapes.dot3 > 0 && shapes['en-decimal'] === 0) return null;
    return shapes.dot3 + shapes['en-decimal'] > 0 ? 'DOUBLE' : 'BIGINT';
  }
  // Mostly numbers with something else in between: the careful path says what.
  if (numbers + profile.nulls > profile.filled * 0.5) return null;
  const texts = profile.distinct ? [...profile.distinct.keys()] : [];
  if (texts.length === 0) return 'VARCHAR';
  if (texts.every((text) => /^\d{4}-\d{2}-\d{2}$/.test(text)) && (profile.periods.get('day') ?? 0) === profile.filled) return 'DATE';
  if (texts.every((text) => /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text))) return 'TIMESTAMP';
  if (texts.every((text) => /^(true|false)$/i.test(text))) return 'BOOLEAN';
  // Days in another order are dates to the careful path.
  if ((profile.periods.get('day') ?? 0) >= profile.filled * 0.9) return null;
  return 'VARCHAR';
}

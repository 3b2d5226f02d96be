import { AppError } from '../../core/app-error';
import { plainNumber } from '../book/cell-format';
import type { BookNote } from '../book/book';
import { mostColumns } from '../table-reader';
import type { CellKind, GridRow } from '../sheet';
import { JsonFault, JsonScan, type JsonSlice } from './json-scan';

/** A table found in a JSON text. */
export interface JsonTable {
  /** Names of the members that lead to it, joined by '.'; '' for the text as a whole. */
  readonly path: string;
  /** Records: the first row holds the names. Rows of an array of arrays come as they are. */
  readonly headed: boolean;
  readonly rows: () => Generator<readonly GridRow[]>;
  readonly notes: () => readonly BookNote[];
}

/** How deep tables are looked for: `{"result": {"records": [ … ]}}` and a little more. */
const deepest = 4;
const batchRows = 500;

/**
 * The tables of a JSON text: an array of records, an object that holds such arrays (each is a table), an object of equally long columns, one record, or a record on
 * each line (NDJSON). Records within records are spread over dotted names one level deep (`dia_chi.tinh`); what is deeper, and arrays, stay JSON text and are
 * noted. Numbers keep all their digits.
 * @throws AppError file-json, file-no-table, file-too-many-columns
 */
export function jsonTables(text: string, file: string): JsonTable[] {
  const scan = new JsonScan(text);
  try {
    const first = scan.value(scan.skipSpace(0));
    const rest = scan.skipSpace(first.to);
    if (rest < text.length) return [linesTable(scan, file)];
    const found = tablesIn(scan, first, '', 0, file);
    if (found.length > 0) return found;
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    // A record on each line, of which the first is broken, is still more lines than one.
    if (/^\s*\{.*\}\s*\n\s*\{/.test(text.slice(0, 100_000))) return [linesTable(scan, file)];
    throw new AppError('file-json', { file, line: scan.lineOf(error.at) });
  }
  throw new AppError('file-no-table', { file });
}

function tablesIn(scan: JsonScan, value: JsonSlice, path: string, depth: number, file: string): JsonTable[] {
  if (value.kind === 'array') {
    const kinds = new Set<JsonSlice['kind']>();
    let looked = 0;
    for (const item of scan.items(value)) {
      kinds.add(item.kind);
      if (++looked === 200) break;
    }
    kinds.delete('null');
    if (kinds.size === 1 && kinds.has('object')) return [recordTable(scan, path, () => records(scan, value), [], file)];
    if (kinds.size === 1 && kinds.has('array')) return [arrayTable(scan, path, value)];
    return depth === 0 && kinds.size > 0 && !kinds.has('object') && !kinds.has('array')
      ? [columnTable(scan, path, [{ name: 'value', value }])]
      : [];
  }
  if (value.kind !== 'object' || depth >= deepest) return [];
  const members = [...scan.members(value)];
  const columns = members.filter((member) => member.value.kind === 'array');
  if (
    columns.length >= 2 &&
    columns.length === members.length &&
    equallyLong(
      scan,
      columns.map((one) => one.value),
    )
  )
    return [columnTable(scan, path, columns)];
  const objects = members.filter((member) => member.value.kind === 'object');
  const found = members.flatMap(({ name, value: inner }) => tablesIn(scan, inner, path === '' ? name : `${path}.${name}`, depth + 1, file));
  if (found.length > 0) return found;
  // `{"01": {…}, "02": {…}}`: the names are a column of their own.
  if (objects.length >= 2 && objects.length === members.length)
    return [recordTable(scan, path, () => objects.map((one) => ({ key: one.name, record: one.value })), ['_key'], file)];
  return depth === 0 && members.length > 0 ? [recordTable(scan, path, () => [{ key: null, record: value }], [], file)] : [];
}

interface KeyedRecord {
  readonly key: string | null;
  readonly record: JsonSlice;
}

function* records(scan: JsonScan, array: JsonSlice): Generator<KeyedRecord> {
  for (const item of scan.items(array)) yield { key: null, record: item };
}

/** A record on each line; lines that are none are counted. */
function linesTable(scan: JsonScan, file: string): JsonTable {
  const broken: { row: number; before: string }[] = [];
  let lost = 0;
  const lines = function* (): Generator<KeyedRecord> {
    broken.length = 0;
    lost = 0;
    let line = 0;
    for (let at = 0; at < scan.text.length;) {
      const end = scan.text.indexOf('\n', at);
      const stop = end < 0 ? scan.text.length : end;
      line++;
      const start = scan.skipSpace(at);
      if (start < stop) {
        const record = wholeObject(scan, start, stop);
        if (record) yield { key: null, record };
        else {
          lost++;
          if (broken.length < 5) broken.push({ row: line, before: scan.text.slice(start, Math.min(stop, start + 200)) });
        }
      }
      at = stop + 1;
    }
  };
  const table = recordTable(scan, '', lines, [], file);
  return {
    ...table,
    notes: () => [
      ...table.notes(),
      ...(lost > 0 ? [{ code: 'file-cut-records', kind: 'rejection', rows: lost, examples: [...broken] } as const] : []),
    ],
  };
}

function wholeObject(scan: JsonScan, from: number, to: number): JsonSlice | null {
  try {
    const value = scan.value(from);
    if (value.kind !== 'object' || value.to > to || scan.text.slice(value.to, to).trim() !== '') return null;
    for (const member of scan.members(value)) void member;
    return value;
  } catch (error) {
    if (error instanceof JsonFault) return null;
    throw error;
  }
}

function recordTable(
  scan: JsonScan,
  path: string,
  all: () => Iterable<KeyedRecord>,
  keyColumn: readonly string[],
  file: string,
): JsonTable {
  const columns = new Map<string, number>(keyColumn.map((name, at) => [name, at]));
  for (const { record } of all())
    for (const { name } of fields(scan, record))
      if (!columns.has(name)) {
        columns.set(name, columns.size);
        if (columns.size > mostColumns) throw new AppError('file-too-many-columns', { file, columns: columns.size, limit: mostColumns });
      }
  const nested = new Map<string, { count: number; examples: { row: number; before: string }[] }>();
  return {
    path,
    headed: true,
    *rows() {
      nested.clear();
      let batch: GridRow[] = [{ line: 0, cells: [...columns.keys()] }];
      let line = 0;
      for (const { key, record } of all()) {
        line++;
        const cells = Array.from({ length: columns.size }, () => '');
        const kinds: (CellKind | null)[] = Array.from({ length: columns.size }, () => null);
        if (key !== null) [cells[0], kinds[0]] = [key, 'text'];
        for (const { name, value } of fields(scan, record)) {
          const at = columns.get(name);
          if (at === undefined) continue;
          const cell = cellOf(scan, value);
          [cells[at], kinds[at]] = [cell.text, cell.kind];
          if (value.kind !== 'object' && value.kind !== 'array') continue;
          const tally = nested.get(name) ?? { count: 0, examples: [] };
          nested.set(name, tally);
          if (tally.count++ < 5) tally.examples.push({ row: line, before: cell.text.slice(0, 200) });
        }
        batch.push({ line, cells, kinds });
        if (batch.length < batchRows) continue;
        yield batch;
        batch = [];
      }
      yield batch;
    },
    notes: () =>
      [...nested].map(([column, { count, examples }]) => ({ code: 'json-nested', kind: 'warning', column, rows: count, examples })),
  };
}

/** The fields of a record, those of records in it under dotted names. */
function* fields(scan: JsonScan, record: JsonSlice): Generator<{ name: string; value: JsonSlice }> {
  if (record.kind !== 'object') return;
  for (const { name, value } of scan.members(record)) {
    if (value.kind !== 'object') yield { name, value };
    else for (const inner of scan.members(value)) yield { name: `${name}.${inner.name}`, value: inner.value };
  }
}

function arrayTable(scan: JsonScan, path: string, array: JsonSlice): JsonTable {
  return {
    path,
    headed: false,
    *rows() {
      let batch: GridRow[] = [];
      let line = 0;
      for (const item of scan.items(array)) {
        line++;
        if (item.kind !== 'array') continue;
        const cells = [...scan.items(item)].map((value) => cellOf(scan, value));
        batch.push({ line, cells: cells.map((cell) => cell.text), kinds: cells.map((cell) => cell.kind) });
        if (batch.length < batchRows) continue;
        yield batch;
        batch = [];
      }
      yield batch;
    },
    notes: () => [],
  };
}

/** `{"a": [1, 2], "b": [3, 4]}` as a table of two rows. */
function columnTable(scan: JsonScan, path: string, columns: readonly { name: string; value: JsonSlice }[]): JsonTable {
  return {
    path,
    headed: true,
    *rows() {
      const items = columns.map(({ value }) => scan.items(value));
      let batch: GridRow[] = [{ line: 0, cells: columns.map(({ name }) => name) }];
      for (let line = 1; ; line++) {
        const next = items.map((one) => one.next());
        if (next.every((one) => one.done)) break;
        const cells = next.map((one) => (one.done ? { text: '', kind: null } : cellOf(scan, one.value)));
        batch.push({ line, cells: cells.map((cell) => cell.text), kinds: cells.map((cell) => cell.kind) });
        if (batch.length < batchRows) continue;
        yield batch;
        batch = [];
      }
      yield batch;
    },
    notes: () => [],
  };
}

function equallyLong(scan: JsonScan, arrays: readonly JsonSlice[]): boolean {
  const lengths = new Set<number>();
  for (const array of arrays) {
    let length = 0;
    for (const item of scan.items(array)) {
      if (item.kind === 'object' || item.kind === 'array') return false;
      length++;
    }
    lengths.add(length);
  }
  return lengths.size === 1 && !lengths.has(0);
}

function cellOf(scan: JsonScan, value: JsonSlice): { text: string; kind: CellKind | null } {
  const written = scan.text.slice(value.from, value.to);
  switch (value.kind) {
    case 'null':
      return { text: '', kind: null };
    case 'string':
      return { text: scan.string(value), kind: 'text' };
    case 'number':
      return { text: exactNumber(written), kind: 'number' };
    case 'true':
    case 'false':
      return { text: value.kind, kind: 'bool' };
    default:
      return { text: written, kind: 'text' };
  }
}

/** As written, unless an exponent stands in it; a double would lose digits of long numbers. */
function exactNumber(written: string): string {
  return /[eE]/.test(written) ? plainNumber(written) : written;
}

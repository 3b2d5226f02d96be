import { nameKey } from '../../../src/core/name-key.ts';
import { seed } from './draw.ts';
import type { Absence } from './faults.ts';
import type { FileSpec } from './model.ts';
import type { DataRow } from './rows.ts';
import type { Line, LineKind, PrintedColumn } from './sheet.ts';

/** One thing a reader must report. `rows` are 1-based line numbers; empty where it concerns the whole file or no line shows it. */
export interface Fault {
  readonly code: string;
  readonly rows: readonly number[];
  /** Header of the column, as printed. */
  readonly column?: string;
  /** The offending text, where there is one. */
  readonly text?: string;
  /** unit_id and period of what is missing. */
  readonly unit?: string;
  readonly period?: string;
  readonly note: string;
}

export interface FileFaults {
  readonly file: string;
  readonly system_id: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly decimal: ',' | null;
  readonly period_format: string;
  readonly unit_systems: readonly string[];
  /** Lines of each kind; together all lines of the file. */
  readonly rows: Readonly<Record<LineKind, number>>;
  /** data = out + rejected; clean = those of `out` that carry no planted fault at all. */
  readonly expected: {
    readonly lines: number;
    readonly data: number;
    readonly rejected: number;
    readonly out: number;
    readonly clean: number;
  };
  readonly faults: readonly Fault[];
}

/** The file's entry in faults.json. */
export function faultsOf(
  spec: FileSpec,
  columns: readonly PrintedColumn[],
  lines: readonly Line[],
  absences: readonly Absence[],
): FileFaults {
  const count = (kind: LineKind): number => lines.filter((line) => line.kind === kind).length;
  const data = lines.filter((line) => line.kind === 'data');
  const rejected = data.filter((line) => line.row?.rejected === true).length;
  const clean = data.filter((line) => line.row?.rejected === false && line.row.marks.length === 0).length;
  return {
    file: spec.name,
    system_id: spec.systemId,
    encoding: spec.encoding,
    delimiter: spec.delimiter,
    decimal: lines.some((line) => line.kind === 'data' && line.cells.some((cell) => /^\d[\d.]*,\d+%?$/.test(cell))) ? ',' : null,
    period_format: spec.period,
    unit_systems: spec.unitSystems,
    rows: {
      title: count('title'),
      unit: count('unit'),
      header: count('header'),
      data: data.length,
      total: count('total'),
      region: count('region'),
      note: count('note'),
      blank: count('blank'),
    },
    expected: { lines: lines.length, data: data.length, rejected, out: data.length - rejected, clean },
    faults: [...plantedFaults(columns, lines, absences), ...shapeFaults(spec, columns, lines)],
  };
}

/** The planted faults, rows of the same fault together. */
function plantedFaults(columns: readonly PrintedColumn[], lines: readonly Line[], absences: readonly Absence[]): Fault[] {
  const found = new Map<string, Fault & { rows: number[] }>();
  lines.forEach((line, at) => {
    for (const mark of [...(line.row?.marks ?? []), ...line.marks]) {
      const unit = line.row?.unit.id;
      const key = [
        mark.code,
        mark.field,
        mark.text,
        unit,
        mark.code === 'unchanged-12-months' ? '' : line.row?.moment.key,
        line.row ? '' : at,
      ].join('|');
      const known = found.get(key);
      if (known !== undefined) {
        known.rows.push(at + 1);
        continue;
      }
      const column = columns.find((each) => each.field === mark.field)?.header;
      found.set(key, {
        code: mark.code,
        rows: [at + 1],
        ...(column === undefined ? {} : { column }),
        ...(mark.text === undefined ? {} : { text: mark.text }),
        ...(unit === undefined || mark.code === 'unit-unknown' ? {} : { unit }),
        note: mark.note,
      });
    }
  });
  const missing = absences.map(({ code, unit, period, text }) => ({
    code,
    rows: [],
    text,
    unit,
    ...(period === undefined ? {} : { period }),
    note: period === undefined ? 'no row at all' : 'no row for this period',
  }));
  return [...missing, ...found.values()];
}

/** Named otherwise than in the register, beyond case, marks and punctuation; misspelt and unknown names are other faults. */
function isAlias(row: DataRow): boolean {
  return !row.marks.some((mark) => mark.field === 'unit') && nameKey(row.name) !== nameKey(row.unit.name);
}

/** What the file's own shape makes a reader repair, recognise or ask. */
function shapeFaults(spec: FileSpec, columns: readonly PrintedColumn[], lines: readonly Line[]): Fault[] {
  const rowsOf = (...kinds: LineKind[]): number[] => lines.flatMap((line, at) => (kinds.includes(line.kind) ? [at + 1] : []));
  const holds = (pattern: RegExp): string[] =>
    columns.flatMap((column, at) =>
      column.role === 'number' && lines.some((line) => line.kind === 'data' && pattern.test(line.cells[at] ?? '')) ? [column.header] : [],
    );
  const faults: Fault[] = [];
  const whole = (code: string, note: string, column?: string): void => {
    faults.push({ code, rows: [], ...(column === undefined ? {} : { column }), note });
  };
  const ambiguous = new Set(columns.filter((column) => spec.ambiguous?.includes(column.field)).map((column) => column.header));
  for (const column of ambiguous) whole('ambiguous-number', 'only numbers such as 1.234, and nothing in the file decides', column);
  for (const column of holds(/^-?\d[\d.]*,\d+%?$/)) whole('decimal-comma', 'decimal comma', column);
  for (const column of holds(/^-?\d{1,3}(\.\d{3})+(,\d+)?$/))
    if (!ambiguous.has(column)) whole('thousands-dot', 'thousands separated by dots', column);
  for (const column of holds(/%$/)) whole('percent-text', 'percent sign in the cells', column);
  if (spec.yes === 'x/')
    for (const [at, column] of columns.entries())
      if (column.role === 'yesno' && lines.some((line) => line.kind === 'data' && line.cells[at] === 'x'))
        whole('blank-means-no', 'ticks only, a blank is a no', column.header);
  if (spec.encoding === 'utf-16le') whole('encoding-utf16', 'UTF-16LE with byte order mark');
  if (spec.encoding === 'windows-1258') whole('encoding-windows-1258', 'tone marks as separate bytes');
  if (spec.text === 'nfd') whole('nfd-text', 'all text decomposed');
  if (spec.text === 'nbsp') faults.push({ code: 'nbsp-text', rows: [], text: '\u00a0', note: 'no-break spaces in unit names' });
  const aliased = lines.flatMap((line, at) => (line.row !== undefined && isAlias(line.row) ? [{ at, name: line.row.name }] : []));
  const first = aliased[0];
  if (first !== undefined)
    faults.push({ code: 'unit-alias', rows: [first.at + 1], text: first.name, note: `first of ${aliased.length} rows` });
  whole('unit-system-decided', `${spec.unitSystems.join(', ')}, by names and periods`);
  if (spec.emptyColumn === true) whole('empty-column', 'a last column without header or cells');
  const groups: [string, number[]][] = [
    ['title-rows', rowsOf('title', 'unit')],
    ['total-rows', rowsOf('total')],
    ['region-rows', rowsOf('region')],
    ['note-rows', rowsOf('note')],
  ];
  for (const [code, rows] of groups) if (rows.length > 0) faults.push({ code, rows, note: 'recognised, not data' });
  return faults;
}

/** The text of faults.json, one fault a line: a change shows as one changed line. */
export function faultsText(all: readonly FileFaults[]): string {
  const files = all.map(({ faults, ...file }) => {
    const head = JSON.stringify(file).slice(0, -1);
    return `${head},"faults":[\n${faults.map((fault) => `  ${JSON.stringify(fault)}`).join(',\n')}\n]}`;
  });
  return `{"seed":${seed},"files":[\n${files.join(',\n')}\n]}\n`;
}

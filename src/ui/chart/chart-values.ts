import { AppError } from '../../core/app-error';
import { mostRows } from '../../core/chart/chart-sql';
import type { Plain, ResultTable } from '../../core/result-table';

/** A Vega-Lite specification as JSON: already in the reader's language, without data. */
export type ChartSpec = Readonly<Record<string, unknown>>;

/**
 * A copy of a specification that can reach nothing outside the chart. Refused with `chart-outside`: data or images from an address, links
 * (`href`), and inputs bound to an element of the page. Left out: `data`, which is the table's, and `usermeta` and `$schema`, which steer
 * the loader. Throws `chart-invalid` when it is not an object.
 */
export function ownSpec(spec: unknown): Record<string, unknown> {
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) throw new AppError('chart-invalid', { reason: 'not an object' });
  const copy = JSON.parse(JSON.stringify(spec)) as Record<string, unknown>;
  delete copy.usermeta;
  delete copy.$schema;
  refuseOutside(copy, '');
  delete copy.data;
  return copy;
}

function refuseOutside(node: unknown, path: string): void {
  if (Array.isArray(node)) node.forEach((item, i) => refuseOutside(item, `${path}[${i}]`));
  else if (typeof node === 'object' && node !== null) {
    for (const [key, value] of Object.entries(node)) {
      const here = path ? `${path}.${key}` : key;
      const bound = key === 'element' && /(^|\.)bind(\.|$)/.test(path);
      if (key === 'href' || key === 'url' || bound) throw new AppError('chart-outside', { part: here });
      refuseOutside(value, here);
    }
  } else if (node === 'image' && /(^|\.)(mark|mark\.type)$/.test(path)) throw new AppError('chart-outside', { part: path });
}

/**
 * Columns that a specification speaks of, in table order. A column counts as used when its name stands in any string of the specification,
 * so also within expressions; that is sometimes one too many and never one too few.
 */
export function usedColumns(spec: ChartSpec, table: ResultTable): number[] {
  const texts: string[] = [];
  collectTexts(spec, texts);
  const whole = texts.map((text) => text.replace(/\\(.)/g, '$1')).join('\n');
  return table.columns.flatMap((column, index) => (whole.includes(column.name) ? [index] : []));
}

function collectTexts(node: unknown, texts: string[]): void {
  if (typeof node === 'string') texts.push(node);
  else if (Array.isArray(node)) for (const item of node) collectTexts(item, texts);
  else if (typeof node === 'object' && node !== null) for (const item of Object.values(node)) collectTexts(item, texts);
}

/** Fields that the specification treats as time: `type: temporal` or with a `timeUnit`. */
function temporalFields(node: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(node)) for (const item of node) temporalFields(item, found);
  else if (typeof node === 'object' && node !== null) {
    const { field, type, timeUnit } = node as Record<string, unknown>;
    if (typeof field === 'string' && (type === 'temporal' || timeUnit !== undefined)) found.add(field);
    for (const item of Object.values(node)) temporalFields(item, found);
  }
  return found;
}

/**
 * The rows as chart data, as many as the specification gets (`mostRows`), only the columns in use. Dates that the specification treats as time become
 * milliseconds of local midnight, since Vega would read 'YYYY-MM-DD' as UTC and show the day before west of Greenwich; long numbers become doubles.
 */
export function chartValues(spec: ChartSpec, table: ResultTable): Record<string, Plain>[] {
  const temporal = temporalFields(spec);
  const columns = usedColumns(spec, table).map((index) => {
    const { name, type } = table.columns[index]!;
    return { index, name, time: temporal.has(name), number: type === 'number' || type === 'integer' };
  });
  const values: Record<string, Plain>[] = [];
  const rows = Math.min(table.rowCount, mostRows(spec));
  for (let row = 0; row < rows; row++) {
    const record: Record<string, Plain> = {};
    for (const { index, name, time, number } of columns) {
      const value = table.cell(row, index);
      record[name] = typeof value !== 'string' ? value : time ? localTime(value) : number ? Number(value) : value;
    }
    values.push(record);
  }
  return values;
}

function localTime(iso: string): number | string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
  return parts ? new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])).getTime() : iso;
}

/** Visits every object of a specification. */
function* objectsOf(node: unknown): Generator<Record<string, unknown>> {
  if (Array.isArray(node)) for (const item of node) yield* objectsOf(item);
  else if (typeof node === 'object' && node !== null) {
    yield node as Record<string, unknown>;
    for (const [key, inner] of Object.entries(node)) if (key !== 'usermeta') yield* objectsOf(inner);
  }
}

/** Headings that a specification gives to columns, by column name. */
export function titlesOf(spec: ChartSpec): Map<string, string> {
  const titles = new Map<string, string>();
  for (const { field, title } of objectsOf(spec))
    if (typeof field === 'string' && typeof title === 'string' && !titles.has(field)) titles.set(field, title);
  return titles;
}

/** Fields on channels that neither the table nor a transform of the specification has. A specification with a transform of its own is trusted. */
export function unknownFields(spec: ChartSpec, table: ResultTable): string[] {
  const known = new Set(table.columns.map(({ name }) => name));
  const found = new Set<string>();
  for (const node of objectsOf(spec)) {
    if (node.as !== undefined) for (const name of [node.as].flat()) known.add(String(name));
    if (node.aggregate !== 'count' && typeof node.field === 'string') found.add(node.field.replace(/\\(.)/g, '$1'));
  }
  const makesFields = [...objectsOf(spec)].some(
    ({ transform }) => Array.isArray(transform) && transform.some((one) => 'fold' in Object(one) || 'pivot' in Object(one)),
  );
  return makesFields ? [] : [...found].filter((name) => !known.has(name));
}

import { identifier } from '../sql/sql-literal';
import { printedColumns, rowHash, valueText, type PrintedColumn } from './fingerprint';

/**
 * Marks say which rows of two tables differ without carrying a row. Each row has a number, from 0 in the order of the file, written in base 32. For every
 * place and every digit there is one short hash over all rows with that digit there. One changed row changes one hash a place, and
 * their digits are its number: four places tell a million rows apart with 128 hashes of 12 bits. Of rows that changed together, the numbers made
 * of all the changed digits are a superset. A mark that stays the same by chance (1 in 4,096) only makes the finding wider.
 */
const base = 32;
const digitsOfMark = 3;
const mostPlaces = 4;
/** Rows that are told one by one. */
export const mostNamedRows = 24;

/** Rows of the link's table, from 0, among which all that differ are. */
export interface RowFinding {
  /** At most `mostNamedRows` of them; empty when there are more. */
  readonly named: readonly number[];
  /** True when each of `named` differs; false when those that differ are among them. */
  readonly exact: boolean;
  /** First and last row that may differ. */
  readonly from: number;
  readonly to: number;
}

/** Places needed for so many rows; past a million rows several rows share a number. */
export function placesFor(rows: number): number {
  let places = 1;
  while (places < mostPlaces && base ** places < rows) places++;
  return places;
}

export const marksLength = (places: number): number => places * base * digitsOfMark;

/** Rows that share a number. */
const rowsPerNumber = (rows: number): number => Math.max(1, Math.ceil(rows / base ** mostPlaces));

/** Numbered rows of a relation, from 0, and no more than `rows` of them. `order`: the column that says their order in the file. */
const numbered = (relation: string, order: string, rows: number, what: string): string =>
  `SELECT * FROM (SELECT row_number() OVER (ORDER BY ${order}) - 1 AS n, ${what} FROM ${relation}) WHERE n < ${rows}`;

/** Rows `place, digit, mark`; digits without rows are left out. */
export function rowMarksSql(relation: string, order: string, columns: readonly PrintedColumn[], rows: number): string {
  const number = `(n // ${rowsPerNumber(rows)})`;
  const places = Array.from({ length: placesFor(rows) }, (_, place) => `(${place}, ${base ** place})`).join(', ');
  return (
    `WITH numbered AS MATERIALIZED (${numbered(relation, order, rows, `substr(${rowHash(columns)}, 1, 8) AS h`)}) ` +
    `SELECT place, (${number} // weight) % ${base} AS digit, substr(sha256(string_agg(h, '' ORDER BY n)), 1, ${digitsOfMark}) AS mark ` +
    `FROM numbered, (VALUES ${places}) AS p(place, weight) GROUP BY 1, 2`
  );
}

/** One row with a hash of four hex digits for each column, in the order of their names. */
export function columnMarksSql(relation: string, order: string, columns: readonly PrintedColumn[], rows: number): string {
  const printed = printedColumns(columns);
  const values = printed
    .map((column, i) => `coalesce(length(${valueText(column)}) || ':' || ${valueText(column)}, '-') AS c${i}`)
    .join(', ');
  const marks = printed.map((_, i) => `coalesce(substr(sha256(string_agg(c${i}, '' ORDER BY n)), 1, 4), '0000') AS ${identifier(`m${i}`)}`);
  return `SELECT ${marks.join(', ')} FROM (${numbered(relation, order, rows, values)})`;
}

/** The marks as one text: place after place, digit after digit. */
export function rowMarksText(
  rows: number,
  marks: readonly { readonly place: number; readonly digit: number; readonly mark: string }[],
): string {
  const texts = Array.from({ length: placesFor(rows) * base }, () => '0'.repeat(digitsOfMark));
  for (const { place, digit, mark } of marks) texts[place * base + digit] = mark;
  return texts.join('');
}

/** Where two tables differ, by their marks over the same count of rows; null when no mark does. */
export function differingRows(rows: number, linked: string, own: string): RowFinding | null {
  const places = placesFor(rows);
  const per = rowsPerNumber(rows);
  const digits = Array.from({ length: places }, (_, place) =>
    Array.from({ length: base }, (_, digit) => digit).filter((digit) => {
      const at = (place * base + digit) * digitsOfMark;
      return linked.slice(at, at + digitsOfMark) !== own.slice(at, at + digitsOfMark);
    }),
  );
  if (digits.every((one) => one.length === 0)) return null;
  const all = Array.from({ length: base }, (_, digit) => digit);
  // From the highest place down: what is open there may be anything.
  const wide = digits.map((one) => (one.length === 0 ? all : one));
  const bound = (pick: (one: readonly number[]) => number) => wide.reduce((sum, one, place) => sum + pick(one) * base ** place, 0);
  const from = bound((one) => one[0]!) * per;
  const to = Math.min(rows, (bound((one) => one.at(-1)!) + 1) * per) - 1;
  const count = wide.reduce((product, one) => product * one.length, per);
  const named =
    count <= base * mostNamedRows ? numbersOf(wide).flatMap((number) => Array.from({ length: per }, (_, i) => number * per + i)) : [];
  const inside = named.filter((row) => row < rows).sort((a, b) => a - b);
  const told = inside.length <= mostNamedRows ? inside : [];
  return { named: told, exact: per === 1 && wide.filter((one) => one.length > 1).length <= 1, from, to };
}

function numbersOf(digits: readonly (readonly number[])[]): number[] {
  return digits.reduce<number[]>((numbers, one, place) => numbers.flatMap((low) => one.map((digit) => low + digit * base ** place)), [0]);
}

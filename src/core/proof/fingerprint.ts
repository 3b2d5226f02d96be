import * as v from 'valibot';
import { identifier, textLiteral } from '../sql/sql-literal';

/**
 * A fingerprint says whether a table is the same as another one somewhere else, without carrying it. The order of rows and of columns does
 * not matter, file names do not either.
 */
const Sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const Day = v.pipe(v.string(), v.isoDate());

export const TablePrintSchema = v.strictObject({
  /** SHA-256 over the sorted hashes of all rows, 64 hex digits. */
  content: Sha256,
  rows: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Names of the columns, sorted. */
  columns: v.pipe(v.array(v.pipe(v.string(), v.maxLength(300))), v.maxLength(1_000)),
  /** SHA-256 of the file the table was read from; null for a result. */
  file: v.optional(v.nullable(Sha256), null),
  unitSystems: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(10))), v.maxLength(10)), []),
  /** First and last day of its periods; null when it has none. */
  period: v.optional(v.nullable(v.tuple([Day, Day])), null),
  /**
   * Short hashes of blocks of rows in the order of the file, four hex digits each, at most `mostBlocks` of them: they say where two tables differ,
   * `content` whether they do.
   */
  blocks: v.optional(v.pipe(v.string(), v.regex(/^([0-9a-f]{4})*$/), v.maxLength(4 * 256)), ''),
});
export type TablePrint = v.InferOutput<typeof TablePrintSchema>;

/** Most blocks of a print: up to as many rows are told apart one by one, more in equal parts. */
export const mostBlocks = 256;

/** A column of the relation that a fingerprint is taken of. */
export interface PrintedColumn {
  readonly name: string;
  /** The engine's name of its type, such as 'DOUBLE' or 'DECIMAL(18,3)'. */
  readonly sqlType: string;
}

/** Columns that say where a row was read, not what it says. */
const placeColumns = new Set(['_row', '_file', '_sheet']);

export const printedColumns = (columns: readonly PrintedColumn[]): readonly PrintedColumn[] =>
  columns.filter((column) => !placeColumns.has(column.name)).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

/**
 * One row with `content` and `row_count` for a relation (a table's quoted name, or a statement in brackets). Each row becomes a text in which no two
 * different rows are alike: every value with its length before it, NULL apart from ''. Numbers with a fraction are taken to twelve digits, since a sum
 * may differ beyond them.
 */
export function contentSql(relation: string, columns: readonly PrintedColumn[]): string {
  // By their first byte in 256 parts, so that no text of all rows' hashes is ever built at once.
  return (
    `SELECT coalesce(sha256(string_agg(part, '' ORDER BY head)), sha256('')) AS content, CAST(coalesce(sum(n), 0) AS BIGINT) AS row_count FROM ` +
    `(SELECT substr(h, 1, 2) AS head, sha256(string_agg(h, '' ORDER BY h)) AS part, count(*) AS n FROM (${rowHashesSql(relation, columns)}) GROUP BY 1)`
  );
}

/** Rows `block, hash`: four hex digits for each block of rows, in the order of `_row`. */
export function blocksSql(relation: string, columns: readonly PrintedColumn[], rows: number): string {
  const size = blockSize(rows);
  return (
    `SELECT block, substr(sha256(string_agg(h, '' ORDER BY n)), 1, 4) AS hash FROM ` +
    `(SELECT (n - 1) // ${size} AS block, n, h FROM (SELECT row_number() OVER (ORDER BY _row) AS n, ${rowHash(columns)} AS h FROM ${relation})) ` +
    `GROUP BY block ORDER BY block`
  );
}

const rowHashesSql = (relation: string, columns: readonly PrintedColumn[]) => `SELECT ${rowHash(columns)} AS h FROM ${relation}`;

/** A hash of one row's content, as SQL: 64 hex digits. */
export function rowHash(columns: readonly PrintedColumn[]): string {
  const parts = printedColumns(columns).map((column) => {
    const text = valueText(column);
    return `coalesce(length(${text}) || ':' || ${text}, '-')`;
  });
  return parts.length === 0 ? `sha256('')` : `sha256(${parts.join(` || `)})`;
}

/** A value as text, as SQL: equal values of a column give equal texts. NULL for no data. */
export function valueText({ name, sqlType }: PrintedColumn): string {
  const column = identifier(name);
  if (/^(DOUBLE|FLOAT|REAL)$/i.test(sqlType)) return `format(${textLiteral('{:.12g}')}, ${column} + 0.0)`;
  return `CAST(${column} AS VARCHAR)`;
}

const blockSize = (rows: number) => Math.max(1, Math.ceil(rows / mostBlocks));

/** How a table at hand stands to the one a link was made with. */
export type PrintVerdict =
  /** Every row is the same. */
  | { readonly kind: 'same' }
  /** The same columns, and periods that go on after the link's. */
  | { readonly kind: 'newer'; readonly rows: readonly RowRange[] }
  | {
      readonly kind: 'different';
      readonly rows: readonly RowRange[];
      readonly missing: readonly string[];
      readonly added: readonly string[];
    };

/** Rows of the table at hand, 1-based and inclusive, in the order of its file. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Compares a table at hand with the one a link was made with. */
export function comparePrints(linked: TablePrint, own: TablePrint): PrintVerdict {
  if (linked.content === own.content && linked.rows === own.rows && linked.columns.join('\n') === own.columns.join('\n'))
    return { kind: 'same' };
  const missing = linked.columns.filter((name) => !own.columns.includes(name));
  const added = own.columns.filter((name) => !linked.columns.includes(name));
  const rows = missing.length + added.length === 0 ? differingRows(linked, own) : [];
  const later = linked.period && own.period && own.period[1] > linked.period[1];
  return later && missing.length === 0 ? { kind: 'newer', rows } : { kind: 'different', rows, missing, added };
}

/** Where the tables differ, as far as their blocks can tell: only tables of equal length have comparable blocks. */
function differingRows(linked: TablePrint, own: TablePrint): RowRange[] {
  const size = blockSize(own.rows);
  const ranges: { from: number; to: number }[] = [];
  const count = Math.max(linked.blocks.length, own.blocks.length) / 4;
  if (blockSize(linked.rows) !== size) return [];
  for (let block = 0; block < count; block++) {
    const at = 4 * block;
    if (linked.blocks.slice(at, at + 4) === own.blocks.slice(at, at + 4)) continue;
    const [from, to] = [block * size + 1, Math.min((block + 1) * size, Math.max(linked.rows, own.rows))];
    const last = ranges.at(-1);
    if (last && last.to === from - 1) last.to = to;
    else ranges.push({ from, to });
  }
  return ranges;
}

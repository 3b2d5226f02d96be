import * as v from 'valibot';
import { marksLength, placesFor, type RowFinding } from './row-marks';

/**
 * What a link says of the tables it was made with and the results it showed, so that its reader can hold his own against them. No value of any
 * row: hashes, names of columns, counts.
 */
const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const Day = v.pipe(v.string(), v.isoDate());
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const TableName = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

export const LinkedTableSchema = v.pipe(
  v.strictObject({
    /** What the notebook's SQL calls it. */
    table: TableName,
    /** The first 128 bits of the fingerprint of its rows, whatever their order. */
    content: Hash,
    /** The first 128 bits of the SHA-256 of the file it was read from; null when there was none at hand. */
    file: v.nullable(Hash),
    rows: count,
    /** Names of its columns, sorted. */
    columns: v.pipe(v.array(v.pipe(v.string(), v.maxLength(300))), v.maxLength(500)),
    unitSystems: v.pipe(v.array(v.pipe(v.string(), v.maxLength(10))), v.maxLength(10)),
    /** First and last day of its periods; null when it has none. */
    period: v.nullable(v.tuple([Day, Day])),
    /** Which rows differ: see row-marks.ts. */
    rowMarks: v.pipe(v.string(), v.regex(/^[0-9a-f]*$/)),
    /** Which columns differ: four hex digits for each, in the order of `columns`. */
    columnMarks: v.pipe(v.string(), v.regex(/^([0-9a-f]{4})*$/)),
    /** The table of the reader's own that stands in for it, as he has said; null for the one of its name. */
    own: v.optional(v.nullable(TableName), null),
  }),
  v.check((table) => table.columnMarks.length === 4 * table.columns.length, 'column marks do not fit the columns'),
  v.check((table) => table.rowMarks.length === marksLength(placesFor(table.rows)), 'row marks do not fit the rows'),
);
export type LinkedTable = v.InferOutput<typeof LinkedTableSchema>;

export const LinkedResultSchema = v.strictObject({
  /** Id of the query cell. */
  cell: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)),
  rows: count,
  /** The first 128 bits of the fingerprint of its rows, whatever their order. */
  content: Hash,
});
export type LinkedResult = v.InferOutput<typeof LinkedResultSchema>;

export const LinkedProofSchema = v.strictObject({
  tables: v.pipe(v.array(LinkedTableSchema), v.maxLength(100)),
  /** Empty when the link does not vouch for its results. */
  results: v.pipe(v.array(LinkedResultSchema), v.maxLength(200)),
});
export type LinkedProof = v.InferOutput<typeof LinkedProofSchema>;

/** The half of a fingerprint that a link carries. */
export const shortHash = (hash: string): string => hash.slice(0, 32);

/** How the reader's table stands to the one the link was made with. */
export type TableStanding =
  | { readonly kind: 'same' }
  /** All that the link knew is there, in its place, and more rows behind it. */
  | { readonly kind: 'newer'; readonly added: number }
  | {
      readonly kind: 'different';
      /** Columns the link's table had and this one lacks, and the other way round. */
      readonly columnsGone: readonly string[];
      readonly columnsNew: readonly string[];
      /** Columns of both whose values differ somewhere. */
      readonly columnsChanged: readonly string[];
      /** Rows of the link's table, from 0, among which all that differ are; null when its columns are others. */
      readonly rows: RowFinding | null;
    };

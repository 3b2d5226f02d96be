import type { Engine, RunOptions } from '../core/engine';
import { contentSql, printedColumns, type PrintedColumn } from '../core/proof/fingerprint';
import { shortHash, type LinkedTable, type TableStanding } from '../core/proof/linked-proof';
import { columnMarksSql, differingRows, rowMarksSql, rowMarksText } from '../core/proof/row-marks';
import { recordsOf } from '../core/result-table';
import { identifier } from '../core/sql/sql-literal';

/**
 * A table as a link tells of it.
 * @param file SHA-256 of the file it was read from; null when that is not at hand
 * @throws AppError `sql-unknown-table`, `cancelled`
 */
export async function printLinkedTable(
  engine: Engine,
  table: string,
  known: { readonly file: string | null; readonly unitSystems: readonly string[] },
  options?: RunOptions,
): Promise<LinkedTable> {
  const shape = await shapeOf(engine, table, options);
  const { relation, columns } = shape;
  const [content] = recordsOf(await engine.query(contentSql(relation, columns), options));
  const rows = Number(content?.row_count ?? 0);
  const [span] = columns.some((column) => column.name === 'period_end')
    ? recordsOf(await engine.query(`SELECT min(period_start) AS first, max(period_end) AS last FROM ${relation}`, options))
    : [];
  return {
    table,
    content: shortHash(String(content?.content)),
    file: known.file && shortHash(known.file),
    rows,
    columns: printedColumns(columns).map((column) => column.name),
    unitSystems: [...known.unitSystems],
    period: typeof span?.first === 'string' && typeof span.last === 'string' ? [span.first, span.last] : null,
    rowMarks: await rowMarksOf(engine, shape, rows, options),
    columnMarks: await columnMarksOf(engine, shape, rows, options),
    own: null,
  };
}

/** How a table at hand stands to the one a link was made with: the same, longer, or where it differs. @throws as `printLinkedTable` */
export async function standingOf(engine: Engine, linked: LinkedTable, own: LinkedTable, options?: RunOptions): Promise<TableStanding> {
  const columnsGone = linked.columns.filter((name) => !own.columns.includes(name));
  const columnsNew = own.columns.filter((name) => !linked.columns.includes(name));
  if (columnsGone.length + columnsNew.length > 0) return { kind: 'different', columnsGone, columnsNew, columnsChanged: [], rows: null };
  if (own.content === linked.content && own.rows === linked.rows) return { kind: 'same' };
  const shape = await shapeOf(engine, own.table, options);
  const rows = differingRows(linked.rows, linked.rowMarks, await rowMarksOf(engine, shape, linked.rows, options));
  if (rows === null && own.rows > linked.rows) return { kind: 'newer', added: own.rows - linked.rows };
  const marks = await columnMarksOf(engine, shape, linked.rows, options);
  const columnsChanged = linked.columns.filter((_, i) => marks.slice(4 * i, 4 * i + 4) !== linked.columnMarks.slice(4 * i, 4 * i + 4));
  return { kind: 'different', columnsGone, columnsNew, columnsChanged, rows };
}

/** Rows of a table by their number in the file's order, from 0: what stands in them now. `_row` is the line in the file, where there is one. */
export async function rowsAt(
  engine: Engine,
  table: string,
  numbers: readonly number[],
  columns: readonly string[],
  options?: RunOptions,
): Promise<readonly RowNow[]> {
  if (numbers.length === 0) return [];
  const { relation, order } = await shapeOf(engine, table, options);
  const line = order === '_row' ? '_row' : 'n + 1';
  const values = columns.map((name, i) => `CAST(${identifier(name)} AS VARCHAR) AS v${i}`);
  const found = recordsOf(
    await engine.query(
      `SELECT n, ${line} AS line${values.map((one) => `, ${one}`).join('')} FROM ` +
        `(SELECT *, row_number() OVER (ORDER BY ${order}) - 1 AS n FROM ${relation}) WHERE n IN (${numbers.join(', ')}) ORDER BY n`,
      options,
    ),
  );
  return found.map((row) => ({
    line: Number(row.line),
    values: columns.map((_, i) => (typeof row[`v${i}`] === 'string' ? (row[`v${i}`] as string) : null)),
  }));
}

export interface RowNow {
  /** Line of the file, else the row's place in the table from 1. */
  readonly line: number;
  /** In the order of the columns asked for; null where nothing stands. */
  readonly values: readonly (string | null)[];
}

interface Shape {
  readonly relation: string;
  readonly columns: readonly PrintedColumn[];
  /** The column that says the order of rows in the file; a table of the engine's own reader keeps the order it was read in. */
  readonly order: '_row' | 'rowid';
}

async function shapeOf(engine: Engine, table: string, options?: RunOptions): Promise<Shape> {
  const relation = `main.${identifier(table)}`;
  const { columns } = await engine.query(`SELECT * FROM ${relation} LIMIT 0`, options);
  return { relation, columns, order: columns.some((column) => column.name === '_row') ? '_row' : 'rowid' };
}

async function rowMarksOf(engine: Engine, { relation, order, columns }: Shape, rows: number, options?: RunOptions): Promise<string> {
  const marks = recordsOf(await engine.query(rowMarksSql(relation, order, columns, rows), options));
  return rowMarksText(
    rows,
    marks.map(({ place, digit, mark }) => ({ place: Number(place), digit: Number(digit), mark: String(mark) })),
  );
}

async function columnMarksOf(engine: Engine, { relation, order, columns }: Shape, rows: number, options?: RunOptions): Promise<string> {
  if (printedColumns(columns).length === 0) return '';
  const [marks] = recordsOf(await engine.query(columnMarksSql(relation, order, columns, rows), options));
  return printedColumns(columns)
    .map((_, i) => String(marks?.[`m${i}`]))
    .join('');
}

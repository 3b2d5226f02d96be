import type { Engine, RunOptions } from '../core/engine';
import { blocksSql, contentSql, printedColumns, type TablePrint } from '../core/proof/fingerprint';
import { recordsOf } from '../core/result-table';
import { identifier } from '../core/sql/sql-literal';

/**
 * Takes the fingerprint of a table made from a file: its content, its shape, its periods, and hashes of its rows block by block.
 * Reads the table twice, in the engine.
 * @throws AppError `sql-unknown-table`, `cancelled`
 */
export async function printTable(
  engine: Engine,
  table: string,
  known: { readonly file: string | null; readonly unitSystems: readonly string[] },
  options?: RunOptions,
): Promise<TablePrint> {
  const relation = `main.${identifier(table)}`;
  const { columns } = await engine.query(`SELECT * FROM ${relation} LIMIT 0`, options);
  const [content] = recordsOf(await engine.query(contentSql(relation, columns), options));
  const rows = Number(content?.row_count ?? 0);
  const has = (name: string) => columns.some((column) => column.name === name);
  const blocks = has('_row') ? recordsOf(await engine.query(blocksSql(relation, columns, rows), options)) : [];
  const [span] = has('period_end')
    ? recordsOf(await engine.query(`SELECT min(period_start) AS first, max(period_end) AS last FROM ${relation}`, options))
    : [];
  return {
    content: String(content?.content),
    rows,
    columns: printedColumns(columns).map((column) => column.name),
    file: known.file,
    unitSystems: [...known.unitSystems],
    period: typeof span?.first === 'string' && typeof span.last === 'string' ? [span.first, span.last] : null,
    blocks: blocks.map((block) => String(block.hash)).join(''),
  };
}

/** The fingerprint of what a statement gives, whatever the order of its rows. @throws AppError `sql-*`, `cancelled` */
export async function printResult(engine: Engine, sql: string, options?: RunOptions): Promise<string> {
  const relation = `(${sql.trim().replace(/;\s*$/, '')}\n)`;
  const { columns } = await engine.query(`SELECT * FROM ${relation} LIMIT 0`, options);
  const [content] = recordsOf(await engine.query(contentSql(relation, columns), options));
  return String(content?.content);
}

import type { Engine, RunOptions } from '../core/engine';
import { recordsOf } from '../core/result-table';
import { wordsOf } from '../core/sql/sql-words';

/**
 * The tables, views and macros whose rows rest on observations: `observation` and all that reads it, directly or through others. A macro that is given
 * the name of a table (`query_table`) is taken for one that does: the engine does not tell which table it reads by default.
 */
export async function readObservedNames(engine: Engine, options: RunOptions = {}): Promise<ReadonlySet<string>> {
  const made = await engine.query(
    `SELECT function_name AS name, macro_definition AS sql FROM duckdb_functions() WHERE NOT internal AND macro_definition IS NOT NULL
     UNION ALL SELECT view_name, sql FROM duckdb_views() WHERE NOT internal`,
    options,
  );
  const reads = recordsOf(made).map((row) => ({ name: String(row.name), words: new Set(wordsOf(String(row.sql))) }));
  const observed = new Set(['observation']);
  for (let before = 0; before !== observed.size;) {
    before = observed.size;
    for (const { name, words } of reads) if (words.has('query_table') || [...observed].some((one) => words.has(one))) observed.add(name);
  }
  return observed;
}

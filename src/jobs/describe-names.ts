import type { Engine, RunOptions } from '../core/engine';
import { recordsOf, type Plain } from '../core/result-table';
import { identifier } from '../core/sql/sql-literal';

/** A function of the engine, or a macro of the model, that a statement may call. */
export interface FunctionEntry {
  readonly name: string;
  readonly kind: 'scalar' | 'aggregate' | 'table';
  /** Argument names of each form, such as ['part', 'timestamp']; forms without names are left out. */
  readonly forms: readonly (readonly string[])[];
  /** The engine's own words, English; null where it has none. */
  readonly description: string | null;
  readonly example: string | null;
  /** A macro of the model or the reader's own, not one of the engine's. */
  readonly own: boolean;
}

/** A column of any relation. */
export interface DescribedColumn {
  readonly name: string;
  readonly sqlType: string;
}

/** Table functions that read what a question may not reach, or speak of the engine rather than of figures. */
const hiddenFunctions =
  /^(?:__|duckdb_|pragma_|pg_|arrow_scan|test_|sql_|checkpoint|force_checkpoint|(?:enable|disable|truncate|parse)_|\w*_logg?\w*$|which_secret|repeat_row|summary|unknown)/;

/** Every function that a statement in this build may call, by name. Some 650; a quarter of a second in the browser, so ask once. */
export async function describeFunctions(engine: Engine, options?: RunOptions): Promise<FunctionEntry[]> {
  const result = await engine.query(
    `SELECT function_name AS name, function_type AS kind, any_value(description) AS description, any_value(examples[1]) AS example,
            list(DISTINCT array_to_string(parameters, chr(31))) FILTER (len(parameters) > 0) AS forms, bool_and(internal) AS internal
     FROM duckdb_functions()
     WHERE function_type <> 'pragma' AND regexp_matches(function_name, '^[a-z][a-z0-9_]*$')
     GROUP BY ALL ORDER BY name, kind`,
    options,
  );
  return recordsOf(result).flatMap((row): FunctionEntry[] => {
    const name = String(row.name);
    const kind = String(row.kind);
    if (row.internal === true && hiddenFunctions.test(name)) return [];
    return [
      {
        name,
        kind: kind.startsWith('table') ? 'table' : kind === 'aggregate' ? 'aggregate' : 'scalar',
        forms: formsOf(row.forms ?? null),
        description: textOrNull(row.description),
        example: textOrNull(row.example),
        own: row.internal !== true,
      },
    ];
  });
}

/** Views of the main schema that the model or a notebook made, with their columns. */
export async function describeViews(engine: Engine, options?: RunOptions): Promise<{ name: string; columns: DescribedColumn[] }[]> {
  const result = await engine.query(
    `SELECT view_name AS name, column_name, data_type
     FROM duckdb_views() JOIN duckdb_columns() ON table_name = view_name AND duckdb_columns.schema_name = duckdb_views.schema_name
     WHERE NOT duckdb_views.internal AND duckdb_views.schema_name = 'main' ORDER BY name, column_index`,
    options,
  );
  const views = new Map<string, DescribedColumn[]>();
  for (const row of recordsOf(result)) {
    const name = String(row.name);
    views.set(name, [...(views.get(name) ?? []), { name: String(row.column_name), sqlType: String(row.data_type) }]);
  }
  return [...views].map(([name, columns]) => ({ name, columns }));
}

/** Columns of any query, found without running it. @throws AppError `sql-*` when it does not bind */
export async function describeQuery(engine: Engine, sql: string, options?: RunOptions): Promise<DescribedColumn[]> {
  const result = await engine.query(`DESCRIBE ${sql}`, options);
  return recordsOf(result).map((row) => ({ name: String(row.column_name), sqlType: String(row.column_type) }));
}

/**
 * A few values of a column, each once, or (without a column) the first rows of a table as one text each.
 * Looks at the first 10,000 rows only, so that it answers at once on any table.
 */
export async function sampleOf(engine: Engine, table: string, column: string | null, options?: RunOptions): Promise<string[]> {
  const head = `(FROM ${identifier(table)} LIMIT 10000)`;
  if (column === null) {
    const rows = await engine.query(`FROM ${head} LIMIT 3`, options);
    return recordsOf(rows).map((row) => Object.values(row).slice(0, 6).map(shown).join(' · '));
  }
  const name = identifier(column);
  const values = await engine.query(
    `SELECT ${name} AS sample FROM ${head} WHERE ${name} IS NOT NULL GROUP BY ALL ORDER BY count(*) DESC, sample LIMIT 5`,
    options,
  );
  return recordsOf(values).map((row) => shown(row.sample ?? null));
}

function textOrNull(cell: Plain | undefined): string | null {
  return typeof cell === 'string' ? cell : null;
}

function formsOf(cell: Plain): string[][] {
  const forms: unknown = typeof cell === 'string' ? JSON.parse(cell) : [];
  if (!Array.isArray(forms)) return [];
  return forms.map((form) => String(form).split('\u001f')).sort((a, b) => a.length - b.length);
}

function shown(value: Plain): string {
  const text = value === null ? '–' : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

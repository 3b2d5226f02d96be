import type { ResultTable } from './result-table';

/**
 * The port to a database. The only place in the product that knows which database it is lies behind this interface
 * (src/engine); jobs, state and ui see this type only. One contract test body runs against every implementation.
 */
export interface Engine {
  /** Resolves once the database answers its first query; rejects with AppError `engine-start`. */
  readonly ready: Promise<void>;

  /**
   * Runs one statement and returns its whole result (Arrow underneath, read lazily).
   * @throws AppError `sql-*` for what is wrong in the text, `cancelled` when `signal` aborts, `engine-lost` when the worker died.
   */
  query(sql: string, options?: RunOptions): Promise<ResultTable>;

  /**
   * Runs one statement and hands on its growing result: first after the first batch (some 2,048 rows), then at most some ten times a second,
   * last when complete. Each table handed on contains all rows received so far.
   */
  stream(sql: string, onRows: (rows: ResultTable, complete: boolean) => void, options?: RunOptions): Promise<ResultTable>;

  /** Runs several statements, one after another, for the product's own set-up. Never for a user's text. */
  execute(script: string): Promise<void>;

  /**
   * Makes a dropped file readable in SQL as `local/<name>` without copying it into JavaScript memory.
   * In node the bytes are given instead. Returns the path to use in SQL.
   */
  register(name: string, content: File | Uint8Array): Promise<string>;
  unregister(name: string): Promise<void>;

  /** The bytes of a file that was registered as bytes, as statements have left it. */
  read(name: string): Promise<Uint8Array>;

  /**
   * Makes a table in `main` of typed columns as they come in Arrow IPC (stream or file, buffers not packed). The bytes are taken over.
   * @throws AppError `sql-other` when they are no such thing or hold a type the engine does not know; no table is made then
   */
  insertArrow(table: string, ipc: Uint8Array): Promise<void>;

  /** Checks a statement without running it; the error a run would give, or null. */
  check(sql: string): Promise<import('./app-error').AppError | null>;

  /**
   * The tables a statement reads, found by the engine's own parser without running it: names as written, without schema, CTEs left out,
   * tables that do not exist included. Null where the engine cannot tell (a statement that does not bind, or USING over unknown tables).
   */
  tableNames(sql: string): Promise<readonly string[] | null>;

  /** From here on SQL may neither read nor write outside `local/`, load anything, attach, or change a setting. Cannot be undone. */
  lockDown(): Promise<void>;

  /** Stops everything at once, also what cannot be cancelled, and starts again empty; `onRestart` listeners put the tables back. */
  restart(): Promise<void>;

  /**
   * Called after each restart (also after a crash), with the files registered and the lock-down in force again. Calls that were made while
   * the engine was down wait until every listener has settled; calls made from then on, the listeners' own among them, run at once.
   * A listener reports its own failures. Returns the function that removes it.
   */
  onRestart(listener: () => Promise<void>): () => void;

  /** The engine's own name and version, as 'DuckDB v1.4.3 (wasm)'. */
  version(): Promise<string>;

  close(): Promise<void>;
}

export interface RunOptions {
  /** Aborting it cancels the statement in the engine; the promise rejects with AppError `cancelled`. */
  signal?: AbortSignal;
}

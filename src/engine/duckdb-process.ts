import type { AsyncDuckDB } from '@duckdb/duckdb-wasm';

/** One running wasm instance and the worker it lives in. What differs between browser and node is behind this. */
export interface DuckDBProcess {
  readonly database: AsyncDuckDB;

  /** Makes a File readable under `path` without copying it to JavaScript memory, where the platform can. */
  registerFile(path: string, file: File): Promise<void>;

  /** Called once, when the worker died or threw what it did not catch; not after `terminate`. */
  onDeath(listener: (reason: string) => void): void;

  /** Ends the worker at once, whatever it does. */
  terminate(): void;
}

/** Starts worker and wasm; the database is instantiated but not yet opened. */
export type StartDuckDB = () => Promise<DuckDBProcess>;

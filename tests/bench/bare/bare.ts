import { AsyncDuckDB, DuckDBDataProtocol, VoidLogger } from '@duckdb/duckdb-wasm';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import { showRows } from './bare-grid';

/** duckdb-wasm as its documentation starts it, with nothing around it: what the page is measured against. All times in ms. */
export interface Bare {
  /** Imports a CSV as table `t`; the time it took. */
  importCsv(file: File): Promise<number>;
  /** Runs a statement and takes its whole result; the time it took. */
  time(sql: string): Promise<number>;
  /** Runs a statement and shows its rows in a plain windowed table in #grid. */
  show(sql: string): Promise<void>;
}

declare global {
  interface Window {
    __bare?: Bare;
    /** Milliseconds from the navigation to the first query's result. */
    __firstQueryMs?: number;
  }
}

const worker = new Worker(workerUrl);
const database = new AsyncDuckDB(new VoidLogger(), worker);
await database.instantiate(wasmUrl);
const connection = await database.connect();
const answer = await connection.query('SELECT 42 AS answer');
document.getElementById('answer')!.textContent = String(answer.getChildAt(0)?.get(0));
window.__firstQueryMs = performance.now();

window.__bare = {
  async importCsv(file) {
    const started = performance.now();
    await database.registerFileHandle('x.csv', file, DuckDBDataProtocol.BROWSER_FILEREADER, true);
    await connection.query(`CREATE TABLE t AS SELECT * FROM read_csv('x.csv')`);
    return performance.now() - started;
  },
  async time(sql) {
    const started = performance.now();
    await connection.query(sql);
    return performance.now() - started;
  },
  async show(sql) {
    showRows(document.getElementById('grid')!, await connection.query(sql));
  },
};

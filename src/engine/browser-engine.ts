import type { Engine } from '../core/engine';
import { startBrowserDuckDB } from './browser-duckdb';
import { DuckDBEngine } from './duckdb-engine';

/** The engine of the page: starts at once, answers when `ready` resolves. */
export function openBrowserEngine(): Engine {
  return new DuckDBEngine(startBrowserDuckDB);
}

import { AsyncDuckDB, DuckDBDataProtocol, VoidLogger } from '@duckdb/duckdb-wasm';
import scriptUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import wasmUrl from '../generated/duckdb-eh.wasm?url';
import type { DuckDBProcess } from './duckdb-process';
import { newEngineWorker, type EngineWorker } from './engine-worker';

/** The worker that was started ahead, or a new one. */
function takeEngineWorker(): EngineWorker {
  const taken = window.engineAhead ?? window.newEngine?.() ?? newEngineWorker(scriptUrl, wasmUrl);
  window.engineAhead = undefined;
  return taken;
}

/** Starts the `eh` bundle in a worker of its own; see engine-worker.ts for how that loads. */
export async function startBrowserDuckDB(): Promise<DuckDBProcess> {
  const { worker, wasm, lifeLock, failed } = takeEngineWorker();
  const database = new AsyncDuckDB(new VoidLogger(), worker);

  const deathListeners: ((reason: string) => void)[] = [];
  let ended = false;
  const die = (reason: string): void => {
    if (ended) return;
    ended = true;
    worker.terminate();
    for (const listener of deathListeners) listener(reason);
  };
  void failed.then(die);

  try {
    const died = new Promise<never>((_, reject) => deathListeners.push((reason) => reject(new Error(reason))));
    died.catch(() => {});
    await Promise.race([database.instantiate(wasm), died]);
  } catch (error) {
    ended = true;
    worker.terminate();
    throw error;
  }
  // The worker asked first and gets the lock; the page gets it when the worker is gone. Without locks (an opaque origin) only errors are seen.
  navigator.locks?.request(lifeLock, () => die('worker ended')).catch(() => {});

  return {
    database,
    registerFile: (path, file) => database.registerFileHandle(path, file, DuckDBDataProtocol.BROWSER_FILEREADER, true),
    onDeath: (listener) => deathListeners.push(listener),
    terminate: () => {
      ended = true;
      worker.terminate();
    },
  };
}

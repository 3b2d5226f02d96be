import { AsyncDuckDB, DuckDBDataProtocol, VoidLogger } from '@duckdb/duckdb-wasm';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import type { DuckDBProcess } from './duckdb-process';

/**
 * Runs in the worker before the engine's script. It holds a lock for as long as the worker lives, because a worker that was closed
 * or killed sends no event; it turns a rejection nobody caught (a wasm file that cannot be fetched) into an error the page sees;
 * and it keeps the engine's script from printing every SQL error, which the caller receives anyway.
 */
function prelude(script: string, lifeLock: string): string {
  return [
    `navigator.locks?.request(${JSON.stringify(lifeLock)}, () => new Promise(() => {})).catch(() => {});`,
    `addEventListener('unhandledrejection', (event) => setTimeout(() => { throw event.reason; }));`,
    `console.log = () => {};`,
    `importScripts(${JSON.stringify(script)});`,
  ].join('\n');
}

/**
 * Starts the `eh` bundle in a worker made from a blob: unlike a worker made from an address it stands under the page's own
 * Content-Security-Policy, also one in a `<meta>` tag. Script and wasm come from this origin, beside the page, under any sub-path.
 */
export async function startBrowserDuckDB(): Promise<DuckDBProcess> {
  const lifeLock = `doi-chieu-engine-${crypto.randomUUID()}`;
  const source = new Blob([prelude(absolute(workerUrl), lifeLock)], {
    type: 'text/javascript',
  });
  const sourceUrl = URL.createObjectURL(source);
  const worker = new Worker(sourceUrl);
  const database = new AsyncDuckDB(new VoidLogger(), worker);

  const deathListeners: ((reason: string) => void)[] = [];
  let ended = false;
  const die = (reason: string): void => {
    if (ended) return;
    ended = true;
    worker.terminate();
    for (const listener of deathListeners) listener(reason);
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    die(event.message || 'worker failed');
  });
  worker.addEventListener('messageerror', () => die('worker sent what cannot be read'));

  try {
    const died = new Promise<never>((_, reject) => deathListeners.push((reason) => reject(new Error(reason))));
    died.catch(() => {});
    await Promise.race([database.instantiate(absolute(wasmUrl)), died]);
  } catch (error) {
    ended = true;
    worker.terminate();
    throw error;
  } finally {
    URL.revokeObjectURL(sourceUrl);
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

function absolute(url: string): string {
  return new URL(url, document.baseURI).href;
}

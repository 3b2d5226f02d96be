import { existsSync, truncateSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Worker as NodeWorker, type Transferable as NodeTransferable } from 'node:worker_threads';
import { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm';
import type { Engine } from '../core/engine';
import { DuckDBEngine } from './duckdb-engine';
import type { DuckDBProcess } from './duckdb-process';

const headerBytes = 3 * 4096;

const require = createRequire(import.meta.url);
/** The engine as the page has it (build/lean-engine.ts) where data were prepared; else the package's, which does the same and starts slower. */
const leanWasm = fileURLToPath(new URL('../generated/duckdb-eh.wasm', import.meta.url));

/** The engine's own worker script expects a browser's worker scope; it also prints every SQL error, which the caller receives anyway. */
const THREAD_SOURCE = `
  const { parentPort, workerData } = require('node:worker_threads');
  globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
  console.log = () => {};
  require(workerData.script);
  parentPort.on('message', (message) => globalThis.onmessage({ data: message }));
`;

/** Threads that run now, the newest last; a test may end one as a crash would. */
export const runningThreads: NodeWorker[] = [];

/**
 * A real duckdb-wasm (`eh` bundle) in a worker thread, empty and not locked down; for tests and for what is computed at build time.
 * One takes about a second to start, so open it once per test file and close it in the end.
 *
 * @example
 * let engine: Engine;
 * beforeAll(async () => { engine = await openNodeEngine(); });
 * afterAll(() => engine.close());
 */
export async function openNodeEngine(): Promise<Engine> {
  const engine = new DuckDBEngine(startNodeDuckDB);
  await engine.ready;
  return engine;
}

/**
 * Fills an empty engine and writes everything in it (tables, views, macros) as a database file with its log, `<file>` and `<file>.wal`, which an
 * engine of the same version attaches in a tenth of the time that running the scripts takes. Everything is in the log, since a checkpoint in
 * node never writes the file's header; of the file itself only its three empty headers are kept.
 */
export async function writeSnapshot(file: string, fill: (engine: Engine) => Promise<void>): Promise<void> {
  let database: AsyncDuckDB | null = null;
  const engine = new DuckDBEngine(async () => {
    const process = await startNodeDuckDB();
    database = process.database;
    return process;
  });
  await engine.ready;
  try {
    await fill(engine);
    await engine.execute(
      `SET checkpoint_threshold = '1GB'; ATTACH '${file.replaceAll("'", "''")}' AS snapshot; COPY FROM DATABASE memory TO snapshot;`,
    );
    await database!.flushFiles();
    await engine.execute('DETACH snapshot;');
    await database!.flushFiles();
    truncateSync(file, headerBytes);
  } finally {
    await engine.close();
  }
}

/** Starts the package's node worker script. A File is read into memory here. */
export async function startNodeDuckDB(): Promise<DuckDBProcess> {
  const worker = new ThreadAsWebWorker();
  const database = new AsyncDuckDB(new VoidLogger(), worker.asWebWorker());
  const died = new Promise<never>((_, reject) => worker.onDeath((reason) => reject(new Error(reason))));
  died.catch(() => {});
  await Promise.race([
    database.instantiate(existsSync(leanWasm) ? leanWasm : require.resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm')),
    died,
  ]);
  return {
    database,
    registerFile: async (path, file) => database.registerFileBuffer(path, new Uint8Array(await file.arrayBuffer())),
    onDeath: (listener) => worker.onDeath(listener),
    terminate: () => worker.terminate(),
  };
}

/** A worker thread with the part of a browser's Worker that AsyncDuckDB uses. */
class ThreadAsWebWorker extends EventTarget {
  readonly #thread: NodeWorker;
  readonly #deathListeners: ((reason: string) => void)[] = [];
  #ended = false;

  constructor() {
    super();
    const script = require.resolve('@duckdb/duckdb-wasm/dist/duckdb-node-eh.worker.cjs');
    this.#thread = new NodeWorker(THREAD_SOURCE, { eval: true, workerData: { script } });
    runningThreads.push(this.#thread);
    this.#thread.on('message', (data: unknown) => this.dispatchEvent(new MessageEvent('message', { data })));
    this.#thread.on('error', (error: Error) => this.#die(error.message));
    this.#thread.on('exit', (code) => {
      runningThreads.splice(runningThreads.indexOf(this.#thread), 1);
      this.#die(`worker ended with code ${code}`);
    });
  }

  /** AsyncDuckDB's type asks for the whole of Worker; it posts, listens and terminates only. */
  asWebWorker(): Worker {
    return this as unknown as Worker;
  }

  postMessage(message: unknown, transfer: readonly NodeTransferable[] = []): void {
    this.#thread.postMessage(message, transfer);
  }

  onDeath(listener: (reason: string) => void): void {
    this.#deathListeners.push(listener);
  }

  terminate(): void {
    this.#ended = true;
    void this.#thread.terminate();
  }

  #die(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const listener of this.#deathListeners) listener(reason);
  }
}

import { AppError } from '../core/app-error';
import type { Engine, RunOptions } from '../core/engine';
import type { ResultTable } from '../core/result-table';
import { DuckDBInstance, isReading } from './duckdb-instance';
import type { StartDuckDB } from './duckdb-process';
import { RowFeed } from './row-feed';
import { refusalOf } from './statement-guard';

/** Byte copies larger than this are not kept for a restart; Files are handles and always kept. */
const KEPT_COPY_LIMIT_BYTES = 64 * 1024 * 1024;
/** An engine that dies this often in a row while its tables are put back stays down until `restart()`. */
const RESTART_ATTEMPTS = 3;

const LOCAL = 'local/';

type RestartListener = () => Promise<void>;

/**
 * {@link Engine} over duckdb-wasm. Keeps what a restart needs: the registered Files (handles), copies of registered bytes
 * below 64 MB (larger ones must be registered again by an `onRestart` listener) and whether it was locked down.
 * Connections come from a pool, so temporary tables, variables and transactions are not sure to outlast one statement or one script.
 */
export class DuckDBEngine implements Engine {
  readonly ready: Promise<void>;
  readonly #start: StartDuckDB;
  readonly #files = new Map<string, File | Uint8Array>();
  readonly #listeners = new Set<RestartListener>();
  /** What a call made now waits for. */
  #current: Promise<DuckDBInstance>;
  /** The start or restart under way, tables included. */
  #starting: Promise<DuckDBInstance> | null = null;
  #newest: DuckDBInstance | null = null;
  #locked = false;
  #closed = false;

  constructor(start: StartDuckDB) {
    this.#start = start;
    this.#current = this.#startAnew([]);
    this.ready = this.#current.then(() => {});
    this.ready.catch(() => {});
  }

  async query(sql: string, options?: RunOptions): Promise<ResultTable> {
    throwIfRefused(sql);
    return this.#reading(sql, options, (instance) => instance.query(sql, options));
  }

  async stream(sql: string, onRows: (rows: ResultTable, complete: boolean) => void, options?: RunOptions): Promise<ResultTable> {
    throwIfRefused(sql);
    return this.#reading(sql, options, async (instance) => {
      const feed = new RowFeed(onRows);
      const table = await instance.stream(sql, (rows) => feed.offer(rows), options);
      feed.finish(table);
      return table;
    });
  }

  async execute(script: string): Promise<void> {
    return (await this.#instance()).execute(script);
  }

  async register(name: string, content: File | Uint8Array): Promise<string> {
    const path = localPath(name);
    await (await this.#instance()).register(path, content);
    if (!(content instanceof Uint8Array)) this.#files.set(path, content);
    else if (content.byteLength < KEPT_COPY_LIMIT_BYTES) this.#files.set(path, content.slice());
    else this.#files.delete(path);
    return path;
  }

  async unregister(name: string): Promise<void> {
    const path = localPath(name);
    this.#files.delete(path);
    await (await this.#instance()).unregister(path);
  }

  async read(name: string): Promise<Uint8Array> {
    return (await this.#instance()).read(localPath(name));
  }

  async insertArrow(table: string, ipc: Uint8Array): Promise<void> {
    return (await this.#instance()).insertArrow(table, ipc);
  }

  async check(sql: string): Promise<AppError | null> {
    return refusalOf(sql) ?? (await this.#instance()).check(sql);
  }

  async tableNames(sql: string): Promise<readonly string[] | null> {
    return refusalOf(sql) ? null : (await this.#instance()).tableNames(sql);
  }

  async lockDown(): Promise<void> {
    const instance = await this.#instance();
    this.#locked = true;
    await instance.lockDown();
  }

  async restart(): Promise<void> {
    if (this.#closed) throw closedError();
    this.#newest?.end('restart');
    await (this.#starting ?? this.#startAnew(this.#listeners));
  }

  onRestart(listener: RestartListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async version(): Promise<string> {
    return `DuckDB ${await (await this.#instance()).version()} (wasm)`;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#newest?.end('closed');
    this.#current = Promise.reject(closedError());
    this.#current.catch(() => {});
    await this.#starting?.catch(() => {});
  }

  async #instance(signal?: AbortSignal): Promise<DuckDBInstance> {
    if (!signal) return this.#current;
    if (signal.aborted) throw new AppError('cancelled');
    let abort = (): void => {};
    const aborted = new Promise<never>((_, reject) => {
      abort = () => reject(new AppError('cancelled'));
      signal.addEventListener('abort', abort, { once: true });
    });
    try {
      return await Promise.race([this.#current, aborted]);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** A reading statement that went down with an instance ended for another statement's sake runs once more on the next one. */
  async #reading<T>(sql: string, options: RunOptions | undefined, run: (instance: DuckDBInstance) => Promise<T>): Promise<T> {
    const instance = await this.#instance(options?.signal);
    try {
      return await run(instance);
    } catch (error) {
      if (!instance.endedForCancellation || options?.signal?.aborted || this.#closed || !isReading(sql)) throw error;
      return run(await this.#instance(options?.signal));
    }
  }

  /** From here on calls wait for an instance that has its files, its locks and the listeners' tables. */
  #startAnew(listeners: Iterable<RestartListener>): Promise<DuckDBInstance> {
    const starting = this.#restored(listeners).finally(() => {
      if (this.#starting === starting) this.#starting = null;
    });
    starting.catch(() => {});
    this.#starting = starting;
    this.#current = starting;
    return starting;
  }

  /** Tries again when the new instance dies while the listeners work on it. */
  async #restored(listeners: Iterable<RestartListener>): Promise<DuckDBInstance> {
    for (let attempt = 1; ; attempt++) {
      const instance = await this.#opened();
      if (!this.#closed) this.#current = Promise.resolve(instance);
      for (const listener of [...listeners]) await listener().catch(() => {});
      if (this.#closed) throw closedError();
      if (!instance.isLost) return instance;
      if (this.#starting) this.#current = this.#starting;
      if (attempt === RESTART_ATTEMPTS) throw startError('stopped again while its tables were loaded');
    }
  }

  async #opened(): Promise<DuckDBInstance> {
    try {
      const process = await this.#start();
      const instance: DuckDBInstance = await DuckDBInstance.open(process, () => this.#replaceLost(instance));
      this.#newest = instance;
      if (this.#closed) instance.end('closed');
      for (const [path, content] of this.#files) await instance.register(path, content);
      if (this.#locked) await instance.lockDown();
      return instance;
    } catch (error) {
      throw this.#closed ? closedError() : startError(reasonOf(error), error);
    }
  }

  /** Called when an instance died by itself; one that dies during a start is replaced by that start. */
  #replaceLost(instance: DuckDBInstance): void {
    if (!this.#closed && !this.#starting && instance === this.#newest) this.#startAnew(this.#listeners);
  }
}

function throwIfRefused(sql: string): void {
  const refusal = refusalOf(sql);
  if (refusal) throw refusal;
}

/** Where a file of that name is registered. The engine would read `*`, `?` and `[…]` as a pattern, so they are written as %2A and so on. */
function localPath(name: string): string {
  const bare = name.startsWith(LOCAL) ? name.slice(LOCAL.length) : name;
  return LOCAL + bare.replace(/[%*?[\]]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function startError(reason: string, cause?: unknown): AppError {
  return new AppError('engine-start', { reason }, { cause });
}

function closedError(): AppError {
  return new AppError('engine-lost', { reason: 'closed' });
}

function reasonOf(error: unknown): string {
  if (error instanceof AppError) return String(error.detail['reason'] ?? error.code);
  return error instanceof Error ? error.message : String(error);
}

import { type DataType, RecordBatchReader, tableFromIPC, tableToIPC } from 'apache-arrow';
import { AppError } from '../core/app-error';
import type { RunOptions } from '../core/engine';
import type { ResultTable } from '../core/result-table';
import { identifier } from '../core/sql/sql-literal';
import { ArrowRows, emptyResult } from './arrow-result';
import { ConnectionPool } from './connection-pool';
import type { DuckDBProcess } from './duckdb-process';
import { appErrorOf, isFatal } from './engine-error';
import { splitStatements, sqlTokens } from './sql-tokens';
import { hasDictionary } from './sql-type-name';

/**
 * How long a cancelled statement may go on before its worker is ended: the engine does not look up while it binds (0.5 s for a question over many macros
 * on a busy machine), and a restart costs more than the wait.
 */
const CANCEL_PATIENCE_MS = 2000;
/** A statement gives way to others, and to its cancellation, this often; shorter costs nothing that could be measured. */
const SLICE_MS = 10;
/** Batches asked for before the one in hand has been read: hides the way to the worker and back. */
const FETCH_AHEAD = 2;

/** Set on every connection before anything else runs: extensions would be fetched from the network, and plain messages lack the position. */
const GUARDS = [
  'SET autoinstall_known_extensions=false',
  'SET autoload_known_extensions=false',
  'SET errors_as_json=true',
  // Its time grows with the square of the columns: 10 s to plan the import of a file of 1 000 columns, 1.4 s without; elsewhere nothing was measured to change.
  "SET disabled_optimizers='common_subexpressions'",
];
const LOCKS = ["SET allowed_directories=['local/']", 'SET enable_external_access=false', 'SET lock_configuration=true'];

const NOT_STOPPED = 'a cancelled statement did not stop';

const READING_VERBS = new Set('select with from values table pivot unpivot describe show summarize explain pragma'.split(' '));
const WRITING_VERBS = new Set(['insert', 'update', 'delete', 'merge', 'analyze']);

/** One opened database: its pool of connections and the statements that run on them. Dies once and never comes back. */
export class DuckDBInstance {
  readonly #process: DuckDBProcess;
  readonly #pool = new ConnectionPool(() => this.#connect());
  readonly #pending = new Set<(reason: AppError) => void>();
  #locked: Promise<void> | null = null;
  #lost: AppError | null = null;
  #onLost: (() => void) | null = null;

  private constructor(process: DuckDBProcess) {
    this.#process = process;
    process.onDeath((reason) => this.lose(reason));
  }

  /** Opens an empty database in memory and all its connections, with the guards set. `onLost` is called once, when the instance dies without having been asked to. */
  static async open(process: DuckDBProcess, onLost: () => void): Promise<DuckDBInstance> {
    const instance = new DuckDBInstance(process);
    try {
      await instance.#alive(process.database.open({ path: ':memory:', query: { queryPollingInterval: SLICE_MS } }));
      await instance.#pool.fill();
    } catch (error) {
      process.terminate();
      throw error;
    }
    if (instance.#lost) throw instance.#lost;
    instance.#onLost = onLost;
    return instance;
  }

  get isLost(): boolean {
    return this.#lost !== null;
  }

  /** Whether it was ended because one statement would not stop: the others that ran did nothing wrong. */
  get endedForCancellation(): boolean {
    return this.#lost?.detail['reason'] === NOT_STOPPED;
  }

  query(sql: string, options?: RunOptions): Promise<ResultTable> {
    return this.#run(sql, () => {}, options?.signal);
  }

  stream(sql: string, onBatch: (rows: ArrowRows) => void, options?: RunOptions): Promise<ResultTable> {
    return this.#run(sql, onBatch, options?.signal);
  }

  /** Runs the statements of a script on one connection; an open transaction is rolled back when one fails. */
  async execute(script: string): Promise<void> {
    const connection = await this.#connection();
    try {
      for (const sql of splitStatements(script)) {
        await this.#send(connection, sql, () => {}).catch((error: unknown) => {
          throw this.#translated(error, sql);
        });
      }
    } catch (error) {
      if (!this.#lost) await this.#send(connection, 'ROLLBACK', () => {}).catch(() => {});
      throw error;
    } finally {
      this.#pool.give(connection);
    }
  }

  /** @returns the error a run of this one statement would give before it starts, or null. */
  async check(sql: string): Promise<AppError | null> {
    const connection = await this.#connection();
    const { database } = this.#process;
    try {
      const statement = await this.#alive(database.createPrepared(connection, sql));
      await this.#alive(database.closePrepared(connection, statement));
      return null;
    } catch (error) {
      const translated = this.#translated(error, sql);
      if (translated.code === 'engine-lost') throw translated;
      return translated;
    } finally {
      this.#pool.give(connection);
    }
  }

  /** @returns the tables a statement reads, or null where the engine's parser cannot tell */
  async tableNames(sql: string): Promise<readonly string[] | null> {
    const connection = await this.#connection();
    try {
      return await this.#alive(this.#process.database.getTableNames(connection, sql));
    } catch (error) {
      if (this.#lost) throw this.#lost;
      if (isFatal(error)) this.lose(String(error));
      return null;
    } finally {
      this.#pool.give(connection);
    }
  }

  lockDown(): Promise<void> {
    this.#locked ??= this.#lock();
    return this.#locked;
  }

  async register(path: string, content: File | Uint8Array): Promise<void> {
    const { database } = this.#process;
    await this.unregister(path);
    if (content instanceof Uint8Array) await this.#alive(database.registerFileBuffer(path, content.slice()));
    else await this.#alive(this.#process.registerFile(path, content));
  }

  read(path: string): Promise<Uint8Array> {
    return this.#alive(this.#process.database.copyFileToBuffer(path));
  }

  async unregister(path: string): Promise<void> {
    await this.#alive(this.#process.database.dropFile(path));
  }

  /**
   * On a connection of its own: one on which a stream broke off answers every later stream with what was left of it.
   * The engine takes a stream only; from a file it would insert nothing without a word.
   */
  async insertArrow(table: string, ipc: Uint8Array): Promise<void> {
    const { database } = this.#process;
    const connection = await this.#alive(database.connectInternal());
    try {
      const stream = isArrowFile(ipc) ? tableToIPC(tableFromIPC(ipc), 'stream') : ipc;
      await this.#alive(database.insertArrowFromIPCStream(connection, stream, { name: table, schema: 'main', create: true }));
      // A stream that ends too early makes no table and no error.
      await this.#alive(database.runQuery(connection, `SELECT 1 FROM main.${identifier(table)} LIMIT 0`));
    } catch (error) {
      const translated = this.#translated(error, '');
      throw translated.code === 'engine-lost' ? translated : new AppError('sql-other', { reason: firstLine(error) }, { cause: error });
    } finally {
      await this.#alive(database.disconnect(connection)).catch(() => {});
    }
  }

  version(): Promise<string> {
    return this.#alive(this.#process.database.getVersion());
  }

  /** Ends the worker; everything that runs rejects with `engine-lost`. `onLost` is called. */
  lose(reason: string): void {
    if (this.#lost) return;
    const onLost = this.#onLost;
    this.end(reason);
    onLost?.();
  }

  /** Ends the worker; everything that runs rejects with `engine-lost`. `onLost` is not called. */
  end(reason: string): void {
    if (this.#lost) return;
    this.#lost = new AppError('engine-lost', { reason });
    this.#onLost = null;
    this.#process.terminate();
    for (const reject of [...this.#pending]) reject(this.#lost);
    this.#pending.clear();
    this.#pool.fail(this.#lost);
  }

  /** All connections are open and have their guards; a locked engine takes no more settings. */
  async #lock(): Promise<void> {
    const connection = await this.#connection();
    try {
      await this.#alive(this.#process.database.runQuery(connection, LOCKS.join(';')));
    } finally {
      this.#pool.give(connection);
    }
  }

  async #run(sql: string, onBatch: (rows: ArrowRows) => void, signal?: AbortSignal): Promise<ResultTable> {
    const connection = await this.#connection(signal);
    try {
      return await this.#send(connection, sql, onBatch, signal);
    } catch (error) {
      if (signal?.aborted) throw new AppError('cancelled', {}, { cause: error });
      throw this.#translated(error, sql);
    } finally {
      this.#pool.give(connection);
    }
  }

  /** Starts the statement, lets it work in slices until it has a schema, and fetches batch after batch. */
  async #send(connection: number, sql: string, onBatch: (rows: ArrowRows) => void, signal?: AbortSignal): Promise<ResultTable> {
    const { database } = this.#process;
    const stopCancelling = this.#cancelOnAbort(connection, signal);
    try {
      signal?.throwIfAborted();
      let header = await this.#alive(database.startPendingQuery(connection, sql, true));
      while (header === null) header = await this.#alive(database.pollPendingQuery(connection));
      const reader = await RecordBatchReader.from(this.#chunks(connection, header, signal));
      await reader.open();
      const rows = new ArrowRows(reader.schema);
      const fields = reader.schema.fields;
      if (fields.some((field) => hasDictionary(field.type as DataType)) && isReading(sql)) return await this.#readAtOnce(connection, sql);
      for await (const batch of reader) {
        rows.append(batch);
        onBatch(rows);
      }
      signal?.throwIfAborted();
      return returnsNothing(sql, rows) ? emptyResult : rows.table();
    } finally {
      stopCancelling();
    }
  }

  /**
   * The engine's stream leaves out the words of an ENUM; its one-piece answer has them. Cancelling this waits for the statement's end
   * or ends the worker.
   */
  async #readAtOnce(connection: number, sql: string): Promise<ResultTable> {
    const reader = RecordBatchReader.from(await this.#alive(this.#process.database.runQuery(connection, sql)));
    reader.open();
    const rows = new ArrowRows(reader.schema);
    for (const batch of reader) rows.append(batch);
    return rows.table();
  }

  async *#chunks(connection: number, header: Uint8Array, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    const { database } = this.#process;
    yield header;
    const asked: Promise<Uint8Array | null>[] = [];
    const ask = (): void => {
      const answer = this.#alive(database.fetchQueryResults(connection));
      answer.catch(() => {});
      asked.push(answer);
    };
    try {
      for (;;) {
        signal?.throwIfAborted();
        while (asked.length < FETCH_AHEAD) ask();
        const chunk = await asked.shift()!;
        if (chunk === null) continue;
        if (chunk.length === 0) return;
        yield chunk;
      }
    } finally {
      await Promise.allSettled(asked);
    }
  }

  /** Interrupts the statement on `connection` once the signal aborts, and ends the worker when that does not help in time. */
  #cancelOnAbort(connection: number, signal?: AbortSignal): () => void {
    if (!signal) return () => {};
    let timer: ReturnType<typeof setTimeout> | undefined;
    const abort = (): void => {
      this.#alive(this.#process.database.cancelPendingQuery(connection)).catch(() => {});
      timer = setTimeout(() => this.lose(NOT_STOPPED), CANCEL_PATIENCE_MS);
    };
    signal.addEventListener('abort', abort, { once: true });
    return () => {
      signal.removeEventListener('abort', abort);
      clearTimeout(timer);
    };
  }

  /** An error as the caller gets it; one that shows a broken instance also ends it. */
  #translated(error: unknown, sql: string): AppError {
    if (this.#lost) return this.#lost;
    if (isFatal(error)) this.lose(appErrorOf(error, sql).detail['reason']?.toString() ?? '');
    return appErrorOf(error, sql);
  }

  /** The engine forgets its open promises when its worker dies; this one rejects. */
  #alive<T>(answer: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#lost) {
        reject(this.#lost);
        return;
      }
      const settled = (): boolean => this.#pending.delete(reject);
      this.#pending.add(reject);
      answer.then(
        (value) => {
          settled();
          resolve(value);
        },
        (error: unknown) => {
          settled();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }

  async #connection(signal?: AbortSignal): Promise<number> {
    if (this.#lost) throw this.#lost;
    return this.#pool.take(signal);
  }

  async #connect(): Promise<number> {
    const { database } = this.#process;
    const connection = await this.#alive(database.connectInternal());
    await this.#alive(database.runQuery(connection, GUARDS.join(';')));
    return connection;
  }
}

function isArrowFile(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, 6)) === 'ARROW1';
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

/** The engine answers CREATE VIEW and its like with an empty column of its own. */
function returnsNothing(sql: string, rows: ArrowRows): boolean {
  if (rows.rowCount > 0 || rows.columns.length !== 1) return false;
  const name = rows.columns[0]?.name;
  return (name === 'Count' || name === 'Success') && !isReading(sql);
}

/** Whether the statement only reads, so that it may run twice. */
export function isReading(sql: string): boolean {
  const tokens = sqlTokens(sql);
  const first = tokens.find((token) => token.text !== '(')?.text ?? '';
  return READING_VERBS.has(first) && !tokens.some((token) => token.kind === 'word' && WRITING_VERBS.has(token.text));
}

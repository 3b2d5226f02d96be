import { AppError } from '../core/app-error';
import type { Engine } from '../core/engine';
import type { ResultTable } from '../core/result-table';

/**
 * What a run has come to. `confirmed` is false for a result built ahead of time that the engine has not repeated yet; `kept` is true while the rows are
 * those of an earlier visit.
 */
export type Run =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly table: ResultTable | null; readonly kept: boolean }
  | {
      readonly kind: 'done';
      readonly table: ResultTable;
      readonly elapsedMs: number;
      readonly confirmed: boolean;
      readonly kept: boolean;
    }
  | { readonly kind: 'failed'; readonly error: AppError };

/** How far a statement may go; past it the run fails with `stranger-time`, `stranger-size` or `stranger-memory`. */
export interface RunLimits {
  readonly seconds: number;
  /** Rows times columns that are taken over into the page. */
  readonly cells: number;
  /** What the engine may hold for it, beyond what it held when the statement began. */
  readonly megabytes: number;
}

/** For SQL that came from somebody else: far more than an honest question needs, and lifted by one press. */
export const strangerLimits: RunLimits = { seconds: 10, cells: 20_000_000, megabytes: 1_000 };

/** How often it is looked how much a statement holds. */
const watchEveryMs = 150;

/** One statement at a time: a new start aborts the one before, and a late answer of an old one is dropped. */
export class QueryRun {
  #state = $state.raw<Run>({ kind: 'idle' });
  #abort: AbortController | null = null;

  constructor(
    private readonly engine: Engine,
    /** Resolves once a statement can run: the tables it reads are there. */
    private readonly readyFor: (sql: string) => Promise<void>,
    private readonly clock: () => number,
  ) {}

  get state(): Run {
    return this.#state;
  }

  /** The rows to show: those of the result, or those that have arrived so far. */
  get table(): ResultTable | null {
    return this.#state.kind === 'done' || this.#state.kind === 'running' ? this.#state.table : null;
  }

  /** Shows a result that was built ahead of time, or kept from an earlier visit, until `start` computes it in the engine. */
  preset(table: ResultTable, kept: boolean): void {
    this.#state = { kind: 'done', table, elapsedMs: 0, confirmed: false, kept };
  }

  /**
   * Runs and resolves with the whole result; null when it failed, was cancelled or was overtaken. The old rows stay until new ones come.
   * @param limits null for a statement of the reader's own
   * @param prepare what has to be done in the engine first; gives the statement whose rows are shown. Its errors are the run's.
   */
  async start(
    sql: () => string,
    prepare?: (signal: AbortSignal) => Promise<string>,
    limits: RunLimits | null = null,
  ): Promise<ResultTable | null> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const current = () => this.#abort === abort;
    this.#state = { kind: 'running', table: this.table, kept: this.#kept };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const over = new AbortController();
    const overrun = (error: AppError) => {
      if (current()) this.fail(error);
    };
    try {
      const text = sql();
      await this.readyFor(text);
      if (!current()) return null;
      const startedAtMs = this.clock();
      if (limits) {
        timer = setTimeout(() => overrun(new AppError('stranger-time', { seconds: limits.seconds })), 1000 * limits.seconds);
        const { megabytes } = limits;
        void this.#watchMemory(megabytes, over.signal, () => overrun(new AppError('stranger-memory', { megabytes })));
      }
      const shown = prepare ? await prepare(abort.signal) : text;
      if (!current()) return null;
      const table = await this.engine.stream(
        shown,
        (rows, complete) => {
          if (limits && rows.rowCount * rows.columns.length > limits.cells) overrun(new AppError('stranger-size', { cells: limits.cells }));
          if (current() && !complete) this.#state = { kind: 'running', table: rows, kept: false };
        },
        { signal: abort.signal },
      );
      if (!current()) return null;
      this.#state = { kind: 'done', table, elapsedMs: this.clock() - startedAtMs, confirmed: true, kept: false };
      return table;
    } catch (cause) {
      const error = asAppError(cause);
      const { megabytes } = limits ?? {};
      // The engine's own end of memory may come between two looks at it.
      if (current())
        this.fail(megabytes !== undefined && error.code === 'sql-out-of-memory' ? new AppError('stranger-memory', { megabytes }) : error);
      return null;
    } finally {
      clearTimeout(timer);
      over.abort();
      if (current()) this.#abort = null;
    }
  }

  /** Looks at what the engine holds until the signal; the engine answers between two slices of its work. */
  async #watchMemory(megabytes: number, over: AbortSignal, exceeded: () => void): Promise<void> {
    const held = async () => Number((await this.engine.query('SELECT sum(memory_usage_bytes)::DOUBLE FROM duckdb_memory()')).cell(0, 0));
    try {
      const before = await held();
      while (!over.aborted) {
        if ((await held()) - before > megabytes * 1e6) return exceeded();
        await new Promise((resolve) => setTimeout(resolve, watchEveryMs));
      }
    } catch {
      // The engine is gone; the run hears of that itself.
    }
  }

  /** Shows nothing. */
  clear(): void {
    this.#state = { kind: 'idle' };
  }

  get #kept(): boolean {
    return (this.#state.kind === 'done' || this.#state.kind === 'running') && this.#state.kept;
  }

  /** Ends what runs, with this error. */
  fail(error: AppError): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#state = { kind: 'failed', error };
  }

  /** Cancels the running statement; true when there was one. */
  cancel(): boolean {
    this.#abort?.abort();
    return this.#abort !== null;
  }
}

/** Whatever was thrown, as an error of the catalogue. */
export function asAppError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  return new AppError('unexpected', { reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
}

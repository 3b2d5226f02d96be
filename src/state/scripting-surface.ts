import { AppError } from '../core/app-error';
import { bindQuestion } from '../core/bind-question';
import type { Bilingual } from '../core/language';
import type { Issue } from '../core/issue';
import type { ParamSpec, ParamValue, ParamValues } from '../core/question';
import { plainRowLimit, plainRows, type PlainRows } from '../core/plain-rows';
import { recordsOf, type Plain } from '../core/result-table';
import { identifier } from '../core/sql/sql-literal';
import { parameterNames } from '../core/sql/sql-text';
import { runQuestion } from '../jobs/run-question';
import type { Session } from './session.svelte';

/** `window.doiChieu`: the page for scripts. Documented in README; stable: members are added, never changed. */
export interface ScriptingSurface {
  /** Resolves when the engine answers and the model is loaded. */
  readonly ready: Promise<void>;
  /** Opens files as if they had been dropped. A file that cannot be read has `error` and no tables. */
  open(files: readonly File[]): Promise<
    {
      name: string;
      tables: { name: string; rows: number; columns: string[]; rejected: number; issues: readonly Issue[] }[];
      error: { code: string; vi: string; en: string } | null;
    }[]
  >;
  /** Every table a statement may read. */
  tables(): Promise<{ name: string; rows: number; columns: string[] }[]>;
  /** Runs one statement; `$name` parameters take their values from `params`. */
  sql(text: string, params?: ParamValues): Promise<PlainRows>;
  questions(): { id: string; title: Bilingual; params: readonly ParamSpec[] }[];
  /** Runs a saved question. `verdicts` has one record per row when the rows are verdicts, else it is empty. */
  run(id: string, params?: ParamValues): Promise<PlainRows & { verdicts: readonly Record<string, Plain>[] }>;
  /** The link to what is on the page now. */
  link(): string;
  /** A table by name, or the result of a statement, as RFC 4180 text with ',' and decimal point. */
  exportCsv(tableOrSql: string): Promise<string>;
  /** Cancels whatever runs, also what these functions started; true when there was something. */
  cancel(): boolean;
}

export function scriptingSurface(session: Session): ScriptingSurface {
  const { engine } = session;
  const running = new Set<AbortController>();

  async function cancellable<T>(work: (options: { signal: AbortSignal }) => Promise<T>, ready = session.ready): Promise<T> {
    await ready;
    const abort = new AbortController();
    running.add(abort);
    try {
      return await work({ signal: abort.signal });
    } finally {
      running.delete(abort);
    }
  }

  return {
    ready: session.ready,
    async open(files) {
      const results = await session.open(files.map((file) => ({ name: file.name, size: file.size, file })));
      return results.map((result) => ({
        name: result.name,
        tables: result.tables.map((table) => ({
          name: table.name,
          rows: table.rows,
          columns: [...table.columns],
          rejected: table.rejected,
          issues: table.issues,
        })),
        error: result.error && { code: result.error.code, vi: result.error.text('vi'), en: result.error.text('en') },
      }));
    },
    async tables() {
      await session.ready;
      await session.tables.refresh();
      return session.tables.tables.map((table) => ({
        name: table.name,
        rows: table.rows,
        columns: table.columns.map((column) => column.name),
      }));
    },
    sql: (text, params = {}) =>
      cancellable(async (options) => {
        session.statementRuns(text);
        return plainRows(await engine.query(bindQuestion(text, specsOf(text, params), params).sql, options));
      }, session.readyFor(text)),
    questions: () => session.questions.map(({ id, title, params }) => ({ id, title, params })),
    run: (id, params = {}) =>
      cancellable(async (options) => {
        const question = session.questions.find((one) => one.id === id);
        if (!question) throw new AppError('question-unknown', { id });
        const { table, verdictColumns } = await runQuestion(engine, question, params, options);
        return { ...plainRows(table), verdicts: verdictColumns ? recordsOf(table, plainRowLimit) : [] };
      }),
    link: () => session.link(),
    exportCsv: (tableOrSql) =>
      cancellable(async (options) => {
        const isName = session.tables.tables.some((table) => table.name === tableOrSql) || /^[\p{L}_][\p{L}\p{N}_]*$/u.test(tableOrSql);
        if (!isName) session.statementRuns(tableOrSql);
        const sql = isName ? `SELECT * FROM ${identifier(tableOrSql)}` : tableOrSql;
        return session.csvOf(await engine.query(sql, options), 'en');
      }),
    cancel() {
      const had = running.size > 0;
      for (const abort of running) abort.abort();
      return [session.cancel(), had].some(Boolean);
    },
  };
}

/** A statement of a script declares nothing; each parameter takes the type of the value it is given, one that is given none stays unknown. */
function specsOf(text: string, params: ParamValues): ParamSpec[] {
  const given = parameterNames(text).filter((name) => Object.hasOwn(params, name));
  return given.map((name) => ({ name, type: typeOf(params[name] ?? null), label: { vi: name, en: name }, default: null }));
}

function typeOf(value: ParamValue): ParamSpec['type'] {
  if (typeof value === 'number') return 'number';
  if (Array.isArray(value)) return 'units';
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? 'date' : 'text';
}

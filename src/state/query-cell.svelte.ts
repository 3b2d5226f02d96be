import { AppError } from '../core/app-error';
import { bindQuestion, type BoundQuery } from '../core/bind-question';
import type { Engine } from '../core/engine';
import type { QueryCell } from '../core/notebook';
import { firstDifference } from '../core/plain-table';
import { chartIn, type ParamSpec, type ParamValue, type ParamValues, type QuestionView, type SavedQuestion } from '../core/question';
import { sortedBy, type SortOrder } from '../core/sort-order';
import { parameterNames } from '../core/sql-text';
import type { Language } from '../core/language';
import type { ResultTable } from '../core/result-table';
import { asAppError, QueryRun } from './query-run.svelte';

/** What a query cell needs from its notebook. */
export interface CellSurroundings {
  readonly engine: Engine;
  readonly readyFor: (sql: string) => Promise<void>;
  readonly clock: () => number;
  /** Values and types of the notebook's input cells, by name. */
  readonly inputs: () => ReadonlyMap<string, { readonly type: ParamSpec['type']; readonly value: ParamValue }>;
  /** Called when something that belongs into the link has changed. */
  readonly changed: () => void;
}

/** A query cell at work: a saved question or the reader's own SQL, its parameter values, its view and its run. */
export class QueryCellState {
  readonly kind = 'query';
  readonly run: QueryRun;
  #sql = $state<string | null>(null);
  #params = $state.raw<ParamValues>({});
  #view = $state<QuestionView | null>(null);
  #chart = $state<string | null>(null);
  #sort = $state.raw<SortOrder | null>(null);
  #ranSql = $state<string | null>(null);
  #approved = $state(true);

  constructor(
    readonly id: string,
    readonly question: SavedQuestion | null,
    cell: QueryCell,
    private readonly around: CellSurroundings,
    options: { readonly approved: boolean },
  ) {
    this.#sql = cell.sql;
    this.#params = cell.params;
    this.#view = cell.view;
    this.#chart = cell.chart;
    // SQL that came with a link waits until the reader has seen it.
    this.#approved = options.approved || cell.sql === null;
    this.run = new QueryRun(around.engine, around.readyFor, around.clock);
  }

  /** False while SQL that came from somebody else has not been looked at. */
  get approved(): boolean {
    return this.#approved;
  }

  get sql(): string {
    return this.#sql ?? this.question?.sql ?? '';
  }

  /** The SQL is not the saved question's. */
  get edited(): boolean {
    return this.#sql !== null;
  }

  /** The question's parameters; for own SQL one per `$name`, typed by the input cell of that name, else text. */
  readonly specs: readonly ParamSpec[] = $derived.by(() => {
    const declared = this.question?.params ?? [];
    const names = parameterNames(this.sql);
    const extra = names.filter((name) => !declared.some((spec) => spec.name === name));
    return [
      ...declared.filter((spec) => names.includes(spec.name)),
      ...extra.map((name): ParamSpec => ({
        name,
        type: this.around.inputs().get(name)?.type ?? 'text',
        label: { vi: name, en: name },
        default: null,
      })),
    ];
  });

  /** The values in force: the cell's own, else the input cell's of that name, else the default. */
  readonly values: ParamValues = $derived.by(() =>
    Object.fromEntries(
      this.specs.map((spec) => [spec.name, this.#params[spec.name] ?? this.around.inputs().get(spec.name)?.value ?? spec.default]),
    ),
  );

  get view(): QuestionView {
    return this.#view ?? this.question?.view ?? 'grid';
  }

  get sort(): SortOrder | null {
    return this.#sort;
  }

  /** True when the rows on the screen are not those of the text and values on the screen. */
  readonly stale: boolean = $derived.by(() => {
    if (this.#ranSql === null || this.run.state.kind !== 'done') return false;
    try {
      return this.#statement() !== this.#ranSql;
    } catch {
      return true;
    }
  });

  /** The statement as it would run, parameters filled in. @throws AppError `param-missing`, `param-invalid` */
  bound(): BoundQuery {
    return bindQuestion(this.sql, this.specs, this.values);
  }

  /** The Vega-Lite spec as JSON text, localised; null when there is none. */
  chartText(language: Language): string | null {
    if (this.#chart !== null) return this.#chart;
    const spec = this.question && chartIn(this.question, language);
    return spec ? JSON.stringify(spec, null, 2) : null;
  }

  /** The result of the same statement, built ahead of time, so that there is something to see at once. */
  preset(table: ResultTable): void {
    this.#ranSql = this.#statement();
    this.run.preset(table);
  }

  /** Runs the cell as it is now. A result built ahead of time that the engine does not confirm becomes an error. */
  async start(): Promise<ResultTable | null> {
    if (!this.#approved) return null;
    const before = this.run.state;
    const expected = before.kind === 'done' && !before.confirmed && !this.stale ? before.table : null;
    const table = await this.run.start(() => (this.#ranSql = this.#statement()));
    const difference = expected && table ? firstDifference(expected, table) : null;
    if (difference) {
      this.run.fail(
        new AppError('prebuilt-differs', {
          column: difference.column,
          row: difference.row + 1,
          a: String(difference.a),
          b: String(difference.b),
        }),
      );
      return null;
    }
    return table;
  }

  /** What is wrong with the text as it stands, found without running it; null when it would run or is empty. */
  async check(): Promise<AppError | null> {
    if (this.sql.trim() === '') return null;
    try {
      await this.around.readyFor(this.sql);
      return await this.around.engine.check(this.#statement());
    } catch (cause) {
      return asAppError(cause);
    }
  }

  approve(): Promise<unknown> {
    this.#approved = true;
    return this.start();
  }

  /** New SQL text; it runs when the reader says so. */
  edit(sql: string): void {
    if (sql === this.sql) return;
    this.#sql = sql === this.question?.sql ? null : sql;
    this.#sort = null;
    this.around.changed();
  }

  /** Sets one parameter and runs at once. */
  setParam(name: string, value: ParamValue): Promise<unknown> {
    this.#params = { ...this.#params, [name]: value };
    this.around.changed();
    return this.start();
  }

  showAs(view: QuestionView): void {
    this.#view = view;
    this.around.changed();
  }

  editChart(text: string): void {
    this.#chart = text;
    this.around.changed();
  }

  sortBy(order: SortOrder | null): Promise<unknown> {
    this.#sort = order;
    return this.start();
  }

  toCell(): QueryCell {
    const defaults = new Map(this.question?.params.map((spec) => [spec.name, JSON.stringify(spec.default)]));
    const params = Object.entries(this.#params).filter(([name, value]) => JSON.stringify(value) !== defaults.get(name));
    return {
      kind: 'query',
      id: this.id,
      question: this.question?.id ?? null,
      sql: this.question ? this.#sql : this.sql,
      params: Object.fromEntries(params),
      view: this.#view,
      chart: this.#chart,
    };
  }

  #statement(): string {
    const { sql } = this.bound();
    return this.#sort ? sortedBy(sql, this.#sort, this.run.table?.columns ?? []) : sql;
  }
}

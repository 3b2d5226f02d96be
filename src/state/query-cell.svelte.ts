import { AppError } from '../core/app-error';
import { bindQuestion, type BoundQuery } from '../core/bind-question';
import type { Engine } from '../core/engine';
import type { UnitSystemGuard } from '../jobs/unit-system-guard';
import type { QueryCell } from '../core/notebook/notebook';
import type { ChartBuild } from '../core/chart/chart-build';
import type { ColumnProfile } from '../core/grid/column-profile';
import { gridLayoutText, laidOut, parseGridLayout, withoutFilterOn, type GridLayout } from '../core/grid/grid-layout';
import { firstDifference } from '../core/plain-table';
import { chartIn, type ParamSpec, type ParamValue, type ParamValues, type QuestionView, type SavedQuestion } from '../core/question';
import { identifier } from '../core/sql/sql-literal';
import { parameterNames } from '../core/sql/sql-text';
import { relationOf } from '../core/sql/sql-relation';
import { hasIllustrative, saysOrigin } from '../core/scorecard';
import { mayRestOnIllustrative } from '../core/sql/illustrative-sql';
import { tablesRead } from '../core/sql/tables-read';
import type { Language } from '../core/language';
import type { ResultColumn, ResultTable } from '../core/result-table';
import { chartRows, type ChartRows } from '../jobs/chart-rows';
import { listValues, type ValueCount } from '../jobs/list-values';
import { profileColumn } from '../jobs/profile-column';
import { asAppError, QueryRun, strangerLimits } from './query-run.svelte';

/** What a query cell needs from its notebook. */
export interface CellSurroundings {
  readonly engine: Engine;
  readonly readyFor: (sql: string) => Promise<void>;
  readonly clock: () => number;
  /** Values and types of the notebook's input cells, by name. */
  readonly inputs: () => ReadonlyMap<string, { readonly type: ParamSpec['type']; readonly value: ParamValue }>;
  /** Tables, views and macros that rest on illustrative observations now; empty while none are loaded. */
  readonly illustrative: () => ReadonlySet<string>;
  /** Called when something that belongs into the link has changed. */
  readonly changed: () => void;
  /** Runs the cell and what follows from it. */
  readonly run: (id: string) => Promise<void>;
  /** Writes a statement's rows as a table that other cells read by its name. @throws AppError `cell-name-taken` and the statement's own errors */
  readonly makeTable: (name: string, sql: string, signal: AbortSignal) => Promise<void>;
  /** A statement of the reader's has run; rows null when it failed. */
  readonly ran: (sql: string, rows: number | null, elapsedMs: number | null) => void;
  /** The cell has another name, or none: its readers have to follow. */
  readonly renamed: (id: string, before: string | null) => void;
}

/** A query cell at work: a saved question or the reader's own SQL, its parameter values, its view and its run. */
export class QueryCellState {
  readonly kind = 'query';
  readonly run: QueryRun;
  /** What the reader made the cell for, so that its view opens there; null when it was not made here. */
  readonly opening: 'sql' | 'pivot' | null;
  #sql = $state<string | null>(null);
  #params = $state.raw<ParamValues>({});
  #view = $state<QuestionView | null>(null);
  #chart = $state<string | null>(null);
  /** What the rows on the screen came from: the statement, and what the grid asked on top of it. */
  #ran = $state<string | null>(null);
  #approved = $state(true);
  /** Its SQL came from somebody else, and the reader has not said that it may run as long as it likes. */
  #limited = false;
  #name = $state<string | null>(null);
  #title = $state<string | null>(null);
  #layout = $state.raw<GridLayout>({});
  #pivot = $state<string | null>(null);
  #map = $state<string | null>(null);
  #collapsed = $state(false);
  #behind = $state(false);
  #confirmed = $state.raw<{ readonly sql: string; readonly names: readonly string[] } | null>(null);
  #guard: UnitSystemGuard | null = null;
  /** The statement whose rows stand in the engine as a table of this cell's name. */
  #tabledSql: string | null = null;
  /** Columns of the statement itself, for what the grid asks on top of it. */
  #columns: { readonly sql: string; readonly columns: readonly ResultColumn[] } = { sql: '', columns: [] };
  #runCount = 0;

  constructor(
    readonly id: string,
    readonly question: SavedQuestion | null,
    cell: QueryCell,
    private readonly around: CellSurroundings,
    options: { readonly approved: boolean; readonly opening?: 'sql' | 'pivot' },
  ) {
    this.opening = options.opening ?? null;
    this.restore(cell);
    // SQL that came with a link waits until the reader has seen it.
    this.#approved = options.approved || cell.sql === null;
    this.#limited = !this.#approved;
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

  get name(): string | null {
    return this.#name;
  }

  /** The reader's own title; null = the saved question's. */
  get title(): string | null {
    return this.#title;
  }

  get collapsed(): boolean {
    return this.#collapsed;
  }

  /** How the grid stands; its filters and order are asked of the engine. */
  get layout(): GridLayout {
    return this.#layout;
  }

  /** The pivot that wrote the SQL, as JSON text of core/pivot/pivot. */
  get pivot(): string | null {
    return this.#pivot;
  }

  /** How its map is drawn, as JSON text of a MapForm. */
  get map(): string | null {
    return this.#map;
  }

  /** How often the cell has run in this session. */
  get runCount(): number {
    return this.#runCount;
  }

  /** Names of what the cell reads: parameters that have no value of their own, and tables as the engine's parser finds them, or ours where it cannot tell. */
  readonly reads: readonly string[] = $derived.by(() => {
    const confirmed = this.#confirmed?.sql === this.sql ? this.#confirmed.names : tablesRead(this.sql);
    return [...parameterNames(this.sql).filter((name) => this.#params[name] === undefined), ...confirmed];
  });

  /**
   * Its rows rest on illustrative figures: a column says so, or where none could, it reads a table made from a file that calls itself illustrative, or
   * observations among which illustrative ones may be.
   */
  readonly illustrative: boolean = $derived.by(() => {
    const { table } = this.run;
    if (table === null) return false;
    return (
      hasIllustrative(table) ||
      this.reads.some((name) => /(^|_)(minh_hoa|illustrative)(_|$)/i.test(name)) ||
      (!saysOrigin(table) && mayRestOnIllustrative(this.sql, this.around.illustrative()))
    );
  });

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

  /** The parameter takes its value from an input cell. */
  isFed(name: string): boolean {
    return this.#params[name] === undefined && this.around.inputs().has(name);
  }

  get view(): QuestionView {
    return this.#view ?? this.question?.view ?? 'grid';
  }

  /** True when the rows on the screen are not those of the text and values on the screen. */
  readonly stale: boolean = $derived.by(() => {
    if (this.#ran === null || this.run.state.kind !== 'done') return false;
    try {
      return this.#behind || this.#asked() !== this.#ran;
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
    this.#ran = this.#asked();
    this.run.preset(table, false);
  }

  /** The result of an earlier visit, shown until the engine has computed it anew; whether the two agree does not matter. */
  presetKept(table: ResultTable): void {
    this.#ran = this.#asked();
    this.run.preset(table, true);
  }

  /** What the rows on the screen came from, as text; null when there are none. */
  get ranFrom(): string | null {
    return this.#ran;
  }

  /** Runs the cell as it is now, and what follows from it; the whole result, or null when it failed, was cancelled or overtaken. */
  async start(): Promise<ResultTable | null> {
    await this.around.run(this.id);
    return this.run.state.kind === 'done' ? this.run.state.table : null;
  }

  /** Runs this cell alone. A result built ahead of time that the engine does not confirm becomes an error. */
  async execute(asTable: boolean): Promise<boolean> {
    if (!this.#approved || this.sql.trim() === '') return false;
    const before = this.run.state;
    const expected = before.kind === 'done' && !before.confirmed && !before.kept && !this.stale ? before.table : null;
    this.#behind = false;
    this.#runCount++;
    const name = asTable ? this.#name : null;
    const table = await this.run.start(
      () => {
        this.#ran = this.#asked();
        return this.bound().sql;
      },
      async (signal) => {
        const { sql } = this.bound();
        const crossing = await this.#crossing();
        if (crossing) throw crossing;
        if (name !== null) {
          await this.around.makeTable(name, sql, signal);
          this.#tabledSql = sql;
        }
        return this.#arranged(this.#layout, signal);
      },
      this.#limited ? strangerLimits : null,
    );
    if (this.edited) this.around.ran(this.sql, table?.rowCount ?? null, this.run.state.kind === 'done' ? this.run.state.elapsedMs : null);
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
      return false;
    }
    return table !== null;
  }

  /** True when the rows of the text and values as they stand can be read as a table. */
  get tabled(): boolean {
    try {
      return !this.#behind && this.#tabledSql !== null && this.bound().sql === this.#tabledSql;
    } catch {
      return false;
    }
  }

  /** The engine lost its tables. */
  forgetTable(): void {
    this.#tabledSql = null;
  }

  /** Something it reads has changed and it did not follow. */
  fallBehind(): void {
    this.#behind = true;
  }

  fail(error: AppError): void {
    this.run.fail(error);
  }

  /** Asks the engine's parser which tables the text reads, once for each text. */
  async confirmReads(): Promise<void> {
    const { sql } = this;
    if (this.#confirmed?.sql === sql || sql.trim() === '') return;
    try {
      const names = await this.around.engine.tableNames(this.bound().sql);
      if (names && this.sql === sql) this.#confirmed = { sql, names };
    } catch {
      // A parameter without a value: what our own reading of the text finds stands in.
    }
  }

  /** What is wrong with the text as it stands, found without running it; null when it would run or is empty. */
  async check(): Promise<AppError | null> {
    if (this.sql.trim() === '') return null;
    try {
      await this.around.readyFor(this.sql);
      return (await this.around.engine.check(this.bound().sql)) ?? (await this.#crossing());
    } catch (cause) {
      return asAppError(cause);
    }
  }

  /** A comparison across unit systems in the reader's own text; saved questions are looked through by a test. */
  async #crossing(): Promise<AppError | null> {
    if (this.question && !this.edited) return null;
    const { UnitSystemGuard } = await import('../jobs/unit-system-guard');
    this.#guard ??= new UnitSystemGuard(this.around.engine);
    return this.#guard.check(this.sql, (text) => this.#boundText(text));
  }

  /** What would be wrong with another text in this one's place. */
  async checkText(sql: string): Promise<AppError | null> {
    try {
      return await this.around.engine.check(this.#boundText(sql));
    } catch (cause) {
      return asAppError(cause);
    }
  }

  /** A text with this cell's values in place of its `$names`. */
  #boundText(sql: string): string {
    const specs = parameterNames(sql)
      .map((name) => this.specs.find((spec) => spec.name === name))
      .filter((spec) => spec !== undefined);
    return bindQuestion(sql, specs, this.values).sql;
  }

  /** The reader has looked at the SQL; it may run. */
  approve(): void {
    this.#approved = true;
  }

  /** The reader trusts the SQL as he does his own: no limits of time and size from here on. */
  liftLimits(): void {
    this.#limited = false;
  }

  /** New SQL text; it runs when the reader says so. */
  edit(sql: string): void {
    if (sql === this.sql) return;
    this.#sql = sql === this.question?.sql ? null : sql;
    this.around.changed();
  }

  /** Sets one parameter and runs at once. */
  setParam(name: string, value: ParamValue): Promise<unknown> {
    this.#params = { ...this.#params, [name]: value };
    this.around.changed();
    return this.start();
  }

  /** @param name null takes the name away */
  rename(name: string | null): void {
    if (name === this.#name) return;
    const before = this.#name;
    this.#name = name;
    this.#tabledSql = null;
    this.around.changed();
    this.around.renamed(this.id, before);
  }

  retitle(title: string | null): void {
    this.#title = title;
    this.around.changed();
  }

  /** Stands the grid differently; runs again when its filters or order have changed. */
  async arrange(layout: GridLayout): Promise<void> {
    const before = askedOfEngine(this.#layout);
    this.#layout = layout;
    this.around.changed();
    if (askedOfEngine(layout) !== before) await this.execute(false);
  }

  /** The rows that a chart of the result draws: summed up, binned or sampled by the engine where that is needed. */
  async chartRowsOf(build: ChartBuild | null, limit: number, signal: AbortSignal): Promise<ChartRows> {
    const table = this.run.table;
    if (!table) throw new AppError('cancelled');
    return chartRows(this.around.engine, { sql: await this.#arranged(this.#layout, signal), table }, build, { signal, limit });
  }

  /** What a column of the result holds, under the filters in force. */
  async profileOf(column: ResultColumn, signal: AbortSignal): Promise<ColumnProfile> {
    const sql = await this.#arranged({ filters: this.#layout.filters }, signal);
    return profileColumn(this.around.engine, sql, column, { signal });
  }

  /** The values of a column to filter by: under the filters on the other columns. */
  async valuesOf(column: ResultColumn, search: string, signal: AbortSignal): Promise<ValueCount[]> {
    const sql = await this.#arranged({ filters: withoutFilterOn(this.#layout, column.name).filters }, signal);
    return listValues(this.around.engine, sql, column, search, { signal });
  }

  /** Takes over SQL that a pivot wrote, with the pivot, and runs it. */
  async repivot(pivot: string, sql: string): Promise<void> {
    this.edit(sql);
    this.#pivot = pivot;
    this.around.changed();
    await this.start();
  }

  fold(collapsed: boolean): void {
    this.#collapsed = collapsed;
    this.around.changed();
  }

  showAs(view: QuestionView): void {
    this.#view = view;
    this.around.changed();
  }

  editChart(text: string): void {
    this.#chart = text;
    this.around.changed();
  }

  drawMap(form: string): void {
    this.#map = form;
    this.around.changed();
  }

  toCell(): QueryCell {
    const defaults = new Map(this.question?.params.map((spec) => [spec.name, JSON.stringify(spec.default)]));
    const params = Object.entries(this.#params).filter(([name, value]) => JSON.stringify(value) !== defaults.get(name));
    return {
      kind: 'query',
      id: this.id,
      collapsed: this.#collapsed,
      name: this.#name,
      title: this.#title,
      question: this.question?.id ?? null,
      sql: this.question ? this.#sql : this.sql,
      params: Object.fromEntries(params),
      view: this.#view,
      chart: this.#chart,
      layout: gridLayoutText(this.#layout),
      pivot: this.#pivot,
      map: this.#map,
    };
  }

  restore(cell: QueryCell): void {
    this.#sql = cell.sql;
    this.#params = cell.params;
    this.#view = cell.view;
    this.#chart = cell.chart;
    this.#name = cell.name;
    this.#title = cell.title;
    this.#layout = parseGridLayout(cell.layout);
    this.#pivot = cell.pivot;
    this.#map = cell.map;
    this.#collapsed = cell.collapsed;
  }

  /** The statement the rows are read from: the cell's own table where there is one. */
  #source(): string {
    const { sql } = this.bound();
    return this.#name !== null && this.#tabledSql === sql ? `SELECT * FROM ${identifier(this.#name)}` : sql;
  }

  #asked(): string {
    return `${this.bound().sql}\n${askedOfEngine(this.#layout)}`;
  }

  /** The statement with the layout's filters and order around it; what has become a table is read from there. */
  async #arranged(layout: GridLayout, signal: AbortSignal): Promise<string> {
    const source = this.#source();
    if (askedOfEngine(layout) === askedOfEngine({})) return source;
    const { sql } = this.bound();
    if (this.#columns.sql !== sql) {
      const { columns } = await this.around.engine.query(`SELECT * FROM ${relationOf(source)} LIMIT 0`, { signal });
      this.#columns = { sql, columns };
    }
    return laidOut(source, layout, this.#columns.columns);
  }
}

/** The part of a layout that the engine answers, as text to compare. */
function askedOfEngine({ filters = [], sort = [] }: GridLayout): string {
  return JSON.stringify([filters, sort]);
}

import { AppError } from '../core/app-error';
import { cellGraph, type CellGraph, type GraphCell } from '../core/notebook/cell-graph';
import type { Engine } from '../core/engine';
import { figureNames } from '../core/notebook/live-figures';
import { freeCellId, queryCell, type Cell, type InputCell, type Notebook, type QueryCell, type SheetCell } from '../core/notebook/notebook';
import type { ParamValue, ParamValues, SavedQuestion } from '../core/question';
import type { Plain } from '../core/result-table';
import type { SheetLookup } from '../core/sheet/sheet-names';
import { CellTables } from './cell-tables';
import { DividerCellState } from './divider-cell.svelte';
import { InputCellState } from './input-cell.svelte';
import { NotebookHistory } from './notebook-history';
import { NotebookRun, type RunnableCell } from './notebook-run';
import { QueryCellState, type CellSurroundings } from './query-cell.svelte';
import { SheetCellState } from './sheet-cell.svelte';
import { TextCellState } from './text-cell.svelte';

export type CellState = TextCellState | InputCellState | QueryCellState | SheetCellState | DividerCellState;

export interface NotebookPorts {
  readonly engine: Engine;
  /** Resolves once a statement can run: the tables it reads are there. */
  readonly readyFor: (sql: string) => Promise<void>;
  /** Resolves when the model is loaded. */
  readonly ready: () => Promise<void>;
  readonly questions: readonly SavedQuestion[];
  /** Names of units, targets and indicators, for sheets. */
  readonly lookup: () => SheetLookup;
  /** A statement of the reader's has run; rows null when it failed. */
  readonly ran: (sql: string, rows: number | null, elapsedMs: number | null) => void;
  /** Everything that ran is over. */
  readonly settled: () => void;
  /** What rests on illustrative observations now. */
  readonly illustrative: () => ReadonlySet<string>;
  readonly clock: () => number;
  /** Called after every change that belongs into the link. */
  readonly changed: () => void;
}

/** The page: an ordered list of cells that follow one another. */
export class NotebookState {
  #title = $state('');
  #cells = $state.raw<readonly CellState[]>([]);
  #automatic = $state(true);
  /** Raised with each step of the history, which is no rune itself. */
  #step = $state(0);
  readonly #history = new NotebookHistory();
  readonly #surroundings: CellSurroundings;
  readonly #run: NotebookRun;
  readonly #tables: CellTables;
  /** Sheets that a run is writing. */
  readonly #written = new Set<string>();

  constructor(private readonly ports: NotebookPorts) {
    this.#tables = new CellTables(ports.engine);
    this.#surroundings = {
      engine: ports.engine,
      readyFor: ports.readyFor,
      clock: ports.clock,
      inputs: () => this.#inputs,
      illustrative: ports.illustrative,
      changed: () => undefined,
      run: (id) => this.#run.run([id], this.#automatic),
      makeTable: (name, sql, signal) => this.#makeTable(name, sql, signal),
      ran: ports.ran,
      renamed: (id, before) => void this.#renamed(id, before),
    };
    this.#run = new NotebookRun({
      graph: () => this.graph,
      runnable: (id) => this.#runnable(id),
      label: (id) => this.#labelOf(id),
      refine: () => this.#confirmReads(),
      settled: ports.settled,
    });
  }

  readonly #inputs = $derived.by(
    () =>
      new Map(
        this.#cells.flatMap((cell) =>
          cell.kind === 'input' ? [[cell.name, { type: paramType(cell.type), value: cell.value }] as const] : [],
        ),
      ),
  );

  /** Who follows whom. */
  readonly graph: CellGraph = $derived.by(() => cellGraph(this.#cells.map(graphCell)));

  get title(): string {
    return this.#title;
  }

  get cells(): readonly CellState[] {
    return this.#cells;
  }

  get queryCells(): readonly QueryCellState[] {
    return this.#cells.filter((cell) => cell.kind === 'query');
  }

  /** Cells that others can read, with the columns of their present result. */
  readonly names: readonly {
    readonly name: string;
    readonly id: string;
    readonly kind: CellState['kind'];
    readonly columns: readonly string[];
  }[] = $derived.by(() =>
    this.#cells.flatMap((cell) => {
      const { name } = graphCell(cell);
      const columns = cell.kind === 'query' ? (cell.run.table?.columns ?? []) : cell.kind === 'sheet' ? cell.columns : [];
      return name === null ? [] : [{ name, id: cell.id, kind: cell.kind, columns: columns.map((column) => column.name) }];
    }),
  );

  /** Whether what follows from a change runs by itself. */
  get automatic(): boolean {
    return this.#automatic;
  }

  get canUndo(): boolean {
    return this.#step >= 0 && this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#step >= 0 && this.#history.canRedo;
  }

  /** Query cells whose rows are not those of what stands on the page. */
  readonly staleCount: number = $derived.by(() => this.queryCells.filter((cell) => cell.stale).length);

  /** A value of a cell by the cell's name: of an input its value, of a query a column in a row (0-based; without a column the first). Undefined when there is none. */
  look(name: string, column: string | null = null, row = 0): Plain | undefined {
    const id = this.names.find((one) => one.name === name.toLowerCase())?.id;
    const cell = this.#cells.find((one) => one.id === id);
    if (cell?.kind === 'input') return Array.isArray(cell.value) ? cell.value.join(', ') : (cell.value as Plain);
    if (cell?.kind === 'sheet') {
      const at = column === null ? 0 : cell.columns.findIndex((one) => one.name === column);
      return cell.columns[at]?.formula === null ? cell.rows[row]?.[at] : cell.computed(row, at);
    }
    const table = cell?.kind === 'query' ? cell.run.table : null;
    if (!table || row >= table.rowCount) return undefined;
    const at = column === null ? 0 : table.columns.findIndex((one) => one.name === column);
    return at < 0 ? undefined : table.cell(row, at);
  }

  cell(id: string): CellState | null {
    return this.#cells.find((one) => one.id === id) ?? null;
  }

  /**
   * Opens another notebook in place of this one. SQL that is not a saved question's waits for the reader in the cells that are not trusted.
   * @param options.trusted for all cells, or for those whose ids are not in `except`
   */
  load(notebook: Notebook, options: { readonly trusted: boolean; readonly except?: readonly string[] }): void {
    this.cancel();
    for (const cell of this.#cells) if (cell.kind === 'sheet') void cell.remove();
    void this.#tables.dropAll();
    this.#title = notebook.title;
    this.#cells = notebook.cells.map((cell) => this.#alive(cell, options.trusted && !options.except?.includes(cell.id)));
    this.#history.begin(this.toNotebook());
    this.#step++;
  }

  retitle(title: string): void {
    if (title === this.#title) return;
    this.#title = title;
    this.#changed('title');
  }

  /** Adds a saved question (or, with null, an empty query) and runs it. */
  addQuery(questionId: string | null, params: ParamValues = {}, afterId: string | null = null): QueryCellState {
    const cell = this.#ownQuery(queryCell(this.#freeId(), questionId, params), questionId === null ? 'sql' : undefined);
    this.#insert(cell, afterId);
    if (questionId !== null) void cell.start();
    return cell;
  }

  /** Adds a query cell with SQL of the reader's own. */
  addSql(sql: string, afterId: string | null = null): QueryCellState {
    const cell = this.#ownQuery({ ...queryCell(this.#freeId(), null), sql }, 'sql');
    this.#insert(cell, afterId);
    void cell.start();
    return cell;
  }

  /** Adds a query cell that opens as a pivot. */
  addPivot(afterId: string | null = null): QueryCellState {
    return this.#insert(this.#ownQuery(queryCell(this.#freeId(), null), 'pivot'), afterId) as QueryCellState;
  }

  addText(markdown: string, afterId: string | null = null): TextCellState {
    return this.#insert(this.#alive({ kind: 'text', id: this.#freeId(), collapsed: false, markdown }, true), afterId) as TextCellState;
  }

  addInput(name: string, type: InputCell['type'], value: ParamValue, afterId: string | null = null): InputCellState {
    const held = Array.isArray(value) ? [...(value as readonly string[])] : value;
    const cell: Cell = { kind: 'input', id: this.#freeId(), collapsed: false, label: null, source: null, name, type, value: held };
    const added = this.#insert(this.#alive(cell, true), afterId) as InputCellState;
    this.#valueChanged(added.id);
    return added;
  }

  addSheet(form: Pick<SheetCell, 'name' | 'columns' | 'rows'>, afterId: string | null = null): SheetCellState {
    return this.addCells([{ kind: 'sheet', id: '', collapsed: false, ...form }], afterId)[0] as SheetCellState;
  }

  addDivider(title: string, afterId: string | null = null): DividerCellState {
    return this.#insert(this.#alive({ kind: 'divider', id: this.#freeId(), collapsed: false, title }, true), afterId) as DividerCellState;
  }

  /** Adds cells as written, under free ids and without names that are taken, and runs them. */
  addCells(cells: readonly Cell[], afterId: string | null = null): readonly CellState[] {
    let last = afterId;
    const added = cells.map((form) => {
      const cell = this.#insert(this.#alive(this.#adopted(form), true), last);
      last = cell.id;
      return cell;
    });
    void this.#run.run(
      added.map((cell) => cell.id),
      this.#automatic,
    );
    return added;
  }

  /** Adds the same cell once more below it. */
  duplicate(id: string): void {
    const cell = this.cell(id);
    if (cell) this.addCells([cell.toCell()], id);
  }

  remove(id: string): void {
    const cell = this.cell(id);
    if (!cell) return;
    const readers = this.#readersOf(id);
    if (cell.kind === 'query') cell.run.cancel();
    if (cell.kind === 'sheet') void cell.remove();
    this.#cells = this.#cells.filter((one) => one.id !== id);
    this.#changed(null);
    const { name } = graphCell(cell);
    if (cell.kind === 'query' && name !== null) void this.#tables.drop(name);
    void this.#run.run(readers, this.#automatic);
  }

  /** Moves a cell up (-1) or down (+1); at the edge nothing happens. */
  move(id: string, by: -1 | 1): void {
    const from = this.#cells.findIndex((cell) => cell.id === id);
    if (from >= 0) this.moveTo(id, from + by);
  }

  /** Puts a cell at a place, 0-based; places outside are ignored. */
  moveTo(id: string, to: number): void {
    const from = this.#cells.findIndex((cell) => cell.id === id);
    if (from < 0 || to < 0 || to >= this.#cells.length || to === from) return;
    const cells = [...this.#cells];
    cells.splice(to, 0, ...cells.splice(from, 1));
    this.#cells = cells;
    this.#changed(null);
  }

  /** Switches following on or off; switched on, what fell behind runs. */
  async runAutomatically(automatic: boolean): Promise<void> {
    this.#automatic = automatic;
    if (automatic) await this.runStale();
  }

  /** Runs every cell once, each after those it reads; own SQL that is still empty is left alone. */
  async runAll(): Promise<void> {
    await (
      await this.beginAll()
    ).over;
  }

  /** Begins to run all cells; `over` resolves when they have run. */
  beginAll(): Promise<{ readonly over: Promise<void> }> {
    return this.#run.begin(
      this.#cells.map((cell) => cell.id),
      true,
    );
  }

  /** Runs what fell behind, and what follows from it. */
  async runStale(): Promise<void> {
    await this.#run.run(
      this.queryCells.filter((cell) => cell.stale).map((cell) => cell.id),
      true,
    );
  }

  /** Cells with SQL or formulas of somebody else's that nobody has looked at. */
  readonly unapproved: readonly (QueryCellState | SheetCellState)[] = $derived.by(() =>
    this.#cells.filter((cell) => cell.kind === 'query' || cell.kind === 'sheet').filter((cell) => !cell.approved),
  );

  /** The reader has looked at all of it; it runs. */
  async approveAll(): Promise<void> {
    const cells = this.unapproved;
    await Promise.all(cells.map((cell) => cell.approve()));
    await this.#run.run(
      cells.map((cell) => cell.id),
      true,
    );
  }

  /** Cancels whatever runs; true when something did. */
  cancel(): boolean {
    return this.queryCells.map((cell) => cell.run.cancel()).some(Boolean);
  }

  undo(): void {
    this.#restore(this.#history.undo());
  }

  redo(): void {
    this.#restore(this.#history.redo());
  }

  /** Takes the notebook away, with the tables its cells have made. */
  async close(): Promise<void> {
    this.cancel();
    const sheets = this.#cells.filter((cell) => cell.kind === 'sheet');
    this.#cells = [];
    await Promise.all([this.#tables.dropAll(), ...sheets.map((cell) => cell.remove())]);
  }

  /** The engine was started again and is empty of the cells' tables. */
  forgetTables(): void {
    this.#tables.forget();
    for (const cell of this.#cells) {
      if (cell.kind === 'query') cell.forgetTable();
      if (cell.kind === 'sheet') void cell.write();
    }
  }

  toNotebook(): Notebook {
    return { title: this.#title, cells: this.#cells.map((cell) => cell.toCell()) };
  }

  #changed(cellId: string | null): void {
    this.#history.record(this.toNotebook(), cellId, this.ports.clock());
    this.#step++;
    this.ports.changed();
  }

  /** Goes to another form of the notebook; cells that stay keep their results, those that differ run. */
  #restore(notebook: Notebook | null): void {
    if (!notebook) return;
    const before = new Map(this.#cells.map((cell) => [cell.id, { cell, form: JSON.stringify(essence(cell.toCell())) }]));
    const changed: string[] = [];
    this.#title = notebook.title;
    this.#cells = notebook.cells.map((form) => {
      const was = before.get(form.id);
      if (!was || JSON.stringify(essence(form)) !== was.form) changed.push(form.id);
      return (was && revived(was.cell, form)) ?? this.#alive(form, true);
    });
    const kept = new Set(this.#cells);
    for (const { cell } of before.values()) {
      if (kept.has(cell)) continue;
      if (cell.kind === 'query') cell.run.cancel();
      if (cell.kind === 'sheet') void cell.remove();
    }
    this.#step++;
    this.ports.changed();
    void this.#run.run(changed, this.#automatic);
  }

  #insert(cell: CellState, afterId: string | null): CellState {
    const after = this.#cells.findIndex((one) => one.id === afterId);
    this.#cells = after < 0 ? [...this.#cells, cell] : this.#cells.toSpliced(after + 1, 0, cell);
    this.#changed(null);
    return cell;
  }

  #alive(cell: Cell, trusted: boolean): CellState {
    const changed = () => this.#changed(cell.id);
    switch (cell.kind) {
      case 'text':
        return new TextCellState(cell.id, cell, changed);
      case 'divider':
        return new DividerCellState(cell.id, cell, changed);
      case 'input':
        return new InputCellState(cell.id, cell, { changed, valueChanged: () => this.#valueChanged(cell.id) });
      case 'query':
        return this.#query(cell, { approved: trusted });
      case 'sheet':
        return new SheetCellState(
          cell,
          {
            engine: this.ports.engine,
            ready: this.ports.ready,
            lookup: this.ports.lookup,
            changed,
            written: () => this.#sheetWritten(cell.id),
          },
          { approved: trusted },
        );
    }
  }

  #ownQuery(form: QueryCell, opening: 'sql' | 'pivot' | undefined): QueryCellState {
    return this.#query(form, { approved: true, ...(opening && { opening }) });
  }

  #query(form: QueryCell, options: { readonly approved: boolean; readonly opening?: 'sql' | 'pivot' }): QueryCellState {
    const question = this.ports.questions.find((one) => one.id === form.question) ?? null;
    return new QueryCellState(form.id, question, form, { ...this.#surroundings, changed: () => this.#changed(form.id) }, options);
  }

  #valueChanged(id: string): void {
    void this.#run.run([id], this.#automatic);
  }

  #runnable(id: string): RunnableCell | null {
    const cell = this.cell(id);
    if (cell?.kind === 'query') return cell;
    return cell?.kind === 'sheet' ? this.#runnableSheet(cell) : null;
  }

  /** A sheet runs by being written; it reads nobody, so it neither falls behind nor fails because of others. */
  #runnableSheet(cell: SheetCellState): RunnableCell {
    return {
      id: cell.id,
      name: cell.name,
      tabled: cell.status.kind === 'done',
      execute: async () => {
        this.#written.add(cell.id);
        await cell.write().finally(() => this.#written.delete(cell.id));
        return cell.status.kind === 'done';
      },
      fallBehind: () => undefined,
      fail: () => undefined,
    };
  }

  /** After an edit its readers follow; in a run they are waiting for it anyway. */
  #sheetWritten(id: string): void {
    if (!this.#written.has(id)) void this.#run.run(this.#readersOf(id), this.#automatic);
  }

  #labelOf(id: string): string {
    const cell = this.cell(id);
    return (cell && graphCell(cell).name) ?? id;
  }

  #readersOf(id: string): string[] {
    return this.#cells.map((cell) => cell.id).filter((one) => this.graph.sources.get(one)?.includes(id));
  }

  /** The engine is asked only where a name could be meant. */
  async #confirmReads(): Promise<void> {
    const names = new Set(this.#cells.flatMap((cell) => (cell.kind === 'query' ? [cell.name] : [])).filter((name) => name !== null));
    if (names.size === 0) return;
    const unsure = this.queryCells.filter((cell) => cell.approved && cell.reads.some((read) => names.has(read.toLowerCase())));
    await Promise.all(unsure.map((cell) => cell.confirmReads()));
  }

  async #makeTable(name: string, sql: string, signal: AbortSignal): Promise<void> {
    if (this.names.filter((one) => one.name === name).length > 1) throw new AppError('cell-name-taken', { name });
    await this.#tables.make(name, sql, signal);
  }

  async #renamed(id: string, before: string | null): Promise<void> {
    const followers = this.#readersOf(id);
    const orphans = before === null ? [] : this.queryCells.filter((cell) => cell.reads.includes(before)).map((cell) => cell.id);
    if (before !== null) await this.#tables.drop(before);
    await this.#run.run([...followers, ...orphans], this.#automatic);
  }

  #freeId(): string {
    return freeCellId(this.#cells.map((one) => one.toCell()));
  }

  /** A cell from elsewhere under an id and a name that are free here. */
  #adopted(form: Cell): Cell {
    const taken = new Set(this.names.map((one) => one.name));
    const id = this.#freeId();
    if (form.kind === 'query') return { ...form, id, name: form.name !== null && taken.has(form.name) ? null : form.name };
    if (form.kind === 'input' || form.kind === 'sheet') return { ...form, id, name: freeName(form.name, taken) };
    return { ...form, id };
  }
}

/** What of a cell decides its rows; views, titles and folding do not. */
function essence(cell: Cell): unknown {
  if (cell.kind !== 'query') return cell;
  return { ...cell, view: null, title: null, collapsed: false, chart: null, layout: null };
}

/** The cell at work with another form, or null when the form needs a new one. */
function revived(cell: CellState, form: Cell): CellState | null {
  if (cell.kind === 'text' && form.kind === 'text') cell.restore(form);
  else if (cell.kind === 'divider' && form.kind === 'divider') cell.restore(form);
  else if (cell.kind === 'input' && form.kind === 'input') cell.restore(form);
  else if (cell.kind === 'sheet' && form.kind === 'sheet') cell.restore(form);
  else if (cell.kind === 'query' && form.kind === 'query' && form.question === (cell.question?.id ?? null)) cell.restore(form);
  else return null;
  return cell;
}

function graphCell(cell: CellState): GraphCell {
  const { id } = cell;
  switch (cell.kind) {
    case 'query':
      return { id, name: cell.name, reads: cell.reads };
    case 'input':
      return { id, name: cell.name, reads: typeof cell.source === 'string' ? [cell.source] : [] };
    case 'sheet':
      return { id, name: cell.name, reads: [] };
    case 'text':
      return { id, name: null, reads: figureNames(cell.markdown) };
    default:
      return { id, name: null, reads: [] };
  }
}

/** How a statement takes the value of an input: one choice is any text. */
function paramType(type: InputCell['type']): Exclude<InputCell['type'], 'choice'> {
  return type === 'choice' ? 'text' : type;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name}_${n}`;
  return free;
}

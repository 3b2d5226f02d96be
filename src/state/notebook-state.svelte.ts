import type { Engine } from '../core/engine';
import { freeCellId, queryCell, type Cell, type InputCell, type Notebook, type TextCell } from '../core/notebook';
import type { ParamValue, ParamValues, SavedQuestion } from '../core/question';
import { QueryCellState, type CellSurroundings } from './query-cell.svelte';

/** A text cell at work. */
export class TextCellState {
  readonly kind = 'text';
  #markdown = $state('');

  constructor(
    readonly id: string,
    markdown: string,
    private readonly changed: () => void,
  ) {
    this.#markdown = markdown;
  }

  get markdown(): string {
    return this.#markdown;
  }

  write(markdown: string): void {
    this.#markdown = markdown;
    this.changed();
  }

  toCell(): TextCell {
    return { kind: 'text', id: this.id, markdown: this.markdown };
  }
}

/** An input cell at work: one value that the query cells below and above may use by its name. */
export class InputCellState {
  readonly kind = 'input';
  #value = $state.raw<ParamValue>(null);

  constructor(
    readonly id: string,
    readonly name: string,
    readonly type: InputCell['type'],
    value: ParamValue,
    private readonly changed: (name: string) => void,
  ) {
    this.#value = value;
  }

  get value(): ParamValue {
    return this.#value;
  }

  set(value: ParamValue): void {
    this.#value = value;
    this.changed(this.name);
  }

  toCell(): InputCell {
    const value = Array.isArray(this.value) ? [...this.value] : this.value;
    return { kind: 'input', id: this.id, name: this.name, type: this.type, value };
  }
}

export type CellState = TextCellState | InputCellState | QueryCellState;

export interface NotebookPorts {
  readonly engine: Engine;
  /** Resolves once a statement can run: the tables it reads are there. */
  readonly readyFor: (sql: string) => Promise<void>;
  readonly questions: readonly SavedQuestion[];
  readonly clock: () => number;
  /** Called after every change that belongs into the link. */
  readonly changed: () => void;
}

/** The page: an ordered list of cells. */
export class NotebookState {
  #title = $state('');
  #cells = $state.raw<readonly CellState[]>([]);
  readonly #surroundings: CellSurroundings;

  constructor(private readonly ports: NotebookPorts) {
    this.#surroundings = {
      engine: ports.engine,
      readyFor: ports.readyFor,
      clock: ports.clock,
      inputs: () => this.#inputs,
      changed: ports.changed,
    };
  }

  readonly #inputs = $derived.by(
    () => new Map(this.#cells.flatMap((cell) => (cell.kind === 'input' ? [[cell.name, { type: cell.type, value: cell.value }]] : []))),
  );

  get title(): string {
    return this.#title;
  }

  get cells(): readonly CellState[] {
    return this.#cells;
  }

  get queryCells(): readonly QueryCellState[] {
    return this.#cells.filter((cell) => cell.kind === 'query');
  }

  /** Opens another notebook in place of this one. With `trusted` false, SQL that is not a saved question's waits for the reader. */
  load(notebook: Notebook, options: { readonly trusted: boolean }): void {
    this.cancel();
    this.#title = notebook.title;
    this.#cells = notebook.cells.map((cell) => this.#alive(cell, options.trusted));
  }

  /** Adds a saved question (or, with null, an empty query) at the end and runs it. */
  addQuery(questionId: string | null, params: ParamValues = {}): QueryCellState {
    const cell = this.#alive(queryCell(freeCellId(this.#cells.map((one) => one.toCell())), questionId, params), true) as QueryCellState;
    this.#insert(cell);
    if (questionId !== null) void cell.start();
    return cell;
  }

  /** Adds a query cell with SQL of the reader's own. */
  addSql(sql: string): QueryCellState {
    const cell = this.addQuery(null);
    cell.edit(sql);
    void cell.start();
    return cell;
  }

  addText(markdown: string): TextCellState {
    const cell = this.#alive({ kind: 'text', id: freeCellId(this.#cells.map((one) => one.toCell())), markdown }, true) as TextCellState;
    this.#insert(cell);
    return cell;
  }

  addInput(name: string, type: InputCell['type'], value: ParamValue): InputCellState {
    const id = freeCellId(this.#cells.map((one) => one.toCell()));
    const cell = this.#alive(
      { kind: 'input', id, name, type, value: Array.isArray(value) ? [...value] : value } as InputCell,
      true,
    ) as InputCellState;
    this.#insert(cell);
    return cell;
  }

  remove(id: string): void {
    const cell = this.#cells.find((one) => one.id === id);
    if (cell?.kind === 'query') cell.run.cancel();
    this.#cells = this.#cells.filter((one) => one.id !== id);
    this.ports.changed();
  }

  /** Moves a cell up (-1) or down (+1); at the edge nothing happens. */
  move(id: string, by: -1 | 1): void {
    const from = this.#cells.findIndex((cell) => cell.id === id);
    const to = from + by;
    if (from < 0 || to < 0 || to >= this.#cells.length) return;
    const cells = [...this.#cells];
    cells.splice(to, 0, ...cells.splice(from, 1));
    this.#cells = cells;
    this.ports.changed();
  }

  /** Runs every query cell once, in order; own SQL that is still empty is left alone. */
  async runAll(): Promise<void> {
    for (const cell of this.queryCells) if (cell.sql.trim() !== '') await cell.start();
  }

  /** Cancels whatever runs; true when something did. */
  cancel(): boolean {
    return this.queryCells.map((cell) => cell.run.cancel()).some(Boolean);
  }

  toNotebook(): Notebook {
    return { title: this.#title, cells: this.#cells.map((cell) => cell.toCell()) };
  }

  #insert(cell: CellState): void {
    this.#cells = [...this.#cells, cell];
    this.ports.changed();
  }

  #alive(cell: Cell, trusted: boolean): CellState {
    switch (cell.kind) {
      case 'text':
        return new TextCellState(cell.id, cell.markdown, this.ports.changed);
      case 'input':
        return new InputCellState(cell.id, cell.name, cell.type, cell.value, (name) => this.#inputChanged(name));
      case 'query': {
        const question = this.ports.questions.find((one) => one.id === cell.question) ?? null;
        return new QueryCellState(cell.id, question, cell, this.#surroundings, { approved: trusted });
      }
    }
  }

  #inputChanged(name: string): void {
    this.ports.changed();
    for (const cell of this.queryCells) if (cell.specs.some((spec) => spec.name === name)) void cell.start();
  }
}

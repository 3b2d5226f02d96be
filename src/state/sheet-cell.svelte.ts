import type { AppError } from '../core/app-error';
import type { Engine } from '../core/engine';
import type { Language } from '../core/language';
import type { SheetCell } from '../core/notebook/notebook';
import type { Plain } from '../core/result-table';
import * as edits from '../core/sheet/sheet';
import { pasteBlock, type Pasted, type TextBlock } from '../core/sheet/sheet-block';
import * as fills from '../core/sheet/sheet-fill';
import type { SheetLookup } from '../core/sheet/sheet-names';
import { problemOf, type SheetProblem, type SheetReader, type SheetType } from '../core/sheet/sheet-value';
import { dropSheet, writeSheet, type WrittenSheet } from '../jobs/write-sheet';
import { asAppError } from './query-run.svelte';

export interface SheetPorts {
  readonly engine: Engine;
  /** Resolves when the model is loaded, so that its names can be told from the sheet's. */
  readonly ready: () => Promise<void>;
  readonly lookup: () => SheetLookup;
  /** Called after every edit; the notebook keeps what `toCell` was before. */
  readonly changed: () => void;
  /** Called when the engine's table shows the sheet as it is now: what reads it may run. */
  readonly written: () => void;
}

/** What has become of the sheet in the engine. `outdated`: it was changed since, or never written. */
export type SheetWrite =
  | { readonly kind: 'outdated' }
  | { readonly kind: 'writing' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: AppError };

/** A cell that does not fit its column. */
export interface SheetMisfit {
  readonly row: number;
  readonly column: number;
  readonly problem: SheetProblem;
}

/**
 * A sheet at work. Every edit is a new `SheetCell` that goes through `change`; the table in the engine follows, one write at a time, the last
 * state always. Formulas that came with a link wait until `approve`.
 */
export class SheetCellState {
  readonly kind = 'sheet';
  readonly id: string;
  #cell = $state.raw<SheetCell>()!;
  #write = $state.raw<SheetWrite>({ kind: 'outdated' });
  #written = $state.raw<WrittenSheet | null>(null);
  #approved = $state(true);
  #under: Promise<void> | null = null;
  #tableName: string | null = null;
  #removed = false;

  constructor(
    cell: SheetCell,
    private readonly ports: SheetPorts,
    options: { readonly approved: boolean } = { approved: true },
  ) {
    this.id = cell.id;
    this.#cell = cell;
    this.#approved = options.approved || cell.columns.every((column) => column.formula === null);
  }

  get value(): SheetCell {
    return this.#cell;
  }

  get name(): string {
    return this.#cell.name;
  }

  readonly columns: SheetCell['columns'] = $derived.by(() => this.#cell.columns);

  get rows(): SheetCell['rows'] {
    return this.#cell.rows;
  }

  get collapsed(): boolean {
    return this.#cell.collapsed;
  }

  get lookup(): SheetLookup {
    return this.ports.lookup();
  }

  get status(): SheetWrite {
    return this.#write;
  }

  /** False while formulas that came from somebody else have not been looked at. */
  get approved(): boolean {
    return this.#approved;
  }

  /** Place of a column → what is wrong with its formula, as of the last write. */
  get formulaErrors(): ReadonlyMap<number, AppError> {
    return this.#written?.errors ?? new Map();
  }

  /** Every cell that does not fit its column, by rows. */
  readonly misfits: readonly SheetMisfit[] = $derived.by(() => {
    const judge = this.#judge;
    return this.#cell.rows.flatMap((row, at) => judge(row).map((misfit) => ({ row: at, ...misfit })));
  });

  /** Judges a row once: an edit leaves all others what they are. */
  readonly #judge = $derived.by(() => {
    const lookup = this.ports.lookup();
    const columns = this.columns;
    const typed = columns.flatMap(({ type, formula }, column) => (formula === null && type !== 'text' ? [{ type, column }] : []));
    const judged = new WeakMap<SheetCell['rows'][number], readonly Omit<SheetMisfit, 'row'>[]>();
    return (row: SheetCell['rows'][number]) => {
      let misfits = judged.get(row);
      if (!misfits) {
        misfits = typed.flatMap(({ type, column }) => {
          const problem = problemOf(row[column] ?? null, type, lookup);
          return problem ? [{ column, problem }] : [];
        });
        judged.set(row, misfits);
      }
      return misfits;
    };
  });

  /** Row in the sheet → row in the table as last written. */
  readonly #tableRows = $derived.by(() => new Map(this.#written?.rows.map((row, at) => [row, at])));

  /** What the engine worked out for a computed column, as of the last write; null where there is nothing. */
  computed(row: number, column: number): Plain {
    const at = this.#tableRows.get(row);
    const name = this.#cell.columns[column]?.name;
    const table = this.#written?.table;
    const place = table?.columns.findIndex((one) => one.name === name) ?? -1;
    return table && at !== undefined && place >= 0 && at < table.rowCount ? table.cell(at, place) : null;
  }

  /** The one way in for edits; the same value is none. */
  change(next: SheetCell): void {
    if (next === this.#cell) return;
    this.#cell = next;
    this.ports.changed();
    void this.write();
  }

  /** Puts a value of before back (undo); tells nobody but writes. */
  restore(cell: SheetCell): void {
    if (cell === this.#cell) return;
    this.#cell = cell;
    void this.write();
  }

  type(row: number, column: number, text: string, language: Language): void {
    this.change(edits.typeInto(this.#cell, row, column, text, this.reader(language)));
  }

  /** Null when the block would not find room; nothing is pasted then. */
  paste(target: edits.SheetRange, block: TextBlock, language: Language): Pasted | null {
    const pasted = pasteBlock(this.#cell, target, block, this.reader(language));
    if (pasted) this.change(pasted.sheet);
    return pasted;
  }

  clear(range: edits.SheetRange): void {
    this.change(edits.clearCells(this.#cell, range));
  }

  fill(source: edits.SheetRange, target: edits.SheetRange, language: Language): void {
    this.change(fills.fill(this.#cell, source, target, this.reader(language)));
  }

  fillDown(range: edits.SheetRange, language: Language): void {
    this.change(fills.fillDown(this.#cell, range, this.reader(language)));
  }

  fillRight(range: edits.SheetRange, language: Language): void {
    this.change(fills.fillRight(this.#cell, range, this.reader(language)));
  }

  fillSeries(range: edits.SheetRange, language: Language): void {
    this.change(fills.fillSeries(this.#cell, range, this.reader(language)));
  }

  insertRows(at: number, count: number): void {
    this.change(edits.insertRows(this.#cell, at, count));
  }

  deleteRows(at: number, count: number): void {
    this.change(edits.deleteRows(this.#cell, at, count));
  }

  insertColumns(at: number, count: number): void {
    this.change(edits.insertColumns(this.#cell, at, count));
  }

  deleteColumns(at: number, count: number): void {
    this.change(edits.deleteColumns(this.#cell, at, count));
  }

  renameColumn(column: number, name: string): void {
    this.change(edits.renameColumn(this.#cell, column, name));
  }

  retypeColumn(column: number, type: SheetType, language: Language): void {
    this.change(edits.retypeColumn(this.#cell, column, type, this.reader(language)));
  }

  setFormula(column: number, formula: string | null): void {
    this.change(edits.setFormula(this.#cell, column, formula));
  }

  sort(column: number, direction: 'asc' | 'desc', language: Language): void {
    const computed = this.#cell.columns[column]?.formula !== null;
    const keyOf = computed ? (row: number) => this.computed(row, column) : undefined;
    this.change(edits.sortRows(this.#cell, column, direction, this.reader(language), keyOf));
  }

  rename(name: string): void {
    if (name !== this.#cell.name) this.change({ ...this.#cell, name });
  }

  collapse(collapsed: boolean): void {
    if (collapsed === this.#cell.collapsed) return;
    this.#cell = { ...this.#cell, collapsed };
    this.ports.changed();
  }

  approve(): Promise<void> {
    this.#approved = true;
    return this.write();
  }

  /** Brings the engine's table up to date; resolves when it is, or when it failed (see `status`). Edits made meanwhile are written too. */
  write(): Promise<void> {
    this.#write = { kind: this.#under ? 'writing' : 'outdated' };
    if (!this.#approved || this.#removed) return Promise.resolve();
    this.#under ??= this.#writeAll().finally(() => (this.#under = null));
    return this.#under;
  }

  /** Takes the table away; the sheet is over. */
  async remove(): Promise<void> {
    this.#removed = true;
    await this.#under?.catch(() => undefined);
    if (this.#tableName !== null) await dropSheet(this.ports.engine, { id: this.id, name: this.#tableName });
    this.#tableName = null;
  }

  toCell(): SheetCell {
    return this.#cell;
  }

  reader(language: Language): SheetReader {
    return { language, lookup: this.ports.lookup() };
  }

  async #writeAll(): Promise<void> {
    let writing: SheetCell;
    do {
      writing = this.#cell;
      this.#write = { kind: 'writing' };
      try {
        await this.ports.ready();
        if (this.#tableName !== null && this.#tableName !== writing.name)
          await dropSheet(this.ports.engine, { id: this.id, name: this.#tableName });
        const written = await writeSheet(this.ports.engine, writing);
        this.#tableName = writing.name;
        if (this.#cell !== writing) continue;
        this.#written = written;
        this.#write = { kind: 'done' };
        this.ports.written();
      } catch (cause) {
        this.#write = { kind: 'failed', error: asAppError(cause) };
      }
    } while (this.#cell !== writing && !this.#removed);
  }
}

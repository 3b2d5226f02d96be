import type { Notebook } from '../core/notebook/notebook';

/** Changes of the same cell that follow one another this closely are one step. */
const pauseMs = 900;
const mostSteps = 200;

/** The forms a notebook has had, for going back and forth. Forms are never changed, so a step costs the changed cell only. */
export class NotebookHistory {
  #past: Notebook[] = [];
  #future: Notebook[] = [];
  #now: Notebook | null = null;
  #lastCell: string | null = null;
  #lastMs = -Infinity;

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Another notebook was opened; there is nothing to go back to. */
  begin(notebook: Notebook): void {
    this.#past = [];
    this.#future = [];
    this.#now = notebook;
    this.#lastCell = null;
  }

  /** @param cellId the one cell that changed, or `title`; null for the order or the set of cells */
  record(notebook: Notebook, cellId: string | null, atMs: number): void {
    const together = cellId !== null && cellId === this.#lastCell && atMs - this.#lastMs < pauseMs;
    if (this.#now && !together) this.#past = [...this.#past.slice(1 - mostSteps), this.#now];
    this.#now = notebook;
    this.#future = [];
    this.#lastCell = cellId;
    this.#lastMs = atMs;
  }

  undo(): Notebook | null {
    return this.#step(this.#past, this.#future);
  }

  redo(): Notebook | null {
    return this.#step(this.#future, this.#past);
  }

  #step(from: Notebook[], to: Notebook[]): Notebook | null {
    const next = from.pop();
    if (!next) return null;
    if (this.#now) to.push(this.#now);
    this.#now = next;
    this.#lastCell = null;
    return next;
  }
}

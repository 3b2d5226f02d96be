import { AppError } from '../core/app-error';
import type { CellGraph } from '../core/notebook/cell-graph';

/** What the runner needs of a cell that takes time: a query, or a sheet whose table is written. */
export interface RunnableCell {
  readonly id: string;
  readonly name: string | null;
  /** Runs as it stands now; false when it failed, was cancelled or overtaken. `asTable`: others read the result as a table of its name. */
  execute(asTable: boolean): Promise<boolean>;
  /** The result of the text and values as they stand is there as a table of its name. */
  readonly tabled: boolean;
  /** Something it reads has changed and it did not follow. */
  fallBehind(): void;
  /** It cannot run, because of others. */
  fail(error: AppError): void;
}

export interface NotebookRunPorts {
  readonly graph: () => CellGraph;
  /** A cell that takes time; null for one that is there at once. */
  readonly runnable: (id: string) => RunnableCell | null;
  /** What readers call a cell in messages. */
  readonly label: (id: string) => string;
  /** Makes sure that the graph knows what the cells read now. */
  readonly refine: () => Promise<void>;
  /** The last run that was begun is over. */
  readonly settled: () => void;
}

/** How a cell's part in a run ended; `overtaken` when a later run has taken the cell over. */
type End = 'done' | 'failed' | 'overtaken';

/**
 * Runs cells after those they read, several at once where they do not depend on each other. A cell that a later run also reaches
 * belongs to that one; what the earlier run would have done with it is dropped. A failure stops only what follows from it.
 */
export class NotebookRun {
  #count = 0;
  /** The newest run that has reached each cell. */
  readonly #newest = new Map<string, number>();

  constructor(private readonly ports: NotebookRunPorts) {}

  /** Runs these cells and, with `following`, all that follow from them. Resolves when all of it is over, whatever came of it. */
  async run(ids: readonly string[], following: boolean): Promise<void> {
    await (
      await this.begin(ids, following)
    ).over;
  }

  /** The same; resolves when those that wait for nothing have begun. */
  async begin(ids: readonly string[], following: boolean): Promise<{ readonly over: Promise<void> }> {
    await this.ports.refine();
    const graph = this.ports.graph();
    this.#refuseCycles(graph);
    const wanted = following ? graph.affected(ids) : graph.order.filter((id) => ids.includes(id));
    const reached = new Set(wanted);
    if (!following) this.#leaveBehind(graph.affected(ids).filter((id) => !reached.has(id)));
    // A source that was only shown so far becomes a table first; nobody else has read it, so nobody else has to follow.
    for (let at = wanted.length - 1; at >= 0; at--)
      for (const source of graph.sources.get(wanted[at]!)!) this.#addUntabled(source, reached, graph);

    const run = ++this.#count;
    const over = new Map<string, Promise<End>>();
    for (const id of graph.order.filter((one) => reached.has(one))) {
      this.#newest.set(id, run);
      over.set(id, this.#runCell(id, run, graph, over));
    }
    const all = Promise.all(over.values()).then(() => {
      if (run === this.#count) this.ports.settled();
    });
    return { over: all };
  }

  async #runCell(id: string, run: number, graph: CellGraph, over: ReadonlyMap<string, Promise<End>>): Promise<End> {
    const sources = graph.sources.get(id)!.filter((source) => over.has(source));
    const came = await Promise.all(sources.map((source) => over.get(source)!));
    const cell = this.ports.runnable(id);
    const overtaken = () => this.#newest.get(id) !== run;
    if (overtaken() || came.includes('overtaken')) return 'overtaken';
    if (!cell) return 'done';
    const failed = sources[came.indexOf('failed')];
    if (failed !== undefined) {
      cell.fail(new AppError('cell-source-failed', { name: this.ports.label(failed) }));
      return 'failed';
    }
    if (await cell.execute(cell.name !== null && graph.isRead(id))) return 'done';
    return overtaken() ? 'overtaken' : 'failed';
  }

  #addUntabled(id: string, reached: Set<string>, graph: CellGraph): void {
    const cell = this.ports.runnable(id);
    if (reached.has(id) || !cell || cell.tabled) return;
    reached.add(id);
    for (const source of graph.sources.get(id)!) this.#addUntabled(source, reached, graph);
  }

  #leaveBehind(ids: readonly string[]): void {
    for (const id of ids) this.ports.runnable(id)?.fallBehind();
  }

  #refuseCycles(graph: CellGraph): void {
    for (const cycle of graph.cycles) {
      const path = [...cycle, cycle[0]!].map(this.ports.label).join(' → ');
      for (const id of cycle) this.ports.runnable(id)?.fail(new AppError('cell-cycle', { path }));
    }
  }
}

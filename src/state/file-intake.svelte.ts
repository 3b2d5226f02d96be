import type { AppError } from '../core/app-error';
import type { SavedRecipe } from '../core/recipe/saved-recipe';
import type { SourceFile } from '../ingest/source-file';
import type { FileVersion, VersionChoice } from '../jobs/compare-version';
import type { OpenedWith } from '../jobs/keep-tables';
import type { KeptSource } from '../jobs/kept-tables';
import type { LoadedFile, OpenFilesOptions } from '../jobs/open-files';
import type { OpenedFile } from '../jobs/opened-file';
import { groupsOf, oddOnes, type OddTable, type ShapeGroup, type UnitedTable } from '../jobs/unite-tables';
import { asAppError } from './query-run.svelte';

/** How far the files being opened have come. */
export interface IntakeProgress {
  /** The file being read now. */
  readonly file: string;
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

export interface IntakePorts {
  readonly open: (
    files: readonly SourceFile[],
    options: OpenFilesOptions & { readonly signal: AbortSignal; readonly onProgress: (progress: IntakeProgress) => void },
  ) => Promise<OpenedFile[]>;
  /** Called when tables may have changed. */
  readonly opened: (files: readonly OpenedFile[]) => Promise<void>;
  readonly recipes: () => readonly SavedRecipe[];
  /** One table that holds the rows of several of one shape. */
  readonly unite: (group: ShapeGroup) => Promise<UnitedTable>;
  readonly divide: (key: string) => Promise<void>;
  /** Runs the recipes of `before` again where those of `now` are other ones. */
  readonly restore: (now: OpenedFile, before: OpenedFile) => Promise<void>;
}

export interface IntakeOptions {
  /** Somebody is there to be asked what becomes of two versions of a file. Default false: the new one replaces the old. */
  readonly ask?: boolean;
  /** The very files that were open before come back: what was said of single lines of them holds. Default false. */
  readonly again?: boolean;
  /** What was kept of their tables, by name. */
  readonly kept?: ReadonlyMap<string, KeptSource>;
}

/** How a dropped file was opened. */
export interface FileOpening extends OpenedWith {
  /** All that it gave. */
  readonly results: readonly OpenedFile[];
  /** Its tables were put back as they were kept. */
  readonly restored: boolean;
}

/** This many files of one shape, opened together, become one table by themselves; fewer are offered. */
const uniteFrom = 3;
/** Larger ones are only offered: their rows stand in memory twice. */
const mostUnitedRows = 2_000_000;

/** Files on their way in, and what became of each. A file opened again replaces its own result only. */
export class FileIntake {
  #results = $state.raw<readonly OpenedFile[]>([]);
  #progress = $state.raw<IntakeProgress | null>(null);
  #error = $state.raw<AppError | null>(null);
  #asking = $state.raw<readonly FileVersion[] | null>(null);
  #united = $state.raw<readonly UnitedTable[]>([]);
  #answer: ((choices: readonly VersionChoice[]) => void) | null = null;
  #abort: AbortController | null = null;
  readonly #sources = new Map<string, SourceFile>();
  readonly #openings = new Map<string, FileOpening>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly ports: IntakePorts) {}

  /** Newest first. */
  get results(): readonly OpenedFile[] {
    return this.#results;
  }

  /** The files that were loaded, in the order they were opened. */
  get sources(): readonly SourceFile[] {
    return [...this.#sources.values()];
  }

  /** How the files were opened whose tables are still as opening made them, by name. */
  get openings(): readonly (readonly [name: string, opening: FileOpening])[] {
    const now = new Set(this.#results);
    return [...this.#openings].filter(([, { results }]) => results.length > 0 && results.every((result) => now.has(result)));
  }

  get progress(): IntakeProgress | null {
    return this.#progress;
  }

  /** Why the last opening stopped as a whole; what was loaded before it is still there. */
  get error(): AppError | null {
    return this.#error;
  }

  /** Files that wait for the reader's word; null when none do. */
  get asking(): readonly FileVersion[] | null {
    return this.#asking;
  }

  /** Tables made of several files of one shape. */
  get united(): readonly UnitedTable[] {
    return this.#united;
  }

  /** Loaded tables of one shape that are not one table yet. */
  readonly unitable: readonly ShapeGroup[] = $derived.by(() => {
    const done = new Set(this.#united.map((one) => one.key));
    return groupsOf(this.#results).filter((group) => !done.has(group.key));
  });

  /** Tables that look like those of a united one and differ in some columns. */
  readonly odd: readonly OddTable[] = $derived.by(() => oddOnes(this.#results, this.#united));

  /** Tables whose rows stand in a united one. */
  readonly membersOfUnited: ReadonlySet<string> = $derived.by(() => new Set(this.#united.flatMap((one) => one.members)));

  /** Says what becomes of each file that waits, in their order. */
  answer(choices: readonly VersionChoice[]): void {
    this.#asking = null;
    this.#answer?.(choices);
    this.#answer = null;
  }

  /** Opens files one batch after another; resolves with the batch's results, those that failed included. */
  open(files: readonly SourceFile[], options: IntakeOptions = {}): Promise<readonly OpenedFile[]> {
    const batch = this.#queue.then(() => this.#openBatch(files, options));
    this.#queue = batch;
    return batch;
  }

  /** Puts every file's tables back after the engine had to start anew. */
  async reopen(): Promise<void> {
    const sources = [...this.#sources].map(([name, source]) => ({ ...source, name }));
    if (sources.length === 0) return;
    this.#openings.clear();
    const recipes = this.ports.recipes();
    const again = await this.ports.open(sources, { recipes, signal: new AbortController().signal, onProgress: () => undefined });
    for (const now of again) {
      const before = this.#results.find((result) => result.name === now.name);
      if (before) await this.ports.restore(now, before).catch(() => undefined);
    }
    await this.#uniteAgain();
  }

  /** The files that results came from, under the names they have here. */
  sourcesOf(results: readonly OpenedFile[]): SourceFile[] {
    const names = new Set(results.filter((result) => !result.error && !result.unread).map((result) => result.droppedAs));
    return [...names].flatMap((name) => {
      const source = this.#sources.get(name);
      return source ? [{ ...source, name }] : [];
    });
  }

  cancel(): boolean {
    if (this.#asking) this.answer(this.#asking.map(() => 'cancel'));
    this.#abort?.abort();
    return this.#abort !== null;
  }

  /** Takes a result off the list; the table stays. */
  dismiss(name: string): void {
    this.#results = this.#results.filter((result) => result.name !== name);
  }

  /** A file's tables were cleaned anew. */
  async renew(file: OpenedFile): Promise<void> {
    this.#results = this.#results.map((result) => (result.name === file.name ? file : result));
    await this.#uniteAgain();
  }

  /** Makes one table of a group. */
  async unite(group: ShapeGroup): Promise<UnitedTable> {
    const table = await this.ports.unite(group);
    this.#united = [...this.#united.filter((one) => one.key !== group.key), table];
    await this.ports.opened([]);
    return table;
  }

  async divide(key: string): Promise<void> {
    await this.ports.divide(key);
    this.#united = this.#united.filter((one) => one.key !== key);
    await this.ports.opened([]);
  }

  async #openBatch(
    files: readonly SourceFile[],
    { ask = false, again = false, kept: tables }: IntakeOptions,
  ): Promise<readonly OpenedFile[]> {
    const abort = new AbortController();
    this.#abort = abort;
    this.#error = null;
    const recipes = this.ports.recipes();
    const restored = new Set<string>();
    try {
      const opened = await this.ports.open(files, {
        signal: abort.signal,
        onProgress: (progress) => (this.#progress = progress),
        recipes,
        loaded: this.#loaded(),
        again,
        ...(tables && { kept: tables, onRestored: (file: string) => restored.add(file) }),
        ...(ask ? { decide: (versions) => this.#ask(versions) } : {}),
      });
      for (const result of opened) {
        if (result.replaced !== undefined) this.#sources.delete(result.replaced);
        const source = files.find((file) => file.name === (result.renamedFrom ?? result.droppedAs));
        if (source && !result.error && !result.unread) this.#sources.set(result.renamedFrom ? result.name : result.droppedAs, source);
      }
      for (const { name } of files) {
        const results = opened.filter((one) => one.droppedAs === name);
        this.#openings.set(name, { results, recipes, again, restored: restored.has(name) });
      }
      const gone = new Set(opened.flatMap((result) => [result.name, ...(result.replaced === undefined ? [] : [result.replaced])]));
      // A file that was not read anew keeps the result it had.
      const kept = (result: OpenedFile) => !gone.has(result.name) || opened.some((one) => one.name === result.name && one.unread);
      const before = this.#results.filter(kept);
      this.#results = [...opened.filter((one) => !one.unread || !before.some((result) => result.name === one.name)), ...before];
      await this.#uniteAgain();
      if (ask) await this.#uniteBatch(opened);
      await this.ports.opened(opened);
      return opened;
    } catch (cause) {
      const error = asAppError(cause);
      this.#error = error;
      // Files read before the stop are loaded; the lists of tables must show them.
      await this.ports.opened([]).catch(() => undefined);
      return files.map(({ name }) => ({ name, tables: [], error, droppedAs: name }));
    } finally {
      this.#progress = null;
      this.#abort = null;
    }
  }

  #loaded(): LoadedFile[] {
    return this.#results.flatMap((result) => {
      const source = this.#sources.get(result.droppedAs);
      return source && !result.error && !result.unread ? [{ source, result }] : [];
    });
  }

  #ask(versions: readonly FileVersion[]): Promise<readonly VersionChoice[]> {
    return new Promise((resolve) => {
      this.#answer = resolve;
      this.#asking = versions;
    });
  }

  /** United tables whose members have changed are made again; those with fewer than two are given up. */
  async #uniteAgain(): Promise<void> {
    const groups = new Map(groupsOf(this.#results).map((group) => [group.key, group]));
    const united: UnitedTable[] = [];
    for (const table of this.#united) {
      const group = groups.get(table.key);
      if (group) united.push(await this.ports.unite(group));
      else await this.ports.divide(table.key);
    }
    this.#united = united;
  }

  /** Many files of one shape dropped together, or a next one beside those that are one table already. */
  async #uniteBatch(opened: readonly OpenedFile[]): Promise<void> {
    const fresh = new Set(opened.filter((file) => !file.unread).map((file) => file.name));
    for (const group of this.unitable) {
      const files = new Set(group.members.map((one) => one.file));
      const mine = [...files].filter((file) => fresh.has(file)).length;
      const rows = group.members.reduce((sum, { table }) => sum + table.rows, 0);
      if (mine > 0 && files.size >= uniteFrom && rows <= mostUnitedRows) this.#united = [...this.#united, await this.ports.unite(group)];
    }
  }
}

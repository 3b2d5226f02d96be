import type { OpenedFile } from '../jobs/opened-file';
import type { SourceFile } from '../ingest/source-file';
import { asAppError } from './query-run.svelte';
import type { AppError } from '../core/app-error';

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
    options: { readonly signal: AbortSignal; readonly onProgress: (progress: IntakeProgress) => void },
  ) => Promise<OpenedFile[]>;
  /** Called when tables may have changed. */
  readonly opened: (files: readonly OpenedFile[]) => Promise<void>;
}

/** Files on their way in, and what became of each. A file opened again replaces its own result only. */
export class FileIntake {
  #results = $state.raw<readonly OpenedFile[]>([]);
  #progress = $state.raw<IntakeProgress | null>(null);
  #error = $state.raw<AppError | null>(null);
  #abort: AbortController | null = null;
  readonly #sources = new Map<string, SourceFile>();
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

  get progress(): IntakeProgress | null {
    return this.#progress;
  }

  /** Why the last opening stopped as a whole; what was loaded before it is still there. */
  get error(): AppError | null {
    return this.#error;
  }

  /** Opens files one batch after another; resolves with the batch's results, those that failed included. */
  open(files: readonly SourceFile[]): Promise<readonly OpenedFile[]> {
    const batch = this.#queue.then(() => this.#openBatch(files));
    this.#queue = batch;
    return batch;
  }

  /** Puts every file's tables back after the engine had to start anew. */
  async reopen(): Promise<void> {
    const sources = [...this.#sources.values()];
    if (sources.length > 0) await this.ports.open(sources, { signal: new AbortController().signal, onProgress: () => undefined });
  }

  cancel(): boolean {
    this.#abort?.abort();
    return this.#abort !== null;
  }

  /** Takes a result off the list; the table stays. */
  dismiss(name: string): void {
    this.#results = this.#results.filter((result) => result.name !== name);
  }

  async #openBatch(files: readonly SourceFile[]): Promise<readonly OpenedFile[]> {
    const abort = new AbortController();
    this.#abort = abort;
    this.#error = null;
    try {
      const opened = await this.ports.open(files, { signal: abort.signal, onProgress: (progress) => (this.#progress = progress) });
      const read = new Set(opened.filter((result) => !result.error).map((result) => result.droppedAs));
      for (const file of files) if (read.has(file.name)) this.#sources.set(file.name, file);
      const names = new Set(opened.map((result) => result.name));
      this.#results = [...opened, ...this.#results.filter((result) => !names.has(result.name))];
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
}

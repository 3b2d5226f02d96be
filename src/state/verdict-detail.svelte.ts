import type { AppError } from '../core/app-error';
import type { Engine } from '../core/engine';
import { explainVerdict, type VerdictExplanation, type VerdictKey } from '../jobs/explain-verdict';
import { readSourceRows, type SourceRows } from '../jobs/read-source-rows';
import { asAppError } from './query-run.svelte';

export type DetailState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'loading'; readonly key: VerdictKey }
  | { readonly kind: 'open'; readonly key: VerdictKey; readonly explanation: VerdictExplanation }
  | { readonly kind: 'failed'; readonly key: VerdictKey; readonly error: AppError };

/** A row of a source file held open under the verdict. */
export interface OpenSource {
  readonly file: string;
  readonly row: number;
  readonly rows: SourceRows | null;
  readonly error: AppError | null;
}

/** The verdict that the reader has opened, down to its observations and the rows of the files they came from. */
export class VerdictDetail {
  #state = $state.raw<DetailState>({ kind: 'closed' });
  #source = $state.raw<OpenSource | null>(null);

  constructor(
    private readonly engine: Engine,
    private readonly ready: Promise<void>,
    /** The raw table of a file by its name, opening the file first where it is one of the samples. */
    private readonly rawTableOf: (file: string) => Promise<string>,
  ) {}

  get state(): DetailState {
    return this.#state;
  }

  get source(): OpenSource | null {
    return this.#source;
  }

  async open(key: VerdictKey): Promise<void> {
    this.#state = { kind: 'loading', key };
    this.#source = null;
    const current = () => this.#state.kind !== 'closed' && this.#state.key === key;
    try {
      await this.ready;
      const explanation = await explainVerdict(this.engine, key);
      if (current()) this.#state = { kind: 'open', key, explanation };
    } catch (cause) {
      if (current()) this.#state = { kind: 'failed', key, error: asAppError(cause) };
    }
  }

  /** Reads what is open once more, because observations have changed; it stays on the screen until then. */
  async refresh(): Promise<void> {
    const before = this.#state;
    if (before.kind !== 'open') return;
    const explanation = await explainVerdict(this.engine, before.key).catch(() => null);
    if (this.#state === before && explanation) this.#state = { kind: 'open', key: before.key, explanation };
  }

  async openSource(file: string, row: number): Promise<void> {
    const wanted: OpenSource = { file, row, rows: null, error: null };
    this.#source = wanted;
    try {
      const rows = await readSourceRows(this.engine, await this.rawTableOf(file), row);
      if (this.#source === wanted) this.#source = { ...wanted, rows };
    } catch (cause) {
      if (this.#source === wanted) this.#source = { ...wanted, error: asAppError(cause) };
    }
  }

  close(): void {
    this.#state = { kind: 'closed' };
    this.#source = null;
  }
}

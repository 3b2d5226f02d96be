import type { AppError } from '../core/app-error';
import type { Engine } from '../core/engine';
import type { Plain } from '../core/result-table';
import { readDocument, type SourceDocument } from '../jobs/read-document';
import { readParts, type RestatedKey } from '../jobs/read-parts';
import { readSourceRows, type SourceRows } from '../jobs/read-source-rows';
import { asAppError } from './query-run.svelte';

/** Where a figure came from: a source document (with the note that stands at the figure), a row of a file, or the parts of a restated one. */
export type SourceKey =
  | { readonly kind: 'document'; readonly documentId: string; readonly note: string | null }
  | { readonly kind: 'row'; readonly file: string; readonly row: number }
  | ({ readonly kind: 'parts'; readonly title: string } & RestatedKey);

export type SourceState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'loading'; readonly key: SourceKey }
  | {
      readonly kind: 'open';
      readonly key: SourceKey;
      readonly document: SourceDocument | null;
      readonly rows: SourceRows | null;
      readonly parts: readonly Readonly<Record<string, Plain>>[] | null;
    }
  | { readonly kind: 'failed'; readonly key: SourceKey; readonly error: AppError };

/** The source that the reader has opened from a row of a result. */
export class SourceDetail {
  #state = $state.raw<SourceState>({ kind: 'closed' });

  constructor(
    private readonly engine: Engine,
    /** The raw table of a file by its name, opening the file first where it is one of the samples. */
    private readonly rawTableOf: (file: string) => Promise<string>,
  ) {}

  get state(): SourceState {
    return this.#state;
  }

  async open(key: SourceKey): Promise<void> {
    this.#state = { kind: 'loading', key };
    const current = () => this.#state.kind !== 'closed' && this.#state.key === key;
    try {
      const document = key.kind === 'document' ? await readDocument(this.engine, key.documentId) : null;
      const rows = key.kind === 'row' ? await readSourceRows(this.engine, await this.rawTableOf(key.file), key.row) : null;
      const parts = key.kind === 'parts' ? await readParts(this.engine, key) : null;
      if (current()) this.#state = { kind: 'open', key, document, rows, parts };
    } catch (cause) {
      if (current()) this.#state = { kind: 'failed', key, error: asAppError(cause) };
    }
  }

  close(): void {
    this.#state = { kind: 'closed' };
  }
}

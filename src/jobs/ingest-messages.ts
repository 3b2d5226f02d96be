import type { ErrorDetail } from '../core/app-error';
import type { ErrorCode } from '../core/error-catalogue';
import type { Candidate } from '../ingest/candidates';
import type { Knowledge } from '../ingest/knowledge';
import type { PreparedTable, TableStart } from '../ingest/prepared-table';
import type { SourceFile } from '../ingest/source-file';

/** What the page tells the reading worker. One job at a time. */
export type ToIngestWorker =
  | {
      readonly kind: 'prepare';
      readonly source: SourceFile;
      readonly table: string;
      readonly knowledge: Knowledge;
      readonly only?: readonly string[];
    }
  | { readonly kind: 'columns'; readonly source: SourceFile }
  | { readonly kind: 'candidates'; readonly source: SourceFile }
  /** The last table or chunk was taken in; go on. */
  | { readonly kind: 'taken' };

/** What the reading worker tells the page. It waits for `taken` after `begins` and after each `chunk`. */
export type FromIngestWorker =
  | { readonly kind: 'progress'; readonly bytesDone: number }
  | { readonly kind: 'begins'; readonly table: TableStart }
  | { readonly kind: 'chunk'; readonly csv: Uint8Array }
  | { readonly kind: 'done'; readonly tables: readonly PreparedTable[] }
  | { readonly kind: 'columns'; readonly ipc: Uint8Array }
  | { readonly kind: 'candidates'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'failed'; readonly code: ErrorCode | null; readonly detail: ErrorDetail; readonly message: string };

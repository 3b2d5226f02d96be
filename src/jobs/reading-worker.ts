import { AppError } from '../core/app-error';
import type { Candidate, ListCandidates } from '../ingest/candidates';
import type { ReadColumns } from '../ingest/columns/arrow-bytes';
import type { PrepareFile } from '../ingest/prepare-file';
import type { PreparedTable } from '../ingest/prepared-table';
import type { FromIngestWorker, ToIngestWorker } from './ingest-messages';

/** The readers of files, each run in a worker. */
export interface ReadingWorker {
  readonly prepare: PrepareFile;
  readonly columns: ReadColumns;
  readonly candidates: ListCandidates;
}

/**
 * A worker is started for each file and ended with it, so a file that is cancelled, hangs or goes wrong leaves nothing behind.
 *
 * @param startWorker makes the worker from `ingest-worker.ts`; in the page
 *   `() => new Worker(new URL('./jobs/ingest-worker.ts', import.meta.url), { type: 'module' })`
 */
export function readingWorker(startWorker: () => Worker): ReadingWorker {
  return {
    prepare: (source, table, knowledge, { signal, onProgress, onTable, onChunk, only }) =>
      ask<readonly PreparedTable[]>(
        startWorker,
        { kind: 'prepare', source, table, knowledge, ...(only ? { only } : {}) },
        signal,
        async (message, answer) => {
          if (message.kind === 'progress') onProgress?.(message.bytesDone);
          if (message.kind === 'begins') await onTable(message.table);
          if (message.kind === 'chunk') await onChunk(message.csv);
          if (message.kind === 'done') answer(message.tables);
          return message.kind === 'begins' || message.kind === 'chunk';
        },
      ),
    columns: (source, { signal } = {}) =>
      ask<Uint8Array>(startWorker, { kind: 'columns', source }, signal, (message, answer) => {
        if (message.kind === 'columns') answer(message.ipc);
        return false;
      }),
    candidates: (source, { signal } = {}) =>
      ask<readonly Candidate[]>(startWorker, { kind: 'candidates', source }, signal, (message, answer) => {
        if (message.kind === 'candidates') answer(message.candidates);
        return false;
      }),
  };
}

/** @param receive takes a message; true when the worker waits for an answer to it */
async function ask<T>(
  startWorker: () => Worker,
  question: ToIngestWorker & { source: { name: string } },
  signal: AbortSignal | undefined,
  receive: (message: FromIngestWorker, answer: (value: T) => void) => boolean | Promise<boolean>,
): Promise<T> {
  if (signal?.aborted) throw new AppError('cancelled');
  const worker = startWorker();
  const send = (message: ToIngestWorker) => worker.postMessage(message);
  try {
    return await new Promise<T>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new AppError('cancelled')), { once: true });
      worker.onerror = (event) => reject(new AppError('file-unreadable', { file: question.source.name, reason: event.message }));
      const take = async (message: FromIngestWorker): Promise<void> => {
        if (message.kind === 'failed') {
          if (message.code !== null) throw new AppError(message.code, message.detail);
          throw new Error(message.message);
        }
        if (await receive(message, resolve)) send({ kind: 'taken' });
      };
      worker.onmessage = ({ data }: MessageEvent<FromIngestWorker>) => void take(data).catch(reject);
      send(question);
    });
  } finally {
    worker.terminate();
  }
}

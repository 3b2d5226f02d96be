import { AppError } from '../core/app-error';
import type { PrepareFile } from '../ingest/prepare-file';
import type { PreparedTable, PrepareOptions } from '../ingest/prepared-table';
import type { FromIngestWorker, ToIngestWorker } from './ingest-messages';

/**
 * A `PrepareFile` that reads in a worker. A worker is started for each file and ended with it, so a file that is cancelled or goes wrong
 * leaves nothing behind.
 *
 * @param startWorker makes the worker from `ingest-worker.ts`; in the page
 *   `() => new Worker(new URL('./jobs/ingest-worker.ts', import.meta.url), { type: 'module' })`
 */
export function prepareInWorker(startWorker: () => Worker): PrepareFile {
  return async (source, table, knowledge, options) => {
    const worker = startWorker();
    const send = (message: ToIngestWorker) => worker.postMessage(message);
    try {
      return await new Promise<readonly PreparedTable[]>((resolve, reject) => {
        options.signal?.addEventListener('abort', () => reject(new AppError('cancelled')), { once: true });
        worker.onerror = (event) => reject(new AppError('file-unreadable', { file: source.name, reason: event.message }));
        worker.onmessage = ({ data }: MessageEvent<FromIngestWorker>) => {
          receive(data, options, resolve).then((goOn) => goOn && send({ kind: 'taken' }), reject);
        };
        send({ kind: 'prepare', source, table, knowledge });
      });
    } finally {
      worker.terminate();
    }
  };
}

/** True when the worker waits for an answer. */
async function receive(
  message: FromIngestWorker,
  options: PrepareOptions,
  resolve: (tables: readonly PreparedTable[]) => void,
): Promise<boolean> {
  switch (message.kind) {
    case 'progress':
      options.onProgress?.(message.bytesDone);
      return false;
    case 'begins':
      await options.onTable(message.table);
      return true;
    case 'chunk':
      await options.onChunk(message.csv);
      return true;
    case 'done':
      resolve(message.tables);
      return false;
    case 'failed':
      if (message.code !== null) throw new AppError(message.code, message.detail);
      throw new Error(message.message);
  }
}

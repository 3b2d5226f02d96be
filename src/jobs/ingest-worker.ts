import { AppError } from '../core/app-error';
import { prepareFile } from '../ingest/prepare-file';
import type { FromIngestWorker, ToIngestWorker } from './ingest-messages';

/** Entry of the reading worker: runs `prepareFile` off the page's thread and hands its pieces over. */
declare const self: DedicatedWorkerGlobalScope;

let abort = new AbortController();
let taken: () => void = () => {};

self.onmessage = ({ data }: MessageEvent<ToIngestWorker>) => {
  if (data.kind === 'taken') taken();
  else if (data.kind === 'cancel') abort.abort();
  else void prepare(data);
};

async function prepare({ source, table, knowledge }: Extract<ToIngestWorker, { kind: 'prepare' }>): Promise<void> {
  abort = new AbortController();
  try {
    const tables = await prepareFile(source, table, knowledge, {
      signal: abort.signal,
      onProgress: (bytesDone) => post({ kind: 'progress', bytesDone }),
      onTable: (begins) => handOver({ kind: 'begins', table: begins }, []),
      onChunk: (csv) => handOver({ kind: 'chunk', csv }, [csv.buffer]),
    });
    post({ kind: 'done', tables });
  } catch (error) {
    const known = error instanceof AppError ? error : null;
    post({
      kind: 'failed',
      code: known?.code ?? null,
      detail: known?.detail ?? {},
      message: error instanceof Error ? error.message : String(error),
    });
  }
}

/** Posts and waits until the page took it in, so that at most one chunk is on its way. */
function handOver(message: FromIngestWorker, transfer: Transferable[]): Promise<void> {
  return new Promise((resolve) => {
    taken = resolve;
    self.postMessage(message, transfer);
  });
}

function post(message: FromIngestWorker): void {
  self.postMessage(message);
}

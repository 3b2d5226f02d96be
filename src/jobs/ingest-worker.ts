import { AppError } from '../core/app-error';
import { listCandidates } from '../ingest/candidates';
import { readColumns } from '../ingest/columns/arrow-bytes';
import { prepareFile } from '../ingest/prepare-file';
import type { FromIngestWorker, ToIngestWorker } from './ingest-messages';

/** Entry of the reading worker: reads files off the page's thread and hands their pieces over. Who wants it to stop ends it. */
declare const self: DedicatedWorkerGlobalScope;

let taken: () => void = () => {};

self.onmessage = ({ data }: MessageEvent<ToIngestWorker>) => {
  if (data.kind === 'taken') taken();
  else void answer(data).catch(fail);
};

async function answer(question: Exclude<ToIngestWorker, { kind: 'taken' }>): Promise<void> {
  switch (question.kind) {
    case 'prepare': {
      const tables = await prepareFile(question.source, question.table, question.knowledge, {
        ...(question.only ? { only: question.only } : {}),
        onProgress: (bytesDone) => post({ kind: 'progress', bytesDone }),
        onTable: (begins) => handOver({ kind: 'begins', table: begins }, []),
        onChunk: (csv) => handOver({ kind: 'chunk', csv }, [csv.buffer]),
      });
      return post({ kind: 'done', tables });
    }
    case 'columns': {
      const ipc = await readColumns(question.source);
      return post({ kind: 'columns', ipc }, [ipc.buffer]);
    }
    case 'candidates':
      return post({ kind: 'candidates', candidates: await listCandidates(question.source) });
  }
}

function fail(error: unknown): void {
  const known = error instanceof AppError ? error : null;
  post({
    kind: 'failed',
    code: known?.code ?? null,
    detail: known?.detail ?? {},
    message: error instanceof Error ? error.message : String(error),
  });
}

/** Posts and waits until the page took it in, so that at most one chunk is on its way. */
function handOver(message: FromIngestWorker, transfer: Transferable[]): Promise<void> {
  return new Promise((resolve) => {
    taken = resolve;
    post(message, transfer);
  });
}

function post(message: FromIngestWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}

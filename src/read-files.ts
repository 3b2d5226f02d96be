import type { Engine } from './core/engine';
import { openFiles, type OpenFilesOptions } from './jobs/open-files';
import type { OpenedFile } from './jobs/opened-file';
import { readKnowledge } from './jobs/read-knowledge';
import { readingWorker } from './jobs/reading-worker';
import type { SourceFile } from './ingest/source-file';

const reading = readingWorker(() => new Worker(new URL('./jobs/ingest-worker.ts', import.meta.url), { type: 'module' }));

/** Opens files with the reader in a worker, so that nothing freezes meanwhile. Comes into the page with the first file, not with its start. */
export async function readFiles(engine: Engine, files: readonly SourceFile[], options: OpenFilesOptions): Promise<OpenedFile[]> {
  return openFiles(engine, files, await readKnowledge(engine), { ...options, prepare: reading.prepare, columns: reading.columns });
}

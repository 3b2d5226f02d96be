import type { Engine } from './core/engine';
import { openFiles, type OpenFilesOptions } from './jobs/open-files';
import type { OpenedFile } from './jobs/opened-file';
import type { Knowledge } from './ingest/knowledge';
import { readKnowledge } from './jobs/read-knowledge';
import { readingWorker } from './jobs/reading-worker';
import type { SourceFile } from './ingest/source-file';

const reading = readingWorker(() => new Worker(new URL('./jobs/ingest-worker.ts', import.meta.url), { type: 'module' }));

const known = new WeakMap<Engine, Promise<Knowledge>>();

/** What the reader must know, read once: nothing in the page changes the reference tables. */
export function knownIn(engine: Engine): Promise<Knowledge> {
  const asked = known.get(engine) ?? readKnowledge(engine);
  known.set(engine, asked);
  asked.catch(() => known.delete(engine));
  return asked;
}

export { showKept } from './jobs/show-kept';

/** Opens files with the reader in a worker, so that nothing freezes meanwhile. Comes into the page with the first file, not with its start. */
export async function readFiles(engine: Engine, files: readonly SourceFile[], options: OpenFilesOptions): Promise<OpenedFile[]> {
  return openFiles(engine, files, () => knownIn(engine), { ...options, prepare: reading.prepare, columns: reading.columns });
}

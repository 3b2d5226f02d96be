import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../../src/core/engine';
import { loadModel } from '../../src/jobs/load-model';

const root = new URL('../../', import.meta.url);

/** Bytes of a file of the repository, by its path from the root. */
export async function readRepositoryFile(path: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(fileURLToPath(new URL(path, root))));
}

/** Tables, reference data, macros and views, read from disk. */
export async function loadReference(engine: Engine): Promise<void> {
  await loadModel(engine, readRepositoryFile);
}

/** Tables, macros and views without a row, for tests that write their own. */
export async function loadEmptyModel(engine: Engine): Promise<void> {
  for (const script of ['tables', 'verdict'])
    await engine.execute(new TextDecoder().decode(await readRepositoryFile(`queries/model/${script}.sql`)));
}

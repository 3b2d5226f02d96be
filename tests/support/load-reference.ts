import { readFile } from 'node:fs/promises';
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../../src/core/engine';
import { restoreModel } from '../../src/jobs/restore-model';

const root = new URL('../../', import.meta.url);
const path = (name: string): string => fileURLToPath(new URL(name, root));

/** Bytes of a file of the repository, by its path from the root. */
export async function readRepositoryFile(name: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(path(name)));
}

/**
 * Tables, reference data, macros and views as `npm run prepare-data` wrote them: a tenth of the time that their CSV files and scripts take.
 * @param options.samples with the observations that the sample exports give; their tables are not there
 * @throws when they were prepared before a file they are made from was last changed
 */
export async function loadReference(engine: Engine, { samples = false } = {}): Promise<void> {
  const prepared = statSync(path('src/generated/model.db'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  for (const folder of ['queries/model', 'sample-data/reference'])
    for (const file of readdirSync(path(folder)))
      if (statSync(path(`${folder}/${file}`)).mtimeMs > prepared)
        throw new Error(`${folder}/${file} is newer than src/generated: run npm run prepare-data`);
  const read = (name: string): Promise<Uint8Array> => readRepositoryFile(`src/generated/${name}`);
  const [database, log] = await Promise.all([read('model.db'), read('model.db.wal')]);
  await restoreModel(engine, { database, log }, samples ? await read('sample-observation.txt') : null);
}

/** Tables, macros and views without a row, for tests that write their own. */
export async function loadEmptyModel(engine: Engine): Promise<void> {
  for (const script of ['tables', 'verdict'])
    await engine.execute(new TextDecoder().decode(await readRepositoryFile(`queries/model/${script}.sql`)));
}

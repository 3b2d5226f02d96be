import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../../src/core/engine';
import type { SourceFile } from '../../src/ingest/source-file';
import { openFiles, type OpenedFile } from '../../src/jobs/open-files';
import { readKnowledge } from '../../src/jobs/read-knowledge';

const folder = new URL('../../sample-data/exports/', import.meta.url);

/** The sample exports from disk, in name order. */
export async function sampleExports(): Promise<SourceFile[]> {
  const names = (await readdir(folder)).filter((name) => /\.(csv|tsv|txt)$/.test(name)).sort();
  return Promise.all(names.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(fileURLToPath(new URL(name, folder)))) })));
}

/** Opens every sample export as the page would; some 30 s. The reference tables must be loaded. */
export async function openSampleExports(engine: Engine): Promise<OpenedFile[]> {
  return openFiles(engine, await sampleExports(), await readKnowledge(engine));
}

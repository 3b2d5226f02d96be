import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);
/** What decides what becomes of a file: the reader, the jobs over it, the engine's driver, what they know, and the packages they use. */
const folders = ['src/core', 'src/engine', 'src/ingest', 'src/jobs', 'queries/model', 'sample-data/reference'];
const files = ['package-lock.json'];

/** A short hash of all that may change what opening a file gives. */
export function readerVersion(): string {
  const hash = createHash('sha256');
  const paths = folders.flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, root), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`)
      .sort(),
  );
  for (const path of [...paths, ...files.map((file) => new URL(file, root))]) hash.update(readFileSync(path)).update('\0');
  return hash.digest('hex').slice(0, 16);
}

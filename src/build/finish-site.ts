import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compressSite } from './compress';
import { startEngineAhead } from './start-engine-ahead';
import { writeFirstScreen } from './write-first-screen';

/** Writes the start page into index.html and the service worker that keeps the whole site for offline use, then compresses every file that shrinks. */
const dist = join(import.meta.dirname, '../../dist');
const left = /\.br$|^sw\.js$|^screenshot\.png$/;
/** Not part of a first visit, but of the next one: the sample files, whose rows come ready made, and what vite.config.ts calls `later-`. */
const later = /^samples\/|^assets\/later-/;
/** Kept when it is used, never ahead: the single file, with which the page makes others. */
const onUse = /^doi-chieu\.html$/;

await writeFirstScreen(dist);
await startEngineAhead(dist);
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !left.test(path) && statSync(join(dist, path)).isFile())
  .sort()
  .map((path): [path: string, revision: string | null, later: boolean | 'on use'] => [
    path,
    path.startsWith('assets/') ? null : hashOf(readFileSync(join(dist, path))),
    onUse.test(path) ? 'on use' : later.test(path),
  ]);
const lines = [`const version = ${JSON.stringify(hashOf(JSON.stringify(files)))};`, `const files = ${JSON.stringify(files)};`];
writeFileSync(join(dist, 'sw.js'), [...lines, readFileSync(join(import.meta.dirname, 'service-worker.js'), 'utf8')].join('\n'));
console.log(`The service worker keeps ${files.length} files.`);
await compressSite(dist, later);

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

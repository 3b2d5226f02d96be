import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);
/** The engine's wasm takes most of a minute; it is compressed once for each version, not once for each build. */
const cache = join(import.meta.dirname, '../../node_modules/.cache/doi-chieu');

/**
 * Steps of brotli, 11 being the last. The engine goes without that one, which costs a fresh clone twice the time (107 s instead of 54 s) for 4 % of the
 * bytes; what no first visit waits for goes without the last two.
 */
export type Quality = 11 | 10 | 9;

/** Bytes compressed by brotli, from the cache where they were compressed before. */
export async function brotli(bytes: Uint8Array, quality: Quality): Promise<Uint8Array> {
  const kept = join(cache, `${createHash('sha256').update(bytes).digest('hex')}-${quality}.br`);
  if (existsSync(kept)) return readFileSync(kept);
  const packed = await compress(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  mkdirSync(cache, { recursive: true });
  writeFileSync(kept, packed);
  return packed;
}

/** Writes `<file>.br` beside every file of a built site that shrinks by it; the single file holds what is compressed already. @param later what no first visit waits for */
export async function compressSite(folder: string, later: RegExp): Promise<void> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  await Promise.all(
    paths
      .map((path) => [join(folder, path), path.replaceAll('\\', '/')] as const)
      .filter(([file]) => !/\.(br|woff2|png)$|doi-chieu\.html$/.test(file) && statSync(file).isFile() && statSync(file).size > 512)
      .map(async ([file, path]) => {
        const bytes = readFileSync(file);
        const packed = await brotli(bytes, later.test(path) ? 9 : path.endsWith('.wasm') ? 10 : 11);
        if (packed.length < bytes.length * 0.95) writeFileSync(`${file}.br`, packed);
      }),
  );
}

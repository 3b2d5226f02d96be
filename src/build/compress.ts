import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);
/** The engine's wasm takes a minute and a half; it is compressed once for each version, not once for each build. */
const cache = join(import.meta.dirname, '../../node_modules/.cache/doi-chieu');

/** Bytes compressed as hard as brotli can, from the cache where they were compressed before. */
export async function brotli(bytes: Uint8Array): Promise<Uint8Array> {
  const kept = join(cache, `${createHash('sha256').update(bytes).digest('hex')}.br`);
  if (existsSync(kept)) return readFileSync(kept);
  const packed = await compress(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  mkdirSync(cache, { recursive: true });
  writeFileSync(kept, packed);
  return packed;
}

/** Writes `<file>.br` beside every file of a built site that shrinks by it; the single file holds what is compressed already. */
export async function compressSite(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file));
  await Promise.all(
    files
      .filter((file) => !/\.(br|woff2|png)$|doi-chieu\.html$/.test(file) && statSync(file).isFile() && statSync(file).size > 512)
      .map(async (file) => {
        const bytes = readFileSync(file);
        const packed = await brotli(bytes);
        if (packed.length < bytes.length * 0.95) writeFileSync(`${file}.br`, packed);
      }),
  );
}

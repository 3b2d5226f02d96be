import { sha256 } from '@noble/hashes/sha2.js';
import { byteSlices, readBytes, sizeOf, type SourceFile } from './source-file';

/** Up to this size the browser's own hash is given the whole file: it is many times faster, and the bytes are gone right after. */
const atOnceBytes = 128 * 1024 * 1024;

/**
 * SHA-256 of a file's bytes, as 64 hex digits: what `sha256sum` prints. Larger files are read in slices.
 * @throws whatever reading the file throws; the signal's reason
 */
export async function sha256Of(source: SourceFile, signal?: AbortSignal): Promise<string> {
  if (sizeOf(source) <= atOnceBytes && globalThis.crypto?.subtle) {
    const bytes = await readBytes(source, 0, sizeOf(source));
    return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))));
  }
  const hash = sha256.create();
  for await (const slice of byteSlices(source)) {
    signal?.throwIfAborted();
    hash.update(slice);
  }
  return hex(hash.digest());
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

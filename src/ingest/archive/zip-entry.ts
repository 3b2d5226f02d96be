import { Inflate } from 'fflate';
import { AppError } from '../../core/app-error';
import { readBytes, type SourceFile } from '../source-file';
import type { ZipEntry } from './zip-directory';

/** Packed bytes unpacked in one go: small, so that a turn stays short and a wrong claim is noticed early. */
const sliceBytes = 64 * 1024;

export interface EntryOptions {
  readonly signal?: AbortSignal;
  /** Packed bytes of the entry read so far. */
  readonly onProgress?: (packedBytes: number) => void;
}

/**
 * An entry's bytes in pieces, unpacked as they are asked for; who stops asking stops the unpacking.
 * @throws AppError `file-locked` for an encrypted entry, `file-damaged` when it is cut, broken, packed in a way we cannot read, or longer than the directory claims
 */
export async function* entryPieces(source: SourceFile, entry: ZipEntry, options: EntryOptions = {}): AsyncGenerator<Uint8Array> {
  const damaged = (reason: string) => new AppError('file-damaged', { file: source.name, kind: entry.path, reason });
  if (entry.encrypted) throw new AppError('file-locked', { file: source.name });
  if (entry.method !== 0 && entry.method !== 8) throw damaged(`method ${entry.method}`);
  const header = await readBytes(source, entry.offset, entry.offset + 30);
  if (header.length < 30 || header[0] !== 0x50 || header[1] !== 0x4b || header[2] !== 3 || header[3] !== 4)
    throw damaged('no local header');
  const from = entry.offset + 30 + short(header, 26) + short(header, 28);
  const to = from + entry.packedBytes;
  let unpacked = 0;
  let ready: Uint8Array[] = [];
  const inflate = new Inflate((chunk) => ready.push(chunk));
  for (let at = from; at < to; at += sliceBytes) {
    options.signal?.throwIfAborted();
    const slice = await readBytes(source, at, Math.min(to, at + sliceBytes));
    if (slice.length === 0) throw damaged('cut off');
    if (entry.method === 0) ready.push(slice);
    else {
      try {
        // fflate keeps what it is given; the slice may be a view of the whole file.
        inflate.push(slice.slice(), at + sliceBytes >= to);
      } catch (cause) {
        throw damaged(cause instanceof Error ? cause.message : String(cause));
      }
    }
    options.onProgress?.(Math.min(to, at + sliceBytes) - from);
    for (const piece of ready) {
      unpacked += piece.length;
      if (unpacked > entry.bytes) throw damaged('longer than its directory says');
      if (piece.length > 0) yield piece;
    }
    ready = [];
  }
  if (unpacked < entry.bytes) throw damaged('cut off');
}

/** A whole entry. @throws AppError as `entryPieces`, `file-bomb` when it is longer than `mostBytes` */
export async function entryBytes(source: SourceFile, entry: ZipEntry, mostBytes: number, options: EntryOptions = {}): Promise<Uint8Array> {
  if (entry.bytes > mostBytes)
    throw new AppError('file-bomb', {
      file: source.name,
      claim: `${entry.path}: ${Math.round(entry.bytes / 1e6)} MB`,
      limit: `${Math.round(mostBytes / 1e6)} MB`,
    });
  const whole = new Uint8Array(entry.bytes);
  let at = 0;
  for await (const piece of entryPieces(source, entry, options)) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function short(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

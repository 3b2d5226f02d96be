import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { byteSlices, type SourceFile } from '../source-file';

/** What becomes an entry: its path inside the zip, '/' between folders, and its bytes. */
export interface ZipPart {
  readonly path: string;
  readonly source: SourceFile;
}

export interface WriteZipOptions {
  readonly signal?: AbortSignal;
  /** Bytes of the parts taken in so far. */
  readonly onProgress?: (bytesDone: number) => void;
}

/** One slice at a time, so that a page stays answerable while a large file is packed. */
const sliceBytes = 256 * 1024;
/** Packing these again gains nothing. */
const packed = /\.(zip|xlsx|xlsm|xlsb|ods|parquet|arrow|feather|gz|png|jpe?g)$/i;

/** Entries carry one fixed time, so that equal parts give equal bytes. */
const entryTime = new Date(2020, 0, 1);

/**
 * Packs parts into one zip, slice by slice, in their order.
 * @throws Error when two parts share a path; the signal's reason; what reading a part throws
 */
export async function writeZip(parts: readonly ZipPart[], options: WriteZipOptions = {}): Promise<Uint8Array<ArrayBuffer>[]> {
  if (new Set(parts.map(({ path }) => path)).size < parts.length) throw new Error('two parts share a path');
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else chunks.push(new Uint8Array(chunk));
  });
  let done = 0;
  for (const { path, source } of parts) {
    const entry = packed.test(path) ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
    entry.mtime = entryTime;
    zip.add(entry);
    for await (const slice of byteSlices(source, 0, sliceBytes)) {
      options.signal?.throwIfAborted();
      // fflate keeps what it is given; the slice may be a view of the whole file.
      entry.push(slice.slice());
      if (failure) throw failure as Error;
      options.onProgress?.((done += slice.length));
    }
    entry.push(new Uint8Array(), true);
  }
  zip.end();
  if (failure) throw failure as Error;
  return chunks;
}

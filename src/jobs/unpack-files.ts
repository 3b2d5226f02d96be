import { Gunzip } from 'fflate';
import { AppError } from '../core/app-error';
import { binaryKind, zipKind } from '../ingest/container';
import { zipLimits, type ZipEntry } from '../ingest/archive/zip-directory';
import { entryPieces } from '../ingest/archive/zip-entry';
import { byteSlices, readBytes, sizeOf, type SourceFile } from '../ingest/source-file';

/** What an archive gave: a file to read, or what became of an entry instead. */
export type Unpacked =
  | { readonly kind: 'file'; readonly file: SourceFile }
  /** Entries that are no tables, by path. */
  | { readonly kind: 'left'; readonly paths: readonly string[] }
  | { readonly kind: 'failed'; readonly name: string; readonly error: AppError };

/** Archives within archives are opened this often. */
const deepest = 1;

const noTable =
  /(^|\/)(\.[^./]|~\$|__MACOSX\/|Thumbs\.db$|desktop\.ini$)|\.(pdf|docx?|pptx?|png|jpe?g|gif|svg|webp|tiff?|bmp|mp[34]|avi|mov|exe|dll|msi|js|css|py|r|xml\.rels|shp|shx|dbf|prj|cpg|sbn|sbx|qgz|rar|7z)$/i;

/**
 * A file as it is; or, for a zip, each of its entries as a file of its own named `gói.zip/thư mục/tệp.csv`, and for a gzip the file in it. Paths are only names:
 * nothing is written anywhere. Entries are unpacked one at a time, when asked for, into a Blob, which the browser may keep on disk.
 * @throws AppError cancelled; everything else is a result of its own
 */
export async function* unpackFile(file: SourceFile, signal?: AbortSignal, depth = 0): AsyncGenerator<Unpacked> {
  const head = await readBytes(file, 0, 64);
  const kind = binaryKind(head);
  try {
    if (kind === 'GZIP') {
      yield* unpackInner(await gunzipped(file, signal), signal, depth);
      return;
    }
    const zip = kind === 'ZIP' ? await zipKind(file) : null;
    if (zip?.kind !== 'archive' || depth > deepest) {
      yield { kind: 'file', file };
      return;
    }
    const entries = zip.entries.filter((entry) => !entry.path.endsWith('/'));
    const left = entries.filter((entry) => noTable.test(entry.path)).map((entry) => entry.path);
    const wanted = entries.filter((entry) => !noTable.test(entry.path));
    for (const entry of wanted) {
      const name = `${file.name}/${entry.path.replace(/^(\.{0,2}\/)+/, '')}`;
      try {
        yield* unpackInner(await unzipped(file, entry, name, signal), signal, depth);
      } catch (error) {
        if (signal?.aborted || !(error instanceof AppError)) throw error;
        yield { kind: 'failed', name, error: new AppError(error.code, { ...error.detail, file: name }, { cause: error }) };
      }
    }
    if (wanted.length === 0) yield { kind: 'failed', name: file.name, error: new AppError('file-no-table', { file: file.name }) };
    else if (left.length > 0) yield { kind: 'left', paths: left };
  } catch (error) {
    if (signal?.aborted) throw new AppError('cancelled', {}, { cause: error });
    if (!(error instanceof AppError)) throw error;
    yield { kind: 'failed', name: file.name, error };
  }
}

/** What came out of an archive may be one itself. */
async function* unpackInner(file: SourceFile, signal: AbortSignal | undefined, depth: number): AsyncGenerator<Unpacked> {
  if (sizeOf(file) < 4 || depth >= deepest) {
    const kind = binaryKind(await readBytes(file, 0, 64));
    const archive = kind === 'GZIP' || (kind === 'ZIP' && (await zipKind(file)).kind === 'archive');
    if (archive) yield { kind: 'failed', name: file.name, error: new AppError('file-binary', { file: file.name, kind: 'ZIP › ZIP' }) };
    else yield { kind: 'file', file };
  } else yield* unpackFile(file, signal, depth + 1);
}

async function unzipped(zip: SourceFile, entry: ZipEntry, name: string, signal?: AbortSignal): Promise<SourceFile> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of entryPieces(zip, entry, signal ? { signal } : {})) pieces.push(piece as Uint8Array<ArrayBuffer>);
  return sourceOf(pieces, name);
}

/** @throws AppError file-damaged, file-bomb */
async function gunzipped(source: SourceFile, signal?: AbortSignal): Promise<SourceFile> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const size = sizeOf(source);
  let unpacked = 0;
  let read = 0;
  let members = 0;
  const gunzip = new Gunzip((piece) => {
    pieces.push(piece as Uint8Array<ArrayBuffer>);
    unpacked += piece.length;
  });
  gunzip.onmember = () => members++;
  for await (const slice of byteSlices(source, 0, 64 * 1024)) {
    signal?.throwIfAborted();
    read += slice.length;
    try {
      gunzip.push(slice.slice(), read >= size);
    } catch (cause) {
      throw new AppError('file-damaged', { file: source.name, kind: 'GZIP', reason: String(cause) }, { cause });
    }
    if (unpacked > zipLimits.bytes || (unpacked > zipLimits.ratioFromBytes && unpacked > read * zipLimits.ratio))
      throw new AppError('file-bomb', { file: source.name, claim: `> ${Math.round(unpacked / 1e6)} MB`, limit: `${zipLimits.ratio} : 1` });
  }
  // The size stands at the end; of several files in a row only that of the last.
  const tail = await readBytes(source, size - 4, size);
  const claimed = new DataView(tail.buffer, tail.byteOffset, tail.byteLength).getUint32(0, true);
  if (members <= 1 && claimed !== unpacked % 2 ** 32)
    throw new AppError('file-damaged', { file: source.name, kind: 'GZIP', reason: 'cut off' });
  return sourceOf(pieces, source.name.replace(/\.(gz|gzip)$/i, ''));
}

function sourceOf(pieces: Uint8Array<ArrayBuffer>[], name: string): SourceFile {
  const file = new File(pieces, name);
  return { name, size: file.size, file };
}

import { AppError } from '../../core/app-error';
import { readBytes, sizeOf, type SourceFile } from '../source-file';

/** Files of typed columns are unpacked in memory, in some five times their size. */
const mostBytes = 500_000_000;

/** A file of typed columns as Arrow IPC, stream or file, ready for `Engine.insertArrow`. The direct one runs here; the page passes one that runs in a worker. */
export type ReadColumns = (source: SourceFile, options?: { signal?: AbortSignal }) => Promise<Uint8Array>;

/**
 * A Parquet file, or Arrow (Feather, IPC file or stream, packed or not), as Arrow IPC without packed buffers. The library comes on demand.
 * @throws AppError file-damaged, file-too-large, cancelled
 */
export const readColumns: ReadColumns = async (source, { signal } = {}) => {
  const size = sizeOf(source);
  if (size > mostBytes) throw new AppError('file-too-large', { file: source.name, kind: 'Parquet/Arrow', limit: `${mostBytes / 1e6} MB` });
  const [library, bytes] = await Promise.all([parquetLibrary(), readBytes(source, 0, size)]);
  signal?.throwIfAborted();
  const kind = bytes[0] === 0x50 ? 'Parquet' : 'Arrow';
  try {
    if (kind === 'Parquet') return library.readParquet(bytes).intoIPCStream();
    // An Arrow file holds a stream behind its eight first bytes, unless its writer put the schema at the end only.
    const isFile = bytes[0] === 0x41;
    try {
      return library.Table.fromIPCStream(isFile ? bytes.subarray(8) : bytes).intoIPCStream();
    } catch (cause) {
      if (isFile && endsWhole(bytes)) return bytes.slice();
      throw cause;
    }
  } catch (cause) {
    throw new AppError(
      'file-damaged',
      { file: source.name, kind, reason: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    );
  }
};

/** An Arrow file ends with its name once more. */
function endsWhole(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(-6)) === 'ARROW1';
}

type ParquetLibrary = Pick<typeof import('parquet-wasm'), 'readParquet' | 'Table'>;

/** In a browser the package has to be told to fetch its wasm, which lies beside the page; in node it is ready. */
async function parquetLibrary(): Promise<ParquetLibrary> {
  const library: ParquetLibrary & { default?: unknown } = await import('parquet-wasm');
  if (typeof library.default === 'function') await (library.default as () => Promise<unknown>)();
  return 'readParquet' in library ? library : (library as { default: ParquetLibrary }).default;
}

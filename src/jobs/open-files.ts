import { AppError } from '../core/app-error';
import type { Engine } from '../core/engine';
import { fastPlan } from '../ingest/fast-plan';
import type { Knowledge } from '../ingest/knowledge';
import { prepareFile, type PrepareFile } from '../ingest/prepare-file';
import { readBytes, sizeOf, type SourceFile } from '../ingest/source-file';
import { readColumns, type ReadColumns } from '../ingest/columns/arrow-bytes';
import { binaryKind } from '../ingest/container';
import { loadColumns } from './load-columns';
import { unpackFile } from './unpack-files';
import { readMeasures } from './insert-observations';
import { loadCarefully, type LoadOptions } from './load-carefully';
import { loadDirectly } from './load-directly';
import type { OpenedFile, OpenedTable } from './opened-file';
import { TableNames } from './table-registry';

export type { OpenedFile, OpenedTable, RowCounts } from './opened-file';

export interface OpenFilesProgress {
  /** Name of the file being read. */
  readonly file: string;
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

export interface OpenFilesOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: OpenFilesProgress) => void;
  /** Reads a file into raw rows. Default: here, on this thread; the page passes one that runs in a worker. */
  readonly prepare?: PrepareFile;
  /** Reads a file of typed columns. Default: here, on this thread. */
  readonly columns?: ReadColumns;
}

/**
 * Opens files one after another: each gives one or more clean tables in `main` (and their raw text in `raw`), and observations where its system is known.
 * One file's failure is its own: it is reported in its result, what was loaded before stays, and the others go on. A file opened again under
 * the same name replaces its tables and observations in one transaction.
 * @throws AppError `cancelled` when the signal aborts (files already loaded stay), `engine-lost` when the engine died
 */
export async function openFiles(
  engine: Engine,
  files: readonly SourceFile[],
  knowledge: Knowledge,
  options: OpenFilesOptions = {},
): Promise<OpenedFile[]> {
  const { signal, prepare = prepareFile, columns = readColumns } = options;
  const names = await TableNames.read(engine);
  const measures = await readMeasures(engine, signal ? { signal } : {});
  const bytesTotal = files.reduce((sum, file) => sum + sizeOf(file), 0);
  let bytesBefore = 0;
  const opened: OpenedFile[] = [];
  for (const [filesDone, file] of files.entries()) {
    const onProgress = (bytes: number) =>
      options.onProgress?.({ file: file.name, filesDone, filesTotal: files.length, bytesDone: bytesBefore + bytes, bytesTotal });
    if (signal?.aborted) throw new AppError('cancelled');
    onProgress(0);
    const droppedAs = file.name;
    for await (const inner of unpackFile(file, signal)) {
      if (inner.kind === 'failed') opened.push({ name: inner.name, tables: [], error: inner.error, droppedAs });
      else if (inner.kind === 'left') opened.push({ name: file.name, tables: [], error: null, droppedAs, left: inner.paths });
      else {
        try {
          const options = { prepare, measures, onProgress, ...(signal ? { signal } : {}) };
          opened.push({
            name: inner.file.name,
            tables: await openFile(engine, inner.file, names, knowledge, columns, options),
            error: null,
            droppedAs,
          });
        } catch (cause) {
          opened.push({ name: inner.file.name, tables: [], error: fileError(inner.file, cause, signal), droppedAs });
        }
      }
    }
    bytesBefore += sizeOf(file);
  }
  return opened;
}

async function openFile(
  engine: Engine,
  file: SourceFile,
  names: TableNames,
  knowledge: Knowledge,
  columns: ReadColumns,
  options: LoadOptions,
): Promise<readonly OpenedTable[]> {
  if (sizeOf(file) === 0) throw new AppError('file-empty', { file: file.name });
  const kind = binaryKind(await readBytes(file, 0, 64));
  if (kind === 'Parquet' || kind === 'Arrow') return loadColumns(engine, file, names, knowledge, columns, options);
  const plan = await fastPlan(file, knowledge, options.signal);
  if (plan) {
    const table = await loadDirectly(engine, file, names, plan, options.signal);
    if (table) return [table];
  }
  return loadCarefully(engine, file, names, knowledge, options);
}

/** What goes into the file's result; what stops the whole job is thrown. */
function fileError(file: SourceFile, cause: unknown, signal?: AbortSignal): AppError {
  if (signal?.aborted) throw new AppError('cancelled', {}, { cause });
  if (!(cause instanceof AppError)) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new AppError('file-unreadable', { file: file.name, reason }, { cause });
  }
  if (cause.code === 'engine-lost' || cause.code === 'engine-start' || cause.code === 'cancelled') throw cause;
  return cause;
}

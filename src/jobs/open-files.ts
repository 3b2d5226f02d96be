import { AppError } from '../core/app-error';
import type { Engine } from '../core/engine';
import type { SavedRecipe } from '../core/recipe/saved-recipe';
import { fastPlan } from '../ingest/fast-plan';
import type { Knowledge } from '../ingest/knowledge';
import { prepareFile, type PrepareFile } from '../ingest/prepare-file';
import { readColumns, type ReadColumns } from '../ingest/columns/arrow-bytes';
import { binaryKind } from '../ingest/container';
import { readBytes, sizeOf, type SourceFile } from '../ingest/source-file';
import { compareVersion, type FileVersion, type VersionChoice } from './compare-version';
import { readMeasures } from './insert-observations';
import { commitFile, discardFile, renamedStaged, stageFile, type LoadOptions, type StagedFile } from './load-carefully';
import { stageDirectly } from './load-directly';
import type { OpenedFile } from './opened-file';
import type { KeptSource } from './kept-tables';
import { restoreTables } from './restore-tables';
import { sameBytes } from './same-bytes';
import { stageColumns } from './load-columns';
import { TableNames } from './table-registry';
import { unpackFile } from './unpack-files';

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
  /** What was kept of the tables of files that are opened again, by name: where it holds, the file is not read. */
  readonly kept?: ReadonlyMap<string, KeptSource>;
  /** As in `madeFrom`; without it nothing that was kept holds. */
  readonly reader?: string;
  /** A file's tables were put back as they were kept. */
  readonly onRestored?: (file: string) => void;
  /** Recipes of earlier files. */
  readonly recipes?: readonly SavedRecipe[];
  /** The files were open before and come back as they were; see `LoadOptions.again`. */
  readonly again?: boolean;
  /** Files that are loaded, with what they hold: the very same bytes are not read again. */
  readonly loaded?: readonly LoadedFile[];
  /**
   * Asked once for all files that are another version, or the next period, of a loaded one; in the order given. Default: nobody is asked, a file of
   * a name that is loaded replaces it.
   */
  readonly decide?: (versions: readonly FileVersion[]) => Promise<readonly VersionChoice[]>;
}

export interface LoadedFile {
  readonly source: SourceFile;
  readonly result: OpenedFile;
}

/**
 * Opens files one after another: each gives one or more clean tables in `main` (and their raw text in `raw`), and observations where its system is known.
 * One file's failure is its own: it is reported in its result, what was loaded before stays, and the others go on. A file opened again under
 * the same name replaces its tables and observations in one transaction.
 * @param knowledge or how to get it: files whose tables were kept need none
 * @throws AppError `cancelled` when the signal aborts (files already loaded stay), `engine-lost` when the engine died
 */
export async function openFiles(
  engine: Engine,
  files: readonly SourceFile[],
  knowledge: Knowledge | (() => Promise<Knowledge>),
  options: OpenFilesOptions = {},
): Promise<OpenedFile[]> {
  const { signal, prepare = prepareFile, columns = readColumns, recipes = [], loaded = [], again = false, decide, reader } = options;
  const names = await TableNames.read(engine);
  const measures = await readMeasures(engine, signal ? { signal } : {});
  const clean = { measures, ...(signal ? { signal } : {}) };
  const bytesTotal = files.reduce((sum, file) => sum + sizeOf(file), 0);
  const results: (OpenedFile | null)[] = [];
  const batch: LoadedFile[] = [];
  let held: Held[] = [];
  let bytesBefore = 0;
  const rivals = () => [...loaded.filter((one) => !batch.some((other) => other.result.name === one.result.name)), ...batch];
  const openOne = async (file: SourceFile, dropped: SourceFile, load: LoadOptions): Promise<void> => {
    try {
      if (held.some((one) => one.staged.name === file.name)) held = await settle(engine, held, names, results, decide);
      const known = typeof knowledge === 'function' ? await knowledge() : knowledge;
      const staged = await stage(engine, file, names, known, columns, load);
      const droppedAs = dropped.name;
      const version = decide ? await versionOf(engine, staged, rivals(), batch, signal) : null;
      if (version) {
        held.push({ at: results.push(null) - 1, staged, version, droppedAs });
        return;
      }
      const result = { name: file.name, tables: await commitFile(engine, staged, names, [file.name]), error: null, droppedAs };
      results.push(result);
      batch.push({ source: dropped, result });
    } catch (cause) {
      results.push({ name: file.name, tables: [], error: fileError(file, cause, signal), droppedAs: dropped.name });
    }
  };
  try {
    for (const [filesDone, file] of files.entries()) {
      const onProgress = (bytes: number) =>
        options.onProgress?.({ file: file.name, filesDone, filesTotal: files.length, bytesDone: bytesBefore + bytes, bytesTotal });
      if (signal?.aborted) throw new AppError('cancelled');
      onProgress(0);
      const twins = await twinsOf(file, rivals());
      for (const { result } of twins)
        results.push({ ...result, name: twins.length > 1 ? result.name : file.name, unread: 'same', beside: result.name });
      const kept = twins.length === 0 && reader !== undefined ? options.kept?.get(file.name) : undefined;
      const restored = kept && (await restoreTables(engine, file.name, kept, names, { reader: reader!, recipes, again, ...clean }));
      if (restored) {
        results.push(...restored);
        batch.push(...restored.map((result) => ({ source: file, result })));
        options.onRestored?.(file.name);
      } else if (twins.length === 0) {
        const droppedAs = file.name;
        const load = { prepare, recipes, again, onProgress, ...clean };
        for await (const inner of unpackFile(file, signal)) {
          if (inner.kind === 'failed') results.push({ name: inner.name, tables: [], error: inner.error, droppedAs });
          else if (inner.kind === 'left') results.push({ name: file.name, tables: [], error: null, droppedAs, left: inner.paths });
          else await openOne(inner.file, file, load);
        }
      }
      bytesBefore += sizeOf(file);
    }
    held = await settle(engine, held, names, results, decide);
  } finally {
    for (const { staged } of held) await discardFile(engine, staged);
  }
  return results.filter((result) => result !== null);
}

/** A file that waits for its reader's word. */
interface Held {
  /** Its place among the results. */
  readonly at: number;
  readonly staged: StagedFile;
  readonly version: FileVersion;
  readonly droppedAs: string;
}

async function stage(
  engine: Engine,
  file: SourceFile,
  names: TableNames,
  knowledge: Knowledge,
  columns: ReadColumns,
  options: LoadOptions,
): Promise<StagedFile> {
  if (sizeOf(file) === 0) throw new AppError('file-empty', { file: file.name });
  const kind = binaryKind(await readBytes(file, 0, 64));
  if (kind === 'Parquet' || kind === 'Arrow') return stageColumns(engine, file, names, knowledge, columns, options);
  const plan = await fastPlan(file, knowledge, options.signal);
  const direct = plan ? await stageDirectly(engine, file, names, plan, options.signal) : null;
  return direct ?? stageFile(engine, file, names, knowledge, options);
}

/** Files of one batch belong together; only what was loaded before it can be replaced, or a file of the same name. */
async function versionOf(
  engine: Engine,
  staged: StagedFile,
  known: readonly LoadedFile[],
  batch: readonly LoadedFile[],
  signal?: AbortSignal,
): Promise<FileVersion | null> {
  const rivals = known.filter((one) => !batch.includes(one) || one.source.name === staged.name).map(({ result }) => result);
  return compareVersion(engine, staged, rivals, signal ? { signal } : {});
}

async function twinsOf(file: SourceFile, known: readonly LoadedFile[]): Promise<LoadedFile[]> {
  const twins: LoadedFile[] = [];
  for (const one of known) if (!one.result.error && one.result.tables.length > 0 && (await sameBytes(one.source, file))) twins.push(one);
  return twins;
}

async function settle(
  engine: Engine,
  held: readonly Held[],
  names: TableNames,
  results: (OpenedFile | null)[],
  decide: OpenFilesOptions['decide'],
): Promise<Held[]> {
  if (held.length === 0 || !decide) return [];
  const choices = await decide(held.map(({ version }) => version));
  for (const [i, { at, staged, version, droppedAs }] of held.entries()) {
    const choice = choices[i] ?? 'cancel';
    if (choice === 'cancel') {
      await discardFile(engine, staged);
      results[at] = { ...version.rival, name: staged.name, unread: 'kept', beside: version.rival.name };
      continue;
    }
    const taken = version.rival.name === staged.name && choice !== 'replace';
    const now = taken ? await renamedStaged(engine, staged, freeFileName(staged.name, names), names) : staged;
    const tables = await commitFile(
      engine,
      now,
      names,
      choice === 'replace' ? [...new Set([version.rival.name, staged.name])] : [now.name],
    );
    results[at] = {
      name: now.name,
      tables,
      error: null,
      droppedAs: taken ? now.name : droppedAs,
      ...(taken && { renamedFrom: droppedAs }),
      ...(choice === 'replace' && { replaced: version.rival.name }),
    };
  }
  return [];
}

/** 'a.csv' → 'a (2).csv'. */
function freeFileName(name: string, names: TableNames): string {
  const [, stem = name, ending = ''] = /^(.*?)(\.[^.]*)?$/s.exec(name) ?? [];
  for (let n = 2; ; n++) {
    const free = `${stem} (${n})${ending}`;
    if (names.tablesOf(free).length === 0) return free;
  }
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

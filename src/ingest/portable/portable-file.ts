import * as v from 'valibot';
import { AppError } from '../../core/app-error';
import { CorrectionsSchema, type Correction } from '../../core/correction';
import { languages, type Language } from '../../core/language';
import { TablePrintSchema, type TablePrint } from '../../core/proof/fingerprint';
import { entryBytes } from '../archive/zip-entry';
import { readZipDirectory, type ZipEntry } from '../archive/zip-directory';
import { writeZip, type WriteZipOptions, type ZipPart } from '../archive/zip-writer';
import { sha256Of } from '../file-hash';
import { sizeOf, type SourceFile } from '../source-file';

/**
 * A portable file `.doichieu` is a zip that any tool can read: the notebook as Markdown, the data files as they were dropped, results as CSV, and a
 * manifest with the hash of each. Its first entry is the manifest.
 */
export const portableVersion = 1;

/** What travels in a portable file. */
export interface PortableContent {
  readonly title: string;
  /** The notebook as its file is written (`core/notebook/notebook-file.ts`). */
  readonly notebook: string;
  readonly language: Language;
  /** Whether the illustrative observations that come with the page are in use. */
  readonly samples: boolean;
  readonly corrections: readonly Correction[];
  /** The dropped files, in the order they were opened. */
  readonly files: readonly SourceFile[];
  /** The tables that the files gave. */
  readonly tables: readonly PortableTable[];
  readonly results: readonly PortableResult[];
}

export interface PortableTable {
  readonly table: string;
  /** Name of the file it came from. */
  readonly file: string;
  readonly print: TablePrint;
}

/** The result of one cell, as it was when the file was made. */
export interface PortableResult {
  /** Id of the cell. */
  readonly cell: string;
  readonly title: string;
  /** The statement as it ran, parameters filled in. */
  readonly sql: string;
  /** Fingerprint of its rows. */
  readonly content: string;
  readonly rows: number;
  /** The rows as RFC 4180 CSV; null when they were left out. */
  readonly csv: string | null;
}

const Sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const Path = v.pipe(v.string(), v.minLength(1), v.maxLength(400));

const ManifestSchema = v.object({
  format: v.literal('doi-chieu'),
  version: v.number(),
  /** Version of the app that wrote it. */
  app: v.pipe(v.string(), v.maxLength(40)),
  /** ISO 8601. */
  madeAt: v.pipe(v.string(), v.maxLength(40)),
  title: v.pipe(v.string(), v.maxLength(300)),
  language: v.picklist(languages),
  samples: v.boolean(),
  corrections: CorrectionsSchema,
  notebook: v.object({ path: Path, sha256: Sha256 }),
  files: v.pipe(
    v.array(v.object({ path: Path, name: v.pipe(v.string(), v.minLength(1), v.maxLength(1_000)), sha256: Sha256, sizeBytes: v.number() })),
    v.maxLength(2_000),
  ),
  tables: v.pipe(
    v.array(
      v.object({ table: v.pipe(v.string(), v.maxLength(300)), file: v.pipe(v.string(), v.maxLength(1_000)), print: TablePrintSchema }),
    ),
    v.maxLength(2_000),
  ),
  results: v.pipe(
    v.array(
      v.object({
        cell: v.pipe(v.string(), v.maxLength(40)),
        title: v.pipe(v.string(), v.maxLength(300)),
        sql: v.pipe(v.string(), v.maxLength(200_000)),
        content: Sha256,
        rows: v.number(),
        path: v.nullable(Path),
        /** SHA-256 of the CSV; null where there is none, or in a file of an earlier writer. */
        sha256: v.optional(v.nullable(Sha256), null),
      }),
    ),
    v.maxLength(500),
  ),
});
type Manifest = v.InferOutput<typeof ManifestSchema>;

const manifestPath = 'manifest.json';
const mostManifestBytes = 20_000_000;
const mostNotebookBytes = 20_000_000;
const mostFileBytes = 2_000_000_000;

/**
 * Writes a portable file. Equal content gives equal bytes, but for `madeAt`.
 * @throws the signal's reason; what reading a file throws
 */
export async function writePortable(
  content: PortableContent,
  made: { readonly app: string; readonly at: string },
  options: WriteZipOptions = {},
): Promise<Uint8Array<ArrayBuffer>[]> {
  const notebook = textFile('notebook.md', content.notebook);
  const taken = new Set<string>();
  const files = content.files.map((source) => ({ path: freePath(`data/${source.name}`, taken), source }));
  const results = content.results.map((result) => ({
    result,
    part: result.csv === null ? null : part(freePath(`results/${result.cell}.csv`, taken), result.csv),
  }));
  const manifest: Manifest = {
    format: 'doi-chieu',
    version: portableVersion,
    app: made.app,
    madeAt: made.at,
    title: content.title,
    language: content.language,
    samples: content.samples,
    corrections: [...content.corrections],
    notebook: { path: notebook.name, sha256: await sha256Of(notebook) },
    files: await Promise.all(
      files.map(async ({ path, source }) => ({
        path,
        name: source.name,
        sha256: await sha256Of(source, options.signal),
        sizeBytes: sizeOf(source),
      })),
    ),
    tables: content.tables.map((one) => ({ ...one, print: { ...one.print } })),
    results: await Promise.all(
      results.map(async ({ result: { csv: _, ...result }, part: written }) => ({
        ...result,
        path: written?.path ?? null,
        sha256: written ? await sha256Of(written.source) : null,
      })),
    ),
  };
  return writeZip(
    [
      part(manifestPath, JSON.stringify(manifest, null, 2)),
      { path: notebook.name, source: notebook },
      part('README.txt', readme),
      ...files,
      ...results.flatMap((one) => one.part ?? []),
    ],
    options,
  );
}

/** What was read of a portable file. What is damaged is named and left out; the rest stands. */
export interface ReadPortable {
  readonly content: PortableContent;
  readonly app: string;
  readonly madeAt: string;
  /** Names of the entries that are missing or not what the manifest says. */
  readonly damaged: readonly string[];
}

/** True when a zip's directory is that of a portable file. */
export const isPortable = (entries: readonly ZipEntry[]): boolean => entries[0]?.path === manifestPath;

/**
 * Reads a portable file, checking the hash of every entry.
 * @throws AppError `file-damaged` when there is no sound manifest, `portable-newer` when a newer app wrote it, `file-bomb`
 */
export async function readPortable(source: SourceFile, signal?: AbortSignal): Promise<ReadPortable> {
  const entries = new Map((await readZipDirectory(source)).map((entry) => [entry.path, entry]));
  const run = signal ? { signal } : {};
  const read = async (path: string, mostBytes: number): Promise<Uint8Array | null> => {
    const entry = entries.get(path);
    return entry ? entryBytes(source, entry, mostBytes, run) : null;
  };
  const manifest = manifestIn(source.name, await read(manifestPath, mostManifestBytes));
  const damaged: string[] = [];
  const checked = async (name: string, path: string, sha256: string | null, mostBytes: number): Promise<Uint8Array | null> => {
    try {
      const bytes = await read(path, mostBytes);
      if (bytes && (sha256 === null || (await sha256Of({ name, bytes })) === sha256)) return bytes;
    } catch (cause) {
      if (!(cause instanceof AppError) || cause.code === 'file-bomb') throw cause;
    }
    damaged.push(name);
    return null;
  };
  const notebook = await checked('notebook.md', manifest.notebook.path, manifest.notebook.sha256, mostNotebookBytes);
  const files: SourceFile[] = [];
  for (const { name, path, sha256 } of manifest.files) {
    const bytes = await checked(name, path, sha256, mostFileBytes);
    if (bytes) files.push({ name, bytes });
  }
  const results: PortableResult[] = [];
  for (const { path, sha256, ...result } of manifest.results) {
    const bytes = path === null ? null : await checked(path, path, sha256, mostFileBytes);
    results.push({ ...result, csv: bytes && new TextDecoder().decode(bytes) });
  }
  const { title, language, samples, corrections, tables, app, madeAt } = manifest;
  return {
    content: {
      title,
      language,
      samples,
      corrections,
      tables,
      files,
      results,
      notebook: new TextDecoder().decode(notebook ?? new Uint8Array()),
    },
    app,
    madeAt,
    damaged,
  };
}

function manifestIn(file: string, bytes: Uint8Array | null): Manifest {
  const damaged = (reason: string) => new AppError('file-damaged', { file, kind: manifestPath, reason });
  if (!bytes) throw damaged('missing');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw damaged(cause instanceof Error ? cause.message : String(cause));
  }
  const version = (value as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > portableVersion) throw new AppError('portable-newer', { file, version });
  const read = v.safeParse(ManifestSchema, value);
  if (!read.success) throw damaged(`${v.getDotPath(read.issues[0]) ?? ''} ${read.issues[0].message}`.trim());
  return read.output;
}

/** Names that any system can unpack: no folders of their own, no device names, no two alike. */
function freePath(wanted: string, taken: Set<string>): string {
  const slash = wanted.indexOf('/') + 1;
  const harmless = wanted.slice(slash).replace(/[\p{Cc}<>:"/\\|?*]/gu, '_');
  const name = harmless.replace(/^\.+|[. ]+$/g, '_').slice(-180) || '_';
  const dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length;
  let path = wanted.slice(0, slash) + name;
  for (let n = 2; taken.has(path.toLowerCase()); n++) path = `${wanted.slice(0, slash)}${name.slice(0, dot)}.${n}${name.slice(dot)}`;
  taken.add(path.toLowerCase());
  return path;
}

function textFile(name: string, text: string): SourceFile {
  return { name, bytes: new TextEncoder().encode(text) };
}

function part(path: string, text: string): ZipPart {
  return { path, source: textFile(path, text) };
}

const readme = `Đối Chiếu

Tệp này là một tệp zip. notebook.md là sổ: lời và câu lệnh SQL, đọc được bằng mọi trình soạn thảo. data/ là các tệp số liệu như lúc thả vào.
results/ là kết quả dạng CSV. manifest.json ghi mã băm SHA-256 của từng tệp. Thả tệp .doichieu vào trang Đối Chiếu để mở lại tất cả.

This file is a zip. notebook.md is the notebook: prose and SQL, readable in any editor. data/ holds the data files as they were dropped.
results/ holds results as CSV. manifest.json has the SHA-256 of every file. Drop the .doichieu file onto the Đối Chiếu page to open all of it.
`;

import { AppError } from '../core/app-error';
import { csvStyleOf, writeCsv } from '../core/csv-text';
import type { Engine } from '../core/engine';
import type { Notebook, SharedPage } from '../core/notebook/notebook';
import { toBase64 } from '../core/base64';
import { withOwnFile } from '../core/own-file';
import { packPage } from '../core/notebook/page-bytes';
import { workspaceVersion, type KeptFile, type Workspace, type WorkspaceStore } from '../core/workspace/workspace';
import { sha256Of } from '../ingest/file-hash';
import {
  readPortable,
  writePortable,
  type PortableContent,
  type PortableResult,
  type PortableTable,
  type ReadPortable,
} from '../ingest/portable/portable-file';
import { isSealed, sealFile, unsealFile } from '../ingest/portable/sealed-file';
import { readBytes, sizeOf, type SourceFile } from '../ingest/source-file';
import { printResult, printTable } from '../jobs/print-table';
import type { FileIntake } from './file-intake.svelte';
import type { NotebookState } from './notebook-state.svelte';

/** What of the page goes into a portable file. */
export interface PortablePage {
  readonly engine: Engine;
  readonly intake: FileIntake;
  readonly notebook: NotebookState;
  page(): SharedPage;
  notebookText(): Promise<string>;
}

/** Results of more rows travel as their fingerprint only. */
const mostResultRows = 100_000;

export interface PortableParts {
  /** The dropped files. Without them the reader of the portable file needs his own. */
  readonly data: boolean;
  /** Results as CSV, beside their fingerprints. */
  readonly results: boolean;
  /** Sealed under this password; null for a plain zip. */
  readonly password: string | null;
}

/** The page as a portable file. @throws AppError as the engine's, when a result cannot be fingerprinted */
export async function portableOf(session: PortablePage, parts: PortableParts, made: { app: string; at: string }): Promise<Blob> {
  const page = session.page();
  const content: PortableContent = {
    title: session.notebook.title,
    notebook: await session.notebookText(),
    language: page.language,
    samples: page.samples,
    corrections: page.corrections,
    files: parts.data ? session.intake.sources : [],
    tables: await tablesOf(session),
    results: await resultsOf(session, parts.results),
  };
  const zip = await writePortable(content, made);
  if (parts.password === null) return new Blob(zip, { type: 'application/zip' });
  const bytes = new Uint8Array(await new Blob(zip).arrayBuffer());
  const sealed = await sealFile({ name: '', bytes }, parts.password, (count) => crypto.getRandomValues(new Uint8Array(count)));
  return new Blob(sealed, { type: 'application/octet-stream' });
}

async function tablesOf(session: PortablePage): Promise<PortableTable[]> {
  const tables: PortableTable[] = [];
  for (const file of session.intake.results) {
    const source = session.intake.sources.find((one) => one.name === file.name);
    const sha256 = source ? await sha256Of(source) : null;
    for (const table of file.tables)
      tables.push({
        table: table.name,
        file: file.name,
        print: await printTable(session.engine, table.name, { file: sha256, unitSystems: table.unitSystems }),
      });
  }
  return tables;
}

/** Every query cell that shows the result of what stands on the page. */
async function resultsOf(session: PortablePage, withRows: boolean): Promise<PortableResult[]> {
  const results: PortableResult[] = [];
  for (const cell of session.notebook.queryCells) {
    const run = cell.run.state;
    if (run.kind !== 'done' || cell.stale || cell.sql.trim() === '') continue;
    const { sql } = cell.bound();
    results.push({
      cell: cell.id,
      title: cell.title ?? cell.question?.title[session.page().language] ?? cell.name ?? cell.id,
      sql,
      content: await printResult(session.engine, sql),
      rows: run.table.rowCount,
      csv: withRows && run.table.rowCount <= mostResultRows ? writeCsv(run.table, csvStyleOf.en) : null,
    });
  }
  return results;
}

/** True when a dropped file is a portable one, plain or sealed. */
export async function sealOf(source: SourceFile): Promise<'sealed' | 'plain' | null> {
  if (!/\.doichieu$/i.test(source.name)) return null;
  return isSealed(await readBytes(source, 0, 8)) ? 'sealed' : 'plain';
}

/** @throws AppError as `readPortable` and `unsealFile` */
export async function openPortable(source: SourceFile, password: string | null): Promise<ReadPortable> {
  return readPortable(password === null ? source : await unsealFile(source, password));
}

/** The single HTML file with a portable one inside, which it shows when it is opened. */
export async function singleFileOf(shell: string, portable: Blob): Promise<Blob> {
  return new Blob(withOwnFile(shell, new Uint8Array(await portable.arrayBuffer()), toBase64), { type: 'text/html' });
}

/** Ids of the cells whose SQL somebody else wrote. */
export const unseenIn = ({ cells }: Notebook): string[] =>
  cells.flatMap((cell) => (cell.kind === 'query' || cell.kind === 'sheet' ? [cell.id] : []));

/** The page that a portable file holds; SQL in recipes comes switched off unless it is the reader's own. */
export async function pageIn({ content }: ReadPortable, { own = false } = {}): Promise<SharedPage> {
  const [{ readNotebook }, { takeRecipes }, { withoutStrangersSql }] = await Promise.all([
    import('../core/notebook/notebook-file'),
    import('../core/notebook/notebook-recipes'),
    import('../core/recipe/saved-recipe'),
  ]);
  const { rest, recipes } = takeRecipes(content.notebook);
  const { notebook } = readNotebook(rest);
  return {
    notebook,
    language: content.language,
    samples: content.samples,
    corrections: [...content.corrections],
    needs: content.tables.map(({ table, file }) => ({ table, file })),
    room: null,
    recipes: recipes.map((one) => ({ ...one, recipe: own ? one.recipe : withoutStrangersSql(one.recipe) })),
  };
}

/**
 * Keeps what a portable file holds as a workspace of its own, beside all others. Its SQL waits to be looked at.
 * @throws AppError `storage-full`, `storage-failed`; nothing is kept then
 */
export async function keepPortable(
  store: WorkspaceStore,
  read: ReadPortable,
  made: { readonly id: string; readonly at: string; readonly name: string },
): Promise<Workspace> {
  const page = await pageIn(read);
  const files: KeptFile[] = [];
  for (const source of read.content.files) {
    const kept = { name: source.name, sha256: await sha256Of(source), sizeBytes: sizeOf(source) };
    await store.putFile(kept.sha256, 'file' in source ? source.file : new Blob([new Uint8Array(source.bytes)]));
    files.push(kept);
  }
  const workspace = await store.write(
    {
      id: made.id,
      version: workspaceVersion,
      name: made.name,
      changedAt: made.at,
      seq: 0,
      files,
      page: packPage(page),
      unseen: unseenIn(page.notebook),
      deletedAt: null,
    },
    null,
  );
  if (!workspace) throw new AppError('storage-failed', { reason: made.id });
  return workspace;
}

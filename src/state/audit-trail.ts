import type { AuditedTable, AuditTrail } from '../core/audit/audit-trail';
import type { Engine } from '../core/engine';
import type { NeededTable, SharedPage } from '../core/notebook/notebook';
import { wordsOf } from '../core/sql/sql-words';
import { tablesRead } from '../core/sql/tables-read';
import { sha256Of } from '../ingest/file-hash';
import { printTable } from '../jobs/print-table';
import type { CompareRoom } from './compare-room.svelte';
import type { FileIntake } from './file-intake.svelte';
import type { NotebookState } from './notebook-state.svelte';
import type { QueryCellState } from './query-cell.svelte';
import type { WorkspaceState } from './workspace.svelte';

/** What reads the reader's tables: cells of a notebook, or a comparison. */
export interface TableReaders {
  readonly intake: FileIntake;
  readonly lists: { readonly observed: ReadonlySet<string> };
}

/** What a trail is made from. */
export interface AuditedPage extends TableReaders {
  readonly engine: Engine;
  readonly notebook: NotebookState;
  readonly workspace: WorkspaceState;
  readonly room: CompareRoom | null;
  readonly samplesUsed: boolean;
  /** Version of the app. */
  readonly app: string;
  today(): string;
  page(): SharedPage;
  linkTo(page: SharedPage): string;
}

/** The trail of what one cell shows, or (null) of the whole page with the comparison that lies over it. Reads each table it names. */
export async function auditTrailOf(page: AuditedPage, cell: QueryCellState | null): Promise<AuditTrail> {
  const trail = auditAtOnce(page, cell);
  const tables: AuditedTable[] = [];
  for (const one of trail.tables) {
    const source = page.intake.sources.find((file) => file.name === nameAsDropped(page, one.file));
    const fileHash = one.fileHash ?? (source ? await sha256Of(source) : null);
    // A table that cannot be read now is told without a fingerprint; the figure has been computed from it all the same.
    const print = await printTable(page.engine, one.table, { file: fileHash, unitSystems: [] }).catch(() => null);
    tables.push({ ...one, fileHash, content: print?.content ?? null, rows: print?.rows ?? one.rows });
  }
  return { ...trail, tables };
}

/** The same without fingerprints that would have to be taken first: files by the hash they are kept under. For print, which waits for nothing. */
export function auditAtOnce(page: AuditedPage, cell: QueryCellState | null): AuditTrail {
  const cells = cell ? page.notebook.queryCells.filter((one) => withSources(page.notebook, cell.id).has(one.id)) : page.notebook.queryCells;
  const room = cell ? null : page.room;
  const kept = page.workspace.current?.files ?? [];
  const shared = page.page();
  return {
    app: page.app,
    madeOn: page.today(),
    asOf: asOfOf(page.notebook, room, cell ? [cell] : cells),
    link: page.linkTo(cell ? onlyCell(page, shared, cell.id) : shared),
    samples: page.samplesUsed,
    tables: neededBy(page, cells, room !== null).map(({ table, file }) => ({
      table,
      file,
      fileHash: kept.find((one) => one.name === nameAsDropped(page, file))?.sha256 ?? null,
      content: null,
      rows: page.intake.results.flatMap((one) => one.tables).find((one) => one.name === table)?.rows ?? 0,
    })),
  };
}

/** Own tables that cells read, by name or through the observations that the tables gave; in the order of their names. */
export function neededBy({ intake, lists }: TableReaders, cells: readonly QueryCellState[], comparing = false): NeededTable[] {
  const words = new Set(cells.flatMap((cell) => wordsOf(cell.sql).map((word) => word.toLowerCase())));
  const readsObservations = comparing || [...lists.observed].some((name) => words.has(name));
  const read = new Set(cells.flatMap((cell) => tablesRead(cell.sql).map((name) => name.toLowerCase())));
  const united = new Set(intake.united.filter((one) => read.has(one.name)).flatMap((one) => one.members));
  return intake.results
    .flatMap((file) => file.tables.map((table) => ({ table, file: file.name })))
    .filter(({ table }) => read.has(table.name) || united.has(table.name) || (readsObservations && table.observations > 0))
    .map(({ table, file }) => ({ table: table.name, file }))
    .sort((a, b) => (a.table < b.table ? -1 : 1));
}

/** Ids of a cell and of all that it depends on. */
export function withSources(notebook: NotebookState, id: string): ReadonlySet<string> {
  const chosen = new Set([id]);
  for (const one of chosen) for (const source of notebook.graph.sources.get(one) ?? []) chosen.add(source);
  return chosen;
}

/** The page with one cell and what it depends on. */
function onlyCell({ notebook }: AuditedPage, page: SharedPage, id: string): SharedPage {
  const { proof: _, ...rest } = page;
  const chosen = withSources(notebook, id);
  return { ...rest, room: null, notebook: { ...page.notebook, cells: page.notebook.cells.filter((cell) => chosen.has(cell.id)) } };
}

/** The day figures are judged at, 'YYYY-MM-DD': of a comparison its second day; null where nothing has one. */
function asOfOf(notebook: NotebookState, room: CompareRoom | null, cells: readonly QueryCellState[]): string | null {
  if (room) return room.days.to;
  const own = cells.map((cell) => cell.values.as_of).find((day) => typeof day === 'string');
  const asked = notebook.look('as_of');
  const day = cells.length === 1 ? (own ?? asked) : (asked ?? own);
  return typeof day === 'string' ? day : null;
}

/** A file that was renamed beside one of its name is found under the name it was dropped with. */
const nameAsDropped = ({ intake }: TableReaders, file: string): string =>
  intake.results.find((one) => one.name === file)?.droppedAs ?? file;

import type { Engine } from '../core/engine';
import type { SharedPage } from '../core/notebook/notebook';
import { shortHash, type LinkedResult, type LinkedTable } from '../core/proof/linked-proof';
import { sha256Of } from '../ingest/file-hash';
import { printLinkedTable } from '../jobs/print-linked-table';
import { printResult } from '../jobs/print-table';
import { neededBy, withSources } from './audit-trail';
import type { FileIntake } from './file-intake.svelte';
import type { NotebookState } from './notebook-state.svelte';
import type { QueryCellState } from './query-cell.svelte';

/** What a link that proves is made from. */
export interface ProvingPage {
  readonly engine: Engine;
  readonly intake: FileIntake;
  readonly notebook: NotebookState;
  readonly lists: { readonly observed: ReadonlySet<string> };
  page(): SharedPage;
}

export interface ProvingParts {
  /** Id of the one cell that is sent, with what it depends on; null for the whole notebook. */
  readonly cell: string | null;
  /** The link also vouches for the results that are shown. */
  readonly results: boolean;
}

/**
 * The page, or one cell of it with what it depends on, with the fingerprint of each own table it reads.
 * @throws AppError as the engine's
 */
export async function provingPage(source: ProvingPage, parts: ProvingParts): Promise<SharedPage> {
  const page = source.page();
  const { proof: _, ...rest } = page;
  const chosen = parts.cell === null ? null : withSources(source.notebook, parts.cell);
  const sent = (id: string) => chosen?.has(id) ?? true;
  const cells = source.notebook.queryCells.filter((cell) => sent(cell.id));
  const needs = neededBy(source, cells);
  const tables: LinkedTable[] = [];
  for (const { table, file } of needs) tables.push(await linkedTable(source, table, file));
  const results = parts.results ? await resultsOf(source.engine, cells) : [];
  return {
    ...rest,
    needs,
    ...(chosen && { room: null, notebook: { ...page.notebook, cells: page.notebook.cells.filter((cell) => chosen.has(cell.id)) } }),
    ...(tables.length + results.length > 0 && { proof: { tables, results } }),
  };
}

/** A loaded table as a link tells of it. */
export async function linkedTable(
  { engine, intake }: Pick<ProvingPage, 'engine' | 'intake'>,
  table: string,
  file: string,
): Promise<LinkedTable> {
  const dropped = intake.results.find((one) => one.name === file);
  const source = intake.sources.find((one) => one.name === (dropped?.droppedAs ?? file));
  const unitSystems = dropped?.tables.find((one) => one.name === table)?.unitSystems ?? [];
  return printLinkedTable(engine, table, { file: source ? await sha256Of(source) : null, unitSystems });
}

/** Every cell that shows the result of what stands on the page. */
async function resultsOf(engine: Engine, cells: readonly QueryCellState[]): Promise<LinkedResult[]> {
  const results: LinkedResult[] = [];
  for (const cell of cells) {
    const result = await resultOf(engine, cell);
    if (result) results.push(result);
  }
  return results;
}

/** The fingerprint of what a cell shows; null while it shows nothing, or not what stands on the page, or what cannot be asked for again. */
export async function resultOf(engine: Engine, cell: QueryCellState): Promise<LinkedResult | null> {
  const run = cell.run.state;
  if (run.kind !== 'done' || cell.stale || cell.sql.trim() === '') return null;
  try {
    // It has shown its rows; a statement that then does not end any more vouches for nothing.
    const options = { signal: AbortSignal.timeout(60_000) };
    return { cell: cell.id, rows: run.table.rowCount, content: shortHash(await printResult(engine, cell.bound().sql, options)) };
  } catch {
    return null;
  }
}

import { AppError } from '../core/app-error';
import type { Engine } from '../core/engine';
import type { Notebook } from '../core/notebook/notebook';
import { comparePrints, type PrintVerdict } from '../core/proof/fingerprint';
import { identifier } from '../core/sql/sql-literal';
import type { Knowledge } from '../ingest/knowledge';
import type { ReadPortable } from '../ingest/portable/portable-file';
import { sha256Of } from '../ingest/file-hash';
import { applyCorrections } from './apply-corrections';
import { openFiles } from './open-files';
import { printResult, printTable } from './print-table';
import { writeSheet } from './write-sheet';

/** What became of a portable file's tables and results when they were computed anew. */
export interface Verification {
  readonly tables: readonly {
    readonly table: string;
    readonly file: string;
    readonly verdict: PrintVerdict | { readonly kind: 'missing' };
  }[];
  readonly results: readonly {
    readonly cell: string;
    readonly title: string;
    readonly verdict: 'same' | 'different' | 'failed';
    readonly error: AppError | null;
  }[];
  /** Everything is there and everything is the same. */
  readonly holds: boolean;
}

/**
 * Computes everything in a portable file again, in an engine with the model loaded (and the samples, when the file uses them) and nothing else: its data
 * files are read anew, its sheets written, its cells run in their order, and each fingerprint is compared with the one it was made with.
 * @throws AppError `engine-lost`
 */
export async function verifyPortable(
  engine: Engine,
  { content, damaged }: ReadPortable,
  notebook: Notebook,
  knowledge: Knowledge,
): Promise<Verification> {
  const opened = await openFiles(engine, content.files, knowledge);
  if (content.corrections.length > 0) await applyCorrections(engine, content.corrections);
  const tables: Verification['tables'][number][] = [];
  for (const { table, file, print } of content.tables) {
    const source = content.files.find((one) => one.name === file);
    const own = opened.flatMap((one) => one.tables).find((one) => one.name === table);
    const verdict =
      own && source
        ? comparePrints(print, await printTable(engine, table, { file: await sha256Of(source), unitSystems: own.unitSystems }))
        : ({ kind: 'missing' } as const);
    tables.push({ table, file, verdict });
  }
  const results: Verification['results'][number][] = [];
  for (const cell of notebook.cells) {
    if (cell.kind === 'sheet') await writeSheet(engine, cell).catch(() => undefined);
    const made = cell.kind === 'query' ? content.results.find((one) => one.cell === cell.id) : undefined;
    if (cell.kind !== 'query' || !made) continue;
    const { title } = made;
    try {
      const same = (await printResult(engine, made.sql)) === made.content;
      if (cell.name !== null) await engine.execute(`CREATE OR REPLACE TABLE ${identifier(cell.name)} AS ${made.sql}`);
      results.push({ cell: cell.id, title, verdict: same ? 'same' : 'different', error: null });
    } catch (cause) {
      if (!(cause instanceof AppError) || cause.code === 'engine-lost') throw cause;
      results.push({ cell: cell.id, title, verdict: 'failed', error: cause });
    }
  }
  const holds =
    damaged.length === 0 && tables.every((one) => one.verdict.kind === 'same') && results.every((one) => one.verdict === 'same');
  return { tables, results, holds };
}

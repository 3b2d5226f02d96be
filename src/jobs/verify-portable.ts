import { AppError } from '../core/app-error';
import type { Engine } from '../core/engine';
import { readNotebook } from '../core/notebook/notebook-file';
import { takeRecipes } from '../core/notebook/notebook-recipes';
import { comparePrints, type PrintVerdict } from '../core/proof/fingerprint';
import { identifier } from '../core/sql/sql-literal';
import type { Knowledge } from '../ingest/knowledge';
import type { PortableResult, ReadPortable } from '../ingest/portable/portable-file';
import { applyCorrections } from './apply-corrections';
import { openFiles } from './open-files';
import { printResult, printTable } from './print-table';
import { groupsOf, uniteTables } from './unite-tables';
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
    /** `missing`: the notebook has no such cell any more. */
    readonly verdict: 'same' | 'different' | 'failed' | 'missing';
    readonly error: AppError | null;
  }[];
  /** Everything is there and everything is the same. */
  readonly holds: boolean;
}

/**
 * Computes everything in a portable file again, in an engine with the model loaded (and the samples, when the file uses them) and nothing else: its data
 * files are read anew by its own recipes, its sheets written, its cells run in their order, and each fingerprint is compared with the one it was made with.
 * @throws AppError `engine-lost`
 */
export async function verifyPortable(engine: Engine, { content, damaged }: ReadPortable, knowledge: Knowledge): Promise<Verification> {
  const { rest, recipes } = takeRecipes(content.notebook);
  const { notebook } = readNotebook(rest);
  const opened = await openFiles(engine, content.files, knowledge, { recipes });
  for (const group of groupsOf(opened)) await uniteTables(engine, group);
  if (content.corrections.length > 0) await applyCorrections(engine, content.corrections);
  const tables: Verification['tables'][number][] = [];
  for (const { table, file, print } of content.tables) {
    const own = opened.flatMap((one) => one.tables).find((one) => one.name === table);
    const verdict = own
      ? comparePrints(print, await printTable(engine, table, { file: print.file, unitSystems: own.unitSystems }))
      : ({ kind: 'missing' } as const);
    tables.push({ table, file, verdict });
  }
  for (const cell of notebook.cells) if (cell.kind === 'sheet') await writeSheet(engine, cell).catch(() => undefined);
  const results = new Map<string, Verification['results'][number]>();
  // A cell may read one that stands below it: what fails is tried again for as long as others succeed.
  for (let before = -1; before < countOf(results);) {
    before = countOf(results);
    for (const made of content.results) {
      const { cell: id, title } = made;
      const known = results.get(id)?.verdict;
      if (known !== undefined && known !== 'failed') continue;
      const cell = notebook.cells.find((one) => one.kind === 'query' && one.id === id);
      results.set(id, {
        cell: id,
        title,
        ...(cell?.kind === 'query' ? await computed(engine, made, cell.name) : { verdict: 'missing', error: null }),
      });
    }
  }
  const holds =
    damaged.length === 0 &&
    tables.every((one) => one.verdict.kind === 'same') &&
    [...results.values()].every((one) => one.verdict === 'same');
  return { tables, results: [...results.values()], holds };
}

const countOf = (results: ReadonlyMap<string, { readonly verdict: string }>): number =>
  [...results.values()].filter(({ verdict }) => verdict !== 'failed').length;

/** One result, and the table of the cell's name for others to read. */
async function computed(
  engine: Engine,
  { sql, content }: PortableResult,
  name: string | null,
): Promise<Pick<Verification['results'][number], 'verdict' | 'error'>> {
  try {
    const same = (await printResult(engine, sql)) === content;
    if (name !== null) await engine.execute(`CREATE OR REPLACE TABLE ${identifier(name)} AS ${sql}`);
    return { verdict: same ? 'same' : 'different', error: null };
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code === 'engine-lost') throw cause;
    return { verdict: 'failed', error: cause };
  }
}

import type { Engine, RunOptions } from '../core/engine';
import { shapeDifference, shapeKey, type FileShape, type ShapeDifference } from '../core/recipe/file-shape';
import { identifier } from '../core/sql/sql-literal';
import type { CleanedTable } from './clean-table';
import { compareRows, sharedRows, type ComparedTable, type RowChanges } from './compare-rows';
import { compareVerdicts, type VerdictEffect } from './compare-verdicts';
import type { StagedFile } from './load-carefully';
import type { OpenedFile, OpenedTable } from './opened-file';

/** A file on its way in that has to do with one that is loaded. Its reader says what becomes of the two. */
export interface FileVersion {
  readonly file: string;
  /** The loaded file. */
  readonly rival: OpenedFile;
  /**
   * - `version`: another version of the loaded file (the same rows in it, or the same name)
   * - `next`: a file of the same shape without a row in common, such as the next month's
   */
  readonly kind: 'version' | 'next';
  /** Null when the two have no column in common. */
  readonly rows: RowChanges | null;
  /** Null when the heads are the same. */
  readonly shape: ShapeDifference | null;
  /** Null when the file gives no observations. */
  readonly effect: VerdictEffect | null;
}

/** `replace`: the loaded file goes · `beside`: both stay · `cancel`: the new one is not loaded. */
export type VersionChoice = 'replace' | 'beside' | 'cancel';

/** Less than this share of rows in common is chance, not another version. */
const versionShare = 0.2;

/** The loaded file that a staged one is a version of, or follows, and what would change. Null when it has nothing to do with any of them. */
export async function compareVersion(
  engine: Engine,
  staged: StagedFile,
  loaded: readonly OpenedFile[],
  options: RunOptions = {},
): Promise<FileVersion | null> {
  const pair = await rivalOf(engine, staged, loaded, options);
  if (!pair) return null;
  const { rival, older, newer, kind } = pair;
  const difference = shapeDifference(shapeOfTable(older.opened), shapeOfTable(newer.opened));
  const common = newer.opened.columns.some((name) => !name.startsWith('_') && older.opened.columns.includes(name));
  return {
    file: staged.name,
    rival,
    kind,
    rows: common ? await compareRows(engine, older, newer, options) : null,
    shape: difference.missing.length + difference.extra.length > 0 ? difference : null,
    effect: await compareVerdicts(engine, staged, kind === 'version' ? [rival.name] : [], options),
  };
}

interface Pair {
  readonly rival: OpenedFile;
  readonly older: ComparedTable;
  readonly newer: ComparedTable;
  readonly kind: FileVersion['kind'];
}

async function rivalOf(engine: Engine, staged: StagedFile, loaded: readonly OpenedFile[], options: RunOptions): Promise<Pair | null> {
  const files = loaded.filter((file) => !file.error && !file.unread && file.tables.length > 0);
  const pairs = staged.tables.flatMap((table) => {
    const key = shapeKey(shapeOfTable(table.opened));
    return files.flatMap((rival) =>
      rival.tables
        .filter((old) => shapeKey(shapeOfTable(old)) === key)
        .map((old) => ({ rival, older: loadedTable(old), newer: freshTable(table) })),
    );
  });
  const namesake = files.find((file) => file.name === staged.name);
  let best: { pair: (typeof pairs)[number]; share: number } | null = null;
  for (const table of staged.tables) {
    const mine = pairs.filter((pair) => pair.newer.opened === table.opened);
    const shared = mine.length
      ? await sharedRows(
          engine,
          freshTable(table),
          mine.map(({ older }) => older),
          options,
        )
      : [];
    for (const [i, pair] of mine.entries()) {
      const share = (shared[i] ?? 0) / Math.max(1, Math.min(pair.older.opened.rows, pair.newer.opened.rows));
      const better = !best || share > best.share || (share === best.share && pair.rival === namesake);
      if (better) best = { pair, share };
    }
  }
  if (best && best.share >= versionShare) return { ...best.pair, kind: 'version' };
  // The same heads and nothing in common: the next period. The last one loaded is the one it follows.
  const follows = pairs.find(({ rival }) => rival === namesake) ?? pairs[0];
  if (follows && periodic(follows.newer.opened)) return { ...follows, kind: 'next' };
  const [old] = namesake?.tables ?? [];
  const [own] = staged.tables;
  return namesake && old && own ? { rival: namesake, older: loadedTable(old), newer: freshTable(own), kind: 'version' } : null;
}

function periodic(table: OpenedTable): boolean {
  return table.columns.includes('period_start') || table.columns.includes('unit_id');
}

function loadedTable(opened: OpenedTable): ComparedTable {
  return { table: `main.${identifier(opened.name)}`, opened };
}

function freshTable({ fresh, opened }: CleanedTable): ComparedTable {
  return { table: fresh.clean, opened };
}

/** Raw heads where they are known, else the columns of the table. */
export function shapeOfTable(table: OpenedTable): FileShape {
  return {
    columns: table.prepared?.columns ?? table.columns.filter((name) => !name.startsWith('_')),
    system: table.systemId,
  };
}

import { partsOf, type PartOptions, type SheetPart } from './file-part';
import type { GridRow } from './sheet';
import { lookOf, type SheetLook } from './sheet-look';
import type { SourceFile } from './source-file';

/** A part of a file that may be opened: a sheet, a table of a page, an array of records. Plain and cloneable. */
export interface Candidate {
  /** What `PrepareOptions.only` names it by; null for the only part of a file. */
  readonly label: string | null;
  readonly name: string;
  readonly container: SheetPart['container'] | 'text';
  readonly look: SheetLook;
  /** Hidden in Excel. */
  readonly hidden: boolean;
  /** Rows and columns with text; `rows` counts no further than `mostCounted`. */
  readonly rows: number;
  readonly moreRows: boolean;
  readonly columns: number;
  /** The first rows as they are, for a thumbnail. */
  readonly firstRows: readonly GridRow[];
  /** Whether it is read when nobody chooses. */
  readonly chosen: boolean;
}

const mostCounted = 2000;
const mostShown = 30;

/** Lists what a file holds. The direct one runs here; the page passes one that runs in a worker. */
export type ListCandidates = (source: SourceFile, options?: PartOptions) => Promise<readonly Candidate[]>;

/**
 * What a file holds, without loading any of it. Reads at most `mostCounted` rows of each part.
 * @throws AppError as `partsOf`
 */
export const listCandidates: ListCandidates = async (source, options = {}) => {
  const found: Candidate[] = [];
  for await (const part of partsOf(source, { ...options, all: true })) {
    if (part.kind === 'text') {
      found.push({
        label: part.label,
        name: '',
        container: 'text',
        look: 'table',
        hidden: false,
        rows: 0,
        moreRows: true,
        columns: 0,
        firstRows: [],
        chosen: true,
      });
      continue;
    }
    const rows: GridRow[] = [];
    let moreRows = false;
    for await (const batch of part.rows) {
      rows.push(...batch);
      moreRows = rows.length > mostCounted;
      if (moreRows) break;
    }
    const counted = rows.slice(0, mostCounted).filter(({ cells }) => cells.some((cell) => cell !== ''));
    const look = lookOf(rows.slice(0, 200));
    found.push({
      label: part.label,
      name: part.name,
      container: part.container,
      look,
      hidden: part.hidden,
      rows: counted.length,
      moreRows,
      columns: counted.reduce((most, { cells }) => Math.max(most, cells.length), 0),
      firstRows: rows.slice(0, mostShown),
      chosen: look === 'table',
    });
  }
  // Where nothing looks like a table, everything that has text is read all the same.
  return found.some((one) => one.chosen) ? found : found.map((one) => ({ ...one, chosen: one.look !== 'empty' }));
};

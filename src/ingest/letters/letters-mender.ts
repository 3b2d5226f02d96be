import type { Issue } from '../../core/issue';
import type { LegacyFont as ShownFont } from '../book/legacy-font';
import type { GridRow } from '../sheet';
import { mayBeWrong, mendLetters, type LettersFault, type MendedCell } from './cell-letters';
import { fromLegacy, lettersOf, type LegacyFont } from './legacy-fonts';

interface FaultTally {
  count: number;
  readonly examples: { row: number; before: string; after: string }[];
}

const mostExamples = 5;
const mostSeen = 20_000;

/**
 * Puts the letters of cells right: text of old fonts (TCVN3, VNI), UTF-8 read as windows-1252, UTF-7, look-alikes. Each cell by itself; where it does not tell,
 * by what the head of its column, else of the whole table, is written in. Cells keep what cannot be recovered.
 */
export class LettersMender {
  private readonly tallies = new Map<LettersFault, FaultTally>();
  private readonly seen = new Map<string, MendedCell | null>();
  private fonts: (LegacyFont | null)[] | null = null;
  /** Columns in which some cell is surely Unicode. */
  private unicode: boolean[] = [];
  private sheet: LegacyFont | null = null;
  /** Some of the table is in an old font. */
  private known: boolean;

  /** @param font what the whole text is known to be written in, from its bytes */
  constructor(private readonly font: LegacyFont | null = null) {
    this.known = font !== null;
  }

  /** The first call should bring the head of the table. Rows with nothing wrong come back as they are. */
  mend(rows: readonly GridRow[]): readonly GridRow[] {
    if (!this.fonts) this.learn(rows);
    let changed: GridRow[] | null = null;
    for (const [i, row] of rows.entries()) {
      const cells = this.cellsOf(row);
      if (cells) (changed ??= [...rows])[i] = { ...row, cells };
    }
    return changed ?? rows;
  }

  /** Whether a cell with letters in it that `mayBeWrong` lets pass can still be changed; only after the first rows. */
  get doubts(): boolean {
    return this.fonts === null || this.known;
  }

  private cellsOf({ cells, line, fonts }: GridRow): string[] | null {
    let mended: string[] | null = null;
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] ?? '';
      if (!mayBeWrong(cell, this.known || fonts !== undefined)) continue;
      const one = this.cell(cell, i, fonts?.[i] ?? null);
      if (!one) continue;
      (mended ??= [...cells])[i] = one.text;
      for (const fault of one.faults) this.tally(fault, line, cell, one.text);
    }
    return mended;
  }

  private cell(cell: string, column: number, shown: ShownFont | null): MendedCell | null {
    if (this.font) {
      const text = fromLegacy(cell, this.font);
      return text === cell ? null : { text, faults: [this.font === 'tcvn3' ? 'text-tcvn3' : 'text-vni'] };
    }
    const own = shown ? (shown === 'vni' ? 'vni' : 'tcvn3') : (this.fonts?.[column] ?? null);
    const font = own ?? (this.unicode[column] ? null : this.sheet);
    const key = `${shown ?? font ?? ''} ${own ? 1 : 0} ${cell}`;
    let known = this.seen.get(key);
    if (known === undefined) {
      known = mendLetters(cell, font, own !== null);
      // The capitals of TCVN3 have fonts of their own and the codes of small letters.
      if (shown === 'tcvn3-capitals' && known?.faults.includes('text-tcvn3')) known = { ...known, text: known.text.toUpperCase() };
      if (this.seen.size < mostSeen) this.seen.set(key, known);
    }
    return known;
  }

  private learn(rows: readonly GridRow[]): void {
    const counts: { tcvn3: number; vni: number; unicode: number }[] = [];
    const all = { tcvn3: 0, vni: 0, unicode: 0 };
    for (const { cells } of rows.slice(0, 1000))
      for (let i = 0; i < cells.length; i++) {
        const cell = cells[i] ?? '';
        if (!mayBeWrong(cell, true) && !/[\u0100-\u01b0\u1ea0-\u1ef9]/.test(cell)) continue;
        const letters = lettersOf(cell);
        const own = (counts[i] ??= { tcvn3: 0, vni: 0, unicode: 0 });
        const told = letters === 'plain' ? 'unicode' : letters === 'mixed' || letters === 'undecided' ? null : letters;
        if (told === null || ((told === 'tcvn3' || told === 'vni') && mendLetters(cell, null) === null)) continue;
        own[told]++;
        all[told]++;
      }
    this.sheet = majority(all);
    this.fonts = counts.map(majority);
    this.known ||= this.sheet !== null || this.fonts.some(Boolean);
    this.unicode = counts.map((own) => own.unicode > 0);
  }

  private tally(fault: LettersFault, row: number, before: string, after: string): void {
    const tally = this.tallies.get(fault) ?? { count: 0, examples: [] };
    this.tallies.set(fault, tally);
    tally.count++;
    if (tally.examples.length < mostExamples) tally.examples.push({ row, before: before.slice(0, 200), after: after.slice(0, 200) });
  }

  issues(table: string): Issue[] {
    return [...this.tallies].map(([code, { count, examples }]) => ({ code, kind: 'repair', table, rows: count, examples }));
  }
}

function majority({ tcvn3, vni, unicode }: { tcvn3: number; vni: number; unicode: number }): LegacyFont | null {
  const font = tcvn3 >= vni ? 'tcvn3' : 'vni';
  return Math.max(tcvn3, vni) > unicode && Math.max(tcvn3, vni) > 0 ? font : null;
}

import { nameKey } from '../core/name-key';
import { cellFacts, type CellFacts } from './cell-facts';
import { mayBeWrong } from './letters/cell-letters';
import { cleanText } from './plain-text';
import type { SeenCell } from './profile';
import { isRegion, isSummaryWord, isTotal, ordinalLevel } from './row-words';

/** A cell met before, by its bytes, with all that the readers of rows and columns ask of it. */
export interface KnownCell {
  readonly bytes: Uint8Array;
  readonly hash: number;
  readonly text: string;
  readonly facts: CellFacts;
  /** Its letters or a guard may have to be put right, it is blank, or it may say what kind of row this is: somebody has to look at the row. */
  readonly telling: boolean;
  /** Stands in no row of the column's heads. */
  readonly apart: boolean;
  /** Where its column counts it; kept by those who count. */
  seen: SeenCell | null;
}

/** What a cell of a column can tell of its row. */
export interface TellingCells {
  /** Units stand here, so regions may, too. */
  readonly regions: boolean;
  /** Names of rows stand here. */
  readonly names: boolean;
  /** Running numbers with levels stand here. */
  readonly levels: boolean;
  /** Keys of the column's heads. */
  readonly heads: ReadonlySet<string>;
}

const mostCells = 20_000;
const slotCount = 1 << 16;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The different cells of one column; beyond `mostCells` they are looked at each time. */
export class CellCache {
  private readonly slots = new Uint16Array(slotCount);
  private readonly cells: KnownCell[] = [];

  constructor(private readonly telling: TellingCells) {}

  find(bytes: Uint8Array, from: number, to: number): KnownCell {
    const hash = hashOf(bytes, from, to);
    let slot = (hash ^ (hash >>> 15)) & (slotCount - 1);
    for (let place = this.slots[slot] ?? 0; place > 0; place = this.slots[slot] ?? 0) {
      const known = this.cells[place - 1];
      if (known?.hash === hash && same(known.bytes, bytes, from, to)) return known;
      slot = (slot + 1) & (slotCount - 1);
    }
    const found = this.look(bytes.slice(from, to), hash);
    if (this.cells.length < mostCells) this.slots[slot] = this.cells.push(found);
    return found;
  }

  private look(bytes: Uint8Array, hash: number): KnownCell {
    const text = decoder.decode(bytes);
    const clean = cleanText(text);
    const { regions, names, levels, heads } = this.telling;
    const level = levels ? ordinalLevel(clean) : 0;
    const telling =
      text.startsWith("'") ||
      mayBeWrong(text) ||
      text.trim() === '' ||
      isTotal(clean) ||
      (regions && isRegion(clean)) ||
      (names && isSummaryWord(clean)) ||
      level === 1 ||
      level === 2;
    return { bytes, hash, text, facts: cellFacts(text), telling, apart: !heads.has(nameKey(clean)), seen: null };
  }
}

/** Of the length and at most sixteen of the bytes, most of them the last: texts of a column often begin alike. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  for (let i = Math.max(from, to - 12); i < to; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  for (let i = from; i < to - 12 && i < from + 4; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash;
}

function same(known: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  const length = to - from;
  if (known.length !== length) return false;
  for (let i = 0; i < length; i++) if (known[i] !== bytes[from + i]) return false;
  return true;
}

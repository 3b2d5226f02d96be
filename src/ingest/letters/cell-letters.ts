import { fromLegacy, lettersOf, type LegacyFont } from './legacy-fonts';
import { mayBeMojibake, undoEscapes, undoMojibake, undoUtf7 } from './mojibake';
import { isSyllable } from './syllable';

/** What was wrong with the letters of a cell. */
export type LettersFault = 'text-mojibake' | 'text-tcvn3' | 'text-vni' | 'text-utf7' | 'text-escapes' | 'text-lookalike';

export interface MendedCell {
  readonly text: string;
  readonly faults: readonly LettersFault[];
}

/** Latin-1 letters and signs of ordinary Vietnamese text, by their codes. */
const ordinary = new Set([...'\u00a0°²³ÀÁÂÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý'].map((one) => one.charCodeAt(0)));
const odd = Uint8Array.from({ length: 128 }, (_, i) => (ordinary.has(0x80 + i) ? 0 : 1));
const oddBeyond = /[\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0189\u0192\u0256\u02c6\u02dc\u20ac]/;

/**
 * A quick look: can anything be wrong with these letters? Most cells need no more. `known`: the table has cells in an old font, so that ordinary letters
 * may be such, too.
 */
export function mayBeWrong(cell: string, known = false): boolean {
  let before = 0;
  for (let i = 0; i < cell.length; i++) {
    const code = cell.charCodeAt(i);
    if (code < 0x80) {
      if ((code === 0x2b || code === 0x3c) && /\+[A-Za-z0-9+/]{3,}-|<U\+/.test(cell)) return true;
    } else if (code < 0x100) {
      if (known ? code !== 0xa0 : odd[code - 0x80] === 1) return true;
      // A capital inside a word.
      if (code < 0xde && code > 0xbf && before > 0x60 && before < 0x7b) return true;
    } else if ((code < 0x300 || code === 0x20ac) && oddBeyond.test(cell.charAt(i))) return true;
    before = code;
  }
  return false;
}

/**
 * The cell with its letters put right, or null where nothing is wrong or nothing is sure: each attempt must give more Vietnamese syllables than there
 * were, else it is undone. `font`: what the column or the sheet is written in, for cells that do not tell; `sure`: it is the column, so that it also decides
 * between two readings that are as good.
 */
export function mendLetters(cell: string, font: LegacyFont | null, sure = true): MendedCell | null {
  const faults: LettersFault[] = [];
  let text = cell;
  const take = (next: string, fault: LettersFault) => {
    if (next === text) return;
    text = next;
    faults.push(fault);
  };
  if (text.includes('<U+')) take(undoEscapes(text), 'text-escapes');
  if (text.includes('+')) take(undoUtf7(text), 'text-utf7');
  if (mayBeMojibake.test(text)) {
    const undone = undoMojibake(text);
    if (undone !== text && isVietnamese(undone)) take(undone, 'text-mojibake');
  }
  const letters = lettersOf(text);
  if (letters !== 'plain' && letters !== 'unicode') {
    const looked = lookalikes(text);
    if (looked !== text && !stillLegacy(looked)) take(looked, 'text-lookalike');
    else {
      const mended = fromFont(text, letters, font, sure);
      if (mended) take(mended.text, mended.font === 'tcvn3' ? 'text-tcvn3' : 'text-vni');
    }
  } else take(lookalikes(text), 'text-lookalike');
  return faults.length ? { text: faults.includes('text-tcvn3') ? text : text.normalize('NFC'), faults } : null;
}

function stillLegacy(text: string): boolean {
  const letters = lettersOf(text);
  return letters === 'tcvn3' || letters === 'vni' || letters === 'mixed';
}

function fromFont(
  text: string,
  letters: 'mixed' | 'undecided' | LegacyFont,
  sheet: LegacyFont | null,
  sure: boolean,
): { text: string; font: LegacyFont } | null {
  if (letters === 'mixed') {
    const mended = byWord(text, 'tcvn3');
    return rises(text, mended) ? { text: mended, font: 'tcvn3' } : null;
  }
  if (letters === 'undecided') {
    if (sheet === null) return null;
    const mended = fromLegacy(text, sheet);
    return good(mended) > good(text) || (sure && good(mended) === good(text) && good(mended) > 0) ? { text: mended, font: sheet } : null;
  }
  // The cell's own evidence first; where that gives no syllables, the sheet's and the other font.
  const tries = [letters, ...(sheet ? [sheet] : []), letters === 'vni' ? 'tcvn3' : 'vni'] as const;
  let best: { text: string; font: LegacyFont; good: number } | null = null;
  for (const font of tries) {
    const mended = fromLegacy(text, font);
    const syllables = good(mended) + (font === sheet ? 0.5 : 0);
    if (rises(text, mended) && syllables > (best?.good ?? 0)) best = { text: mended, font, good: syllables };
  }
  // NS§P: an abbreviation is no syllable, and no paragraph sign stands against a capital.
  if (!best && sheet === 'tcvn3' && /[A-Z]§|§[A-Z]/.test(text)) return { text: fromLegacy(text, sheet), font: sheet };
  return best;
}

/** Word by word: one that was a syllable and would be none stays. */
function byWord(text: string, font: LegacyFont): string {
  return text.replace(/[^\s\d.,;:()/"'-]+/g, (word) => {
    const mended = fromLegacy(word, font);
    return isSyllable(word) && !isSyllable(mended) ? word : mended;
  });
}

/** Ð, Ɖ and ð for Đ and đ: in words that become Vietnamese by it. */
function lookalikes(text: string): string {
  if (!/[ÐƉðɖ]/.test(text)) return text;
  return text.replace(/[\p{L}\p{M}]+/gu, (word) => {
    const mended = word.replace(/[ÐƉ]/g, 'Đ').replace(/[ðɖ]/g, 'đ');
    return mended !== word && isSyllable(mended) ? mended : word;
  });
}

const word = /[\p{L}\p{M}\u00aa-\u00be\u00d7\u00f7\u00a1-\u00a9]+/gu;

/** Words with letters beyond ASCII that are syllables. */
function good(text: string): number {
  let count = 0;
  for (const one of text.match(word) ?? []) if (!isAscii(one) && isSyllable(one)) count++;
  return count;
}

/** More syllables, and most of the words with letters beyond ASCII are some. */
function rises(before: string, after: string): boolean {
  return good(after) > good(before) && isVietnamese(after);
}

/** At least half of the words with letters beyond ASCII are syllables. (Pieces of UTF-8 read wrongly often are, too, so it is no use to count those.) */
function isVietnamese(text: string): boolean {
  const words = (text.match(word) ?? []).filter((one) => !isAscii(one));
  return words.filter(isSyllable).length * 2 >= words.length;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** Spaces that are not U+0020, and characters that take no room. U+00AD (soft hyphen) is deliberately not among them: in TCVN3 text it is the letter ư. */
const oddSpace = /[\u00a0\u2007\u202f\u3000]/g;
const invisible = /[\u200b-\u200f\u2060\ufeff]/g;
const anyOdd = /[\u00a0\u2007\u202f\u3000\u200b-\u200f\u2060\ufeff]/;
const combining = /[\u0300-\u036f]/;

/** The cell as the reader understands it: NFC, plain single spaces, trimmed. The SQL macro `clean_text` gives the same. */
export function cleanText(cell: string): string {
  if (isTidy(cell)) return cell;
  if (isPlainAscii(cell)) return cell.trim().replace(/\s+/g, ' ');
  return cell.normalize('NFC').replace(oddSpace, ' ').replace(invisible, '').replace(/\s+/g, ' ').trim();
}

export function hasOddSpace(cell: string): boolean {
  return anyOdd.test(cell);
}

/** Has letters written as base and separate mark. */
export function isDecomposed(cell: string): boolean {
  return combining.test(cell) && cell.normalize('NFC') !== cell;
}

/**
 * Is the cell clean as it stands? True only for ASCII, Latin letters in one piece and common punctuation, with single spaces between words;
 * false says nothing. One look at each character: most cells need no more.
 */
export function isTidy(cell: string): boolean {
  let before = 32;
  for (let i = 0; i < cell.length; i++) {
    const code = cell.charCodeAt(i);
    if (code === 32 && before === 32) return false;
    if (code < 32 || (code > 0x7e && !isWholeLetter(code))) return false;
    before = code;
  }
  return before !== 32;
}

/** Letters and marks that are their own composed form: Latin-1 to Latin Extended-B, Latin Extended Additional, dashes, quotes and dots. */
function isWholeLetter(code: number): boolean {
  return (code > 0xa0 && code < 0x250) || (code >= 0x1e00 && code <= 0x1eff) || (code >= 0x2010 && code <= 0x2027);
}

function isPlainAscii(cell: string): boolean {
  for (let i = 0; i < cell.length; i++) if (cell.charCodeAt(i) > 0x7e) return false;
  return true;
}

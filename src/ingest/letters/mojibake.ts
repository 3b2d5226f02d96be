/** What windows-1252 has from 80 to 9F; codes it leaves free come out as control characters. */
const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
/** The character that windows-1252 has at a code from 80 to 9F. */
export const upperWestern = (code: string): string => upper.charAt(code.charCodeAt(0) - 0x80);

const byteOf = new Map([...upper].map((character, i) => [character, 0x80 + i]));

/** Letters, signs and punctuation that a repaired text may come to; anything else would be chance. */
// eslint-disable-next-line no-misleading-character-class -- single code points are meant: each is one misread byte
const likely = /^[\u0080-\u024f\u02c6\u02dc\u0300-\u0323\u1ea0-\u1eff\u2010-\u203a\u20ab\u20ac\u2122\ufeff]$/;

/** How UTF-8 read as windows-1252 begins: a quick look before the real one. */
export const mayBeMojibake = /[\u00c2-\u00c6\u00e1\u00e2][\u0080-\u00bf\u0152-\u0192\u02c6-\u2122 ]/;

/**
 * UTF-8 that was read as windows-1252, once or twice, wherever it stands in the text; the rest stays. A no-break space that became a plain one is
 * taken for what it was where the rest of the text is broken, too (`HÃ  Ná»™i`).
 */
export function undoMojibake(text: string): string {
  let now = text;
  for (let times = 0; times < 3 && mayBeMojibake.test(now); times++) {
    const next = once(now);
    if (next === now) break;
    now = next;
  }
  return now;
}

function once(text: string): string {
  let out = '';
  let found = 0;
  for (let i = 0; i < text.length;) {
    const sequence = sequenceAt(text, i);
    if (sequence) {
      out += sequence.letter;
      i += sequence.length;
      found++;
    } else out += text.charAt(i++);
  }
  return found > 0 ? out.replace(/(?<=[\p{L}]|^)Ã (?= |$|[\p{P}\p{N}])/gu, 'à') : out;
}

function sequenceAt(text: string, at: number): { letter: string; length: number } | null {
  const lead = byte(text.charAt(at));
  const length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : 0;
  if (length === 0 || at + length > text.length) return null;
  let code = lead & (length === 2 ? 0x1f : 0x0f);
  for (let i = 1; i < length; i++) {
    const next = byte(text.charAt(at + i));
    if (next < 0x80 || next > 0xbf) return null;
    code = (code << 6) | (next & 0x3f);
  }
  if (length === 3 && code < 0x800) return null;
  const letter = String.fromCharCode(code);
  return likely.test(letter) ? { letter, length } : null;
}

/** The byte of windows-1252 a character is, or -1. */
function byte(character: string): number {
  const code = character.charCodeAt(0);
  return code < 0x100 ? code : (byteOf.get(character) ?? -1);
}

/** UTF-7 in ASCII: `+AC0-` is '-'. Only what comes to likely characters; `+-` is left alone. */
export function undoUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]{3,})-/g, (whole, code: string) => {
    let bits = 0;
    let held = 0;
    let out = '';
    for (const sign of code) {
      held = (held << 6) | base64.indexOf(sign);
      bits += 6;
      if (bits < 16) continue;
      bits -= 16;
      out += String.fromCharCode((held >> bits) & 0xffff);
      held &= (1 << bits) - 1;
    }
    return bits < 6 && held === 0 && out !== '' && [...out].every((one) => /[!-/:-@[-`{-~]/.test(one) || likely.test(one)) ? out : whole;
  });
}

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** `<U+1EAE>`, as R prints letters that its locale lacks. */
export function undoEscapes(text: string): string {
  return text.replace(/<U\+([0-9A-F]{4})>/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

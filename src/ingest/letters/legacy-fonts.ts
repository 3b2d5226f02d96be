/** Text of the fonts used before Unicode, as it looks when its bytes are taken for windows-1252. */
export type LegacyFont = 'tcvn3' | 'vni';

/**
 * TCVN 5712:1993, third form (.VnTime): one letter a code, capitals with a tone share the code of the small letter. Codes and letters in the same order;
 * U+00AD, the soft hyphen, is ư.
 */
const tcvn3Codes = '¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ';
const tcvn3Letters = 'ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ';
const tcvn3 = new Map([...tcvn3Codes].map((code, i) => [code, [...tcvn3Letters][i] ?? code]));

/** VNI: most letters are a base and a second character for tone and hat together. */
const vniPairs = new Map<string, string>();
const vniSingles = new Map(Object.entries({ í: 'í', ì: 'ì', æ: 'ỉ', ó: 'ĩ', ò: 'ị', ô: 'ơ', ö: 'ư', î: 'ỵ', ñ: 'đ' }));
{
  const tone: Readonly<Record<string, string>> = { ù: '\u0301', ø: '\u0300', û: '\u0309', õ: '\u0303', ï: '\u0323' };
  const hat: Readonly<Record<string, string>> = { '': 'â', '\u0301': 'á', '\u0300': 'à', '\u0309': 'å', '\u0303': 'ã', '\u0323': 'ä' };
  const bowl: Readonly<Record<string, string>> = { '': 'ê', '\u0301': 'é', '\u0300': 'è', '\u0309': 'ú', '\u0303': 'ü', '\u0323': 'ë' };
  const pair = (base: string, mark: string, letter: string) => {
    vniPairs.set(base + mark, letter.normalize('NFC'));
    vniPairs.set(base.toUpperCase() + mark.toUpperCase(), letter.normalize('NFC').toUpperCase());
    vniPairs.set(base.toUpperCase() + mark, letter.normalize('NFC').toUpperCase());
  };
  for (const base of ['a', 'e', 'o', 'u', 'y', 'ô', 'ö'])
    for (const [mark, tone1] of Object.entries(tone)) pair(base, mark, (vniSingles.get(base) ?? base) + tone1);
  for (const base of ['a', 'e', 'o']) for (const [tone1, mark] of Object.entries(hat)) pair(base, mark, `${base}\u0302${tone1}`);
  for (const [tone1, mark] of Object.entries(bowl)) pair('a', mark, `a\u0306${tone1}`);
  for (const [single, letter] of [...vniSingles]) vniSingles.set(single.toUpperCase(), letter.toUpperCase());
}

/** The text as the font showed it; characters the font does not know stay. */
export function fromLegacy(text: string, font: LegacyFont): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const one = text.charAt(i);
    if (font === 'tcvn3') {
      out += tcvn3.get(one) ?? one;
      continue;
    }
    const two = vniPairs.get(text.slice(i, i + 2));
    out += two ?? vniSingles.get(one) ?? one;
    if (two !== undefined) i++;
  }
  return out;
}

const unicodeOnly = /[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]/g;
const tcvn3Only = /[§®©¬«ª¨µ¶·¸¹»¼½¾ÇÐß÷þ\u00ad¡¢£¤¥¦]/g;
/** Capitals inside a word. */
const tcvn3Inside = /[a-zß-ÿ][ÆÈÉÊËÌÎÏÑÒÓÔÕÖ×ØÜÝÞ]|[ÆÈÉÊËÌÎÏÑÒÓÔÕÖ×ØÜÝÞ][a-z]/g;
const vniOnly = /[øûïåäëüØÛÏÅÄËÜ]|[aeoAEO][âÂ]|[aAeEoOuUöÖôÔ][ùÙ]|[aA][êéèúÊÉÈÚ]|[öÖñÑ]/g;

/** What a text says of its letters. `undecided`: letters that every reading has, so that the column must tell. */
export type Letters = 'plain' | 'unicode' | 'mixed' | 'undecided' | LegacyFont;

/** Classifier of a cell; its rules were measured on the cells of 2,207 workbooks with the font's name as truth. */
export function lettersOf(text: string): Letters {
  if (!hasLatin1(text)) return 'plain';
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const unicode = count(unicodeOnly);
  const codes = count(tcvn3Only);
  const tcvn = codes + count(tcvn3Inside);
  const vni = count(vniOnly);
  if (unicode > 0) return codes > 0 ? 'mixed' : 'unicode';
  if (tcvn > 0 && tcvn >= vni) return 'tcvn3';
  return vni > tcvn ? 'vni' : 'undecided';
}

/** Has a character from U+00A1 to U+00FF. */
export function hasLatin1(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0xa0 && code < 0x100) return true;
  }
  return false;
}

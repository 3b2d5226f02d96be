/**
 * Writers of the encodings in which old Vietnamese files come, independent of the product's readers of them.
 * Tables: TCVN 5712:1993 (as glibc's TCVN5712-1 has it) and VNI-Windows.
 */
const tcvnLetters = 'ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ';
const tcvnCodes =
  'a1a2a3a4a5a6a7a8a9aaabacadaeb5b6b7b8b9bbbcbdbec6c7c8c9cacbcccecfd0d1d2d3d4d5d6d7d8dcdddedfe1e2e3e4e5e6e7e8e9eaebecedeeeff1f2f3f4f5f6f7f8f9fafbfcfdfe';
const tcvn = new Map([...tcvnLetters].map((letter, i) => [letter, Number.parseInt(tcvnCodes.slice(2 * i, 2 * i + 2), 16)]));

/** TCVN3 as code points of Latin-1, one a letter. Toned capitals have no code of their own: their fonts draw small letters large. */
export function tcvn3Text(text: string): string {
  return Array.from(text.normalize('NFC'), (letter) => {
    const code = tcvn.get(letter) ?? tcvn.get(letter.toLowerCase());
    return code === undefined ? letter : String.fromCharCode(code);
  }).join('');
}

const vniTones: Record<string, string> = { '\u0301': 'ù', '\u0300': 'ø', '\u0309': 'û', '\u0303': 'õ', '\u0323': 'ï' };
const vniBreve: Record<string, string> = { '': 'ê', '\u0301': 'é', '\u0300': 'è', '\u0309': 'ú', '\u0303': 'ü', '\u0323': 'ë' };
const vniRoof: Record<string, string> = { '': 'â', '\u0301': 'á', '\u0300': 'à', '\u0309': 'å', '\u0303': 'ã', '\u0323': 'ä' };
const vniAlone: Record<string, string> = { í: 'í', ì: 'ì', ỉ: 'æ', ĩ: 'ó', ị: 'ò', ỵ: 'î', đ: 'ñ' };

/** VNI-Windows as code points of Latin-1: a vowel and, behind it, a letter that draws its marks. */
export function vniText(text: string): string {
  return Array.from(text.normalize('NFC'), (letter) => {
    const small = letter.toLowerCase();
    const alone = vniAlone[small];
    if (alone) return letter === small ? alone : alone.toUpperCase();
    const parts = letter.normalize('NFD');
    const base = parts[0] ?? '';
    if (parts.length === 1) return letter;
    const tone = Object.keys(vniTones).find((mark) => parts.includes(mark)) ?? '';
    const [vowel, mark] = parts.includes('\u0306')
      ? [base, vniBreve[tone]]
      : parts.includes('\u0302')
        ? [base, vniRoof[tone]]
        : parts.includes('\u031b')
          ? [/o/i.test(base) ? (base === 'o' ? 'ô' : 'Ô') : base === 'u' ? 'ö' : 'Ö', vniTones[tone] ?? '']
          : [base, vniTones[tone]];
    return vowel + (base === base.toUpperCase() ? (mark ?? '').toUpperCase() : (mark ?? ''));
  }).join('');
}

/** Each code point below 256 as one byte; others, such as the euro sign, are refused. */
export function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    if (code > 255) throw new Error(`no byte for ${letter}`);
    return code;
  });
}

const windows1258Tones: Record<string, number> = { '\u0300': 0xcc, '\u0301': 0xec, '\u0303': 0xde, '\u0309': 0xd2, '\u0323': 0xf2 };
const windows1258Letters: Record<string, number> = {
  Ă: 0xc3,
  ă: 0xe3,
  Đ: 0xd0,
  đ: 0xf0,
  Ơ: 0xd5,
  ơ: 0xf5,
  Ư: 0xdd,
  ư: 0xfd,
  â: 0xe2,
  ê: 0xea,
  ô: 0xf4,
  Â: 0xc2,
  Ê: 0xca,
  Ô: 0xd4,
};

/** windows-1258: the letter with its shape, then its tone as a byte of its own. */
export function windows1258Bytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const letter of text.normalize('NFC')) {
    const parts = letter.normalize('NFD');
    const tone = [...parts].find((mark) => mark in windows1258Tones);
    const bare = [...parts]
      .filter((mark) => mark !== tone)
      .join('')
      .normalize('NFC');
    const code = windows1258Letters[bare] ?? bare.charCodeAt(0);
    if (code > 255) throw new Error(`no byte for ${letter}`);
    bytes.push(code);
    if (tone) bytes.push(windows1258Tones[tone]!);
  }
  return Uint8Array.from(bytes);
}

export function utf16Bytes(text: string, little: boolean, mark: boolean): Uint8Array {
  const whole = mark ? `\ufeff${text}` : text;
  const bytes = new Uint8Array(whole.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < whole.length; i++) view.setUint16(2 * i, whole.charCodeAt(i), little);
  return bytes;
}

/** UTF-8 that somebody opened as windows-1252 and saved again. Bytes without a letter there stay control characters, as browsers have it. */
export function mojibake(text: string): string {
  return new TextDecoder('windows-1252').decode(new TextEncoder().encode(text));
}

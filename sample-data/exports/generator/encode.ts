import type { Encoding } from './model.ts';

const tones = /[\u0300\u0301\u0303\u0309\u0323]/;

/** Text as bytes. windows-1258 writes tone marks as separate bytes after the vowel. Throws on a character it cannot write. */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return new TextEncoder().encode(text);
    case 'utf-8-bom':
      return new TextEncoder().encode(`\uFEFF${text}`);
    case 'utf-16le':
      return utf16(`\uFEFF${text}`);
    case 'windows-1258':
      return windows1258(text);
  }
}

/** The bytes as text again, without a byte order mark. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding === 'utf-8-bom' ? 'utf-8' : encoding, { fatal: true }).decode(bytes).replace(/^\uFEFF/, '');
}

function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes[at * 2] = unit & 0xff;
    bytes[at * 2 + 1] = unit >> 8;
  }
  return bytes;
}

function windows1258(text: string): Uint8Array {
  const table = new Map<string, number>();
  for (let byte = 0; byte < 256; byte++) table.set(new TextDecoder('windows-1258').decode(Uint8Array.of(byte)), byte);
  const bytes: number[] = [];
  for (const char of text.normalize('NFC')) {
    const whole = table.get(char);
    if (whole !== undefined) {
      bytes.push(whole);
      continue;
    }
    const parts = [...char.normalize('NFD')];
    const tone = parts.find((part) => tones.test(part));
    const base = parts
      .filter((part) => part !== tone)
      .join('')
      .normalize('NFC');
    for (const part of tone === undefined ? [base] : [base, tone]) {
      const byte = table.get(part);
      if (byte === undefined) throw new Error(`windows-1258 cannot write ${JSON.stringify(char)}`);
      bytes.push(byte);
    }
  }
  return Uint8Array.from(bytes);
}

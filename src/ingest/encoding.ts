import { fromLegacy, type LegacyFont } from './letters/legacy-fonts';
import { upperWestern } from './letters/mojibake';
import { isSyllable } from './letters/syllable';
import { byteSlices, readBytes, sizeOf, type SourceFile } from './source-file';

export type EncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258' | 'windows-1252';

export interface EncodingChoice {
  readonly encoding: EncodingName;
  /** Bytes of the byte order mark to skip; 0 when there is none. */
  readonly markBytes: number;
  /** Why: 'mark' (byte order mark), 'zeros' (NUL bytes every second place), 'strict' (valid UTF-8), 'mostly' (UTF-8 with a few broken bytes), 'score' (tone marks). */
  readonly evidence: 'mark' | 'zeros' | 'strict' | 'mostly' | 'score';
  /** UTF-8 with bytes in it that are none. */
  readonly broken?: true;
  /** The letters are those of a font used before Unicode; its bytes come out as windows-1252 and are put right cell by cell (letters/). */
  readonly font?: LegacyFont;
}

const headBytes = 64 * 1024;

/**
 * Decides the encoding of a file: byte order mark, NUL pattern, strict UTF-8 over the whole file (in slices), else windows-1258 against windows-1252.
 * A file of mostly sound UTF-8 with a few broken bytes stays UTF-8; its lost characters show as U+FFFD.
 */
export async function decideEncoding(source: SourceFile, signal?: AbortSignal): Promise<EncodingChoice> {
  const head = await readBytes(source, 0, headBytes);
  const quick = encodingByMark(head) ?? encodingByZeros(head);
  if (quick && quick.encoding !== 'utf-8') return quick;
  const markBytes = quick?.markBytes ?? 0;
  const broken = await firstBrokenSlice(source, markBytes, signal);
  if (broken === null) return quick ?? { encoding: 'utf-8', markBytes, evidence: 'strict' };
  if (quick || mostlyUtf8(broken)) return { encoding: 'utf-8', markBytes, evidence: quick ? 'mark' : 'mostly', broken: true };
  return { ...legacyEncoding(broken), markBytes: 0, evidence: 'score' };
}

/** The encoding in which most words with letters beyond ASCII are Vietnamese syllables; where in none, `scoreLegacy`. */
export function legacyEncoding(bytes: Uint8Array): Pick<EncodingChoice, 'encoding' | 'font'> {
  const western = new TextDecoder('windows-1252').decode(bytes);
  const readings: [Pick<EncodingChoice, 'encoding' | 'font'>, string][] = [
    [{ encoding: 'windows-1258' }, new TextDecoder('windows-1258').decode(bytes).normalize('NFC')],
    [{ encoding: 'windows-1252', font: 'tcvn3' }, fromLegacy(western, 'tcvn3')],
    [{ encoding: 'windows-1252', font: 'vni' }, fromLegacy(western, 'vni')],
  ];
  let best: Pick<EncodingChoice, 'encoding' | 'font'> = { encoding: scoreLegacy(bytes) };
  let highest = 0.6;
  for (const [choice, text] of readings) {
    const words = (text.match(/[\p{L}\p{M}\u00a1-\u00ff]+/gu) ?? []).filter((word) => /[\u0080-\uffff]/.test(word));
    const share = words.filter(isSyllable).length / words.length;
    if (words.length > 1 && share > highest) [best, highest] = [choice, share];
  }
  return best;
}

/** The encoding a byte order mark names, or null. */
export function encodingByMark(head: Uint8Array): EncodingChoice | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', markBytes: 3, evidence: 'mark' };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', markBytes: 2, evidence: 'mark' };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', markBytes: 2, evidence: 'mark' };
  return null;
}

/** UTF-16 without a mark: at least a fifth of the bytes are NUL, nearly all of them at odd (little endian) or at even places. */
export function encodingByZeros(head: Uint8Array): EncodingChoice | null {
  let odd = 0;
  let even = 0;
  for (let i = 0; i < head.length; i++) {
    if (head[i] !== 0) continue;
    if (i % 2) odd++;
    else even++;
  }
  const zeros = odd + even;
  if (head.length < 4 || zeros < head.length / 5) return null;
  if (odd > zeros * 0.9) return { encoding: 'utf-16le', markBytes: 0, evidence: 'zeros' };
  if (even > zeros * 0.9) return { encoding: 'utf-16be', markBytes: 0, evidence: 'zeros' };
  return null;
}

/** The first slice that is not valid UTF-8, or null when the whole file is. A sequence cut at the very end of the file counts as valid (it is reported when reading). */
async function firstBrokenSlice(source: SourceFile, start: number, signal?: AbortSignal): Promise<Uint8Array | null> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const slice of byteSlices(source, start)) {
    signal?.throwIfAborted();
    try {
      decoder.decode(slice, { stream: true });
    } catch {
      return slice;
    }
  }
  return null;
}

/** More than ten sound multi-byte sequences for each broken one. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  let lost = 0;
  let sound = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) lost++;
    else if (code > 0x7f) sound++;
  }
  return sound > lost * 10;
}

const toneAfterVowel = /[aăâeêioôơuưy][\u0300\u0301\u0303\u0309\u0323]/giu;
const tone = /[\u0300\u0301\u0303\u0309\u0323]/gu;
const ownLetter = /[đơưăĐƠƯĂ]/gu;

/**
 * windows-1258 writes a tone as a byte of its own after the vowel (CC, EC, DE, D2, F2); in windows-1252 those bytes are letters.
 * 1258 wins when tones follow vowels and Vietnamese letters are there, and few tones stand elsewhere.
 */
export function scoreLegacy(bytes: Uint8Array): 'windows-1258' | 'windows-1252' {
  const text = new TextDecoder('windows-1258').decode(bytes);
  const placed = count(text, toneAfterVowel);
  const misplaced = count(text, tone) - placed;
  const letters = count(text, ownLetter);
  return placed >= 1 && placed + letters >= 2 && misplaced * 4 <= placed + letters ? 'windows-1258' : 'windows-1252';
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

export interface DecodedText {
  readonly text: string;
  /** Bytes of the file read so far. */
  readonly bytesRead: number;
}

/** What decoding met on its way; grows while the text is read. */
export interface DecodingTally {
  /** Tone marks joined to their vowel (windows-1258 only). */
  composed: number;
  /** U+FFFD in the decoded text: characters lost before. */
  lost: number;
  /** 1 when the last character of the file is incomplete (odd byte, half a surrogate pair, cut UTF-8 sequence). */
  truncated: number;
}

/** The file as text in pieces. windows-1258 comes out composed (NFC), because its decomposed tones are the encoding's, not the author's. */
export async function* decodedText(
  source: SourceFile,
  choice: EncodingChoice,
  tally: DecodingTally,
  signal?: AbortSignal,
): AsyncGenerator<DecodedText> {
  const decoder = new TextDecoder(choice.encoding, { ignoreBOM: false });
  const size = sizeOf(source);
  let bytesRead = choice.markBytes;
  let held = '';
  for await (const slice of byteSlices(source, choice.markBytes)) {
    signal?.throwIfAborted();
    bytesRead += slice.byteLength;
    let text = decoder.decode(slice, { stream: true });
    // Node leaves the codes 80 to 9F as they are.
    if (choice.encoding === 'windows-1252') text = text.replace(/[\u0080-\u009f]/g, upperWestern);
    tally.lost += lostCount(text);
    if (choice.encoding === 'windows-1258') {
      const whole = held + text;
      held = bytesRead < size ? whole.slice(-1) : '';
      text = held ? whole.slice(0, -1) : whole;
      tally.composed += count(text, toneAfterVowel);
      text = text.normalize('NFC');
    }
    if (text) yield { text, bytesRead };
  }
  const rest = decoder.decode();
  if (rest) tally.truncated = 1;
  else if (choice.encoding.startsWith('utf-16') && (size - choice.markBytes) % 2) tally.truncated = 1;
}

/** Characters lost before: U+FFFD. */
export function lostCount(text: string): number {
  if (!text.includes('\ufffd')) return 0;
  return text.split('\ufffd').length - 1;
}

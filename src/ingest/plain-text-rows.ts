import type { Dialect } from './dialect';
import { lostCount, type DecodingTally, type EncodingChoice } from './encoding';
import { byteSlices, readBytes, type SourceFile } from './source-file';
import type { TextRecord } from './records';

/** Takes rows from bytes as long as nothing is in doubt; see `PlainRows`. */
export interface PlainTaker {
  take(bytes: Uint8Array, from: number, to: number, line: number): Promise<{ readonly at: number; readonly rows: number }>;
}

/** Text → records, for the rows that have to be looked at. */
export interface RecordReader {
  /** Between two records, with none held back. */
  readonly idle: boolean;
  readonly nextLine: number;
  /** So many rows without fault were read by somebody else. */
  passed(rows: number): void;
  push(text: string): TextRecord[];
  /** Forgets the beginning of a line, which comes again; false where more than that is held. */
  forgetLine(): boolean;
}

const feed = 10;
const longestLook = 1_000_000;
const mostLooked = 256 * 1024;
/** Bytes of a line without end that are more than a record may have in any letters. */
const longestLine = 4_200_000;

/** The delimiter as a byte, where rows of this text may be told from their bytes; null where that is not so. */
export function plainDelimiter(encoding: EncodingChoice, { delimiter, quote, lineEnd, wrapped, consistency }: Dialect): number | null {
  if (encoding.encoding !== 'utf-8' || encoding.broken || wrapped || consistency === 0) return null;
  if ((quote !== '"' && quote !== '') || (lineEnd !== 'lf' && lineEnd !== 'crlf')) return null;
  return /^[,;|\t]$/.test(delimiter) ? delimiter.charCodeAt(0) : null;
}

/** The place behind the last line end before `end`; null where none is near, or where the reader holds more than the beginning of a line. */
export async function lineBegin(source: SourceFile, end: number, reader: RecordReader): Promise<number | null> {
  const from = Math.max(0, end - longestLook);
  const at = (await readBytes(source, from, end)).lastIndexOf(feed);
  return at < 0 || !reader.forgetLine() ? null : from + at + 1;
}

/**
 * The rest of a text: rows that are plain from their bytes, all others through the reader of records, one at a time where they stand alone and in larger
 * pieces where they do not. Gives the text behind the last line end.
 * @param from the beginning of a line
 * @throws AppError file-line-too-long
 */
export async function readPlainRest(
  source: SourceFile,
  from: number,
  plain: PlainTaker,
  reader: RecordReader,
  take: (records: readonly TextRecord[]) => Promise<void>,
  tally: DecodingTally,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (bytesDone: number) => void },
): Promise<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const textOf = (bytes: Uint8Array): string => {
    const text = decoder.decode(bytes);
    tally.lost += lostCount(text);
    return text;
  };
  let left = new Uint8Array(0);
  let done = from;
  for await (const slice of byteSlices(source, from)) {
    signal?.throwIfAborted();
    done += slice.byteLength;
    const bytes = left.length > 0 ? joined(left, slice) : slice;
    const to = bytes.lastIndexOf(feed) + 1;
    let looked = 1;
    for (let at = 0; at < to;) {
      if (reader.idle) {
        const taken = await plain.take(bytes, at, to, reader.nextLine);
        reader.passed(taken.rows);
        at = taken.at;
        if (taken.rows > 0) looked = 1;
        if (at >= to) break;
      }
      const end = bytes.indexOf(feed, Math.min(at + looked - 1, to - 1)) + 1;
      await take(reader.push(textOf(bytes.subarray(at, end))));
      at = end;
      looked = Math.min(looked * 2, mostLooked);
    }
    left = bytes.slice(to);
    if (left.length > longestLine) {
      await take(reader.push(textOf(left)));
      left = new Uint8Array(0);
    }
    onProgress?.(done);
  }
  const text = decoder.decode(left, { stream: true });
  tally.lost += lostCount(text);
  if (decoder.decode()) tally.truncated = 1;
  return text;
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

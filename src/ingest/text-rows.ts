import type { Issue } from '../core/issue';
import { decideDialect } from './dialect';
import { decideEncoding, decodedText, type DecodingTally } from './encoding';
import { readingIssues } from './layout-issues';
import { GuardTally } from './guarded-cells';
import { RecordSplitter } from './records';
import type { GridRow } from './sheet';
import { sizeOf, type SourceFile } from './source-file';

/** What was learnt of a text file besides its rows. */
export interface TextFacts {
  readonly encoding: string;
  readonly delimiter: string;
  /** What decoding made the reader change or lose. */
  readonly issues: readonly Issue[];
}

/** Takes the rows of a text file as they come. */
export interface RowTaker {
  /** Called once, before the first rows. `separatorLine`: the first row is Excel's `sep=;` and no part of the table. */
  begin(text: { delimiter: string; separatorLine: boolean }): void;
  take(rows: readonly GridRow[]): Promise<void>;
}

const dialectChars = 200_000;

/**
 * Bytes → text → records, in pieces: encoding decided on all bytes, dialect on the head.
 * @throws AppError file-line-too-long
 */
export async function readTextRows(
  source: SourceFile,
  table: string,
  taker: RowTaker,
  options: { signal?: AbortSignal; onProgress?: (bytesDone: number) => void },
): Promise<TextFacts> {
  const encoding = await decideEncoding(source, options.signal);
  const tally: DecodingTally = { composed: 0, lost: 0, truncated: 0 };
  let head = '';
  let delimiter = ',';
  let splitter: RecordSplitter | null = null;
  const begin = (): RecordSplitter => {
    const dialect = decideDialect(head.slice(0, dialectChars));
    delimiter = dialect.delimiter;
    taker.begin({ delimiter, separatorLine: dialect.separatorLine });
    return new RecordSplitter({
      delimiter,
      fileName: source.name,
      anyLineEnd: dialect.lineEnd === 'cr' || dialect.lineEnd === 'mixed',
    });
  };
  const guards = new GuardTally(table);
  const take = (rows: readonly GridRow[]) => taker.take(rows.map((row) => guards.taken(row)));
  for await (const { text, bytesRead } of decodedText(source, encoding, tally, options.signal)) {
    if (!splitter) {
      head += text;
      if (head.length < dialectChars) continue;
      splitter = begin();
      await take(splitter.push(head));
    } else await take(splitter.push(text));
    head = '';
    options.onProgress?.(bytesRead);
  }
  if (!splitter) {
    splitter = begin();
    await take(splitter.push(head));
  }
  await take(splitter.end());
  options.onProgress?.(sizeOf(source));
  return { encoding: encoding.encoding, delimiter, issues: [...readingIssues(table, encoding, tally), ...guards.issues()] };
}

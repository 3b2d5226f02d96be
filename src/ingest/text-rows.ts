import type { Issue } from '../core/issue';
import { decideDialect, splitterOf, type Dialect } from './dialect';
import { decideEncoding, decodedText, type DecodingTally, type EncodingChoice } from './encoding';
import { GuardTally } from './guarded-cells';
import { readingIssues } from './layout-issues';
import { LettersMender } from './letters/letters-mender';
import { dialectIssues, mendIssues } from './mend/mend-issues';
import { RowMender, type MendTally } from './mend/row-mender';
import { lineBegin, plainDelimiter, readPlainRest, type PlainTaker, type RecordReader } from './plain-text-rows';
import { RecordSplitter, type TextRecord } from './records';
import type { GridRow } from './sheet';
import { sizeOf, type SourceFile } from './source-file';

/** What was learnt of a text file besides its rows. */
export interface TextFacts {
  readonly encoding: string;
  readonly dialect: Dialect;
  /** What decoding made the reader change or lose, and which rows were put right. */
  readonly issues: readonly Issue[];
}

/** Takes the rows of a text file as they come. */
export interface RowTaker {
  /** Called once, before the first rows. `separatorLine`: the first row is Excel's `sep=;` and no part of the table. */
  begin(text: { delimiter: string; separatorLine: boolean }): void;
  take(rows: readonly GridRow[]): Promise<void>;
  /** Once the taker knows its table: takes its rows of data from their bytes. @param width cells of a row */
  plainRows?(delimiter: number, width: number): PlainTaker | null;
}

const dialectChars = 200_000;

/**
 * Bytes → text → records, in pieces: encoding decided on all bytes, dialect on the head; rows that were damaged one by one are put right. Once the taker
 * knows its table, rows that are plain are told from their bytes.
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
  const letters = new LettersMender(encoding.font ?? null);
  const guards = new GuardTally(table);
  const take = (rows: readonly GridRow[]) => taker.take(letters.mend(rows).map((row) => guards.taken(row)));
  let head = '';
  let rest = '';
  let reader: DialectReader | null = null;
  const begin = (): DialectReader => {
    const dialect = decideDialect(head.slice(0, dialectChars));
    taker.begin(dialect);
    return new DialectReader(dialect, source.name);
  };
  for await (const { text, bytesRead } of decodedText(source, encoding, tally, options.signal)) {
    if (!reader) {
      head += text;
      if (head.length < dialectChars) continue;
      reader = begin();
      await take(reader.push(head));
    } else await take(reader.push(text));
    head = '';
    options.onProgress?.(bytesRead);
    const plain = letters.doubts ? null : reader.plain(encoding, taker);
    const restFrom = plain && bytesRead < sizeOf(source) ? await lineBegin(source, bytesRead, reader) : null;
    if (plain && restFrom !== null) {
      rest = await readPlainRest(source, restFrom, plain, reader, take, tally, options);
      break;
    }
  }
  if (!reader) {
    reader = begin();
    await take(reader.end(head));
  } else await take(reader.end(rest));
  options.onProgress?.(sizeOf(source));
  return {
    encoding: encoding.font ?? encoding.encoding,
    dialect: reader.dialect,
    issues: [
      ...readingIssues(table, encoding, tally),
      ...dialectIssues(table, reader.escaped, reader.dialect),
      ...letters.issues(table),
      ...mendIssues(table, reader.mender),
      ...guards.issues(),
    ],
  };
}

/** Text of one dialect as rows. */
class DialectReader implements RecordReader {
  readonly mender: RowMender;
  readonly escaped: MendTally = { count: 0, examples: [] };
  private readonly splitter: RecordSplitter;
  /** Takes the quotes off whole lines. */
  private readonly wrapping: RecordSplitter | null;

  constructor(
    readonly dialect: Dialect,
    fileName: string,
  ) {
    this.splitter = splitterOf(dialect, fileName);
    this.mender = new RowMender(dialect, fileName);
    this.wrapping = dialect.wrapped ? new RecordSplitter({ delimiter: '\0', fileName, anyLineEnd: dialect.lineEnd !== 'lf' }) : null;
  }

  get idle(): boolean {
    return this.splitter.between && this.mender.idle;
  }

  get nextLine(): number {
    return this.splitter.nextLine;
  }

  passed(rows: number): void {
    if (rows === 0) return;
    this.splitter.skip(rows);
    this.mender.passed();
  }

  forgetLine(): boolean {
    return this.splitter.forgetLine();
  }

  plain(encoding: EncodingChoice, taker: RowTaker): PlainTaker | null {
    const delimiter = plainDelimiter(encoding, this.dialect);
    return delimiter === null ? null : (taker.plainRows?.(delimiter, this.dialect.width) ?? null);
  }

  push(text: string): TextRecord[] {
    return this.mender.mend(this.seen(this.splitter.push(this.wrapping ? lines(this.wrapping.push(text)) : text)));
  }

  end(text: string): TextRecord[] {
    const rest = this.wrapping ? lines([...this.wrapping.push(text), ...this.wrapping.end()]) : text;
    return this.mender.mend(this.seen([...this.splitter.push(rest), ...this.splitter.end()]), true);
  }

  private seen(records: TextRecord[]): TextRecord[] {
    if (this.dialect.escape !== 'backslash') return records;
    for (const { escaped, line, cells } of records) {
      if (!escaped) continue;
      this.escaped.count++;
      if (this.escaped.examples.length < 5) this.escaped.examples.push({ row: line, before: cells.join(' │ ').slice(0, 200) });
    }
    return records;
  }
}

function lines(records: readonly TextRecord[]): string {
  return records.map(({ cells }) => `${cells.join('')}\n`).join('');
}

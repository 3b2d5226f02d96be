import { AppError } from '../core/app-error';
import { binaryKind, looksBinary } from './container';
import { decideDialect, type Dialect } from './dialect';
import { decideEncoding, decodedText, encodingByMark, encodingByZeros, type DecodingTally, type EncodingChoice } from './encoding';
import type { Knowledge } from './knowledge';
import { readingIssues } from './layout-issues';
import type { PreparedTable, PrepareOptions } from './prepared-table';
import { RecordSplitter } from './records';
import { readBytes, sizeOf, type SourceFile } from './source-file';
import { TableReader } from './table-reader';

/** Reads a whole file into raw rows. The direct one runs here; the page passes one that runs in a worker. */
export type PrepareTable = (source: SourceFile, table: string, knowledge: Knowledge, options: PrepareOptions) => Promise<PreparedTable>;

/**
 * The careful path: bytes → text → records → kinds → raw rows, in pieces, with layout, system and dialect decided on the head and everything
 * else counted over all rows.
 * @throws AppError file-empty, file-binary, file-spreadsheet, file-line-too-long, file-too-many-columns, file-no-table
 */
export const prepareTable: PrepareTable = async (source, table, knowledge, options) => {
  const encoding = await encodingOf(source, options.signal);
  const tally: DecodingTally = { composed: 0, lost: 0, truncated: 0 };
  const reader = new TableReader(source.name, table, knowledge, options);
  let dialect: Dialect | null = null;
  let head = '';
  let splitter: RecordSplitter | null = null;
  const begin = (): RecordSplitter => {
    dialect = decideDialect(head.slice(0, 200_000));
    reader.delimiter = dialect.delimiter;
    reader.separatorLine = dialect.separatorLine;
    return new RecordSplitter({
      delimiter: dialect.delimiter,
      fileName: source.name,
      anyLineEnd: dialect.lineEnd === 'cr' || dialect.lineEnd === 'mixed',
    });
  };
  for await (const { text, bytesRead } of decodedText(source, encoding, tally, options.signal)) {
    if (!splitter) {
      head += text;
      if (head.length < 200_000) continue;
      splitter = begin();
      await reader.take(splitter.push(head));
    } else await reader.take(splitter.push(text));
    head = '';
    options.onProgress?.(bytesRead);
  }
  if (!splitter) {
    splitter = begin();
    await reader.take(splitter.push(head));
  }
  await reader.take(splitter.end());
  const result = await reader.finish();
  options.onProgress?.(sizeOf(source));
  return { ...result, encoding: encoding.encoding, issues: [...readingIssues(table, encoding, tally), ...result.issues] };
};

async function encodingOf(source: SourceFile, signal?: AbortSignal): Promise<EncodingChoice> {
  if (sizeOf(source) === 0) throw new AppError('file-empty', { file: source.name });
  const head = await readBytes(source, 0, 64 * 1024);
  const binary = binaryKind(head);
  if (binary) throw new AppError(binary.spreadsheet ? 'file-spreadsheet' : 'file-binary', { file: source.name, kind: binary.kind });
  if (!encodingByMark(head) && !encodingByZeros(head) && looksBinary(head))
    throw new AppError('file-binary', { file: source.name, kind: 'binary' });
  return decideEncoding(source, signal);
}

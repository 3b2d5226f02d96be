import { AppError } from '../core/app-error';
import { partsOf, type FilePart } from './file-part';
import type { Knowledge } from './knowledge';
import { LettersMender } from './letters/letters-mender';
import { PartReader } from './part-reader';
import type { PreparedTable, PrepareOptions } from './prepared-table';
import type { SourceFile } from './source-file';
import type { PreparedRows } from './table-reader';
import { readTextRows } from './text-rows';

/**
 * Reads a whole file into raw rows, table after table. The direct one runs here; the page passes one that runs in a worker.
 * `table` names the file in the issues; tables after the first get `_2`, `_3` …
 */
export type PrepareFile = (
  source: SourceFile,
  table: string,
  knowledge: Knowledge,
  options: PrepareOptions,
) => Promise<readonly PreparedTable[]>;

/**
 * The careful path: file → parts → rows → kinds → raw rows, in pieces, with layout and system decided on the head and everything else counted over
 * all rows. A part without any table (an empty sheet) is passed over; the list is never empty.
 * @throws AppError file-empty, file-binary, file-damaged, file-locked, file-bomb, file-too-large, file-json, file-line-too-long, file-too-many-columns, file-no-table
 */
export const prepareFile: PrepareFile = async (source, table, knowledge, options) => {
  const tables: PreparedTable[] = [];
  let reason: AppError | null = null;
  for await (const part of partsOf(source, options)) {
    options.signal?.throwIfAborted();
    try {
      tables.push(...(await preparePart(source, part, { table, from: tables.length }, knowledge, options)));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'file-no-table') throw error;
      reason ??= error;
    }
  }
  if (tables.length === 0) throw reason ?? new AppError('file-no-table', { file: source.name });
  return tables;
};

async function preparePart(
  file: SourceFile,
  part: FilePart,
  name: { table: string; from: number },
  knowledge: Knowledge,
  options: PrepareOptions,
): Promise<PreparedTable[]> {
  const sheet = part.kind === 'sheet' ? part.name : null;
  const place = {
    file: file.name,
    table: name.table,
    index: name.from,
    sheet,
    label: part.label,
    headed: part.kind === 'sheet' && part.headed,
  };
  const reader = new PartReader(place, knowledge, options, part.kind === 'sheet' ? { merges: part.merges } : null);
  const whole = (
    rows: PreparedRows,
    encoding: string,
    issues: PreparedTable['issues'],
    dialect: PreparedTable['dialect'] = null,
  ): PreparedTable => ({
    ...rows,
    encoding,
    dialect,
    issues: [...issues, ...rows.issues],
  });
  if (part.kind === 'text') {
    const facts = await readTextRows(part.source, name.table, reader, options);
    const tables = await reader.finish();
    return tables.map((rows, i) => whole(rows, facts.encoding, i === 0 ? facts.issues : [], facts.dialect));
  }
  const letters = new LettersMender();
  for await (const rows of part.rows) await reader.take(letters.mend(rows));
  const tables = await reader.finish();
  const notes = [...part.notes().map((note) => ({ ...note, table: name.table })), ...letters.issues(name.table)];
  return tables.map((rows, i) => whole(rows, part.container, i === 0 ? notes : []));
}

import { AppError } from '../core/app-error';
import { reportWords } from '../core/report/report-words';
import type { Book, BookNote, BookSheet } from './book/book';
import { openOds } from './book/ods-book';
import { openOldBook } from './book/old-book';
import { sheetNotes } from './book/sheet-notes';
import { openXlsx } from './book/xlsx-book';
import { binaryKind, looksBinary, textKind, zipKind } from './container';
import { decideEncoding, decodedText, encodingByMark, encodingByZeros } from './encoding';
import { jsonTables } from './json/json-tables';
import type { GridRow, Merge } from './sheet';
import { lookOf, type SheetLook } from './sheet-look';
import { readBytes, sizeOf, type SourceFile } from './source-file';
import { htmlTables } from './web/html-tables';

/** What a file holds: one text, or sheets. Each part gives one or more tables. */
export type FilePart = TextPart | SheetPart;

export interface TextPart {
  readonly kind: 'text';
  /** Tells this part from the others of its file and becomes part of its tables' names; null where it is the only one. */
  readonly label: string | null;
  readonly source: SourceFile;
}

/** A sheet of a workbook, a table of a web page, records of JSON. */
export interface SheetPart {
  readonly kind: 'sheet';
  readonly label: string | null;
  /** As in the workbook; '' where the container names none. */
  readonly name: string;
  readonly container: 'xlsx' | 'xls' | 'xlsb' | 'ods' | 'xml' | 'html' | 'json';
  readonly hidden: boolean;
  /** Merged cells, known before the first row. */
  readonly merges: readonly Merge[];
  /** The first row holds the names of the columns and every other row is data. */
  readonly headed: boolean;
  /** Rows in batches; may be read once. */
  readonly rows: AsyncIterable<readonly GridRow[]>;
  /** What the container says of the sheet; complete when its rows were read. */
  readonly notes: () => readonly BookNote[];
}

export interface PartOptions {
  readonly signal?: AbortSignal;
  /** Bytes of the file read so far. */
  readonly onProgress?: (bytesDone: number) => void;
  /** Labels of the parts wanted. Default: all that look like tables. */
  readonly only?: readonly string[];
  /** Every part, also those without a table. Default false. */
  readonly all?: boolean;
}

/** Text that is one value, such as JSON, is held whole. */
const mostWholeText = 400_000_000;

/**
 * The parts of a file, in order, one at a time. Charts and dialogs are no parts.
 * @throws AppError file-empty, file-binary, file-damaged, file-locked, file-bomb, file-too-large, file-json, file-no-table
 */
export async function* partsOf(source: SourceFile, options: PartOptions = {}): AsyncGenerator<FilePart> {
  if (sizeOf(source) === 0) throw new AppError('file-empty', { file: source.name });
  const head = await readBytes(source, 0, 64 * 1024);
  const binary = binaryKind(head);
  if (binary) {
    yield* bookParts(await openBinary(source, binary, options), options);
    return;
  }
  const wide = encodingByMark(head) ?? encodingByZeros(head);
  if (!wide && looksBinary(head)) throw new AppError('file-binary', { file: source.name, kind: 'binary' });
  const kind = textKind(new TextDecoder(wide?.encoding ?? 'utf-8').decode(head), source.name);
  if (kind === 'xml-spreadsheet') yield* bookParts(await openOldBook(source, 'xml', options), options);
  else if (kind === 'mhtml') throw new AppError('file-binary', { file: source.name, kind: 'MHTML' });
  else if (kind === 'html') yield* webParts(source, options);
  else if (kind === 'json') yield* jsonParts(source, options);
  else yield { kind: 'text', label: null, source };
}

async function openBinary(source: SourceFile, kind: NonNullable<ReturnType<typeof binaryKind>>, options: PartOptions): Promise<Book> {
  if (kind === 'OLE' || kind === 'BIFF') return openOldBook(source, 'xls', options);
  if (kind !== 'ZIP') throw new AppError('file-binary', { file: source.name, kind });
  const zip = await zipKind(source);
  if (zip.kind === 'xlsx') return openXlsx(source, zip.entries, options);
  if (zip.kind === 'ods') return openOds(source, zip.entries, options);
  if (zip.kind === 'xlsb') return openOldBook(source, 'xlsb', options);
  throw new AppError('file-binary', { file: source.name, kind: zip.kind === 'archive' ? 'ZIP' : zip.kind });
}

async function* bookParts(book: Book, options: PartOptions): AsyncGenerator<FilePart> {
  const sheets = book.sheets.filter((sheet) => sheet.kind === 'cells');
  const wanted = await wantedSheets(sheets, options);
  const passed = sheets.filter((sheet) => !wanted.includes(sheet)).map((sheet) => sheet.name);
  const notes: BookNote[] = [...book.notes];
  if (passed.length > 0)
    notes.push({
      code: 'sheets-passed',
      kind: 'warning',
      rows: passed.length,
      examples: [],
      detail: { names: passed.slice(0, 8).join(', ') },
    });
  for (const [at, sheet] of wanted.entries()) yield await sheetPart(book, sheet, sheets.length > 1, at === 0 ? notes : [], options);
}

/** The first sheet of a workbook that this product wrote says what the file is. */
const aboutSheets = new Set(Object.values(reportWords).map((words) => words.aboutSheet));

/** The sheets asked for; else those that look like tables; else those that have any text. */
async function wantedSheets(sheets: readonly BookSheet[], options: PartOptions): Promise<readonly BookSheet[]> {
  const { only } = options;
  if (options.all || sheets.length === 1) return sheets;
  if (only) return sheets.filter((sheet) => only.includes(sheet.name));
  const looks = new Map<BookSheet, SheetLook>();
  for (const sheet of sheets)
    for await (const rows of sheet.rows(options.signal ? { signal: options.signal } : {})) {
      looks.set(sheet, lookOf(rows));
      break;
    }
  const tables = sheets.filter((sheet) => looks.get(sheet) === 'table' && !aboutSheets.has(sheet.name));
  return tables.length > 0 ? tables : sheets.filter((sheet) => (looks.get(sheet) ?? 'empty') !== 'empty');
}

async function sheetPart(
  book: Book,
  sheet: BookSheet,
  several: boolean,
  notes: readonly BookNote[],
  options: PartOptions,
): Promise<SheetPart> {
  const facts = await sheet.facts(options.signal ? { signal: options.signal } : {});
  return {
    kind: 'sheet',
    label: several ? sheet.name : null,
    name: sheet.name,
    container: book.kind,
    hidden: sheet.hidden,
    merges: facts.merges,
    headed: false,
    rows: sheet.rows(options),
    notes: () => [...notes, ...sheetNotes(sheet, facts)],
  };
}

async function* webParts(source: SourceFile, options: PartOptions): AsyncGenerator<FilePart> {
  const tables = htmlTables(await wholeText(source, 'HTML', options));
  if (!tables.some((table) => lookOf(table.rows) !== 'empty')) throw new AppError('file-no-table', { file: source.name });
  for (const [at, table] of tables.entries()) {
    const label = tables.length > 1 ? table.name || String(at + 1) : null;
    if (label !== null && !isWanted(label, lookOf(table.rows), options)) continue;
    yield {
      kind: 'sheet',
      label,
      name: table.name,
      container: 'html',
      hidden: false,
      merges: table.merges ?? [],
      headed: false,
      rows: once(table.rows),
      notes: () => [],
    };
  }
}

async function* jsonParts(source: SourceFile, options: PartOptions): AsyncGenerator<FilePart> {
  const tables = jsonTables(await wholeText(source, 'JSON', options), source.name);
  for (const table of tables) {
    const label = tables.length > 1 ? table.path : null;
    if (label !== null && !isWanted(label, 'table', options)) continue;
    yield {
      kind: 'sheet',
      label,
      name: table.path,
      container: 'json',
      hidden: false,
      merges: [],
      headed: table.headed,
      rows: later(table.rows),
      notes: table.notes,
    };
  }
}

function isWanted(label: string, look: SheetLook, options: PartOptions): boolean {
  return options.all === true || (options.only ? options.only.includes(label) : look === 'table');
}

async function wholeText(source: SourceFile, kind: string, options: PartOptions): Promise<string> {
  if (sizeOf(source) > mostWholeText) throw new AppError('file-too-large', { file: source.name, kind, limit: `${mostWholeText / 1e6} MB` });
  const pieces: string[] = [];
  const encoding = await decideEncoding(source, options.signal);
  for await (const { text, bytesRead } of decodedText(source, encoding, { composed: 0, lost: 0, truncated: 0 }, options.signal)) {
    pieces.push(text);
    options.onProgress?.(bytesRead);
  }
  return pieces.join('');
}

async function* once(rows: readonly GridRow[]): AsyncGenerator<readonly GridRow[]> {
  yield await Promise.resolve(rows);
}

async function* later(rows: () => Iterable<readonly GridRow[]>): AsyncGenerator<readonly GridRow[]> {
  for (const batch of rows()) yield await Promise.resolve(batch);
}

import { AppError } from '../../core/app-error';
import type { CellKind, GridRow, Merge } from '../sheet';
import { readBytes, sizeOf, type SourceFile } from '../source-file';
import { newTally, type Book, type BookNote, type BookOptions, type BookSheet } from './book';
import { decimalText, numberForm, type NumberForm } from './cell-format';
import type { LegacyFont } from './legacy-font';
import { RowBatches } from './row-batches';
import { readXlsRecords, type XlsSheetRecords } from './xls-records';
import { isoText, numberValue } from './cell-value';

/** Old kinds are read whole, in some twenty times their size. */
const mostBytes = 150_000_000;

/** A cell as the library gives it. */
interface LibraryCell {
  readonly t: 'n' | 's' | 'b' | 'e' | 'd' | 'z';
  readonly v?: unknown;
  readonly z?: string;
  readonly f?: string;
}

interface LibrarySheet {
  readonly '!data'?: readonly (readonly (LibraryCell | undefined)[] | undefined)[];
  readonly '!merges'?: readonly { s: { r: number; c: number }; e: { r: number; c: number } }[];
  readonly '!type'?: string;
}

interface CompoundFile {
  readonly FullPaths: readonly string[];
}

/** The library's reader of compound files, which it does not type. */
interface CompoundReader {
  read(bytes: Uint8Array, options: { type: 'array' }): CompoundFile;
  find(file: CompoundFile, name: string): { readonly content: ArrayLike<number> } | null;
}

/**
 * Workbooks of the kinds before and beside xlsx, through SheetJS: xls (BIFF 2 to 8), xlsb and XML Spreadsheet 2003. The claimed size of a sheet is not
 * looked at, only cells that are there. The library comes on demand.
 * @throws AppError file-locked, file-damaged, file-binary (a compound file that is no workbook), file-too-large
 */
export async function openOldBook(source: SourceFile, kind: 'xls' | 'xlsb' | 'xml', options: BookOptions = {}): Promise<Book> {
  const size = sizeOf(source);
  if (size > mostBytes) throw new AppError('file-too-large', { file: source.name, kind, limit: `${mostBytes / 1e6} MB` });
  const [library, codePages, bytes] = await Promise.all([
    import('@e965/xlsx'),
    import('@e965/xlsx/dist/cpexcel.full.mjs'),
    readBytes(source, 0, size),
  ]);
  options.signal?.throwIfAborted();
  library.set_cptable(codePages);
  const damaged = (cause: unknown) =>
    new AppError(
      'file-damaged',
      { file: source.name, kind: kind.toUpperCase(), reason: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    );
  const extras = kind === 'xls' ? compoundParts(source, bytes, library.CFB as CompoundReader) : null;
  try {
    const book = library.read(bytes, {
      type: 'array',
      dense: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: kind === 'xml',
    });
    options.onProgress?.(size);
    const from1904 = book.Workbook?.WBProps?.date1904 === true;
    const sheets = book.SheetNames.map((name, at): BookSheet => {
      // A sheet may be called `__proto__`: then it is not among the object's own.
      const sheet = Object.hasOwn(book.Sheets, name) ? (book.Sheets[name] as LibrarySheet | undefined) : undefined;
      const records = extras?.sheets[at];
      const tally = newTally();
      return {
        name,
        kind: sheet?.['!type'] === 'chart' ? 'chart' : sheet?.['!data'] ? 'cells' : 'other',
        hidden: (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0,
        facts: () => Promise.resolve({ merges: mergesOf(sheet), hiddenColumns: records?.hiddenColumns ?? 0 }),
        rows: (more = {}) => sheetRows(sheet, records, { from1904, tally }, more),
        tally: () => tally,
      };
    });
    const notes: BookNote[] = [];
    if (extras?.links) notes.push({ code: 'book-links', kind: 'warning', rows: extras.links, examples: [] });
    if (extras?.macros) notes.push({ code: 'book-macros', kind: 'warning', rows: 1, examples: [] });
    return { kind, sheets, notes };
  } catch (cause) {
    if (/password|encrypt/i.test(cause instanceof Error ? cause.message : ''))
      throw new AppError('file-locked', { file: source.name }, { cause });
    throw damaged(cause);
  }
}

/** What the compound file around an xls says. An xlsx with a password is one, too. */
function compoundParts(source: SourceFile, bytes: Uint8Array, compound: CompoundReader) {
  if (bytes[0] !== 0xd0) return null;
  let parts: CompoundFile;
  try {
    parts = compound.read(bytes, { type: 'array' });
  } catch (cause) {
    throw new AppError('file-damaged', { file: source.name, kind: 'XLS', reason: String(cause) }, { cause });
  }
  if (parts.FullPaths.some((path) => /\/EncryptedPackage$/i.test(path))) throw new AppError('file-locked', { file: source.name });
  const stream = compound.find(parts, 'Workbook') ?? compound.find(parts, 'Book');
  if (!stream) {
    const word = parts.FullPaths.some((path) => /\/WordDocument$/i.test(path));
    throw new AppError('file-binary', { file: source.name, kind: word ? 'Word' : 'OLE' });
  }
  const found = readXlsRecords(Uint8Array.from(stream.content));
  if (found.locked) throw new AppError('file-locked', { file: source.name });
  return { ...found, macros: parts.FullPaths.some((path) => /_VBA_PROJECT_CUR/i.test(path)) };
}

function mergesOf(sheet: LibrarySheet | undefined): Merge[] {
  return (sheet?.['!merges'] ?? []).map(({ s, e }) => ({ fromRow: s.r + 1, toRow: e.r + 1, fromColumn: s.c, toColumn: e.c }));
}

async function* sheetRows(
  sheet: LibrarySheet | undefined,
  records: XlsSheetRecords | undefined,
  context: { from1904: boolean; tally: ReturnType<typeof newTally> },
  options: BookOptions,
): AsyncGenerator<readonly GridRow[]> {
  const batches = new RowBatches();
  const { tally } = context;
  Object.assign(tally, newTally(), { formulas: records?.formulas ?? 0, hiddenRows: records?.hiddenRows ?? 0 });
  const forms = new Map<string, NumberForm>();
  const formOf = (format = 'General') => {
    const known = forms.get(format) ?? numberForm(format);
    forms.set(format, known);
    return known;
  };
  for (const [row, line] of (sheet?.['!data'] ?? []).entries()) {
    if (!line) continue;
    const cells: string[] = [];
    const kinds: (CellKind | null)[] = [];
    const fonts: (LegacyFont | null)[] = [];
    for (let column = 0; column < line.length; column++) {
      const cell = line[column];
      const value = cell ? valueOf(cell, formOf, context) : null;
      cells.push(value?.text ?? '');
      kinds.push(value && value.text !== '' ? value.kind : null);
      fonts.push(value?.kind === 'text' && value.text !== '' ? (records?.fonts.get(row * 256 + column) ?? null) : null);
      if (cell?.f !== undefined) tally.formulas++;
    }
    while (cells.at(-1) === '') {
      cells.pop();
      kinds.pop();
      fonts.pop();
    }
    batches.add(fonts.some(Boolean) ? { line: row + 1, cells, kinds, fonts } : { line: row + 1, cells, kinds });
    if (batches.full) {
      options.signal?.throwIfAborted();
      yield batches.take();
    }
  }
  yield batches.take();
}

const errors = new Map<unknown, string>([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
  [0x2b, '#GETTING_DATA'],
]);

function valueOf(
  { t, v, z }: LibraryCell,
  formOf: (format?: string) => NumberForm,
  context: { from1904: boolean; tally: ReturnType<typeof newTally> },
): { text: string; kind: CellKind } {
  if (t === 'n' && typeof v === 'number') return numberValue(decimalText(v), formOf(z), context.from1904, context.tally);
  if (t === 'b') return { text: v === true ? 'true' : 'false', kind: 'bool' };
  if (t === 'e') return { text: errors.get(v) ?? '#N/A', kind: 'error' };
  if (t === 'd') return { text: v instanceof Date ? isoText(v.toISOString()) : String(v), kind: 'date' };
  return { text: t === 'z' || v === undefined || v === null ? '' : String(v), kind: 'text' };
}

import { AppError } from '../../core/app-error';
import type { ZipEntry } from '../archive/zip-directory';
import { entryBytes, entryPieces } from '../archive/zip-entry';
import type { CellKind, GridRow, Merge } from '../sheet';
import type { SourceFile } from '../source-file';
import { mostSheetColumns, mostSheetRows, newTally, type Book, type BookOptions, type BookSheet, type SheetTally } from './book';
import { isoText } from './cell-value';
import { percentText, plainNumber } from './cell-format';
import { RowBatches } from './row-batches';
import { attribute, element, elements, xmlValue } from './xml-text';

const longestRow = 64_000_000;
/** A filled row or cell that repeats is written out this often; more is padding. */
const mostRepeats = 10_000;

/**
 * An OpenDocument spreadsheet (ODF 1.3 part 3, chapter 9), row by row. Values come from the attributes that hold them, not from what is shown; formulas are
 * not run. Rows and cells that repeat to the end of the sheet are padding and stay out.
 * @throws AppError file-damaged, file-locked, file-bomb, cancelled
 */
export async function openOds(source: SourceFile, entries: readonly ZipEntry[], options: BookOptions = {}): Promise<Book> {
  const content = entries.find((entry) => entry.path === 'content.xml');
  if (!content) throw new AppError('file-damaged', { file: source.name, kind: 'ODS', reason: 'no content.xml' });
  const manifest = entries.find((entry) => entry.path === 'META-INF/manifest.xml');
  if (manifest && new TextDecoder().decode(await entryBytes(source, manifest, 16_000_000)).includes('encryption-data'))
    throw new AppError('file-locked', { file: source.name });
  const found: { name: string; hidden: boolean }[] = [];
  const hiddenStyles = new Set<string>();
  let links = 0;
  for await (const { before, rows } of tableText(source, content, options)) {
    links += rows.split("'file:").length - 1;
    if (before === null) continue;
    for (const style of elements(before.above, 'style:style'))
      if (attribute(element(style.inner, 'style:table-properties')?.tag ?? '', 'table:display') === 'false')
        hiddenStyles.add(attribute(style.tag, 'style:name') ?? '');
    found.push({
      name: attribute(before.tag, 'table:name') ?? `Sheet${found.length + 1}`,
      hidden: hiddenStyles.has(attribute(before.tag, 'table:style-name') ?? ''),
    });
  }
  const sheets = found.map(({ name, hidden }, at): BookSheet => {
    const tally = newTally();
    return {
      name,
      kind: 'cells',
      hidden,
      facts: async (more = {}) => {
        const merges: Merge[] = [];
        for await (const batch of sheetRows(source, content, at, newTally(), merges, more)) void batch;
        return { merges, hiddenColumns: 0 };
      },
      rows: (more = {}) => sheetRows(source, content, at, tally, [], more),
      tally: () => tally,
    };
  });
  return { kind: 'ods', sheets, notes: links > 0 ? [{ code: 'book-links', kind: 'warning', rows: links, examples: [] }] : [] };
}

interface TablePiece {
  /** The start of the next table, and what stood above it; null while a table goes on. */
  readonly before: { readonly tag: string; readonly above: string } | null;
  /** Whole rows of the table that is open. */
  readonly rows: string;
}

/** content.xml in pieces: where tables begin, and their rows. */
async function* tableText(source: SourceFile, content: ZipEntry, options: BookOptions): AsyncGenerator<TablePiece> {
  const decoder = new TextDecoder('utf-8');
  let held = '';
  const entry = {
    ...(options.signal ? { signal: options.signal } : {}),
    onProgress: (packed: number) => options.onProgress?.(content.offset + packed),
  };
  let inside = false;
  for await (const piece of entryPieces(source, content, entry)) {
    held += decoder.decode(piece, { stream: true });
    for (;;) {
      if (!inside) {
        const start = held.search(/<table:table[\s>]/);
        const end = start < 0 ? -1 : held.indexOf('>', start);
        if (end < 0) break;
        yield { before: { tag: held.slice(start + 1, end), above: held.slice(0, start) }, rows: '' };
        inside = held.charCodeAt(end - 1) !== 47;
        held = held.slice(end + 1);
      }
      const close = held.indexOf('</table:table>');
      const last = close < 0 ? held.lastIndexOf('</table:table-row>') : close;
      if (last < 0) break;
      yield { before: null, rows: held.slice(0, close < 0 ? last + 18 : close) };
      held = held.slice(close < 0 ? last + 18 : close + 14);
      if (close < 0) break;
      inside = false;
    }
    if (held.length > longestRow) throw new AppError('file-damaged', { file: source.name, kind: 'ODS', reason: 'row too long' });
  }
}

async function* sheetRows(
  source: SourceFile,
  content: ZipEntry,
  wanted: number,
  tally: SheetTally,
  merges: Merge[],
  options: BookOptions,
): AsyncGenerator<readonly GridRow[]> {
  Object.assign(tally, newTally());
  const batches = new RowBatches();
  let table = -1;
  let line = 1;
  for await (const { before, rows } of tableText(source, content, options)) {
    if (before) {
      if (++table > wanted) break;
      continue;
    }
    if (table !== wanted) continue;
    for (const { tag, inner } of elements(rows, 'table:table-row')) {
      const repeats = repeated(tag, 'table:number-rows-repeated');
      const row = readRow(inner, line, tally, merges);
      if (row.cells.length > 0) {
        if (/^(collapse|filter)$/.test(attribute(tag, 'table:visibility') ?? '')) tally.hiddenRows += repeats;
        for (let copy = 0; copy < Math.min(repeats, mostRepeats); copy++) batches.add({ ...row, line: line + copy });
      }
      line = Math.min(mostSheetRows, line + repeats);
    }
    if (batches.full) yield batches.take();
  }
  yield batches.take();
}

function readRow(inner: string, line: number, tally: SheetTally, merges: Merge[]): GridRow {
  const cells: string[] = [];
  const kinds: (CellKind | null)[] = [];
  let column = 0;
  for (const { tag, inner: content } of everyCell(inner)) {
    const repeats = repeated(tag, 'table:number-columns-repeated');
    const value = tag.startsWith('table:covered') ? { text: '', kind: 'text' as const } : cellValue(tag, content, tally);
    const down = Number(attribute(tag, 'table:number-rows-spanned') ?? 1);
    const right = Number(attribute(tag, 'table:number-columns-spanned') ?? 1);
    if (down > 1 || right > 1) merges.push({ fromRow: line, toRow: line + down - 1, fromColumn: column, toColumn: column + right - 1 });
    if (value.text !== '') {
      for (let copy = 0; copy < Math.min(repeats, mostSheetColumns - column); copy++) {
        while (cells.length < column + copy) {
          cells.push('');
          kinds.push(null);
        }
        cells.push(value.text);
        kinds.push(value.kind);
      }
    }
    column = Math.min(mostSheetColumns, column + repeats);
  }
  return { line, cells, kinds };
}

/** Cells and covered cells, in order. */
function* everyCell(inner: string): Generator<{ tag: string; inner: string }> {
  const cell = /<(table:(?:covered-)?table-cell)\b/g;
  for (let match = cell.exec(inner); match; match = cell.exec(inner)) {
    const end = inner.indexOf('>', match.index);
    if (end < 0) return;
    const tag = inner.slice(match.index + 1, end);
    if (tag.endsWith('/')) yield { tag: tag.slice(0, -1), inner: '' };
    else {
      const close = inner.indexOf(`</${match[1] ?? ''}>`, end);
      if (close < 0) return;
      yield { tag, inner: inner.slice(end + 1, close) };
      cell.lastIndex = close;
    }
  }
}

function cellValue(tag: string, inner: string, tally: SheetTally): { text: string; kind: CellKind } {
  if (attribute(tag, 'table:formula') !== null) tally.formulas++;
  const type = attribute(tag, 'office:value-type');
  const value = attribute(tag, 'office:value');
  switch (type) {
    case 'float':
    case 'currency':
      return { text: plainNumber(value ?? ''), kind: 'number' };
    case 'percentage':
      return { text: percentText(plainNumber(value ?? '')), kind: 'number' };
    case 'date':
      return { text: isoText(attribute(tag, 'office:date-value') ?? ''), kind: 'date' };
    case 'time':
      return { text: clock(attribute(tag, 'office:time-value') ?? ''), kind: 'date' };
    case 'boolean':
      return { text: attribute(tag, 'office:boolean-value') ?? 'false', kind: 'bool' };
    default: {
      const text = attribute(tag, 'office:string-value') ?? shownText(inner);
      return { text, kind: attribute(tag, 'calcext:value-type') === 'error' ? 'error' : 'text' };
    }
  }
}

/** The paragraphs of a cell, without its comment. */
function shownText(inner: string): string {
  const own = inner.includes('office:annotation') ? inner.replace(/<office:annotation\b[\s\S]*?<\/office:annotation>/g, '') : inner;
  return [...elements(own, 'text:p')]
    .map((paragraph) =>
      xmlValue(
        paragraph.inner
          .replace(/<text:s(?:\s+text:c="(\d{1,3})")?\s*\/>/g, (_, count: string | undefined) => ' '.repeat(Number(count ?? 1)))
          .replace(/<text:tab\s*\/>/g, '\t')
          .replace(/<text:line-break\s*\/>/g, '\n')
          .replace(/<[^>]*>/g, ''),
      ),
    )
    .join('\n');
}

/** `PT08H15M00S` → `08:15:00`. */
function clock(duration: string): string {
  const parts = /^PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S$/.exec(duration);
  return parts
    ? parts
        .slice(1)
        .map((part) => part.padStart(2, '0'))
        .join(':')
    : duration;
}

function repeated(tag: string, name: string): number {
  const times = Number(attribute(tag, name) ?? 1);
  return Number.isInteger(times) && times > 0 ? times : 1;
}

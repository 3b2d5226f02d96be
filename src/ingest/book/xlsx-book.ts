import type { ZipEntry } from '../archive/zip-directory';
import { entryPieces } from '../archive/zip-entry';
import type { GridRow, Merge } from '../sheet';
import type { SourceFile } from '../source-file';
import {
  mostSheetColumns,
  newTally,
  type Book,
  type BookNote,
  type BookOptions,
  type BookSheet,
  type SheetFacts,
  type SheetTally,
} from './book';
import { RowBatches } from './row-batches';
import { readSharedTexts, readStyles, relationsOf, XlsxPackage, type SharedTexts } from './xlsx-parts';
import { columnOf, isTrue, readRow, type CellContext } from './xlsx-rows';
import { attribute, element, elements } from './xml-text';

/** Longest text of one row; a sheet that has longer ones is no sheet. */
const longestRow = 64_000_000;

/**
 * An xlsx or xlsm (ECMA-376), sheet by sheet and row by row: never a whole sheet in memory. Formulas are not run, links to other workbooks not followed,
 * macros not looked at. Namespaces of both the transitional and the strict form are read.
 * @throws AppError file-damaged, file-bomb, file-locked, cancelled
 */
export async function openXlsx(source: SourceFile, entries: readonly ZipEntry[], options: BookOptions = {}): Promise<Book> {
  const pack = new XlsxPackage(source, entries);
  const root = await relationsOf(pack, '');
  const main = [...root.values()].find((one) => one.type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const text = await pack.text(main, options);
  if (text === '') throw pack.damaged('no workbook');
  const relations = await relationsOf(pack, main);
  const partOf = (type: string) => [...relations.values()].find((one) => one.type === type)?.target ?? '';
  let context: Promise<CellContext> | null = null;
  const read: Reading = {
    pack,
    // Sheets share it; read when the first one is.
    context: () =>
      (context ??= Promise.all([pack.text(partOf('styles'), options), readSharedTexts(pack, partOf('sharedStrings'), options)]).then(
        ([styles, shared]: [string, SharedTexts]) => ({
          styles: readStyles(styles),
          shared,
          from1904: isTrue(attribute(element(text, 'workbookPr')?.tag ?? '', 'date1904')),
        }),
      )),
  };
  const sheets = [...elements(element(text, 'sheets')?.inner ?? '', 'sheet')].map(({ tag }, at): BookSheet => {
    const relation = relations.get(attribute(tag, 'r:id') ?? attribute(tag, 'id') ?? '');
    const entry = relation && !relation.outside ? pack.entry(relation.target) : undefined;
    const cells = relation?.type === 'worksheet' && entry !== undefined;
    const tally = newTally();
    return {
      name: attribute(tag, 'name') ?? `Sheet${at + 1}`,
      kind: cells ? 'cells' : relation?.type === 'chartsheet' ? 'chart' : 'other',
      hidden: (attribute(tag, 'state') ?? 'visible') !== 'visible',
      facts: (more = {}) => (cells ? sheetFacts(read, entry, more) : Promise.resolve({ merges: [], hiddenColumns: 0 })),
      rows: (more = {}) => (cells ? sheetRows(read, entry, tally, more) : noRows()),
      tally: () => tally,
    };
  });
  const notes: BookNote[] = [];
  const links = [...relations.values()].filter((one) => one.type === 'externalLink' || one.outside).length;
  if (links > 0) notes.push({ code: 'book-links', kind: 'warning', rows: links, examples: [] });
  if (pack.holds(/vbaproject\.bin$/)) notes.push({ code: 'book-macros', kind: 'warning', rows: 1, examples: [] });
  return { kind: 'xlsx', sheets, notes };
}

interface Reading {
  readonly pack: XlsxPackage;
  readonly context: () => Promise<CellContext>;
}

async function* noRows(): AsyncGenerator<readonly GridRow[]> {}

async function* sheetText(read: Reading, entry: ZipEntry, options: BookOptions): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  for await (const piece of entryPieces(read.pack.source, entry, {
    ...(options.signal ? { signal: options.signal } : {}),
    onProgress: (packed) => options.onProgress?.(entry.offset + packed),
  }))
    yield decoder.decode(piece, { stream: true });
}

async function* sheetRows(read: Reading, entry: ZipEntry, tally: SheetTally, options: BookOptions): AsyncGenerator<readonly GridRow[]> {
  const context = await read.context();
  const batches = new RowBatches();
  Object.assign(tally, newTally());
  let held = '';
  let open: string | null = null;
  let next = 1;
  for await (const piece of sheetText(read, entry, options)) {
    held += piece;
    open ??= rowTag(held);
    if (open === null) continue;
    const close = `</${open}>`;
    const last = held.lastIndexOf(close);
    // Whole rows only. Without a closing tag there are but rows without cells, of which the last may be cut.
    const cut = last >= 0 ? last + close.length : Math.max(0, held.lastIndexOf(`<${open}`));
    if (cut === 0 && held.length > longestRow) throw read.pack.damaged('row too long');
    for (const { tag, inner } of elements(held.slice(0, cut), 'row')) {
      const row = readRow(tag, inner, next, context, tally);
      next = row.line + 1;
      batches.add(row);
    }
    held = held.slice(cut);
    if (batches.full) yield batches.take();
  }
  yield batches.take();
}

/** `row`, or `x:row` where the sheet's elements have a prefix; null while its root element has not come. */
function rowTag(text: string): string | null {
  const root = /<([\w.-]+:)?worksheet[\s>]/.exec(text);
  return root ? `${root[1] ?? ''}row` : null;
}

/** What stands before and behind the rows: hidden columns, merged cells. */
async function sheetFacts(read: Reading, entry: ZipEntry, options: BookOptions): Promise<SheetFacts> {
  let before = '';
  let behind = '';
  let held = '';
  let inRows = false;
  for await (const piece of sheetText(read, entry, options)) {
    held += piece;
    if (!inRows && behind === '') {
      const start = held.search(/<(?:[\w.-]+:)?sheetData\b/);
      if (start < 0) continue;
      before = held.slice(0, start);
      held = held.slice(start);
      inRows = true;
    }
    if (inRows) {
      const end = held.search(/<\/(?:[\w.-]+:)?sheetData\s*>|<(?:[\w.-]+:)?sheetData[^>]*\/>/);
      if (end < 0) {
        held = held.slice(-64);
        continue;
      }
      held = held.slice(end);
      inRows = false;
    }
    behind += held;
    held = '';
    if (behind.length > longestRow) break;
  }
  const hidden = [...elements(element(before, 'cols')?.inner ?? '', 'col')]
    .filter(({ tag }) => isTrue(attribute(tag, 'hidden')))
    .reduce((sum, { tag }) => sum + Math.min(mostSheetColumns, Number(attribute(tag, 'max'))) - Number(attribute(tag, 'min')) + 1, 0);
  const merges = [...elements(element(behind, 'mergeCells')?.inner ?? '', 'mergeCell')].flatMap(({ tag }) =>
    mergeOf(attribute(tag, 'ref') ?? ''),
  );
  return { merges, hiddenColumns: Number.isFinite(hidden) ? hidden : 0 };
}

/** `A1:C2` as a merge; nothing for what is none. */
export function mergeOf(reference: string): Merge[] {
  const ends = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference);
  if (!ends) return [];
  const [, left = '', top = '', right = '', bottom = ''] = ends;
  return [{ fromRow: Number(top), toRow: Number(bottom), fromColumn: columnOf(left), toColumn: columnOf(right) }];
}

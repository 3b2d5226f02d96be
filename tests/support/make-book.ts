import { strToU8, zipSync } from 'fflate';
import type { SourceFile } from '../../src/ingest/source-file';
import { partsOf, type SheetPart } from '../../src/ingest/file-part';
import type { BookNote } from '../../src/ingest/book/book';
import type { GridRow, Merge } from '../../src/ingest/sheet';

/** A workbook written by hand: the XML of each sheet's `sheetData` and what follows it. */
export interface HandSheet {
  readonly name: string;
  /** What stands inside `<sheetData>`. */
  readonly rows: string;
  /** What stands behind it, such as `<mergeCells>`. */
  readonly behind?: string;
  /** What stands before it, such as `<cols>`. */
  readonly before?: string;
  readonly state?: string;
}

export interface HandBook {
  readonly sheets: readonly HandSheet[];
  /** `<si>` elements. */
  readonly shared?: string;
  /** Inside `<styleSheet>`. */
  readonly styles?: string;
  readonly workbook?: string;
  /** More relations of the workbook. */
  readonly relations?: string;
  /** More parts. */
  readonly parts?: Record<string, string>;
  /** Prefix of every element of the sheets, as `x:`. */
  readonly prefix?: string;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export function makeXlsx(book: HandBook, level: 0 | 6 = 6): Uint8Array {
  const p = book.prefix ?? '';
  const spaces = `xmlns${p === '' ? '' : `:${p.slice(0, -1)}`}="${main}" xmlns:r="${office}"`;
  const files: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}">${book.workbook ?? ''}<sheets>${book.sheets
      .map(
        (sheet, i) => `<sheet name="${sheet.name}" sheetId="${i + 1}"${sheet.state ? ` state="${sheet.state}"` : ''} r:id="rId${i + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${book.sheets
      .map((_, i) => `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`)
      .join(
        '',
      )}<Relationship Id="s" Type="${office}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="t" Type="${office}/styles" Target="/xl/styles.xml"/>${book.relations ?? ''}</Relationships>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${book.shared ?? ''}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}">${book.styles ?? ''}</styleSheet>`,
    ...book.parts,
  };
  for (const [i, sheet] of book.sheets.entries())
    files[`xl/worksheets/sheet${i + 1}.xml`] =
      `<?xml version="1.0"?><${p}worksheet ${spaces}>${sheet.before ?? ''}<${p}sheetData>${sheet.rows}</${p}sheetData>${sheet.behind ?? ''}</${p}worksheet>`;
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])), { level });
}

/** A part with all its rows. */
export interface WholePart {
  readonly name: string;
  readonly label: string | null;
  readonly hidden: boolean;
  readonly headed: boolean;
  readonly merges: readonly Merge[];
  readonly rows: readonly GridRow[];
  readonly notes: readonly BookNote[];
}

/** Every sheet of a file, read to the end. */
export async function wholeParts(name: string, content: Uint8Array | string, signal?: AbortSignal): Promise<WholePart[]> {
  const source: SourceFile = { name, bytes: typeof content === 'string' ? strToU8(content) : content };
  const found: WholePart[] = [];
  for await (const part of partsOf(source, signal ? { signal } : {})) {
    if (part.kind === 'text') throw new Error(`${name}: a text`);
    found.push(await whole(part));
  }
  return found;
}

async function whole(part: SheetPart): Promise<WholePart> {
  const rows: GridRow[] = [];
  for await (const batch of part.rows) rows.push(...batch);
  const { name, label, hidden, headed, merges } = part;
  return { name, label, hidden, headed, merges, rows, notes: part.notes() };
}

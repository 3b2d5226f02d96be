import { legacyFont, type LegacyFont } from './legacy-font';

/** What an xls says of its sheets besides values; found by walking its records ([MS-XLS] 2.3), some 10 ms a file. */
export interface XlsRecords {
  readonly locked: boolean;
  /** Other workbooks that formulas refer to. */
  readonly links: number;
  /** In the order of the workbook's list of sheets. */
  readonly sheets: readonly XlsSheetRecords[];
}

export interface XlsSheetRecords {
  /** Legacy fonts of text cells, by `row * 256 + column`, both from 0. */
  readonly fonts: ReadonlyMap<number, LegacyFont>;
  readonly formulas: number;
  readonly hiddenRows: number;
  readonly hiddenColumns: number;
}

const record = {
  formula: 0x06,
  endOfSheet: 0x0a,
  filePass: 0x2f,
  font: 0x31,
  columnInfo: 0x7d,
  sheet: 0x85,
  richText: 0xd6,
  format: 0xe0,
  sharedText: 0xfd,
  book: 0x1ae,
  label: 0x204,
  row: 0x208,
  begin: 0x809,
} as const;

/** Walks the `Workbook` (or `Book`) stream of a compound file; stops at the first record that does not fit. */
export function readXlsRecords(bytes: Uint8Array): XlsRecords {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fonts: (LegacyFont | null)[] = [];
  const styleFonts: number[] = [];
  const starts: number[] = [];
  let locked = false;
  let links = 0;
  let wide = true;
  for (const { type, at, size } of records(data, 0)) {
    if (type === record.endOfSheet) break;
    if (type === record.begin && size >= 2) wide = data.getUint16(at, true) >= 0x600;
    else if (type === record.filePass) locked = true;
    else if (type === record.font && size > 15) fonts.push(legacyFont(fontName(bytes.subarray(at, at + size), wide)));
    else if (type === record.format && size >= 2) styleFonts.push(data.getUint16(at, true));
    else if (type === record.sheet && size >= 4) starts.push(data.getUint32(at, true));
    else if (type === record.book && size >= 4 && ![0x401, 0x3a01].includes(data.getUint16(at + 2, true))) links++;
  }
  // Font 4 does not exist; those behind it are numbered one higher.
  const fontOf = (style: number) => fonts[(styleFonts[style] ?? 0) > 4 ? (styleFonts[style] ?? 0) - 1 : (styleFonts[style] ?? 0)] ?? null;
  return { locked, links, sheets: starts.map((start) => sheetRecords(data, start, fontOf)) };
}

function sheetRecords(data: DataView, start: number, fontOf: (style: number) => LegacyFont | null): XlsSheetRecords {
  const fonts = new Map<number, LegacyFont>();
  let formulas = 0;
  let hiddenRows = 0;
  let hiddenColumns = 0;
  let depth = 0;
  for (const { type, at, size } of records(data, start)) {
    // Charts stand inside a sheet with a beginning and an end of their own.
    if (type === record.begin) depth++;
    else if (type === record.endOfSheet && --depth <= 0) break;
    if (depth > 1) continue;
    if (type === record.formula) formulas++;
    if (type === record.row && size >= 14 && data.getUint16(at + 12, true) & 0x20) hiddenRows++;
    if (type === record.columnInfo && size >= 10 && data.getUint16(at + 8, true) & 1)
      hiddenColumns += Math.max(0, Math.min(255, data.getUint16(at + 2, true)) - data.getUint16(at, true) + 1);
    if ((type === record.sharedText || type === record.label || type === record.richText || type === record.formula) && size >= 6) {
      const font = fontOf(data.getUint16(at + 4, true));
      if (font) fonts.set(data.getUint16(at, true) * 256 + data.getUint16(at + 2, true), font);
    }
  }
  return { fonts, formulas, hiddenRows, hiddenColumns };
}

function* records(data: DataView, start: number): Generator<{ type: number; at: number; size: number }> {
  for (let at = start; at + 4 <= data.byteLength;) {
    const size = data.getUint16(at + 2, true);
    if (at + 4 + size > data.byteLength) return;
    yield { type: data.getUint16(at, true), at: at + 4, size };
    at += 4 + size;
  }
}

function fontName(font: Uint8Array, wide: boolean): string {
  const length = font[14] ?? 0;
  const utf16 = wide && (font[15] ?? 0) & 1;
  const from = wide ? 16 : 15;
  return new TextDecoder(utf16 ? 'utf-16le' : 'windows-1252').decode(font.subarray(from, from + length * (utf16 ? 2 : 1)));
}

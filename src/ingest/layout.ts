import { bareNumber } from './cell-facts';
import { nameKey } from '../core/name-key';
import { cleanText } from './plain-text';
import { modalWidth } from './dialect';
import { isNullToken, numberShape, numberToken } from './numbers';
import { parsePeriod } from './periods';
import type { GridRow } from './sheet';

/** What a row of the file is. Only `data` rows become figures; all the others are kept in the raw table under their kind. */
export type RowKind = 'title' | 'unit' | 'header' | 'code' | 'data' | 'total' | 'region' | 'note' | 'blank' | 'repeated-header' | 'ragged';

export interface Layout {
  /** Number of columns of the table. */
  readonly width: number;
  /** Joined column heads, cleaned; '' where the file has none. Length `width`. */
  readonly headers: readonly string[];
  /** The header rows as printed, cleaned; found again on later pages they are repeated heads. */
  readonly headRows: readonly (readonly string[])[];
  /** 0-based index (into the head rows) of the first and behind the last header row; equal when there is no header. */
  readonly headerFrom: number;
  readonly headerTo: number;
  /** Behind the code row if there is one, else `headerTo`. */
  readonly dataFrom: number;
  /** Unit of measure printed above the table ('Hồ sơ' from 'ĐVT: Hồ sơ'), or null. */
  readonly unitNote: string | null;
  /** 0-based column of the running number (STT), or -1. */
  readonly ordinalColumn: number;
}

const unitRow = /^\(?\s*(?:đvt|đơn vị(?: tính)?)\s*[:.]\s*(.*?)\)?$/i;
const mostHeaderRows = 5;

/** Finds titles, unit row, heads and column codes among the first rows (some 60 are enough) of a table. Containers of every kind give rows of cells. */
export function findLayout(rows: readonly GridRow[]): Layout {
  const clean = rows.map((row) => row.cells.map(cleanText));
  const { width: modal } = modalWidth(clean.map((cells) => ({ cells: trimEnd(cells) })));
  const headerFrom = clean.findIndex((cells, i) => isHeaderRow(cells, modal, clean.slice(i + 1)));
  const unitNote = noteOfUnit(clean.slice(0, headerFrom < 0 ? 10 : headerFrom + 1));
  if (headerFrom < 0) {
    const dataFrom = clean.findIndex((cells) => filled(cells) >= Math.max(1, Math.ceil(modal / 2)));
    const start = dataFrom < 0 ? 0 : dataFrom;
    return {
      width: modal,
      headers: Array.from({ length: modal }, () => ''),
      headRows: [],
      headerFrom: start,
      headerTo: start,
      dataFrom: start,
      unitNote,
      ordinalColumn: -1,
    };
  }
  let headerTo = headerFrom + 1;
  while (headerTo < headerFrom + mostHeaderRows && isFurtherHeaderRow(clean, headerFrom, headerTo)) headerTo++;
  const heads = clean.slice(headerFrom, headerTo);
  const below = clean.slice(headerTo).filter((cells) => filled(cells) > 0);
  const width = tableWidth(heads, below, modal);
  const headers = joinHeaders(heads, width);
  const dataFrom = isCodeRow(clean[headerTo] ?? [], headers) ? headerTo + 1 : headerTo;
  return {
    width,
    headers,
    headRows: heads,
    headerFrom,
    headerTo,
    dataFrom,
    unitNote,
    ordinalColumn: headers.findIndex((header) => /^(stt|tt|số tt|no\.?|#)$/i.test(header)),
  };
}

function isHeaderRow(cells: readonly string[], modal: number, following: readonly (readonly string[])[]): boolean {
  const count = filled(cells);
  if (count < Math.max(Math.min(2, modal), Math.ceil(modal / 2))) return false;
  if (cells.some((cell) => unitRow.test(cell)) && count <= 2) return false;
  const figures = cells.filter(isFigure).length;
  if (figures === 0) return true;
  // Years as heads ('2019', '2020') are figures too; they must stand above figures and beside some word of their own.
  const next = following.find((row) => filled(row) >= Math.ceil(modal / 2));
  if (!next || figures === count) return false;
  return cells.every(
    (cell, i) => !isFigure(cell) || (/^(19|20)\d\d$/.test(cell) && isFigure(next[i] ?? '') && !/^(19|20)\d\d$/.test(next[i] ?? '')),
  );
}

/** A second (third…) header row: words only, and it fills gaps of the row above or stands under merged heads. */
function isFurtherHeaderRow(rows: readonly (readonly string[])[], from: number, at: number): boolean {
  const cells = rows[at];
  const above = rows[at - 1];
  if (!cells || !above || filled(cells) === 0 || cells.some(isFigure) || cells.some(isNullToken)) return false;
  const heads = rows.slice(from, at);
  const width = Math.max(...heads.map((head) => head.length), cells.length);
  let underGap = 0;
  let underHead = 0;
  for (let i = 0; i < width; i++) {
    if (!cells[i]) continue;
    if (above[i]) underHead++;
    else underGap++;
  }
  const gapsAbove = Array.from({ length: width }, (_, i) => i).filter((i) => heads.every((head) => !head[i])).length;
  return (
    gapsAbove > 0 && underGap > 0 && underHead <= underGap + 3 && cells.some((cell, i) => cell && !above[i]) && cells.some((cell) => !cell)
  );
}

function tableWidth(heads: readonly (readonly string[])[], below: readonly (readonly string[])[], modal: number): number {
  const headed = Math.max(...heads.map((head) => trimEnd(head).length));
  const data = modalWidth(below.map((cells) => ({ cells: trimEnd(cells) }))).width;
  const printed = Math.max(...heads.map((head) => head.length));
  // Figures right of the last head still belong to the table; empty trailing columns do not.
  const modalPrinted = below.length ? modalWidth(below.map((cells) => ({ cells }))).width : printed;
  if (below.length === 0) return printed;
  return Math.max(headed, Math.min(data, modalPrinted), modal === 1 ? 1 : 0);
}

/** Merged group heads are filled to the right over their children; parts are joined by ' › '. */
function joinHeaders(heads: readonly (readonly string[])[], width: number): string[] {
  const filledHeads = heads.map((head, level) => {
    if (level === heads.length - 1) return head;
    const below = heads[level + 1] ?? [];
    let group = '';
    return Array.from({ length: width }, (_, i) => {
      if (head[i]) return (group = head[i] ?? '');
      return below[i] ? group : '';
    });
  });
  return Array.from({ length: width }, (_, i) => {
    const parts = filledHeads.map((head) => head[i] ?? '').filter((part) => part !== '');
    return [...new Set(parts)].join(' › ');
  });
}

function isCodeRow(cells: readonly string[], headers: readonly string[]): boolean {
  const codes = cells.filter((cell) => cell !== '');
  if (codes.length < 2 || codes.length < headers.length / 2) return false;
  if (!codes.every((cell) => /^\(?([A-Z]|\d{1,2}(\s*=\s*[\d+\-x*/() ]+)?)\)?$/.test(cell))) return false;
  const numbers = codes.map((cell) => Number(/\d+/.exec(cell)?.[0])).filter((n) => !Number.isNaN(n));
  return codes.some((cell) => /[A-Z=(]/.test(cell))
    ? numbers.every((n, i) => i === 0 || n > (numbers[i - 1] ?? 0))
    : codes.length >= 5 && numbers.every((n, i) => n === i + 1);
}

function noteOfUnit(rows: readonly (readonly string[])[]): string | null {
  for (const cells of rows)
    for (const cell of cells) {
      const found = unitRow.exec(cell);
      if (found && filled(cells) <= 2) return found[1] ?? '';
    }
  return null;
}

/** Decides the kind of each row, one at a time and in order, so that a file of any length streams through it. */
export class RowSorter {
  private readonly headKeys: ReadonlySet<string>;
  private dataSeen = 0;
  private readonly regionNames = new Map<string, boolean>();
  private readonly figures = new Map<string, boolean>();

  constructor(
    private readonly layout: Layout,
    /** Column of the unit names, or -1: without one, region names are figures like any other. */
    private readonly unitColumn: number,
    /** Every row is about the whole country: 'Cả nước' is then the unit, not a total. */
    private readonly totalsAreData = false,
  ) {
    this.headKeys = new Set(layout.headRows.filter((head) => filled(head) > 1).map((head) => rowKey(head, layout.width)));
  }

  /** `index` counts rows of the table from 0, as `findLayout` does. */
  kindOf(row: GridRow, index: number): RowKind {
    const { layout } = this;
    const filledCount = filledRaw(row.cells);
    if (filledCount === 0) return 'blank';
    if (index < layout.headerFrom) return row.cells.some((cell) => unitRow.test(cleanText(cell))) && filledCount <= 2 ? 'unit' : 'title';
    if (index < layout.headerTo) return 'header';
    if (index < layout.dataFrom) return 'code';
    const first = firstText(row.cells, layout.ordinalColumn, this.isFigure);
    if (filledCount <= Math.max(1, layout.width / 3) && isNote(cleanText(row.cells.find((cell) => cell.trim() !== '') ?? ''), layout.width))
      return 'note';
    if (!this.totalsAreData && isTotal(first.text)) return 'total';
    if (this.unitColumn >= 0 && this.namesRegion(row.cells[this.unitColumn] ?? first.text)) return 'region';
    if (layout.width > 1 && looksLikeHead(row.cells) && this.isHeaderAgain(row.cells)) return 'repeated-header';
    const width = row.cells.length;
    if (width !== layout.width && !(width > layout.width && row.cells.slice(layout.width).every((cell) => cell.trim() === ''))) {
      return this.dataSeen > 0 && filledCount === 1 && layout.width > 2 && !isFigure(first.text) ? 'note' : 'ragged';
    }
    // One lone text cell behind the figures of a wide table is a remark (signature, date of issue), not a row of figures.
    if (this.dataSeen > 0 && layout.width > 3 && filledCount === 1 && first.column !== this.unitColumn && !isFigure(first.text))
      return 'note';
    this.dataSeen++;
    return 'data';
  }

  /** Unit names repeat; each is looked at once. */
  private namesRegion(cell: string): boolean {
    let known = this.regionNames.get(cell);
    if (known === undefined) {
      known = isRegion(cleanText(cell));
      if (this.regionNames.size < 5000) this.regionNames.set(cell, known);
    }
    return known;
  }

  /** Dates and months repeat, too. */
  private readonly isFigure = (cell: string): boolean => {
    if (isPlainFigure(cell)) return true;
    let known = this.figures.get(cell);
    if (known === undefined) {
      known = isFigure(cell);
      if (this.figures.size < 5000) this.figures.set(cell, known);
    }
    return known;
  };

  private isHeaderAgain(cells: readonly string[]): boolean {
    return this.headKeys.has(rowKey(cells, this.layout.width));
  }
}

function rowKey(cells: readonly string[], width: number): string {
  return Array.from({ length: width }, (_, i) => nameKey(cleanText(cells[i] ?? ''))).join('|');
}

function looksLikeHead(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === '' || !/^\s*[-+]?\d[\d.,]*\s*$/.test(cell));
}

/** Whether nearly all rows that name something name a total: a table about the whole country. */
export function onlyTotals(rows: readonly (readonly string[])[], layout: Layout): boolean {
  const named = rows.filter((cells) => filledRaw(cells) > layout.width / 2);
  return named.length > 1 && named.filter((cells) => isTotal(firstText(cells, layout.ordinalColumn).text)).length > named.length * 0.8;
}

function firstText(
  cells: readonly string[],
  ordinalColumn: number,
  figure: (cell: string) => boolean = isFigure,
): { text: string; column: number } {
  for (let i = 0; i < Math.min(cells.length, 4); i++) {
    if (i === ordinalColumn) {
      // Total rows often print their word in the running-number column, across merged cells.
      const text = cleanText(cells[i] ?? '');
      if (text !== '' && isTotal(text)) return { text, column: i };
      continue;
    }
    const text = cleanText(cells[i] ?? '');
    if (text !== '' && !figure(text)) return { text, column: i };
  }
  const column = cells.findIndex((cell) => cell.trim() !== '');
  return { text: cleanText(cells[column] ?? ''), column };
}

const totalStart =
  /^(tổng số|tổng cộng|tông số|tổng cả nước|cả nước|toàn quốc|toàn tỉnh|tong so|tong cong|ca nuoc|toan quoc|grand total|whole country)(?![\p{L}\p{N}])/iu;
const totalAlone = /^(tổng|cộng|total)(?:\s*[:(].*|\s+(?:tháng|quý|năm|kỳ|các|toàn|chung)(?![\p{L}]).*)?$/iu;

/** 'Tổng cộng', 'Cả nước', 'Cộng:' … but not 'Tổng cục Thống kê' or 'Cổng Dịch vụ công'. */
export function isTotal(text: string): boolean {
  return /^[tcgw]/i.test(text) && (totalStart.test(text) || totalAlone.test(text));
}

const regions = new Set(
  'dongbangsonghong dbsonghong dbsh trungduvamiennuiphiabac trungdumiennuiphiabac miennuiphiabac miennuivatrungduphiabac tdmnpb tdvamnpb bactrungbovaduyenhaimientrung bactrungbovadhmt bactrungbovaduyenhaitrungbo btbvadhmt bactrungbo duyenhainamtrungbo namtrungbo duyenhainamtrungbovataynguyen taynguyen dongnambo dnb dongbangsongcuulong dbsongcuulong dbscl dongbac taybac dongbacbo taybacbo'.split(
    ' ',
  ),
);

/** The name of one of the socio-economic regions, with or without 'Vùng' or a roman numeral. */
export function isRegion(text: string): boolean {
  const key = nameKey(text.replace(/^[IVX]+\s*[.)-]\s*/, ''));
  return regions.has(key) || (key.startsWith('vung') && regions.has(key.slice(4)));
}

function isNote(text: string, width: number): boolean {
  if (
    /^(ghi chú|nguồn|chú thích|chú dẫn|lưu ý|note|notes|source|người lập|nơi nhận|dữ liệu minh ho[ạa]|dữ liệu minh họa)(?![\p{L}])/iu.test(
      text,
    )
  )
    return true;
  return width > 1 && /^(\*|\(\*+\)|\(\d\))\s*\S/.test(text);
}

function isPlainFigure(cell: string): boolean {
  return bareNumber(cell) !== null || /^-?\d+(?:[.,]\d+)*%?$/.test(cell);
}

function isFigure(cell: string): boolean {
  if (isPlainFigure(cell)) return true;
  if (!/\d/.test(cell)) return false;
  return numberShape(numberToken(cell).token) !== 'none' || parsePeriod(cell) !== null;
}

function filled(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (cell === '' ? 0 : 1), 0);
}

function filledRaw(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') count++;
  return count;
}

function trimEnd(cells: readonly string[]): readonly string[] {
  let end = cells.length;
  while (end > 0 && cells[end - 1] === '') end--;
  return cells.slice(0, end);
}

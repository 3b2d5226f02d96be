import { filledCount, isFigure, isYear, trimEnd } from './cell-sort';
import { columnFormulas, isCodeRow, isVariableRow, type ColumnFormula } from './column-codes';
import { modalWidth } from './dialect-score';
import { joinHeads, twoLanguageCell } from './head-names';
import { isNullToken } from './numbers';
import { parsePeriod } from './periods';
import { cleanText } from './plain-text';
import { isTotal, unitRow } from './row-words';
import type { GridRow, Merge } from './sheet';

/**
 * What a row of the file is. Only `data` rows become figures; all the others are kept in the raw table under their kind. `section`: a line that names
 * the rows below it; `summary`: a figure made of the rows above (median, highest).
 */
export type RowKind =
  | 'title'
  | 'unit'
  | 'header'
  | 'code'
  | 'data'
  | 'total'
  | 'region'
  | 'section'
  | 'summary'
  | 'note'
  | 'blank'
  | 'repeated-header'
  | 'ragged';

export interface Layout {
  /** The first row names the columns and all others are data, whatever they look like. */
  readonly headed: boolean;
  /** Number of columns of the table. */
  readonly width: number;
  /** Joined column heads, cleaned; '' where the file has none. Length `width`. */
  readonly headers: readonly string[];
  /** The heads in their second language, '' where there is none; null when they are in one. */
  readonly aliases: readonly string[] | null;
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
  /** Columns that hold figures in most rows. */
  readonly figureColumns: readonly boolean[];
  /** Formulas of the row of column codes. */
  readonly formulas: readonly ColumnFormula[];
  /** The first column numbers or codes every row; a row without it, apart from the others, is none of them. */
  readonly keyed: boolean;
  /** Lone texts between the rows name those below them. */
  readonly hasSections: boolean;
}

const mostHeaderRows = 8;
const namingCells = 4;

/** Finds titles, unit row, heads and column codes among the first rows (some hundred are enough) of a table. */
export function findLayout(rows: readonly GridRow[], merges: readonly Merge[] = []): Layout {
  const clean = rows.map((row) => row.cells.map(cleanText));
  const { width: modal } = modalWidth(clean.map((cells) => ({ cells: trimEnd(cells) })));
  const start = clean.findIndex((cells, i) => isHeaderRow(cells, modal, clean.slice(i + 1)));
  const unitNote = noteOfUnit(clean.slice(0, start < 0 ? 10 : start + 1));
  if (start < 0) {
    const width = headlessWidth(clean, modal);
    const found = clean.findIndex((cells) => filledCount(cells) >= Math.max(1, Math.ceil(modal / 2)));
    const dataFrom = Math.max(found, 0);
    const figureColumns = columnsOfFigures(clean.slice(dataFrom), width);
    const headers = Array.from({ length: width }, () => '');
    const place = { headerFrom: dataFrom, headerTo: dataFrom, dataFrom };
    const hasSections = sectionsIn(clean.slice(dataFrom), width, -1);
    return {
      headed: false,
      width,
      headers,
      aliases: null,
      headRows: [],
      ...place,
      unitNote,
      ordinalColumn: -1,
      figureColumns,
      formulas: [],
      keyed: false,
      hasSections,
    };
  }
  const figures = columnsOfFigures(clean.slice(start + 1), modal);
  const headerFrom = groupRowAbove(clean, start) ? start - 1 : start;
  let headerTo = start + 1;
  while (headerTo < headerFrom + mostHeaderRows) {
    const next = furtherHeader(clean, start, headerTo, figures);
    if (next < 0) break;
    headerTo = next;
  }
  let dataFrom = headerTo;
  const heads = clean.slice(headerFrom, headerTo);
  // A row of variable names below the heads is no head.
  const last = heads.at(-1) ?? [];
  let namesTo = heads.length;
  if (heads.length > 1 && isVariableRow(last, heads[0] ?? [])) {
    namesTo--;
    while (namesTo > 1 && filledCount(heads[namesTo - 1] ?? []) === 0) namesTo--;
    headerTo = headerFrom + namesTo;
  }
  const below = clean.slice(headerTo).filter((cells) => filledCount(cells) > 0);
  const width = tableWidth(heads, below, modal);
  const inHeads = merges.flatMap((merge) => withinRows(merge, rows, headerFrom, headerTo));
  const { names, aliases } = joinHeads(
    heads.slice(0, namesTo).filter((head) => filledCount(head) > 0),
    width,
    inHeads,
  );
  const twice = bilingual(names, rows.slice(headerFrom, headerTo));
  const codes = clean[dataFrom] ?? [];
  let formulas: ColumnFormula[] = [];
  if (isCodeRow(trimEnd(codes), width)) {
    formulas = columnFormulas(codes);
    dataFrom++;
  }
  const ordinalColumn = names.findIndex((name) => /^(stt|s t( t)?|tt|số tt|thứ tự|no\.?|#)$/i.test(name));
  return {
    headed: false,
    width,
    headers: twice?.names ?? names,
    aliases: twice?.aliases ?? aliases,
    headRows: heads,
    headerFrom,
    headerTo,
    dataFrom,
    unitNote,
    ordinalColumn,
    figureColumns: Array.from({ length: width }, (_, i) => figures[i] ?? false),
    formulas,
    keyed: isKeyed(clean.slice(dataFrom), width),
    hasSections: sectionsIn(clean.slice(dataFrom), width, ordinalColumn),
  };
}

/** The layout of a table that says itself what its columns are. */
export function headedLayout(rows: readonly GridRow[]): Layout {
  const heads = (rows[0]?.cells ?? []).map(cleanText);
  return {
    headed: true,
    width: heads.length,
    headers: heads,
    aliases: null,
    headRows: [heads],
    headerFrom: 0,
    headerTo: 1,
    dataFrom: 1,
    unitNote: null,
    ordinalColumn: -1,
    figureColumns: heads.map(() => false),
    formulas: [],
    keyed: false,
    hasSections: false,
  };
}

/** Heads whose cells say the same in two languages, on two lines each. */
function bilingual(names: readonly string[], rows: readonly GridRow[]): { names: string[]; aliases: string[] } | null {
  const [only, more] = rows;
  if (!only || more) return null;
  const found = names.map((_, i) => twoLanguageCell(only.cells[i] ?? ''));
  if (found.filter((one) => one !== null).length < Math.max(2, filledCount(names) / 2)) return null;
  return {
    names: names.map((name, i) => (found[i] ? cleanText(found[i].own) : name)),
    aliases: found.map((one) => (one ? cleanText(one.other) : '')),
  };
}

/** A merge with its rows counted from `from`, when it lies within the rows `from` to `to`. */
function withinRows(merge: Merge, rows: readonly GridRow[], from: number, to: number): Merge[] {
  const at = (line: number) => rows.findIndex((row) => row.line === line) - from;
  const [fromRow, toRow] = [at(merge.fromRow), at(merge.toRow)];
  return fromRow >= 0 && fromRow < to - from ? [{ ...merge, fromRow, toRow: Math.max(toRow, fromRow) }] : [];
}

function isHeaderRow(cells: readonly string[], modal: number, following: readonly (readonly string[])[]): boolean {
  const count = filledCount(cells);
  if (count < Math.max(Math.min(2, modal), Math.ceil(modal / 2))) return false;
  if (count <= 2 && cells.some((cell) => unitRow.test(cell))) return false;
  const figures = cells.filter(isFigure).length;
  if (figures === 0) return true;
  // Years and months as heads ('2019', 'Tháng 6') are figures too; they must stand above figures and beside some word of their own.
  const next = following.find((row) => filledCount(row) >= Math.ceil(modal / 2));
  if (!next || figures === count) return false;
  return cells.every((cell, i) => !isFigure(cell) || isPeriodHead(cell, next[i] ?? ''));
}

/** A year or another period above figures that are none. */
function isPeriodHead(cell: string, below: string): boolean {
  if (!isYear(cell) && (isPlainNumber(cell) || parsePeriod(cell) === null)) return false;
  return (isFigure(below) && !isYear(below) && parsePeriod(below) === null) || isNullToken(below);
}

function isPlainNumber(cell: string): boolean {
  return /^[\d.,]+$/.test(cell);
}

/**
 * Which columns hold figures in at least half of the cells that say something. Looked at are the wide rows from the first with a figure on, so that
 * further rows of heads do not count against them.
 */
function columnsOfFigures(rows: readonly (readonly string[])[], modal: number): boolean[] {
  const wide = rows.filter((cells) => filledCount(cells) >= Math.max(1, Math.ceil(modal / 2)));
  const from = wide.findIndex((cells) => !isCodeRow(trimEnd(cells), modal) && cells.some((cell) => isFigure(cell) && !isYear(cell)));
  if (from < 0) return [];
  const figures: number[] = [];
  const said: number[] = [];
  for (const cells of wide.slice(from, from + 200)) {
    cells.forEach((cell, i) => {
      if (cell === '') return;
      const figure = isFigure(cell);
      if (figure) figures[i] = (figures[i] ?? 0) + 1;
      if (figure || !isNullToken(cell)) said[i] = (said[i] ?? 0) + 1;
    });
  }
  return Array.from({ length: said.length }, (_, i) => (figures[i] ?? 0) > 0 && (figures[i] ?? 0) * 2 >= (said[i] ?? 0));
}

/** A row of group heads just above the heads: a few texts, none in the first column, each with heads of its own below. */
function groupRowAbove(rows: readonly (readonly string[])[], at: number): boolean {
  const above = rows[at - 1];
  const heads = rows[at];
  if (!above || !heads || filledCount(above) < 2 || above[0] !== '' || above.some((cell) => isFigure(cell) || unitRow.test(cell)))
    return false;
  return (
    filledCount(above) < filledCount(heads) && above.every((cell, i) => cell === '' || heads.slice(i, i + 2).some((head) => head !== ''))
  );
}

/**
 * The row behind a second (third …) row of heads at `at`, or -1. Where columns of figures are known, it is a row with words above them; else words
 * only, filling gaps of the row above or standing under merged heads.
 */
function furtherHeader(rows: readonly (readonly string[])[], from: number, at: number, figures: readonly boolean[]): number {
  const cells = rows[at];
  if (!cells) return -1;
  if (filledCount(cells) === 0) {
    // One blank row between heads and names of variables.
    const next = rows[at + 1] ?? [];
    return isVariableRow(next, rows[from] ?? []) ? at + 2 : -1;
  }
  if (cells.some(isNullToken)) return -1;
  const above = rows[at - 1] ?? [];
  const words = cells.flatMap((cell, i) => (cell !== '' && figures[i] ? [cell] : []));
  if (words.length > 0) {
    const later = rows.slice(at + 1, at + 1 + mostHeaderRows);
    const fits = cells.every(
      (cell, i) => !isFigure(cell) || (figures[i] === true && later.some((row) => isPeriodHead(cell, row[i] ?? ''))),
    );
    const same = words.length > 2 && new Set(words).size === 1;
    return fits && !same && looksStacked(rows, from, at, figures) ? at + 1 : -1;
  }
  if (figures.some(Boolean)) {
    // Words beside the figures only ('T' of S/T/T): a head when more heads follow.
    const next = rows[at + 1];
    return next && filledCount(cells) <= 2 && !cells.some(isFigure) && isCodeRow(trimEnd(next), figures.length) ? at + 1 : -1;
  }
  if (cells.some(isFigure)) return -1;
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
  return gapsAbove > 0 && underGap > 0 && underHead <= underGap + 3 && cells.some((cell) => !cell) ? at + 1 : -1;
}

/**
 * A full row of words below full heads may as well be a record that says little: it is taken for a head only when it repeats the heads, translates
 * them, stands above a row of column codes, or above columns that hold figures and nothing else.
 */
function looksStacked(rows: readonly (readonly string[])[], from: number, at: number, figures: readonly boolean[]): boolean {
  const heads = rows.slice(from, at);
  const cells = rows[at] ?? [];
  const gaps = heads.some((head) => cells.some((cell, i) => (cell !== '') !== ((head[i] ?? '') !== '')));
  if (gaps || heads.some((head) => head.every((cell, i) => cell === (cells[i] ?? '')))) return true;
  if (joinHeads([...heads, cells], cells.length).aliases !== null) return true;
  const later = rows.slice(at + 1, at + 40).filter((row) => filledCount(row) > 1);
  if (later.slice(0, mostHeaderRows).some((row) => isCodeRow(trimEnd(row), cells.length))) return true;
  const strict = figures.every((figure, i) => !figure || later.every((row) => (row[i] ?? '') === '' || isFigure(row[i] ?? '')));
  return strict && later.length >= 5 && cells.filter((cell, i) => cell !== '' && figures[i]).length >= 2;
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

/** Without heads nothing but the rows tells the width: where all are printed alike, a last column counts although it is mostly empty. */
function headlessWidth(rows: readonly (readonly string[])[], modal: number): number {
  const printed = modalWidth(rows.map((cells) => ({ cells })));
  const filled = rows.some((cells) => trimEnd(cells).length === printed.width && filledCount(cells) * 2 >= modal);
  return printed.width > modal && printed.share > 0.9 && filled ? printed.width : modal;
}

/**
 * Whether lone texts among the rows are lines that name the rows below: they stand where the other rows have running numbers or nothing, or are all
 * in capitals while the others are not. A row that says little is otherwise kept as data.
 */
function sectionsIn(rows: readonly (readonly string[])[], width: number, ordinalColumn: number): boolean {
  if (width < 3) return false;
  const last = rows.findLastIndex((cells) => filledCount(cells) > 1);
  const body = rows.slice(0, last);
  const lone = body.filter((cells) => filledCount(cells) === 1 && !isFigure(cells.find((cell) => cell !== '') ?? ''));
  if (lone.length === 0 || lone.length * 2 > body.length) return false;
  const others = body.filter((cells) => filledCount(cells) > 1);
  return lone.every((cells) => {
    const column = cells.findIndex((cell) => cell !== '');
    if (column >= 3) return false;
    if (column === ordinalColumn) return true;
    const beside = others.map((row) => row[column] ?? '').filter((cell) => cell !== '' && !isTotal(cell));
    if (beside.length * 2 < others.length || beside.filter(isFigure).length * 2 > beside.length) return true;
    const text = cells[column] ?? '';
    return (
      text === text.toUpperCase() &&
      /\p{Lu}{2}/u.test(text) &&
      beside.filter((cell) => cell === cell.toUpperCase()).length * 5 < beside.length
    );
  });
}

function isKeyed(rows: readonly (readonly string[])[], width: number): boolean {
  const body = rows.slice(0, rows.findIndex((cells) => filledCount(cells) === 0) >>> 0);
  const keys = body.filter((cells) => filledCount(cells) * 2 > width).map((cells) => cells[0] ?? '');
  return width > 2 && keys.length >= 8 && keys.every(isFigure);
}

function noteOfUnit(rows: readonly (readonly string[])[]): string | null {
  for (const cells of rows)
    for (const cell of cells) {
      const found = unitRow.exec(cell);
      if (found && filledCount(cells) <= 2) return (found[1] ?? '').replace(/[.\s]+$/, '');
    }
  return null;
}

/** Whether nearly all rows that name something name a total: a table about the whole country. */
export function onlyTotals(rows: readonly (readonly string[])[], layout: Layout): boolean {
  const named = rows.filter((cells) => filledCount(cells) > layout.width / 2);
  return named.length > 1 && named.filter((cells) => isTotal(firstText(cells, layout.ordinalColumn).text)).length > named.length * 0.8;
}

/** The text that names a row: the first among its first four cells that is no figure, past the running number. */
export function firstText(
  cells: readonly string[],
  ordinalColumn: number,
  figure: (cell: string) => boolean = isFigure,
): { text: string; column: number } {
  for (let i = 0; i < Math.min(cells.length, namingCells); i++) {
    const text = cleanText(cells[i] ?? '');
    if (i === ordinalColumn) {
      // Total rows often print their word in the running-number column, across merged cells.
      if (text !== '' && isTotal(text)) return { text, column: i };
      continue;
    }
    if (text !== '' && !figure(text)) return { text, column: i };
  }
  const column = cells.findIndex((cell) => cell.trim() !== '');
  return { text: cleanText(cells[column] ?? ''), column };
}

import { filledCount, isFigure, trimEnd } from './cell-sort';
import { isNullToken } from './numbers';
import { cleanText } from './plain-text';
import { isNote } from './row-words';
import type { GridRow } from './sheet';

/** A rectangle of a sheet or text that is a table of its own. */
export interface Block {
  readonly rows: readonly GridRow[];
  /** 0-based column of the file in which it begins. */
  readonly fromColumn: number;
}

/**
 * The tables of a sheet or text: below one another, each with a row of heads of its own, or side by side with an empty column between. Told apart only
 * where heads prove it; anything else stays one table.
 */
export function findBlocks(rows: readonly GridRow[]): Block[] {
  return below(rows).flatMap((part) => beside(part));
}

interface Seen {
  readonly cells: readonly string[];
  readonly filled: number;
  readonly width: number;
}

function below(rows: readonly GridRow[]): (readonly GridRow[])[] {
  const seen: Seen[] = rows.map((row) => {
    const cells = row.cells.map(cleanText);
    return { cells, filled: filledCount(cells), width: trimEnd(cells).length };
  });
  const starts = [0];
  let heads = nextHeads(rows, seen, 0);
  if (heads < 0) return [rows];
  for (let at = dataAfter(seen, heads); at >= 0 && at < rows.length; at++) {
    if (!beginsTable(rows, seen, heads, at)) continue;
    starts.push(blockStart(seen, at));
    heads = at;
    const next = dataAfter(seen, at);
    if (next < 0) break;
    at = next;
  }
  return starts.map((start, i) => rows.slice(start, starts[i + 1]));
}

/** The first row that can be a row of heads: words only, above a row with a figure. */
function nextHeads(rows: readonly GridRow[], seen: readonly Seen[], from: number): number {
  for (let at = from; at < rows.length; at++) if (isHead(seen, at)) return at;
  return -1;
}

/** Words only, all different, with a figure below one of them within the next rows. */
function isHead(seen: readonly Seen[], at: number): boolean {
  const row = seen[at];
  if (!row || row.filled < 2) return false;
  const words = row.cells.filter((cell) => cell !== '');
  if (words.some((cell) => isFigure(cell) || isNullToken(cell)) || new Set(words).size < words.length) return false;
  return figureBelow(seen, at) !== null;
}

/** The first wide row with figures within six rows, when each row between is words, too. */
function figureBelow(seen: readonly Seen[], at: number): Seen | null {
  for (const row of seen.slice(at + 1, at + 7)) {
    if (row.filled === 0) continue;
    if (row.filled === 1) return null;
    if (row.cells.some((cell, i) => isFigure(cell) && seen[at]?.cells[i] !== '')) return row;
  }
  return null;
}

function dataAfter(seen: readonly Seen[], heads: number): number {
  const first = figureBelow(seen, heads);
  return first === null ? -1 : seen.indexOf(first) + 1;
}

/**
 * A row of heads in the middle begins a table when it stands apart (blank row or title before it) or the rows change their width with it, and it is not
 * the heads of this table again.
 */
function beginsTable(rows: readonly GridRow[], seen: readonly Seen[], heads: number, at: number): boolean {
  const row = seen[at];
  const own = seen[heads];
  if (!row || !own || !isHead(seen, at)) return false;
  const before = seen[at - 1];
  const wide = seen.slice(dataAfter(seen, heads) - 1, at).filter((one) => one.filled > 1);
  const printed = rows[at]?.cells.length ?? 0;
  const following = rows.slice(at + 1, at + 4).filter((_, i) => (seen[at + 1 + i]?.filled ?? 0) > 0);
  const another = own.width !== row.width;
  const steady =
    following.length > 0 && following.every(({ cells }, i) => cells.length === printed && (seen[at + 1 + i]?.width ?? 0) <= row.width);
  const changes = another && printed !== (rows[at - 1]?.cells.length ?? 0) && steady;
  const apart =
    before !== undefined && (before.filled === 0 || (before.filled === 1 && !isNote(before.cells.find((cell) => cell !== '') ?? '', 9)));
  if (!apart && !changes) return false;
  const same = row.cells.every((cell, i) => cell === (own.cells[i] ?? ''));
  if (same && !another) return false;
  // Words where this table has figures: no row of it that merely says little.
  const figureColumns = row.cells.flatMap((cell, i) => (cell === '' ? [] : [i])).filter((i) => mostlyFigures(wide, i));
  return figureColumns.length > 0 || another || !sharesColumn(wide, row);
}

function mostlyFigures(rows: readonly Seen[], column: number): boolean {
  const said = rows.map((row) => row.cells[column] ?? '').filter((cell) => cell !== '');
  return said.length > 0 && said.filter(isFigure).length * 2 >= said.length;
}

function sharesColumn(rows: readonly Seen[], row: Seen): boolean {
  return row.cells.some((cell, i) => cell !== '' && rows.some((one) => (one.cells[i] ?? '') !== ''));
}

/** Titles above the heads belong to the table; remarks right below the one before do not. */
function blockStart(seen: readonly Seen[], heads: number): number {
  let start = heads;
  let blank = -1;
  for (let at = heads - 1; at >= 0; at--) {
    const row = seen[at];
    if (!row || row.filled > 2) break;
    const text = row.cells.find((cell) => cell !== '') ?? '';
    if (row.filled > 0 && isNote(text, 9)) break;
    if (row.filled === 2 && !/[:.]/.test(text)) break;
    if (row.filled === 0) blank = at;
    start = at;
  }
  return blank > start ? blank : start;
}

/** Splits where a column is empty from top to bottom and the heads on both sides repeat one another. */
function beside(rows: readonly GridRow[]): Block[] {
  const whole = [{ rows, fromColumn: 0 }];
  const cells = rows.map((row) => row.cells);
  const width = cells.reduce((most, row) => Math.max(most, row.length), 0);
  if (width < 5) return whole;
  const wide = cells.filter((row) => filledCount(row) > 1);
  const gaps: number[] = [];
  for (let column = 1; column < width - 1; column++) if (wide.every((row) => (row[column] ?? '').trim() === '')) gaps.push(column);
  if (gaps.length === 0) return whole;
  const ranges: { from: number; to: number }[] = [];
  let from = 0;
  for (const gap of [...gaps, width]) {
    if (gap > from) ranges.push({ from, to: gap });
    from = gap + 1;
  }
  const heads = ranges.map((range) => headsIn(wide, range));
  const [first] = heads;
  const alike = heads.filter(
    (one) => first !== undefined && first !== null && one !== null && overlap(first, one) * 2 >= first.length,
  ).length;
  if (ranges.length < 2 || alike < ranges.length || heads.some((one) => one === null || one.length < 2)) return whole;
  return ranges.map((range) => ({
    rows: rows.map((row) => ({
      ...row,
      cells: row.cells.slice(range.from, range.to),
      ...(row.kinds ? { kinds: row.kinds.slice(range.from, range.to) } : {}),
    })),
    fromColumn: range.from,
  }));
}

/** The heads of one range of columns: its first row of two or more words. */
function headsIn(rows: readonly (readonly string[])[], { from, to }: { from: number; to: number }): string[] | null {
  for (const row of rows.slice(0, 30)) {
    const words = row
      .slice(from, to)
      .map(cleanText)
      .filter((cell) => cell !== '');
    if (words.length >= Math.max(2, (to - from) / 2) && !words.some(isFigure)) return words;
  }
  return null;
}

function overlap(a: readonly string[], b: readonly string[]): number {
  return a.filter((word) => b.includes(word)).length;
}

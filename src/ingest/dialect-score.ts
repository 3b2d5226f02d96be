import type { TextRecord } from './records';

/** How well a reading of a sample holds together. */
export interface RowScore {
  /** Cells of most rows. */
  readonly width: number;
  /** Share of the rows, after leading ones with fewer than two filled cells, that have so many. */
  readonly share: number;
  /** Higher is better; 0 for a single column. */
  readonly score: number;
}

const sampled = 100;

/**
 * Regular and value-like: the share of the rows of one width, times how much its cells look like values (van den Burg, Nazábal and Sutton, "Wrangling messy
 * CSV files by detecting row and type patterns", 2019). Wider tables that are equally regular win slightly: a stray ';' in a text column is regular, too.
 * Blocks between empty lines may each have a width of their own: several tables below one another are as regular as one.
 */
export function scoreRows(rows: readonly TextRecord[]): RowScore {
  const { width, share } = modalWidth(rows);
  if (width < 2) return { width, share, score: 0 };
  const doubtful = rows.filter(({ text, unbalanced }) => text !== undefined || unbalanced).length / rows.length;
  const regular = (modal: readonly TextRecord[], ofAll: number): number => {
    const cells = modal.slice(0, sampled).flatMap((row) => row.cells);
    const likeness = cells.reduce((sum, cell) => sum + valueLikeness(cell), 0) / cells.length;
    return ofAll * (1 + Math.log2(width) / 10) * (0.25 + 0.75 * likeness) * (1 - doubtful / 2);
  };
  const whole = regular(
    rows.filter(({ cells }) => cells.length === width),
    share,
  );
  const blocks = blocksOf(rows);
  const modal = blocks.flatMap((block) => {
    const own = modalWidth(block).width;
    return block.filter(({ cells }) => cells.length === own && own > 1);
  });
  const several = blocks.length > 1 && modal.length > 0 ? regular(modal, modal.length / blocks.flat().length) : 0;
  return { width, share, score: Math.max(whole, several) };
}

/** What stands between empty lines, from the first block on that has a row of two filled cells; each of at least three lines. */
function blocksOf(rows: readonly TextRecord[]): TextRecord[][] {
  const blocks: TextRecord[][] = [[]];
  for (const row of rows) {
    if (row.cells.every((cell) => cell.trim() === '')) blocks.push([]);
    else blocks.at(-1)!.push(row);
  }
  const filled = blocks.filter((block) => block.length > 0);
  const start = filled.findIndex((block) => block.some(({ cells }) => cells.filter((cell) => cell.trim() !== '').length >= 2));
  const tables = start < 0 ? [] : filled.slice(start);
  return tables.every((block) => block.length >= 3) ? tables : [];
}

/** The most frequent width of at least two cells; its share of all non-empty rows after leading rows with fewer than two filled cells. */
export function modalWidth(rows: readonly { cells: readonly string[] }[]): { width: number; share: number } {
  const start = rows.findIndex(({ cells }) => cells.filter((cell) => cell.trim() !== '').length >= 2);
  if (start < 0) return { width: 1, share: 0 };
  const widths = new Map<number, number>();
  let counted = 0;
  for (const { cells } of rows.slice(start)) {
    if (cells.length === 1 && cells[0]?.trim() === '') continue;
    counted++;
    if (cells.length >= 2) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  }
  let width = 1;
  let most = 0;
  for (const [one, times] of widths) if (times > most || (times === most && one > width)) [width, most] = [one, times];
  return { width, share: counted ? most / counted : 0 };
}

const figure = /^[-+(]?[$€£₫]?\s?\d[\d\s.,]*\)?\s?(?:%|‰|[$€£₫]|đ|VND|USD)?\*{0,2}$/i;
const moment = /^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?\S{0,6})?|\d{1,2}:\d{2}(?::\d{2})?)$/;
const address = /^(?:https?:\/\/\S+|[\w.+-]+@[\w.-]+)$/i;
const code = /^[\p{L}\p{N}_\-./()#&]+$/u;
const otherDelimiter = /[;|\t^~]|,\S|\S,$/;

/** 0–1: how much a cell looks like one value rather than a piece of one or several. */
export function valueLikeness(cell: string): number {
  const text = cell.trim();
  if (text === '') return 0.85;
  if (figure.test(text) || moment.test(text) || address.test(text)) return 1;
  if (/^["'`]|["'`]$/.test(text)) return 0.3;
  if (otherDelimiter.test(text)) return 0.4;
  if (code.test(text)) return 0.95;
  return /^[\p{L}(]/u.test(text) ? 0.9 : 0.5;
}

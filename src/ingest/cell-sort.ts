import { bareNumber } from './cell-facts';
import { numberShape, numberToken } from './numbers';
import { parsePeriod } from './periods';

/** A number or a period, whatever the convention: what stands in columns of figures and not in heads. The cell must be `cleanText` already. */
export function isFigure(cell: string): boolean {
  if (isPlainFigure(cell)) return true;
  if (!/\d/.test(cell)) return false;
  return numberShape(numberToken(cell).token) !== 'none' || parsePeriod(cell) !== null;
}

/** The commonest figures, told without parsing. */
export function isPlainFigure(cell: string): boolean {
  return bareNumber(cell) !== null || /^-?\d+(?:[.,]\d+)*%?$/.test(cell);
}

export function isYear(cell: string): boolean {
  return /^(19|20)\d\d$/.test(cell);
}

/** How many cells hold anything but spaces. */
export function filledCount(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') count++;
  return count;
}

/** The cells without the empty ones at the end. */
export function trimEnd(cells: readonly string[]): readonly string[] {
  let end = cells.length;
  while (end > 0 && cells[end - 1]?.trim() === '') end--;
  return end === cells.length ? cells : cells.slice(0, end);
}

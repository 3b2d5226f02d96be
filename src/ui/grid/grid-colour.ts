import type { Plain, ResultTable } from '../../core/result-table';
import type { GridColumn } from './grid-columns';

/** The background of a cell as CSS; undefined for what is no number. */
export type Tint = (value: Plain) => string | undefined;

const sampleRows = 2000;
const cutOff = 0.05;

/**
 * Tints a column from its worst (warm) to its best (teal) value, the middle left plain. The ends are the 5th and the 95th percentile of at
 * most 2 000 rows spread evenly over the table, so that one stray value does not take the colour from all others. Undefined without numbers.
 */
export function columnTint(table: ResultTable, column: GridColumn, lowerIsBetter: boolean): Tint | undefined {
  const numbers: number[] = [];
  const step = Math.max(1, table.rowCount / sampleRows);
  for (let row = 0; row < table.rowCount; row += step) {
    const value = table.cell(Math.floor(row), column.index);
    if (typeof value === 'number' && Number.isFinite(value)) numbers.push(value);
  }
  if (numbers.length === 0) return undefined;
  numbers.sort((a, b) => a - b);
  const low = numbers[Math.floor((numbers.length - 1) * cutOff)]!;
  const high = numbers[Math.ceil((numbers.length - 1) * (1 - cutOff))]!;
  return (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
    const share = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5;
    const good = (lowerIsBetter ? 1 - share : share) * 2 - 1;
    const end = good < 0 ? 'var(--grid-worst)' : 'var(--grid-best)';
    return `color-mix(in oklab, ${end} ${Math.round(Math.abs(good) * 100)}%, var(--surface))`;
  };
}

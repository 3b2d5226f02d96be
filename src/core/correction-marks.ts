import type { CorrectionFigures } from './correction';
import { columnIndex, type ResultTable } from './result-table';

/** A figure that a correction is in force for. */
export interface MarkedFigure {
  readonly correctionId: string;
  readonly unitId: string;
  readonly indicatorId: string;
  readonly periodEnd: string;
  readonly file: string | null;
  readonly row: number | null;
  /** What the source says. */
  readonly source: CorrectionFigures;
}

/** The cell of a result that a correction changed. */
export interface MarkedCell<Figure extends MarkedFigure = MarkedFigure> {
  /** Name of the column that shows the figure. */
  readonly column: string;
  readonly figure: Figure;
  /** What the source has in that column. */
  readonly source: number;
}

/** Columns that show an observation, and what of it. */
const shown = { actual: 'value', value: 'value', numerator: 'numerator', denominator: 'denominator' } as const;
const shownColumns = Object.keys(shown) as readonly (keyof typeof shown)[];

/**
 * Finds the corrected figures of a result's rows: by unit and indicator (or a target's indicator), and where the row says so by period, file
 * and line. A row that names no period, such as a pace, is marked when any figure of its unit and indicator is corrected.
 * @param indicatorOf the indicator a target judges; undefined for one that is not known
 * @returns the marked cells of a row (0-based), or null where no row can have one
 */
export function correctionMarks<Figure extends MarkedFigure>(
  table: ResultTable,
  figures: readonly Figure[],
  indicatorOf: (targetId: string) => string | undefined,
): ((row: number) => readonly MarkedCell<Figure>[]) | null {
  const at = (name: string) => columnIndex(table, name);
  const [unit, indicator, target, periodEnd, file, line] = ['unit_id', 'indicator_id', 'target_id', 'period_end', 'file', 'row'].map(
    at,
  ) as [number, number, number, number, number, number];
  const columns = shownColumns.filter((name) => at(name) >= 0);
  if (figures.length === 0 || unit < 0 || (indicator < 0 && target < 0) || columns.length === 0) return null;
  const byPair = new Map<string, Figure[]>();
  for (const figure of figures) {
    const key = `${figure.unitId}\n${figure.indicatorId}`;
    byPair.set(key, [...(byPair.get(key) ?? []), figure]);
  }
  return (row) => {
    const read = (column: number) => (column < 0 ? null : table.cell(row, column));
    const judged = indicator >= 0 ? read(indicator) : indicatorOf(String(read(target)));
    const told = (column: number, value: string | number | null) => read(column) === null || read(column) === value;
    const figure = byPair
      .get(`${read(unit)}\n${judged}`)
      ?.find((one) => told(periodEnd, one.periodEnd) && told(file, one.file) && told(line, one.row));
    if (!figure) return [];
    return columns.flatMap((column) => {
      const source = figure.source[shown[column]];
      return source === null || read(at(column)) === null ? [] : [{ column, figure, source }];
    });
  };
}

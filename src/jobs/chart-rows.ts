import type { ChartBuild } from '../core/chart/chart-build';
import {
  chartSizeSql,
  chartSql,
  drawsResultItself,
  maxMarks,
  sampleSql,
  type ChartReduction,
  type ChartSize,
} from '../core/chart/chart-sql';
import type { Engine } from '../core/engine';
import { columnIndex, type ResultTable } from '../core/result-table';

/** The rows behind the marks of a chart, and what was done to get there. */
export interface ChartRows {
  readonly table: ResultTable;
  readonly reduced: ChartReduction;
  /** Rows of the result itself. */
  readonly sourceRows: number;
  /** What would have been drawn without binning or sampling. */
  readonly marks: number;
}

/**
 * Brings the rows that a chart draws: the result itself where it can be drawn as it is (no statement runs), else what the engine sums up,
 * bins or samples of it (one statement; two when the result has more than `limit` rows).
 *
 * @param build `OpenChart.drawn`; null for a specification written as text, whose rows are the result's, or a sample of them
 * @param options.limit of the rows drawn one by one; `mostRows` of the specification
 * @param source the complete result and the statement it came from, parameters filled in
 * @throws AppError as `Engine.query`; RangeError when the result lacks a column of the chart
 */
export async function chartRows(
  engine: Pick<Engine, 'query'>,
  source: { readonly sql: string; readonly table: ResultTable },
  build: ChartBuild | null,
  { signal, limit = maxMarks }: { readonly signal?: AbortSignal; readonly limit?: number } = {},
): Promise<ChartRows> {
  const { sql, table } = source;
  const sourceRows = table.rowCount;
  const run = (text: string) => engine.query(text, signal ? { signal } : {});
  const itself: ChartRows = { table, reduced: null, sourceRows, marks: sourceRows };
  if (!build)
    return sourceRows <= limit ? itself : { ...itself, table: await run(sampleSql(sql, table.columns, limit)), reduced: 'sampled' };
  if (drawsResultItself(build, table.columns, sourceRows, limit)) return itself;
  const size = sourceRows > limit ? sizeOf(await run(chartSizeSql(sql, build, table.columns))) : null;
  const query = chartSql(sql, build, table.columns, size, limit);
  const drawn = await run(query.sql);
  return { table: drawn, reduced: query.reduced, sourceRows, marks: size?.marks ?? drawn.rowCount };
}

/** The one row of `chartSizeSql`. */
export function sizeOf(answer: ResultTable): ChartSize {
  const number = (name: string) => {
    const column = columnIndex(answer, name);
    const value = column < 0 ? null : answer.cell(0, column);
    return value === null ? null : Number(value);
  };
  const extent = (name: string): readonly [number, number] | null => {
    const [low, high] = [number(`${name}_low`), number(`${name}_high`)];
    return low === null || high === null ? null : [low, high];
  };
  return { marks: number('marks') ?? 0, series: number('series') ?? 1, x: extent('x'), y: extent('y') };
}

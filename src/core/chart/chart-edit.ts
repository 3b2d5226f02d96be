import type { BuildChannel, ChartAggregate, ChartBuild, ChartChannel, ChartMark } from './chart-build';
import { isCode, kindOf, rateOf, ratioOf } from './chart-fields';
import { combining, type ColumnFacts } from './chart-suggest';
import type { ResultColumn } from '../result-table';

/** The chart with a column (null: the number of rows) put on a channel, read and combined as is sensible there. */
export function placed(
  build: ChartBuild,
  channel: ChartChannel,
  column: ResultColumn | null,
  columns: readonly ResultColumn[],
  facts?: ColumnFacts,
): ChartBuild {
  return { ...build, [channel]: channelFor(build, channel, column, columns, facts) };
}

function channelFor(
  build: ChartBuild,
  channel: ChartChannel,
  column: ResultColumn | null,
  columns: readonly ResultColumn[],
  facts?: ColumnFacts,
): BuildChannel {
  if (!column) return { column: null, aggregate: 'count' };
  const { name, type } = column;
  const quantity = (type === 'number' || type === 'integer') && !isCode(column);
  if (channel === 'facet') return quantity ? { column: name, as: 'category' } : { column: name };
  if (channel === 'x' || channel === 'y') {
    if (quantity)
      return build.mark === 'heat'
        ? { column: name, as: 'category' }
        : build.mark === 'point'
          ? { column: name }
          : combining(column, columns, facts);
    if (type === 'date' || type === 'timestamp')
      return (facts?.distinct[name] ?? 0) > 40 ? { column: name, step: 'month' } : { column: name };
    return build.mark === 'bar' ? { column: name, sort: 'value-down' } : { column: name };
  }
  return quantity && build.mark === 'heat' && channel === 'color' ? combining(column, columns, facts) : { column: name };
}

/** The chart drawn with another mark; a heat map takes its measure to the colour, the others take it back to an axis. */
export function withMark(build: ChartBuild, mark: ChartMark, columns: readonly ResultColumn[]): ChartBuild {
  if (mark === build.mark) return build;
  const measure = (channel: BuildChannel | undefined) => channel !== undefined && kindOf(channel, columns) === 'quantitative';
  const { x, y, color, ...rest } = build;
  if (mark === 'heat' && !measure(color)) {
    const [side, other] = measure(y) ? [y, x] : [x, y];
    if (side && measure(side)) return trimmed({ ...rest, mark, x: other, y: color, color: side });
  }
  if (build.mark === 'heat' && color && measure(color)) return trimmed({ ...rest, mark, x, y: color, color: y });
  if ((mark === 'line' || mark === 'area') && measure(x) && !measure(y)) return trimmed({ ...rest, mark, x: y, y: x, color });
  return { ...build, mark };
}

/** Horizontal for vertical. */
export function swapped({ x, y, ...rest }: ChartBuild): ChartBuild {
  return trimmed({ ...rest, x: y, y: x });
}

/** Without a channel. */
export function cleared(build: ChartBuild, channel: ChartChannel): ChartBuild {
  return trimmed({ ...build, [channel]: undefined });
}

/**
 * A channel combined in another way. A ratio takes the parts of a known rate; else the column over the one called denominator, else over the
 * first other number. Back from the parts of a known rate, it is the rate again.
 */
export function combined(channel: BuildChannel, aggregate: ChartAggregate | null, columns: readonly ResultColumn[]): BuildChannel {
  const plain: BuildChannel = { ...channel, column: rateOf(channel, columns) ?? channel.column };
  delete plain.aggregate;
  delete plain.over;
  delete plain.step;
  if (aggregate === null) return plain;
  if (aggregate !== 'ratio') return { ...plain, aggregate };
  const parts = ratioOf(plain.column ?? '', columns);
  if (parts) return { ...plain, ...parts, aggregate };
  const numbers = columns.filter(({ name, type }) => name !== plain.column && (type === 'number' || type === 'integer'));
  const other = numbers.find(({ name }) => name === 'denominator') ?? numbers[0];
  return { ...plain, aggregate, over: channel.over ?? other?.name ?? plain.column ?? '' };
}

type Loose = { [key in keyof ChartBuild]: ChartBuild[key] | undefined };

/** Without the keys that hold nothing, which the form does not know. */
function trimmed(build: Loose): ChartBuild {
  return Object.fromEntries(Object.entries(build).filter(([, value]) => value !== undefined)) as ChartBuild;
}

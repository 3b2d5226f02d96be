import * as v from 'valibot';
import { columnLanguage } from '../column-label';
import type { Language } from '../language';
import type { ResultColumn } from '../result-table';

/**
 * A chart as it is put together by hand: which column on which channel. Kept inside the Vega-Lite specification that is made of it
 * (`usermeta.build`), so that a notebook's chart stays one text.
 */

export const chartMarks = ['bar', 'line', 'area', 'point', 'heat'] as const;
export type ChartMark = (typeof chartMarks)[number];

/** Where a column may go. `tooltip` takes several, the others one. */
export const chartChannels = ['x', 'y', 'color', 'size', 'facet'] as const;
export type ChartChannel = (typeof chartChannels)[number];

/** `ratio` divides the sum of `column` by the sum of `over`, in per cent: what a rate is over several units or months. */
export const chartAggregates = ['count', 'sum', 'ratio', 'mean', 'median', 'min', 'max', 'distinct'] as const;
export type ChartAggregate = (typeof chartAggregates)[number];

export const timeSteps = ['year', 'quarter', 'month', 'day'] as const;
export type TimeStep = (typeof timeSteps)[number];

/** Order of categories: by name (Vietnamese dictionary), by the measure, or as the rows come. */
export const channelSorts = ['name', 'name-down', 'value', 'value-down', 'rows'] as const;
export type ChannelSort = (typeof channelSorts)[number];

/** `group` puts the colours of one bar side by side, `share` makes each bar 100 %, `overlay` lets them cover one another. */
export const chartStacks = ['stack', 'share', 'group', 'overlay'] as const;
export type ChartStack = (typeof chartStacks)[number];

const columnName = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
const words = v.pipe(v.string(), v.maxLength(300));

const ChannelSchema = v.pipe(
  v.strictObject({
    /** Null counts rows and needs no column. */
    column: v.nullable(columnName),
    aggregate: v.optional(v.picklist(chartAggregates)),
    /** The column under the fraction bar, for `ratio`. */
    over: v.optional(columnName),
    step: v.optional(v.picklist(timeSteps)),
    sort: v.optional(v.picklist(channelSorts)),
    /** How to read a number: as a quantity or as a name (a year, a code). */
    as: v.optional(v.picklist(['number', 'category'])),
    /** Instead of the column's own heading. */
    title: v.optional(words),
    decimals: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6))),
  }),
  v.check((channel) => channel.column !== null || channel.aggregate === 'count', 'only a count does without a column'),
  v.check(
    (channel) => (channel.aggregate === 'ratio') === (channel.over !== undefined),
    'a ratio has a column under the bar, and nothing else has',
  ),
);

const TargetLineSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('value'), value: v.pipe(v.number(), v.finite()), label: words }),
  v.strictObject({ kind: v.literal('column'), column: columnName, label: words }),
]);

/** A remark at a place; on a time axis the place is 'YYYY-MM-DD'. */
const NoteSchema = v.strictObject({
  text: words,
  x: v.union([v.pipe(v.number(), v.finite()), words]),
  y: v.union([v.pipe(v.number(), v.finite()), words]),
});

export const ChartBuildSchema = v.strictObject({
  mark: v.picklist(chartMarks),
  x: v.optional(ChannelSchema),
  y: v.optional(ChannelSchema),
  color: v.optional(ChannelSchema),
  size: v.optional(ChannelSchema),
  facet: v.optional(ChannelSchema),
  tooltip: v.pipe(v.array(ChannelSchema), v.maxLength(20)),
  stack: v.picklist(chartStacks),
  /** Lines across the axis of the measure. */
  targets: v.pipe(v.array(TargetLineSchema), v.maxLength(8)),
  notes: v.pipe(v.array(NoteSchema), v.maxLength(20)),
});

export type ChartBuild = v.InferOutput<typeof ChartBuildSchema>;
export type BuildChannel = v.InferOutput<typeof ChannelSchema>;
export type TargetLine = ChartBuild['targets'][number];
export type ChartNote = ChartBuild['notes'][number];

/** A chart with nothing on it yet. */
export const emptyBuild: ChartBuild = { mark: 'bar', tooltip: [], stack: 'stack', targets: [], notes: [] };

/** Every channel in use, the tooltip's too. */
export function channelsOf(build: ChartBuild): BuildChannel[] {
  return [...chartChannels.flatMap((name) => build[name] ?? []), ...build.tooltip];
}

/** The columns that a chart reads, each once. */
export function columnsOf(build: ChartBuild): string[] {
  const lines = build.targets.flatMap((line) => (line.kind === 'column' ? [line.column] : []));
  const named = channelsOf(build).flatMap(({ column, over }) => [column, over].filter((name) => typeof name === 'string'));
  return [...new Set([...named, ...lines])];
}

/** The same chart for a reader of the other language: of a pair `x_vi`, `x_en` the column that is theirs. */
export function buildIn(build: ChartBuild, columns: readonly ResultColumn[], language: Language): ChartBuild {
  const names = columns.map((column) => column.name);
  const own = (name: string) => {
    const written = columnLanguage(name, names);
    return written === null || written === language ? name : name.replace(/_(vi|en)$/, `_${language}`);
  };
  const translate = (channel: BuildChannel): BuildChannel => ({ ...channel, column: channel.column === null ? null : own(channel.column) });
  const used = chartChannels.flatMap((name) => (build[name] ? [[name, translate(build[name])] as const] : []));
  return { ...build, ...Object.fromEntries(used), tooltip: build.tooltip.map(translate) };
}

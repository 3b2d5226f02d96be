import { chartChannels, type BuildChannel, type ChartBuild, type ChartChannel } from './chart-build';
import { aggregateTitles, stepTitles } from './chart-words';
import { columnLabel } from '../column-label';
import type { Language } from '../language';
import type { ResultColumn } from '../result-table';

/** How Vega-Lite calls what stands on a channel. */
export type FieldKind = 'quantitative' | 'temporal' | 'ordinal' | 'nominal';

/** One column of the rows that are drawn. */
export interface ChartField {
  /** Its name in those rows; free of the signs that mean something in Vega's field paths. */
  readonly name: string;
  readonly channel: BuildChannel;
}

/** Number columns that name rather than measure. */
const codeLike = /(^|_)(id|code|ma|stt|year|nam|row|dong|sort_order)(_|$)/i;

/** Rates, their numerators and denominators, as the questions name them. */
const ratioPairs: readonly (readonly [rate: string, numerator: string, denominator: string])[] = [
  ['actual', 'numerator', 'denominator'],
  ['value', 'numerator', 'denominator'],
  ['ontime_rate', 'on_time', 'dossiers'],
  ['disbursed_rate', 'disbursed', 'plan'],
];

/** The two columns whose quotient a rate is, when both are there; a mean of such a rate would be wrong. */
export function ratioOf(rate: string, columns: readonly ResultColumn[]): { readonly column: string; readonly over: string } | null {
  const has = (name: string) => columns.some((column) => column.name === name);
  const pair = ratioPairs.find(([name, numerator, denominator]) => name === rate && has(numerator) && has(denominator));
  return pair ? { column: pair[1], over: pair[2] } : null;
}

/** The rate that a quotient of sums recomputes, when the result has a column of it: that is what the reader has put on the channel. */
export function rateOf({ column, aggregate, over }: BuildChannel, columns: readonly ResultColumn[]): string | null {
  if (aggregate !== 'ratio') return null;
  const rates = ratioPairs.filter(([, numerator, denominator]) => numerator === column && denominator === over).map(([rate]) => rate);
  return rates.find((rate) => columns.some(({ name }) => name === rate)) ?? null;
}

export const isCode = (column: ResultColumn) => column.type === 'integer' && codeLike.test(column.name);

/** What a channel holds. A column that the result does not have counts as text. */
export function kindOf(channel: BuildChannel, columns: readonly ResultColumn[]): FieldKind {
  const column = columns.find(({ name }) => name === channel.column);
  const time = column?.type === 'date' || column?.type === 'timestamp';
  if (channel.aggregate) return time && (channel.aggregate === 'min' || channel.aggregate === 'max') ? 'temporal' : 'quantitative';
  if (channel.step || time) return 'temporal';
  if (column?.type !== 'number' && column?.type !== 'integer') return 'nominal';
  if (channel.as) return channel.as === 'category' ? 'ordinal' : 'quantitative';
  return isCode(column) ? 'ordinal' : 'quantitative';
}

const keyOf = ({ column, aggregate, over, step }: BuildChannel) =>
  JSON.stringify([aggregate === 'count' ? null : column, aggregate, over, step]);

/** The columns of the rows that are drawn, in the order of the channels: those of the result, and those computed from them. */
export function chartFields(
  build: ChartBuild,
  columns: readonly ResultColumn[],
): { readonly fields: readonly ChartField[]; readonly of: (channel: BuildChannel) => ChartField } {
  const taken = new Set(columns.map((column) => column.name));
  const byKey = new Map<string, ChartField>();
  const lines = build.targets.flatMap((line): BuildChannel[] => (line.kind === 'column' ? [{ column: line.column }] : []));
  const all: BuildChannel[] = [...chartChannels.flatMap((name) => build[name] ?? []), ...build.tooltip, ...lines];
  for (const channel of all) {
    const key = keyOf(channel);
    if (byKey.has(key)) continue;
    const plain = !channel.aggregate && !channel.step;
    const wanted = fieldName(channel);
    let name = wanted;
    if (!plain || wanted !== channel.column) for (let n = 2; taken.has(name); n++) name = `${wanted}_${n}`;
    taken.add(name);
    byKey.set(key, { name, channel });
  }
  return {
    fields: [...byKey.values()],
    of(channel) {
      const field = byKey.get(keyOf(channel));
      if (!field) throw new RangeError(`chart field; no channel with ${keyOf(channel)}`);
      return field;
    },
  };
}

function fieldName({ column, aggregate, over, step }: BuildChannel): string {
  const safe = (name: string) => name.replace(/[^\p{L}\p{N}_ %-]/gu, '_');
  if (aggregate === 'count') return 'row_count';
  const base = safe(column ?? '');
  if (aggregate === 'ratio') return `${base}_per_${safe(over ?? '')}`;
  return aggregate ? `${base}_${aggregate}` : step ? `${base}_${step}` : base;
}

/** Heading of an axis, a legend or a line of the tooltip. */
export function channelTitle(channel: BuildChannel, language: Language): string {
  if (channel.title) return channel.title;
  const { column, aggregate, over, step } = channel;
  if (aggregate === 'count' || column === null) return aggregateTitles.count[language];
  const name = columnLabel(column, language) ?? column;
  if (aggregate === 'ratio') {
    const rate = ratioPairs.find(([, numerator, denominator]) => numerator === column && denominator === over)?.[0];
    const known = rate && rate !== 'actual' && rate !== 'value' ? columnLabel(rate, language) : null;
    return known ?? `${name} / ${columnLabel(over ?? '', language) ?? over}, %`;
  }
  if (aggregate) {
    const title = aggregateTitles[aggregate][language];
    return title.replace('{}', () => (title.startsWith('{}') ? name : lowerFirst(name)));
  }
  return step ? stepTitles[step][language] : name;
}

/** 'Hồ sơ' → 'hồ sơ', but 'DTI' stays. */
function lowerFirst(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) || /^\p{Lu} /u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/**
 * The axis that carries the measure: where target lines cross. The aggregated one, else the one that is a quantity, else y.
 */
export function measureAxis(build: ChartBuild, columns: readonly ResultColumn[]): 'x' | 'y' {
  if (build.mark === 'line' || build.mark === 'area') return 'y';
  const measures = (name: 'x' | 'y') => build[name]?.aggregate !== undefined;
  if (measures('x') !== measures('y')) return measures('x') ? 'x' : 'y';
  const counts = (name: 'x' | 'y') => build[name] !== undefined && kindOf(build[name], columns) === 'quantitative';
  return counts('x') && !counts('y') ? 'x' : 'y';
}

/** The measure's channel of bars, lines and areas; what a heat map's colour shows. Null for dots, which compare two. */
export function measureChannel(build: ChartBuild, columns: readonly ResultColumn[]): ChartChannel | null {
  if (build.mark === 'point') return null;
  return build.mark === 'heat' ? 'color' : measureAxis(build, columns);
}

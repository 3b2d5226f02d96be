import type { ParamValues } from '../question';
import type { Comparison, ComparisonView } from './comparison';
import { withRelatives, type UnitFacts } from './unit-facts';

/** A saved question (queries/compare) and the values it is asked with. */
export interface AskedQuestion {
  readonly id: string;
  readonly values: ParamValues;
}

export interface Asked {
  readonly form: Comparison;
  /** Units on the basis; empty = all. */
  readonly units: readonly string[];
  readonly pinned: readonly string[];
  /** Ends of periods of the leading indicator. */
  readonly days: { readonly from: string; readonly to: string };
  readonly target: string | null;
  readonly facts: ReadonlyMap<string, UnitFacts>;
}

/** The question behind a picture. */
export function questionFor(view: ComparisonView, { form, units, pinned, days, target, facts }: Asked): AskedQuestion {
  const { basis, indicators, order, map } = form;
  const one = { indicator: indicators[0]!, basis };
  const ranking: AskedQuestion = {
    id: 'compare-rank',
    values: { ...one, units, to: days.to, target: target ?? '', order, pinned },
  };
  const change: AskedQuestion = { id: 'compare-slope', values: { ...one, units, ...days } };
  const places: AskedQuestion = { id: 'compare-profile', values: { indicators, basis, units, to: form.to } };
  switch (view) {
    case 'rank':
      return ranking;
    case 'slope':
      return change;
    case 'series':
      return {
        id: 'compare-series',
        values: { ...one, units: basis === 'as_reported' ? withRelatives(units, facts) : units, from: form.from, to: form.to },
      };
    case 'profile':
    case 'heat':
      return places;
    case 'map':
      return map.colour === 'change' ? change : map.colour === 'two' ? places : ranking;
    case 'gap':
      return { id: 'compare-gap', values: { ...one, ...days, regions: form.units.kind === 'region' ? form.units.code : '' } };
  }
}

/**
 * The end of a period nearest to a day: for `to` the last one up to it, for `from` the first one from it on; where there is none, the one
 * nearest on the other side. The day itself when nothing was observed.
 * @param days ascending
 */
export function dayFor(days: readonly string[], day: string, end: 'from' | 'to'): string {
  if (end === 'to') return days.findLast((one) => one <= day) ?? days[0] ?? day;
  return days.find((one) => one >= day) ?? days.at(-1) ?? day;
}

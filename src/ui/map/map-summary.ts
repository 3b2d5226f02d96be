import type { Language } from '../../core/language';
import type { MapFigure } from '../../core/map/map-figure';
import type { MapMode } from '../../core/map/map-picture';
import type { Verdict } from '../../core/verdict';
import { formatNumber } from '../parts/format-value';
import { mapWords } from './words';

interface Told {
  readonly goal: number | null;
  readonly sign: string;
  readonly language: Language;
}

const withSign = (value: number, { sign, language }: Told) => `${formatNumber(value, language)}${sign && `\u202f${sign}`}`;

/** A map in words: how many units have data, the lowest and the highest, how many reach the target. */
export function mapSummary(
  units: readonly { readonly id: string }[],
  figures: ReadonlyMap<string, MapFigure>,
  mode: MapMode,
  told: Told & { readonly better: 'higher' | 'lower' | 'none' },
): string {
  const words = mapWords[told.language];
  const n = (count: number) => formatNumber(count, told.language);
  const valueOf = (figure: MapFigure) => (mode === 'change' ? figure.change : figure.value);
  const present = units.flatMap(({ id }) => {
    const figure = figures.get(id);
    const value = figure ? valueOf(figure) : null;
    return figure && value !== null ? [{ figure, value }] : [];
  });
  const sentences = [words.summary(n(present.length), n(units.length))];
  if (present.length > 1) {
    const low = present.reduce((a, b) => (b.value < a.value ? b : a));
    const high = present.reduce((a, b) => (b.value > a.value ? b : a));
    if (low.value < high.value)
      sentences.push(words.lowest(low.figure.name, withSign(low.value, told)), words.highest(high.figure.name, withSign(high.value, told)));
  }
  const { goal } = told;
  if (goal !== null && mode !== 'change') {
    const reached = present.filter(({ figure }) => figure.gap === 0 || (figure.gap === null && figure.verdict === 'met')).length;
    sentences.push(words.reach(n(reached), n(present.length)));
  }
  return sentences.join(' ');
}

/** A unit in words, as its accessible name: 'Hà Giang: 28,4 %; mức phải đạt 30 %; Chậm tiến độ'. */
export function unitSentence(
  name: string,
  figure: MapFigure | undefined,
  told: Told & { readonly second: string | null },
  wordOf: (verdict: Verdict) => string,
): string {
  const words = mapWords[told.language];
  if (!figure || (figure.value === null && figure.change === null))
    return `${name}: ${figure?.verdict ? wordOf(figure.verdict) : words.noData}`;
  const n = (count: number) => formatNumber(count, told.language, 0);
  const facts = [
    figure.value === null ? '' : withSign(figure.value, told),
    figure.change === null ? '' : `${words.change.toLowerCase()} ${figure.change > 0 ? '+' : ''}${withSign(figure.change, told)}`,
    told.second !== null && figure.second !== null ? `${told.second}: ${formatNumber(figure.second, told.language)}` : '',
    figure.goal === null ? '' : `${words.goal.toLowerCase()} ${withSign(figure.goal, told)}`,
    figure.verdict ? wordOf(figure.verdict) : '',
    figure.status === 'restated' ? words.fromParts(n(figure.partsTotal ?? 0)) : '',
    figure.status === 'incomplete' ? words.incomplete(n(figure.partsPresent ?? 0), n(figure.partsTotal ?? 0)) : '',
  ];
  return `${name}: ${facts.filter(Boolean).join('; ')}`;
}

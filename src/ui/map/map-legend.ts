import type { Language } from '../../core/language';
import type { Colouring } from '../../core/map/map-picture';
import { squareColour } from '../../core/map/map-colour';
import { formatNumber } from '../parts/format-value';
import { verdictShapes } from '../parts/verdict-words';
import { mapWords } from './words';

export interface LegendEntry {
  /** A CSS colour; null = the hatching of what has no data. */
  readonly fill: string | null;
  readonly symbol?: string;
  readonly ink?: string;
  readonly text: string;
}

/** What the colours of a map mean, in the order of their values; the last entry is that of no data. */
export function legendOf(colouring: Colouring, language: Language, sign: string): LegendEntry[] {
  const words = mapWords[language];
  const none: LegendEntry = { fill: null, text: words.noData };
  const told = (value: number) => formatNumber(value, language);
  switch (colouring.kind) {
    case 'classes':
      return [
        ...colouring.classes.map(({ from, to, colour }) => ({
          fill: colour,
          text: from === to ? `${told(from)}${sign && `\u202f${sign}`}` : `${told(from)} – ${told(to)}`,
        })),
        none,
      ];
    case 'verdict':
      return colouring.present.map((verdict) => {
        const { word, symbol } = verdictShapes[verdict];
        const name = verdict.replaceAll('_', '-');
        return verdict === 'no_data'
          ? { fill: null, text: word[language] }
          : { fill: `var(--verdict-${name}-bg)`, ink: `var(--verdict-${name}-fg)`, symbol, text: word[language] };
      });
    case 'two': {
      const thirds = [words.low, words.middle, words.high];
      const squares = [0, 1, 2].flatMap((second) =>
        [0, 1, 2].map((first): LegendEntry => ({
          fill: squareColour(first, second, colouring.theme),
          text: `${thirds[first]} · ${thirds[second]}`,
        })),
      );
      return [...squares, none];
    }
  }
}

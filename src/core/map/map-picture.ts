import type { mapColours } from '../compare/comparison';
import { verdicts, type Verdict } from '../verdict';
import { classOf, divergingClasses, squareColour, terciles, valueClasses, type ColourClass, type MapTheme } from './map-colour';
import type { MapFigure } from './map-figure';

export type MapMode = (typeof mapColours)[number];

/** What the colours of a map mean. */
export type Colouring =
  | { readonly kind: 'classes'; readonly of: 'value' | 'change'; readonly middle: number | null; readonly classes: readonly ColourClass[] }
  | { readonly kind: 'verdict'; readonly present: readonly Verdict[] }
  | {
      readonly kind: 'two';
      readonly first: readonly [number, number];
      readonly second: readonly [number, number];
      readonly theme: MapTheme;
    };

export interface ColouringAsked {
  readonly mode: MapMode;
  readonly goal: number | null;
  readonly better: 'higher' | 'lower' | 'none';
  readonly theme: MapTheme;
}

/** Colours for figures: classes around the target where there is one, around zero for changes, by thirds for two values. */
export function colouringOf(figures: Iterable<MapFigure>, { mode, goal, better, theme }: ColouringAsked): Colouring {
  const all = [...figures];
  const present = (of: (figure: MapFigure) => number | null) => all.flatMap((figure) => of(figure) ?? []);
  if (mode === 'verdict') {
    const found = new Set(all.map((figure) => figure.verdict ?? 'no_data'));
    return { kind: 'verdict', present: verdicts.filter((verdict) => found.has(verdict)) };
  }
  if (mode === 'change')
    return {
      kind: 'classes',
      of: 'change',
      middle: 0,
      classes: divergingClasses(
        present((one) => one.change),
        0,
        better,
        theme,
      ),
    };
  const values = present((one) => one.value);
  if (mode === 'two') return { kind: 'two', first: terciles(values), second: terciles(present((one) => one.second)), theme };
  const classes = goal === null ? valueClasses(values, theme) : divergingClasses(values, goal, better, theme);
  return { kind: 'classes', of: 'value', middle: goal, classes };
}

/** The colour of a figure; null where there is none to show, which is drawn hatched. Verdicts take theirs from the theme. */
export function fillOf(colouring: Colouring, figure: MapFigure | undefined): string | null {
  if (!figure) return null;
  switch (colouring.kind) {
    case 'classes': {
      const value = colouring.of === 'value' ? figure.value : figure.change;
      return value === null ? null : (colouring.classes[classOf(colouring.classes, value)]?.colour ?? null);
    }
    case 'verdict':
      return null;
    case 'two': {
      const { value, second } = figure;
      if (value === null || second === null) return null;
      return squareColour(thirdOf(value, colouring.first), thirdOf(second, colouring.second), colouring.theme);
    }
  }
}

export function thirdOf(value: number, [low, high]: readonly [number, number]): 0 | 1 | 2 {
  return value < low ? 0 : value < high ? 1 : 2;
}

/** Names of maps' units in their shortest common form. */
export function shortName(name: string): string {
  return name
    .replace(/^Thành phố Hồ Chí Minh$/, 'TP. Hồ Chí Minh')
    .replace(/^Ho Chi Minh City$/, 'HCM City')
    .replace(/ - /, '–');
}

/** A class of a map: the values between two bounds, one of which belongs to it; both do in the outermost classes. */
export interface ColourClass {
  readonly from: number;
  readonly to: number;
  readonly closed: 'from' | 'to';
  readonly colour: string;
}

export type MapTheme = 'light' | 'dark';

// Lightness alone orders the sequential ramp; the diverging one runs from brown to teal, a pair that readers with any kind of colour
// blindness tell apart (ColorBrewer BrBG, after Brewer 2003); the square mixes the hues of Stevens (2015) on one scale of lightness.
const sequential: Readonly<Record<MapTheme, readonly string[]>> = {
  light: ['#e3f0ef', '#b3d8d6', '#79b8b8', '#3d8f94', '#0b5c66'],
  dark: ['#1d3438', '#275258', '#36777c', '#56a2a5', '#93d6d5'],
};
const diverging: Readonly<Record<MapTheme, readonly string[]>> = {
  light: ['#8c510a', '#c98b3c', '#ecd3a5', '#bfe3de', '#5aa9a1', '#01665e'],
  dark: ['#e0a458', '#a56c28', '#5c4122', '#1f4d4b', '#3b8c86', '#7fd6cc'],
};
const squares: Readonly<Record<MapTheme, readonly (readonly string[])[]>> = {
  // [second value low → high][first value low → high]
  light: [
    ['#e8e8e8', '#a9d8d6', '#4fb0ae'],
    ['#e3c9a5', '#a3b29c', '#4a8f88'],
    ['#c98b3c', '#8f7a45', '#3c5f58'],
  ],
  dark: [
    ['#2b3538', '#2f6a6b', '#49a6a4'],
    ['#6b5433', '#64745f', '#6fb0a0'],
    ['#b57a33', '#b09a5c', '#cfe3b8'],
  ],
};

/**
 * Classes for values without a target: five of equal numbers of units, their bounds rounded. Fewer where values repeat.
 * @param values without nulls; any order
 */
export function valueClasses(values: readonly number[], theme: MapTheme): ColourClass[] {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  const ramp = sequential[theme];
  if (low === high) return [{ from: low, to: high, closed: 'from', colour: ramp[2]! }];
  const step = niceStep((high - low) / 20);
  const inner = [0.2, 0.4, 0.6, 0.8].map((share) => rounded(quantile(sorted, share), step)).filter((bound) => bound > low && bound < high);
  const bounds = [low, ...new Set(inner), high];
  const used = spread(ramp, bounds.length - 1);
  return bounds.slice(1).map((to, i) => ({ from: bounds[i]!, to, closed: 'from', colour: used[i]! }));
}

/**
 * Classes around a midpoint (a target, or zero for changes): three on each side that has values, steps of one round width, so that equal
 * colours mean equal distance. Teal is on the side that is better, and the midpoint itself is on that side.
 */
export function divergingClasses(
  values: readonly number[],
  middle: number,
  better: 'higher' | 'lower' | 'none',
  theme: MapTheme,
): ColourClass[] {
  if (values.length === 0) return [];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const reach = Math.max(middle - low, high - middle, 0);
  const colours = better === 'lower' ? [...diverging[theme]].reverse() : diverging[theme];
  const closed = better === 'lower' ? 'to' : 'from';
  if (reach === 0) return [{ from: middle, to: middle, closed, colour: colours[better === 'lower' ? 2 : 3]! }];
  const step = niceStep(reach / 3);
  const bounds = [-3, -2, -1, 0, 1, 2, 3].map((n) => clean(middle + n * step));
  bounds[0] = Math.min(bounds[0]!, low);
  bounds[6] = Math.max(bounds[6]!, high);
  return colours
    .map((colour, i): ColourClass => ({ from: bounds[i]!, to: bounds[i + 1]!, closed, colour }))
    .filter((one) => values.some((value) => contains(one, value)) || (one.to > low && one.from < high));
}

/** The class a value falls in; -1 for none. */
export function classOf(classes: readonly ColourClass[], value: number): number {
  const found = classes.findIndex((one) => contains(one, value));
  if (found >= 0) return found;
  const last = classes.length - 1;
  return value === classes[last]?.to ? last : value === classes[0]?.from ? 0 : -1;
}

function contains({ from, to, closed }: ColourClass, value: number): boolean {
  return closed === 'from' ? value >= from && value < to : value > from && value <= to;
}

/** Bounds that part values into three groups of equal size. */
export function terciles(values: readonly number[]): readonly [number, number] {
  const sorted = [...values].sort((a, b) => a - b);
  return [quantile(sorted, 1 / 3), quantile(sorted, 2 / 3)];
}

/** Colour of two values at once: which third each is in, 0 to 2. */
export function squareColour(first: number, second: number, theme: MapTheme): string {
  return squares[theme][second]![first]!;
}

/** Black or white, whichever is read better on a colour (WCAG relative luminance). */
export function inkOn(colour: string): '#000000' | '#ffffff' {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? '#ffffff' : '#000000';
}

function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? NaN;
  return low + ((sorted[Math.ceil(at)] ?? low) - low) * (at % 1);
}

/** 1, 2 or 5 times a power of ten, not below the width. */
function niceStep(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  return power * ([1, 2, 5].find((one) => one * power >= width * 0.999999) ?? 10);
}

const rounded = (value: number, step: number) => clean(Math.round(value / step) * step);

/** Without the dust of binary fractions. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}

function spread(ramp: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, i) => ramp[count === 1 ? 2 : Math.round((i * (ramp.length - 1)) / (count - 1))]!);
}

import { draw, rise } from './draw.ts';
import type { Moment, Unit } from './model.ts';

/** What a system's formula may ask about one unit and one period. All of it is invented. */
export interface Path {
  readonly unit: Unit;
  readonly moment: Moment;
  /** Months since January 2019. */
  readonly t: number;
  readonly province: boolean;
  /** Persons of a province; of a ministry an invented size of the same order. */
  readonly size: number;
  /** 0 (slow) to 1 (leading): how good the unit is at this, the same in every period. */
  readonly quality: number;
  /** In [0, 1), the same in every period. */
  fixed(name: string): number;
  /** In [0, 1), new in every period. */
  noise(name: string): number;
  /** Share of a normal month's work: Tết, summer, the weeks of April 2020 and the third quarter of 2021. */
  readonly season: number;
  /** From `start` to `end` between two months, sooner for the better units, with noise of ± `spread`. Never under 0. */
  share(name: string, start: number, end: number, from: number, to: number, spread?: number): number;
  /** The month (t) in which the unit gets something done that is due in month `due`; about two thirds are in time, a few never. */
  doneAt(name: string, due: number, spread: number): number;
}

const monthly = [0.93, 0.72, 1.06, 1.02, 1, 0.98, 0.97, 1.01, 0.99, 1.04, 1.06, 1.12];
const dips: Record<string, number> = { '2020-3': 0.88, '2020-4': 0.58, '2020-5': 0.9, '2021-7': 0.86, '2021-8': 0.7, '2021-9': 0.72 };

export function pathOf(systemId: string, unit: Unit, moment: Moment): Path {
  const key = `${systemId}|${unit.id}`;
  const fixed = (name: string): number => draw(`${key}|${name}`);
  const noise = (name: string): number => draw(`${key}|${name}|${moment.key}`);
  const province = unit.kind === 'province' || unit.kind === 'city';
  const attached = unit.kind === 'attached_agency';
  const quality = 0.55 * draw(`quality|${unit.id}`) + 0.45 * fixed('quality');
  const t = moment.index;
  return {
    unit,
    moment,
    t,
    province,
    size: unit.population ?? (attached ? 60_000 + 300_000 * draw(`size|${unit.id}`) : 400_000 + 2_400_000 * draw(`size|${unit.id}`)),
    quality,
    fixed,
    noise,
    season: (monthly[moment.month - 1] ?? 1) * (dips[`${moment.year}-${moment.month}`] ?? 1),
    share(name, start, end, from, to, spread = 0.02) {
      const pace = 0.55 + 0.9 * quality;
      const grown = rise(((t - from) / (to - from)) * pace);
      return Math.max(0, start + (end - start) * grown + (noise(name) * 2 - 1) * spread);
    },
    doneAt(name, due, spread) {
      if (fixed(`${name} never`) > 0.955) return Infinity;
      const ease = 0.5 * quality + 0.5 * fixed(name);
      return Math.round(due + (0.44 - ease) * spread);
    },
  };
}

/** A whole number not above `limit`. */
export function upTo(limit: number, value: number): number {
  return Math.max(0, Math.min(limit, Math.round(value)));
}

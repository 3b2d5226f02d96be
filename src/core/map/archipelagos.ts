import type { Bilingual } from '../language';

/** The two archipelagos that stand, named, on every map. */
export interface Archipelago {
  readonly id: 'hoang-sa' | 'truong-sa';
  readonly name: Bilingual;
  /** The province it belongs to; the same name in both unit systems. */
  readonly province: Bilingual;
  /** By unit system. */
  readonly unitIds: Readonly<Record<'63' | '34', string>>;
  /** Where its name stands on maps drawn from coordinates: about the middle of the group, degrees. */
  readonly lon: number;
  readonly lat: number;
  /** How its islands are hinted at: places in a box of 1 × 1. */
  readonly islands: readonly (readonly [x: number, y: number])[];
}

export const archipelagos: readonly Archipelago[] = [
  {
    id: 'hoang-sa',
    name: { vi: 'Quần đảo Hoàng Sa', en: 'Hoàng Sa archipelago' },
    province: { vi: 'Đà Nẵng', en: 'Đà Nẵng' },
    unitIds: { '63': '63:48', '34': '34:48' },
    lon: 112,
    lat: 16.5,
    islands: [
      [0.15, 0.45],
      [0.35, 0.3],
      [0.5, 0.6],
      [0.75, 0.25],
      [0.85, 0.55],
    ],
  },
  {
    id: 'truong-sa',
    name: { vi: 'Quần đảo Trường Sa', en: 'Trường Sa archipelago' },
    province: { vi: 'Khánh Hòa', en: 'Khánh Hòa' },
    unitIds: { '63': '63:56', '34': '34:56' },
    lon: 113.3,
    lat: 9.6,
    islands: [
      [0.1, 0.6],
      [0.3, 0.25],
      [0.45, 0.75],
      [0.6, 0.4],
      [0.75, 0.7],
      [0.9, 0.2],
    ],
  },
];

import { nameKey } from '../name-key';
import type { ProvinceSystem } from './map-layout';
import type { MapFeature } from './own-map';

/** A unit as a map of the reader's own may call it. */
export interface JoinUnit {
  readonly id: string;
  readonly system: string;
  readonly code: string;
  readonly name: string;
  /** Keys (core/name-key) of all its names. */
  readonly aliasKeys: readonly string[];
}

/** How one property of the map's features reads as units of one system. */
export interface JoinReading {
  readonly property: string;
  readonly by: 'code' | 'name';
  readonly system: ProvinceSystem;
  /** Features that it gives a unit. */
  readonly matched: number;
  /** Units that it gives a feature. */
  readonly units: number;
}

/** What a map of the reader's own was joined to, and what was not. */
export interface MapJoin {
  readonly reading: JoinReading;
  readonly features: ReadonlyMap<string, readonly MapFeature[]>;
  /** What the map calls the areas that are no unit, without repetition, in the map's order. */
  readonly strangers: readonly string[];
  /** Units of the system that have no area, by id. */
  readonly missing: readonly string[];
  /** Units that several areas claim: what those are called. They are drawn together, and told. */
  readonly shared: readonly { readonly unitId: string; readonly labels: readonly string[] }[];
}

/**
 * Every reading of every property that matches something, best first: most units, then fewest strangers, then names before codes, since
 * seven codes mean different places in the two systems. The first may still be as good as the second: see `isUndecided`.
 */
export function joinReadings(features: readonly MapFeature[], units: readonly JoinUnit[]): JoinReading[] {
  const properties = new Set(features.slice(0, 500).flatMap((feature) => Object.keys(feature.properties)));
  const readings: JoinReading[] = [];
  for (const property of properties)
    for (const system of ['63', '34'] as const)
      for (const by of ['name', 'code'] as const) {
        const find = finder(units, system, by);
        const found = features.map((feature) => find(feature.properties[property])).filter((id) => id !== undefined);
        if (found.length > 0) readings.push({ property, by, system, matched: found.length, units: new Set(found).size });
      }
  const share = (one: JoinReading) => one.units / sizeOf(one.system) + one.matched / features.length;
  return readings.sort(
    (a, b) => share(b) - share(a) || Number(a.by === 'code') - Number(b.by === 'code') || a.property.localeCompare(b.property),
  );
}

const sizeOf = (system: ProvinceSystem) => Number(system);

/** Two systems fit the map equally well: the reader has to say which one it shows. */
export function isUndecided(readings: readonly JoinReading[]): boolean {
  const [best, ...others] = readings;
  return best !== undefined && others.some((one) => one.system !== best.system && one.units === best.units && one.matched === best.matched);
}

export function joinMap(features: readonly MapFeature[], units: readonly JoinUnit[], reading: JoinReading): MapJoin {
  const find = finder(units, reading.system, reading.by);
  const joined = new Map<string, MapFeature[]>();
  const labels = new Map<string, Set<string>>();
  const strangers = new Set<string>();
  for (const feature of features) {
    const value = feature.properties[reading.property];
    const label = labelOf(feature, value);
    const id = find(value);
    if (id === undefined) strangers.add(label);
    else {
      joined.set(id, [...(joined.get(id) ?? []), feature]);
      labels.set(id, (labels.get(id) ?? new Set()).add(label));
    }
  }
  return {
    reading,
    features: joined,
    strangers: [...strangers],
    missing: units.filter((unit) => unit.system === reading.system && !joined.has(unit.id)).map((unit) => unit.id),
    shared: [...joined].flatMap(([unitId, own]) => (own.length > 1 ? [{ unitId, labels: [...labels.get(unitId)!] }] : [])),
  };
}

function finder(units: readonly JoinUnit[], system: ProvinceSystem, by: 'code' | 'name'): (value: unknown) => string | undefined {
  const keys = new Map<string, string>();
  for (const unit of units) {
    if (unit.system !== system) continue;
    for (const key of by === 'code' ? [unit.code] : [nameKey(unit.name), ...unit.aliasKeys]) keys.set(key, unit.id);
  }
  return (value) => {
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    const text = String(value).trim();
    if (by === 'name') return keys.get(nameKey(text));
    // '1', 1 and '01' are one code; '001' is not.
    return /^\d{1,2}$/.test(text) ? keys.get(text.padStart(2, '0')) : undefined;
  };
}

function labelOf(feature: MapFeature, value: unknown): string {
  const own = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const name = Object.entries(feature.properties).find(
    ([key, held]) => /name|ten|tinh|province/i.test(key) && typeof held === 'string',
  )?.[1];
  return own || String(name ?? '?');
}

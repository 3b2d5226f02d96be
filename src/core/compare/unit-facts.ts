import type { Bilingual } from '../language';
import { nameKey } from '../name-key';
import type { MapUnit } from '../map/map-layout';
import type { Basis } from './comparison';

/** A province as comparisons know it. */
export interface UnitFacts extends Omit<MapUnit, 'name'> {
  readonly name: Bilingual;
  readonly region: Bilingual;
  readonly regionCode: string;
  readonly order: number;
  readonly areaKm2: number | null;
  /** Published income per head and month, thousand dong; null where none is published. */
  readonly income: number | null;
  /** Units it came from and went to, by id. */
  readonly parts: readonly string[];
  readonly successors: readonly string[];
  readonly aliasKeys: readonly string[];
}

/** The units that stand for chosen ones on a basis: a successor on 34, the parts on 63. Without repetition, in the order of the choice. */
export function onBasis(ids: readonly string[], basis: Basis, facts: ReadonlyMap<string, UnitFacts>): string[] {
  if (basis === 'as_reported') return [...new Set(ids)];
  return [
    ...new Set(
      ids.flatMap((id) => {
        const unit = facts.get(id);
        if (!unit || unit.system === basis) return [id];
        return basis === '34' ? unit.successors : unit.parts;
      }),
    ),
  ];
}

/** Chosen units together with those they came from and went to, for series as they were reported. */
export function withRelatives(ids: readonly string[], facts: ReadonlyMap<string, UnitFacts>): string[] {
  return [...new Set(ids.flatMap((id) => [id, ...(facts.get(id)?.successors ?? []), ...(facts.get(id)?.parts ?? [])]))];
}

/** A unit that answers a typed name, with the old name it was found by where that is not its own. */
export interface FoundUnit {
  readonly unit: UnitFacts;
  readonly formerly: UnitFacts | null;
}

/**
 * Units of a system whose name, code or former name begins with what was typed, or contains it; own names before former ones.
 * @param system both systems when null
 */
export function findUnits(typed: string, system: '34' | '63' | null, facts: readonly UnitFacts[]): FoundUnit[] {
  type Ranked = FoundUnit & { readonly rank: number };
  const wanted = nameKey(typed);
  const byId = new Map(facts.map((unit) => [unit.id, unit]));
  const ranked = facts.flatMap((unit): Ranked[] => {
    if (system !== null && unit.system !== system) return [];
    const keys = [unit.name.vi, unit.name.en, ...unit.aliasKeys].map(nameKey);
    const own = wanted === '' || keys.some((key) => key.startsWith(wanted)) ? 0 : keys.some((key) => key.includes(wanted)) ? 2 : null;
    if (own !== null) return [{ unit, formerly: null, rank: own }];
    const relatives = [...unit.parts, ...unit.successors].flatMap((id) => byId.get(id) ?? []);
    const formerly = relatives.find((one) => nameKey(one.name.vi).startsWith(wanted) || nameKey(one.name.en).startsWith(wanted));
    return formerly ? [{ unit, formerly, rank: 1 }] : [];
  });
  return ranked.sort((a, b) => a.rank - b.rank || a.unit.system.localeCompare(b.unit.system) || a.unit.order - b.unit.order);
}

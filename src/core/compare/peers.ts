import type { Covariate } from './comparison';
import type { UnitFacts } from './unit-facts';

/** A peer and how far it is, in standard deviations of the logarithms. */
export interface Peer {
  readonly id: string;
  readonly distance: number;
}

export interface Peers {
  /** Nearest first. */
  readonly peers: readonly Peer[];
  /** Covariates that were asked for and are not known of the unit itself. */
  readonly unknown: readonly Covariate[];
  /** Units left out, since one of the covariates is not known of them. */
  readonly without: readonly string[];
}

/**
 * The units of the same system that are nearest to one by population, density or income.
 *
 * Each covariate is taken as its logarithm (provinces differ by factors) and divided by the standard deviation over the system, so that all
 * weigh the same; the distance is Euclidean. A covariate that is not known of the unit itself is left out and named.
 */
export function nearestPeers(of: UnitFacts, units: readonly UnitFacts[], by: readonly Covariate[], count: number): Peers {
  const same = units.filter((unit) => unit.system === of.system);
  const known = by.filter((covariate) => measureOf(of, covariate) !== null);
  const scales = known.map((covariate) => deviation(same.flatMap((unit) => measureOf(unit, covariate) ?? [])));
  const without: string[] = [];
  const peers = same.flatMap((unit): Peer[] => {
    if (unit.id === of.id) return [];
    let sum = 0;
    for (const [i, covariate] of known.entries()) {
      const value = measureOf(unit, covariate);
      if (value === null) {
        without.push(unit.id);
        return [];
      }
      sum += ((value - measureOf(of, covariate)!) / (scales[i] || 1)) ** 2;
    }
    return [{ id: unit.id, distance: Math.sqrt(sum) }];
  });
  peers.sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1));
  return { peers: known.length === 0 ? [] : peers.slice(0, count), unknown: by.filter((one) => !known.includes(one)), without };
}

/** Logarithm of a covariate; null where it is not known. */
function measureOf(unit: UnitFacts, covariate: Covariate): number | null {
  const { population, areaKm2, income } = unit;
  const value =
    covariate === 'income'
      ? income
      : covariate === 'population'
        ? population
        : population !== null && areaKm2
          ? population / areaKm2
          : null;
  return value !== null && value > 0 ? Math.log(value) : null;
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

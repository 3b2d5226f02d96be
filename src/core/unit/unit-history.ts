import { nameKey } from '../name-key';

/** A unit of one unit system, valid between two days (both inclusive; null = open). Rows of the table `unit`. */
export interface DatedUnit {
  readonly unitId: string;
  readonly system: string;
  readonly code: string;
  readonly name: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** A dated fact of the table `succession`; from and to are equal where only name or type changed. */
export interface Succession {
  readonly from: string;
  readonly to: string;
  /** First day of the new state, YYYY-MM-DD. */
  readonly on: string;
  /** All of `from` went there. */
  readonly whole: boolean;
  readonly actId: string | null;
  /** The name from that day, where it changed. */
  readonly newName?: string | null;
}

/** A unit as an answer: which one, and whether all of it is meant. */
export interface UnitThen {
  readonly unit: DatedUnit;
  readonly whole: boolean;
  /** The act of the last step on the way; null for the unit itself. */
  readonly actId: string | null;
}

/**
 * Units over time, from the same rows as the tables: nothing here knows of 2025. A later merger is more rows.
 * Days are YYYY-MM-DD; every answer is in the order of the rows.
 */
export class UnitHistory {
  readonly #byId: ReadonlyMap<string, DatedUnit>;
  readonly #byKey = new Map<string, DatedUnit[]>();
  readonly #steps: readonly Succession[];
  readonly #renamings: readonly Succession[];

  constructor(
    private readonly units: readonly DatedUnit[],
    successions: readonly Succession[],
    /** Other ways units are written, by unit_id. */
    aliases: readonly { readonly unitId: string; readonly alias: string }[] = [],
  ) {
    this.#byId = new Map(units.map((unit) => [unit.unitId, unit]));
    this.#steps = successions.filter((one) => one.from !== one.to);
    this.#renamings = successions.filter((one) => one.from === one.to && one.newName);
    for (const unit of units) this.#enter(nameKey(unit.name), unit);
    for (const { unitId, alias } of aliases) {
      const unit = this.#byId.get(unitId);
      if (unit) this.#enter(nameKey(alias), unit);
    }
  }

  /** The units of a day. */
  on(day: string): DatedUnit[] {
    return this.units.filter((unit) => isValid(unit, day));
  }

  /** What a unit is called on a day. */
  nameOn(unitId: string, day: string): string | null {
    const changed = this.#renamings.filter((one) => one.from === unitId && one.on <= day).sort((a, b) => (a.on < b.on ? -1 : 1));
    return changed.at(-1)?.newName ?? this.#byId.get(unitId)?.name ?? null;
  }

  /** The units that a name means on a day; several only where the name is one of two systems (a province and a ministry). */
  named(written: string, day: string): DatedUnit[] {
    return (this.#byKey.get(nameKey(written)) ?? []).filter((unit) => isValid(unit, day));
  }

  /** The unit that a code means on a day. A code says nothing without its unit system or its day. */
  coded(code: string, day: string): DatedUnit[] {
    return this.units.filter((unit) => unit.code === code && isValid(unit, day));
  }

  /** What became of a unit by a day: itself while it is valid, else the valid units it went into. Empty before it began. */
  becameOf(unitId: string, day: string): UnitThen[] {
    return this.#walk(unitId, day, 'from', 'to');
  }

  /** What a unit is made of in the units of a day: itself, or the units that became it. */
  madeOf(unitId: string, day: string): UnitThen[] {
    return this.#walk(unitId, day, 'to', 'from');
  }

  #walk(unitId: string, day: string, here: 'from' | 'to', there: 'from' | 'to'): UnitThen[] {
    const found = new Map<string, UnitThen>();
    const open: { id: string; whole: boolean; actId: string | null; after: string | null }[] = [
      { id: unitId, whole: true, actId: null, after: null },
    ];
    for (let next = open.pop(); next; next = open.pop()) {
      const { id, whole, actId, after } = next;
      const unit = this.#byId.get(id);
      const before = found.get(id);
      if (unit && isValid(unit, day) && !(before?.whole ?? false)) found.set(id, { unit, whole, actId });
      for (const step of this.#steps) {
        if (step[here] !== id || (after !== null && (here === 'from' ? step.on <= after : step.on >= after))) continue;
        // Forward a step counts once its day has come, backward while it has not.
        if (here === 'from' ? step.on > day : step.on <= day) continue;
        open.push({ id: step[there], whole: whole && step.whole, actId: step.actId, after: step.on });
      }
    }
    return this.units.flatMap((unit) => found.get(unit.unitId) ?? []);
  }

  #enter(key: string, unit: DatedUnit): void {
    const there = this.#byKey.get(key) ?? [];
    if (!there.includes(unit)) this.#byKey.set(key, [...there, unit]);
  }
}

function isValid(unit: DatedUnit, day: string): boolean {
  return (unit.validFrom === null || unit.validFrom <= day) && (unit.validTo === null || unit.validTo >= day);
}

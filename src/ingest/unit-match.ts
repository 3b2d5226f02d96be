import { nameKey } from '../core/name-key';
import type { Knowledge } from './knowledge';

export type UnitMatch =
  | { readonly how: 'alias'; readonly unitId: string }
  /** One unit is one letter away and no second is; proposed, never accepted by itself. */
  | { readonly how: 'near'; readonly unitId: string }
  | { readonly how: 'none' };

/**
 * The key without what offices write before a province: `ubndtinhhagiang` → `hagiang`.
 * Ministries keep their 'Bộ'.
 */
export function unitKey(name: string): string {
  return nameKey(name).replace(/^(?:ubnd|uybannhandan)?(?:tinh|thanhpho|thudo|tp)?/, '');
}

/** What stands before and after a stroke or in brackets: one name in two languages, `Hà Nội / Ha Noi`, `Huế (Hue)`. Empty where there is one part only. */
export function nameParts(name: string): string[] {
  const parts = /^([^/()]+)(?:\/([^/()]+)|\(([^/()]+)\))$/.exec(name.trim());
  return parts ? [parts[1]!, (parts[2] ?? parts[3])!].map((part) => part.trim()).filter((part) => part !== '') : [];
}

/** Matches names within one list of unit systems; a key that means two units of those systems matches nothing. */
export class UnitMatcher {
  private readonly byKey = new Map<string, string | null>();
  private readonly nameKeys: { key: string; unitId: string }[] = [];
  private readonly remembered = new Map<string, UnitMatch>();

  constructor(knowledge: Knowledge, systems: readonly string[]) {
    for (const system of systems) {
      for (const [key, unitId] of knowledge.aliases.get(system) ?? []) {
        const other = this.byKey.get(key);
        this.byKey.set(key, other === undefined || other === unitId ? unitId : null);
      }
    }
    for (const unit of knowledge.units)
      if (systems.includes(unit.unitSystem)) this.nameKeys.push({ key: nameKey(unit.nameVi), unitId: unit.unitId });
  }

  match(name: string): UnitMatch {
    const known = this.remembered.get(name);
    if (known) return known;
    const result = this.find(name);
    this.remembered.set(name, result);
    return result;
  }

  /** The unit one of whose known names this is, or null. Of a name in two languages each half must be one of them. */
  exact(name: string): string | null {
    const whole = this.whole(name);
    if (whole !== null) return whole;
    const [first = null, ...others] = nameParts(name).map((part) => this.whole(part));
    return others.length > 0 && others.every((one) => one === first) ? first : null;
  }

  private whole(name: string): string | null {
    return this.byKey.get(nameKey(name)) ?? this.byKey.get(unitKey(name)) ?? null;
  }

  private find(name: string): UnitMatch {
    const exact = this.exact(name);
    return exact === null ? this.nearest(unitKey(name)) : { how: 'alias', unitId: exact };
  }

  /** Only keys of five letters and more, only at distance one, and only when a single unit is that near. */
  private nearest(key: string): UnitMatch {
    if (key.length < 5) return { how: 'none' };
    const near = new Set<string>();
    for (const known of this.nameKeys) if (withinOneEdit(key, known.key)) near.add(known.unitId);
    const [only] = near;
    return near.size === 1 && only !== undefined ? { how: 'near', unitId: only } : { how: 'none' };
  }
}

/** At most one letter inserted, deleted, replaced, or two neighbours swapped. */
export function withinOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  const restA = a.slice(i);
  const restB = b.slice(i);
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)) return true;
  return restA.length > 1 && restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}

import { nameKey } from '../core/name-key';
import type { Knowledge } from './knowledge';
import { nameParts, unitKey } from './unit-match';
import type { Bilingual } from '../core/language';

export interface UnitSystemDecision {
  /** At most one province system and one ministry system, such as ['63', 'M2021']. Empty when nothing matched. */
  readonly systems: readonly string[];
  /** Why these, in both languages; empty texts when there was nothing to decide. */
  readonly reason: Bilingual;
  /** False where neither the names nor any period tell the systems apart, and the reader of the file has to. */
  readonly sure: boolean;
}

const provinceMerger = '2025-07-01';
const ministryMerger = '2025-03-01';

/**
 * The unit systems of one file, from the names in it and the days its periods span (ISO, null when unknown).
 * Names that exist in one system only decide; else the periods; else the number of different names. Codes never decide.
 */
export function decideUnitSystems(
  knowledge: Knowledge,
  names: Iterable<string>,
  days: { first: string; last: string } | null,
): UnitSystemDecision {
  const keys = new Set<string>();
  for (const name of names) for (const one of [name, ...nameParts(name)]) keys.add(nameKey(one)).add(unitKey(one));
  const systems: string[] = [];
  const vi: string[] = [];
  const en: string[] = [];
  let sure = true;
  for (const { older, newer, from } of [
    { older: '63', newer: '34', from: provinceMerger },
    { older: 'M2021', newer: 'M2025', from: ministryMerger },
  ]) {
    const decided = between(knowledge, keys, older, newer, from, days);
    if (!decided) continue;
    systems.push(decided.system);
    vi.push(decided.reason.vi);
    en.push(decided.reason.en);
    sure &&= decided.sure;
  }
  if (systems.length === 0 && matches(knowledge, 'VN', keys).size > 0) {
    return { systems: ['VN'], reason: { vi: 'tệp chỉ có số liệu cả nước', en: 'the file is about the whole country only' }, sure };
  }
  return { systems, reason: { vi: vi.join('; '), en: en.join('; ') }, sure };
}

function between(
  knowledge: Knowledge,
  keys: Set<string>,
  older: string,
  newer: string,
  from: string,
  days: { first: string; last: string } | null,
) {
  const inOlder = matches(knowledge, older, keys);
  const inNewer = matches(knowledge, newer, keys);
  if (inOlder.size === 0 && inNewer.size === 0) return null;
  const onlyOlder = [...inOlder].filter(([key]) => !inNewer.has(key));
  const onlyNewer = [...inNewer].filter(([key]) => !inOlder.has(key));
  const nameOf = (unitId: string | undefined) => knowledge.units.find((unit) => unit.unitId === unitId)?.nameVi ?? '';
  if (onlyOlder.length > onlyNewer.length) {
    const name = nameOf(onlyOlder[0]?.[1]);
    return {
      system: older,
      sure: true,
      reason: { vi: `có “${name}”, chỉ có trong hệ ${older}`, en: `it names “${name}”, found in system ${older} only` },
    };
  }
  if (onlyNewer.length > onlyOlder.length) {
    const name = nameOf(onlyNewer[0]?.[1]);
    return {
      system: newer,
      sure: true,
      reason: { vi: `có “${name}”, chỉ có trong hệ ${newer}`, en: `it names “${name}”, found in system ${newer} only` },
    };
  }
  if (days) {
    const late = days.first >= from;
    return {
      system: late ? newer : older,
      sure: true,
      reason: late
        ? { vi: `các kỳ báo cáo từ ${days.first}, sau ngày ${from}`, en: `its periods begin ${days.first}, after ${from}` }
        : { vi: `các kỳ báo cáo từ ${days.first}, trước ngày ${from}`, en: `its periods begin ${days.first}, before ${from}` },
    };
  }
  const units = new Set(inNewer.values()).size;
  const total = knowledge.units.filter((unit) => unit.unitSystem === newer).length;
  const whole = units === total;
  return {
    system: whole ? newer : older,
    // All units of the newer system and none that vanished: hardly the older one. Ministries of both systems mostly share their names.
    sure: whole || older.startsWith('M'),
    reason: { vi: `${units} tên khác nhau, không có kỳ báo cáo để đối chiếu`, en: `${units} different names, no period to check against` },
  };
}

function matches(knowledge: Knowledge, system: string, keys: Set<string>): Map<string, string> {
  const found = new Map<string, string>();
  const aliases = knowledge.aliases.get(system);
  if (aliases)
    for (const key of keys) {
      const unitId = aliases.get(key);
      if (unitId !== undefined) found.set(key, unitId);
    }
  return found;
}

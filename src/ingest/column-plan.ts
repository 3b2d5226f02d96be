import type { ColumnRole, Knowledge, KnownColumn } from './knowledge';
import type { ColumnProfile } from './profile';
import { UnitMatcher } from './unit-match';

/** What a column of the table is taken for. `skip`: the running number, which says nothing. */
export interface ColumnPlan {
  readonly role: ColumnRole | 'skip';
  readonly known: KnownColumn | null;
  /** Days written as Excel counts them: whole numbers in a column headed 'Ngày'. */
  readonly serial?: true;
  /** A code of so many digits whose leading zeros are gone. */
  readonly padTo?: number;
}

const enough = 0.9;

/**
 * The role of each column: from the recognised system, else from what its cells look like. A cell that does not fit costs a column its
 * type only when more than a tenth of them do not.
 */
export function planColumns(
  headers: readonly string[],
  profiles: readonly ColumnProfile[],
  known: readonly (KnownColumn | null)[],
  unitColumn: number,
  ordinalColumn: number,
): ColumnPlan[] {
  const recognised = known.some((column) => column !== null);
  let periodTaken = known.some((column) => column?.role === 'period');
  return profiles.map((profile, i) => {
    const column = known[i] ?? null;
    if (column) return { role: column.role === 'ordinal' ? 'skip' : column.role, known: column };
    if (i === ordinalColumn && recognised) return { role: 'skip', known: null };
    if (i === unitColumn) return { role: 'unit', known: null };
    const header = headers[i] ?? '';
    if (isSerialDate(header, profile)) return { role: 'date', known: null, serial: true };
    const padTo = codeLength(header, profile);
    if (padTo !== null) return { role: 'text', known: null, padTo };
    const role = guessRole(profile);
    if (role !== 'period') return { role, known: null };
    if (periodTaken) return { role: 'text', known: null };
    periodTaken = true;
    return { role, known: null };
  });
}

/** Role by the cells alone. Bare years stay numbers; codes with leading zeros stay text. */
export function guessRole(profile: ColumnProfile): ColumnRole {
  const said = profile.filled - profile.nulls;
  if (said <= 0) return 'text';
  if (profile.codes > 0) return 'text';
  if (profile.yesNo === said && isTruth(profile)) return 'yesno';
  if (profile.numbers / said >= enough) return 'number';
  const days = profile.periods.get('day') ?? 0;
  // Some cells can only be month first: then nobody knows which the others are.
  if (days > 0 && profile.monthFirst.count > 0) return 'text';
  if (days / said >= enough) return 'date';
  let spans = 0;
  for (const kind of ['month', 'quarter', 'half', 'ytd', 'year', 'range'] as const) spans += profile.periods.get(kind) ?? 0;
  if (spans / said >= enough) return 'period';
  return 'text';
}

/** Every cell says `true` or `false`, as programs write it; words and ticks are left to those who know the column. */
function isTruth({ distinct }: ColumnProfile): boolean {
  return distinct !== null && distinct.size > 0 && [...distinct.keys()].every((text) => /^(true|false)$/i.test(text));
}

/** Whole numbers between 1982 and 2064 in Excel's count, in a column that is headed as a day. */
function isSerialDate(header: string, profile: ColumnProfile): boolean {
  if (!/(?:^|[^\p{L}])(?:ngày|date)(?:$|[^\p{L}])/iu.test(header) || /số ngày|days/i.test(header)) return false;
  const texts = profile.distinct ? [...profile.distinct.keys()] : [];
  return texts.length > 0 && profile.numbers === profile.filled && texts.every((text) => /^[3-5]\d{4}$/.test(text));
}

const codeHeads: readonly { readonly head: RegExp; readonly length: number }[] = [
  { head: /^(?:mã (?:tỉnh|t\/tp|tỉnh\/thành phố|tỉnh, thành phố)|ma ?tinh|tinh_?id|province[ _]?(?:code|id))$/i, length: 2 },
  { head: /^(?:mã (?:huyện|quận|quận\/huyện|quận, huyện)|ma ?huyen|district[ _]?(?:code|id))$/i, length: 3 },
  { head: /^(?:mã (?:xã|phường|phường\/xã|xã, phường)|ma ?xa|commune[ _]?(?:code|id))$/i, length: 5 },
];

/** Whether a head says that the column holds codes of provinces. */
export function isProvinceCode(header: string): boolean {
  return codeHeads[0]?.head.test(header) ?? false;
}

/** Digits a column of area codes should have, when some of its cells have fewer and none has more; null otherwise. */
function codeLength(header: string, profile: ColumnProfile): number | null {
  const known = codeHeads.find(({ head }) => head.test(header));
  if (!known || profile.codes > 0 || !profile.distinct || profile.distinct.size === 0) return null;
  const texts = [...profile.distinct.keys()];
  const fit = texts.every((text) => /^\d+$/.test(text) && text.length <= known.length);
  return fit && texts.some((text) => text.length < known.length) ? known.length : null;
}

/** The column whose texts are names of units (at least 60 % of its filled cells), or -1. `cells` are clean sample rows. */
export function findUnitColumn(knowledge: Knowledge, rows: readonly (readonly string[])[], width: number): number {
  if (knowledge.units.length === 0) return -1;
  const matchers = [
    ['63', 'M2021', 'VN'],
    ['34', 'M2025', 'VN'],
  ].map((systems) => new UnitMatcher(knowledge, systems));
  let best = -1;
  let bestShare = 0.6;
  for (let column = 0; column < width; column++) {
    const texts = rows.map((cells) => cells[column] ?? '').filter((text) => text !== '' && !/^\d/.test(text));
    if (texts.length < 2 || texts.length < rows.length / 4) continue;
    const matched = Math.max(...matchers.map((matcher) => texts.filter((text) => matcher.match(text).how === 'alias').length));
    if (matched / texts.length > bestShare) [best, bestShare] = [column, matched / texts.length];
  }
  return best;
}

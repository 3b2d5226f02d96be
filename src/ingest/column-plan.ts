import type { ColumnRole, Knowledge, KnownColumn } from './knowledge';
import type { ColumnProfile } from './profile';
import { UnitMatcher } from './unit-match';

/** What a column of the table is taken for. `skip`: the running number, which says nothing. */
export interface ColumnPlan {
  readonly role: ColumnRole | 'skip';
  readonly known: KnownColumn | null;
}

const enough = 0.9;

/**
 * The role of each column: from the recognised system, else from what its cells look like. A cell that does not fit costs a column its
 * type only when more than a tenth of them do not.
 */
export function planColumns(
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
  if (days / said >= enough) return 'date';
  let spans = 0;
  for (const kind of ['month', 'quarter', 'half', 'ytd'] as const) spans += profile.periods.get(kind) ?? 0;
  if ((spans + (profile.periods.get('year') ?? 0)) / said >= enough && spans > 0) return 'period';
  return 'text';
}

/** Every cell says `true` or `false`, as programs write it; words and ticks are left to those who know the column. */
function isTruth({ distinct }: ColumnProfile): boolean {
  return distinct !== null && distinct.size > 0 && [...distinct.keys()].every((text) => /^(true|false)$/i.test(text));
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

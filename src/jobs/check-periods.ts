import type { Issue } from '../core/issue';
import type { Knowledge } from '../ingest/knowledge';
import { issueBase, mostExamples, type CheckedTable, type Rows } from './checked-table';
import { proposalsOf, unitName, type UnknownName } from './check-units';

interface SentPeriod {
  readonly start: string;
  readonly end: string;
  readonly units: ReadonlySet<string>;
}

const unitMark = '\u001f';
const countMark = '\u001e';
const unknownMark = '\u001d';

/**
 * Periods that units with other periods lack. What was sent but put aside for another reason is not missing: repeated rows, ragged rows, misspelt
 * names with a proposal, unreadable periods. Expected are the periods that most units have, and the months between them.
 */
export async function missingPeriodIssues(
  table: CheckedTable,
  unknown: readonly UnknownName[],
  knowledge: Knowledge,
  rows: Rows,
): Promise<Issue[]> {
  const { periods, unread } = await sentPeriods(table, unknown, rows);
  const units = new Set(periods.flatMap((period) => [...period.units]));
  const common = periods.filter((period) => period.units.size * 2 > units.size);
  const expected = new Map([...common, ...monthsBetween(common)].map(({ start, end }) => [`${start} ${end}`, { start, end }]));
  const sent = new Map(periods.map((period) => [`${period.start} ${period.end}`, period.units]));
  const gaps: { unitId: string; start: string; end: string }[] = [];
  for (const unitId of units) {
    const lacking = [...expected].filter(([key]) => !sent.get(key)?.has(unitId));
    if (lacking.length > (unread.get(unitId) ?? 0)) gaps.push(...lacking.map(([, period]) => ({ unitId, ...period })));
  }
  if (gaps.length === 0) return [];
  const named = gaps
    .map(({ unitId, start, end }) => ({ name: unitName(knowledge, unitId), start, end }))
    .sort((a, b) => (a.start === b.start ? (a.name < b.name ? -1 : 1) : a.start < b.start ? -1 : 1));
  const examples = named
    .slice(0, mostExamples)
    .map(({ name, start, end }) => ({ row: 0, before: `${name} · ${start === end ? start : `${start} – ${end}`}` }));
  return [{ ...issueBase(table, 'period-missing', 'warning', gaps.length), examples }];
}

/** Which units sent which periods, and how many rows of each unit name no readable period. One row for each period comes back, however long the table is. */
async function sentPeriods(
  table: CheckedTable,
  unknown: readonly UnknownName[],
  rows: Rows,
): Promise<{ periods: SentPeriod[]; unread: Map<string, number> }> {
  const proposals = proposalsOf(unknown);
  const found = await rows(
    `SELECT period_start, period_end, string_agg(concat(u, '${countMark}', n), '${unitMark}') AS sent FROM (SELECT period_start, period_end, coalesce(unit_id, concat('${unknownMark}', _unit_text)) AS u, count(*) AS n FROM ${table.judged} WHERE _kind <> 'total' GROUP BY ALL) GROUP BY ALL`,
  );
  const periods: SentPeriod[] = [];
  const unread = new Map<string, number>();
  for (const row of found) {
    const units = new Set<string>();
    for (const part of String(row.sent).split(unitMark)) {
      const [text = '', count = '0'] = part.split(countMark);
      const known = !text.startsWith(unknownMark);
      const unitId = known ? text : proposals.get(text.slice(1));
      if (unitId === undefined) continue;
      units.add(unitId);
      if (known && row.period_start === null) unread.set(unitId, Number(count));
    }
    if (row.period_start !== null && row.period_start !== undefined)
      periods.push({ start: String(row.period_start), end: String(row.period_end), units });
  }
  return { periods, unread };
}

/** Months between the first and the last, where nearly all of them are there anyway (a table of one unit has no other unit to compare with). */
function monthsBetween(periods: readonly SentPeriod[]): { start: string; end: string }[] {
  if (periods.length < 6 || !periods.every(isMonth)) return [];
  const numbers = periods.map(({ start }) => Number(start.slice(0, 4)) * 12 + Number(start.slice(5, 7)) - 1);
  const first = Math.min(...numbers);
  const last = Math.max(...numbers);
  if (periods.length * 10 < (last - first + 1) * 8) return [];
  return Array.from({ length: last - first + 1 }, (_, i) => monthOf(first + i));
}

function isMonth({ start, end }: SentPeriod): boolean {
  return start.endsWith('-01') && end === monthOf(Number(start.slice(0, 4)) * 12 + Number(start.slice(5, 7)) - 1).end;
}

/** `months`: since year 0. */
function monthOf(months: number): { start: string; end: string } {
  const iso = (day: number, month: number) => new Date(Date.UTC(Math.floor(months / 12), month, day)).toISOString().slice(0, 10);
  return { start: iso(1, months % 12), end: iso(0, (months % 12) + 1) };
}

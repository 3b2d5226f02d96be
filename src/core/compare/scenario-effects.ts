import { recordsOf, type Plain, type ResultTable } from '../result-table';

/** What a scenario moves of one unit. */
export interface UnitEffect {
  readonly unitId: string;
  readonly name: string;
  readonly nameEn: string;
  readonly valueBefore: number | null;
  readonly valueAfter: number | null;
  readonly rankBefore: number | null;
  readonly rankAfter: number | null;
  readonly verdictBefore: string | null;
  readonly verdictAfter: string | null;
}

export interface ScenarioEffects {
  readonly units: readonly UnitEffect[];
  /** All units with data together: the quotient of the sums of a ratio, the sum of a count; null where there is no such figure. */
  readonly wholeBefore: number | null;
  readonly wholeAfter: number | null;
}

type Row = Readonly<Record<string, Plain>>;

/** What is different in two rankings of the same question (queries/compare/rank-units.sql), without and with a scenario. */
export function scenarioEffects(before: ResultTable, after: ResultTable, kind: string, unit: string): ScenarioEffects {
  const then = new Map(recordsOf(before).map((row) => [row.unit_id, row]));
  const units = recordsOf(after).flatMap((row): UnitEffect[] => {
    const old = then.get(row.unit_id ?? null);
    const effect: UnitEffect = {
      unitId: String(row.unit_id),
      name: String(row.unit_name),
      nameEn: String(row.unit_name_en),
      valueBefore: number(old?.value),
      valueAfter: number(row.value),
      rankBefore: number(old?.rank),
      rankAfter: number(row.rank),
      verdictBefore: text(old?.verdict),
      verdictAfter: text(row.verdict),
    };
    const same =
      effect.valueBefore === effect.valueAfter && effect.rankBefore === effect.rankAfter && effect.verdictBefore === effect.verdictAfter;
    return same ? [] : [effect];
  });
  return { units, wholeBefore: wholeOf(recordsOf(before), kind, unit), wholeAfter: wholeOf(recordsOf(after), kind, unit) };
}

function wholeOf(rows: readonly Row[], kind: string, unit: string): number | null {
  const present = rows.filter((row) => typeof row.value === 'number');
  if (present.length === 0) return null;
  const sum = (name: string) => present.reduce((total, row) => total + Number(row[name]), 0);
  if (kind === 'count' || kind === 'amount') return sum('value');
  if (kind !== 'ratio' || present.some((row) => row.numerator === null || row.denominator === null)) return null;
  return (sum('numerator') / sum('denominator')) * (unit === 'percent' ? 100 : 1);
}

const number = (value: Plain | undefined) => (typeof value === 'number' ? value : null);
const text = (value: Plain | undefined) => (typeof value === 'string' ? value : null);

import type { Language } from './language';
import { columnIndex, type Plain, type ResultTable } from './result-table';
import { isVerdict, type Verdict } from './verdict';

/** One verdict of a scorecard. */
export interface ScorecardVerdict {
  readonly verdict: Verdict;
  readonly actual: Plain;
  readonly goal: Plain;
  readonly gap: number | null;
  readonly gapWork: number | null;
  /** Unit of measure as it is printed, such as '%'. */
  readonly unit: string | null;
}

export interface ScorecardData {
  readonly units: readonly { readonly id: string; readonly name: string; readonly region?: string }[];
  readonly targets: readonly {
    readonly id: string;
    readonly label: string;
    readonly title: string;
    readonly goal: string;
    readonly deadline: string | null;
  }[];
  readonly cellOf: (unitId: string, targetId: string) => ScorecardVerdict | undefined;
}

const signs: Record<string, string> = { '>=': '≥', '<=': '≤', '>': '>', '<': '<', '=': '=' };
const unitSigns: Record<string, string> = { percent: '%' };

/**
 * Verdict rows as a scorecard: one row a unit, one column a target, each in the order of its first appearance.
 * Columns read: target_id, unit_id, verdict; where present also unit_name(_en), region_vi/_en, target_vi/_en or indicator_vi/_en (a few words),
 * statement_vi/_en, comparator, goal, measured_in, deadline, actual, gap, gap_work.
 */
export function scorecardOf(table: ResultTable, language: Language): ScorecardData {
  const reader = (...names: string[]) => {
    const column = names.map((name) => columnIndex(table, name)).find((at) => at >= 0) ?? -1;
    return (row: number): Plain => (column < 0 ? null : table.cell(row, column));
  };
  const inLanguage = (...names: string[]) =>
    reader(...names.flatMap((name) => (language === 'vi' ? [`${name}_vi`, name] : [`${name}_en`, name, `${name}_vi`])));
  const targetId = reader('target_id');
  const unitId = reader('unit_id');
  const verdict = reader('verdict');
  const [unitName, region, label, statement] = [
    inLanguage('unit_name'),
    inLanguage('region'),
    inLanguage('target', 'indicator'),
    inLanguage('statement'),
  ];
  const [comparator, goal, measuredIn, deadline] = [
    reader('comparator'),
    reader('goal'),
    reader('measured_in', 'unit'),
    reader('deadline'),
  ];
  const [actual, gap, gapWork] = [reader('actual'), reader('gap'), reader('gap_work')];

  const units = new Map<string, ScorecardData['units'][number]>();
  const targets = new Map<string, ScorecardData['targets'][number]>();
  const cells = new Map<string, ScorecardVerdict>();
  for (let row = 0; row < table.rowCount; row++) {
    const unit = String(unitId(row));
    const target = String(targetId(row));
    const found = verdict(row);
    if (!isVerdict(found)) continue;
    const measure = measuredIn(row);
    const sign = measure === null ? null : (unitSigns[String(measure)] ?? null);
    const isYesNo = measure === 'yesno' || measure === 'boolean';
    if (!units.has(unit)) {
      const where = region(row);
      units.set(unit, { id: unit, name: String(unitName(row) ?? unit), ...(where !== null && { region: String(where) }) });
    }
    if (!targets.has(target)) {
      const value = goal(row);
      const title = String(statement(row) ?? label(row) ?? target);
      targets.set(target, {
        id: target,
        label: String(label(row) ?? target),
        title,
        goal: value === null || isYesNo ? '' : `${signs[String(comparator(row))] ?? ''} ${String(value)}${sign ? ` ${sign}` : ''}`.trim(),
        deadline: deadline(row) === null ? null : String(deadline(row)),
      });
    }
    const yes = (value: Plain) => (isYesNo && typeof value === 'number' ? value === 1 : value);
    cells.set(`${unit}\n${target}`, {
      verdict: found,
      actual: yes(actual(row)),
      goal: yes(goal(row)),
      gap: numberOf(gap(row)),
      gapWork: numberOf(gapWork(row)),
      unit: sign,
    });
  }
  return { units: [...units.values()], targets: [...targets.values()], cellOf: (unit, target) => cells.get(`${unit}\n${target}`) };
}

const originColumns = (table: ResultTable) => ['origin', 'origins', 'illustrative_units'].filter((name) => columnIndex(table, name) >= 0);

/** A column of the result says what its figures rest on. */
export function saysOrigin(table: ResultTable): boolean {
  return originColumns(table).length > 0;
}

/** Does any of the first rows rest on illustrative figures? Looks at most at 5,000 rows. */
export function hasIllustrative(table: ResultTable): boolean {
  const origin = ['origin', 'origins'].map((name) => columnIndex(table, name)).filter((column) => column >= 0);
  const count = columnIndex(table, 'illustrative_units');
  for (let row = 0; row < Math.min(table.rowCount, 5000); row++) {
    if (origin.some((column) => String(table.cell(row, column)).includes('illustrative'))) return true;
    if (count >= 0 && Number(table.cell(row, count)) > 0) return true;
  }
  return false;
}

function numberOf(value: Plain): number | null {
  return typeof value === 'number' ? value : null;
}

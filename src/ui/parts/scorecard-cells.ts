import type { Language } from '../../core/language';
import { verdicts, type Verdict } from '../../core/verdict';
import { formatDate, formatNumber, formatShort, yesNo } from './format-value';
import { verdictShapes } from './verdict-words';

export interface ScorecardUnit {
  readonly id: string;
  readonly name: string;
  /** Units of one region stand together; a rule is drawn where it changes. */
  readonly region?: string;
}

export interface ScorecardTarget {
  readonly id: string;
  /** A few words for the column head. */
  readonly label: string;
  /** The whole demand. */
  readonly title: string;
  /** As it should be read, such as '≥ 30 %'; '' for a task. */
  readonly goal: string;
  /** 'YYYY-MM-DD'. */
  readonly deadline: string | null;
}

export type Measured = number | string | boolean | null;

export interface ScorecardCell {
  readonly verdict: Verdict;
  /** Number, 'YYYY-MM-DD', yes/no, or null when nothing was observed. */
  readonly actual: Measured;
  readonly goal: Measured;
  /** What is missing, in `unit`; null where it means nothing. */
  readonly gap: number | null;
  /** What is missing in work items, such as dossiers. */
  readonly gapWork: number | null;
  /** Unit of measure of actual, goal and gap, such as '%'. */
  readonly unit: string | null;
}

export type ScorecardLookup = (unitId: string, targetId: string) => ScorecardCell | undefined;

export type VerdictCounts = Readonly<Record<Verdict, number>>;

export interface Tally {
  readonly met: number;
  /** Cells that were judged at all: everything but not_applicable. */
  readonly total: number;
}

/** The scorecard's cells in rows of units, its counts by verdict, and met / total of each unit and each target. */
export interface ScorecardSheet {
  readonly rows: readonly { readonly unit: ScorecardUnit; readonly cells: readonly (ScorecardCell | undefined)[]; readonly tally: Tally }[];
  readonly counts: VerdictCounts;
  readonly columns: readonly Tally[];
}

/** A unit and a target without a cell are not applicable to each other and are counted nowhere. */
export function scorecardSheet(
  units: readonly ScorecardUnit[],
  targets: readonly ScorecardTarget[],
  cellOf: ScorecardLookup,
): ScorecardSheet {
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  const columns = targets.map(() => ({ met: 0, total: 0 }));
  const rows = units.map((unit) => {
    const tally = { met: 0, total: 0 };
    const cells = targets.map((target, i) => {
      const cell = cellOf(unit.id, target.id);
      if (!cell) return undefined;
      counts[cell.verdict]++;
      if (cell.verdict !== 'not_applicable') {
        const met = cell.verdict === 'met' ? 1 : 0;
        for (const sum of [tally, columns[i]!]) {
          sum.met += met;
          sum.total++;
        }
      }
      return cell;
    });
    return { unit, cells, tally };
  });
  return { rows, counts, columns };
}

/** The actual in a few characters; more digits when rounding would make it look equal to a goal it does not equal. */
export function shortActual({ actual, goal }: ScorecardCell, language: Language): string {
  if (actual === null) return '';
  if (typeof actual === 'boolean') return yesNo[language][actual ? 1 : 0];
  if (typeof actual === 'string')
    return /^\d{4}-\d\d-\d\d$/.test(actual) ? `${actual.slice(8)}/${actual.slice(5, 7)}/${actual.slice(2, 4)}` : actual;
  const short = formatShort(actual, language);
  const misleading = typeof goal === 'number' && goal !== actual && formatShort(goal, language) === short;
  return misleading ? formatNumber(actual, language, 6) : short;
}

function measured(value: Measured, unit: string | null, language: Language): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return yesNo[language][value ? 1 : 0];
  if (typeof value === 'string') return formatDate(value, language);
  return withUnit(formatNumber(value, language, 4), unit, language);
}

/** `99,8 %` with a narrow no-break space; English sets the per-cent sign close. */
function withUnit(text: string, unit: string | null, language: Language): string {
  if (!unit) return text;
  return unit === '%' && language === 'en' ? `${text}%` : `${text}\u202f${unit}`;
}

/** The accessible name of a cell: word, actual, goal. */
export function cellName(cell: ScorecardCell | undefined, language: Language): string {
  const word = verdictShapes[cell?.verdict ?? 'not_applicable'].word[language];
  if (!cell || cell.actual === null) return word;
  return named(cell, measured(cell.actual, cell.unit, language), language);
}

/** The same, with the figure as it stands in the cell before the exact one where that is longer: who says what he sees means this cell. */
export function cellLabel(cell: ScorecardCell | undefined, language: Language): string {
  if (!cell || cell.actual === null) return cellName(cell, language);
  const [short, exact] = [shortActual(cell, language), measured(cell.actual, cell.unit, language)];
  const same = exact === short || exact === withUnit(short, cell.unit, language);
  return named(cell, same ? exact : `${short} (${exact})`, language);
}

function named(cell: ScorecardCell, actual: string, language: Language): string {
  const goal = measured(cell.goal, cell.unit, language);
  return (
    `${verdictShapes[cell.verdict].word[language]}: ${actual}` +
    (goal ? (language === 'vi' ? `; mức phải đạt ${goal}` : `; goal ${goal}`) : '')
  );
}

/** The whole sentence about a cell, for the line under the grid and the tooltip. */
export function cellSentence(cell: ScorecardCell | undefined, language: Language): string {
  const name = cellName(cell, language);
  if (!cell?.gap || cell.verdict === 'met') return `${name}.`;
  const gap = withUnit(
    formatNumber(Math.abs(cell.gap), language, 4),
    cell.unit === '%' ? (language === 'vi' ? 'điểm %' : 'points') : cell.unit,
    language,
  );
  const work = cell.gapWork === null ? '' : formatNumber(Math.abs(cell.gapWork), language, 0);
  if (language === 'vi') return `${name}; còn cách ${gap}${work ? ` (${work} hồ sơ hoặc việc nữa)` : ''}.`;
  return `${name}; ${gap} to go${work ? ` (${work} more items)` : ''}.`;
}

export function deadlineText(deadline: string | null, language: Language): string {
  return deadline ? formatDate(deadline, language) : '';
}

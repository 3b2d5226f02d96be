import type { Bilingual, Language } from '../language';
import { nameKey } from '../name-key';
import { holdsUnits, type Pivot, type PivotDimension, type PivotMeasure, type PivotRatio } from './pivot';
import type { ResultColumn } from '../result-table';

/** A ratio that the model knows how to compute from a table's columns (tables `measure` and `indicator`). */
export interface KnownRatio {
  readonly name: Bilingual;
  readonly numerator: readonly string[];
  readonly denominator: readonly string[];
  readonly percent: boolean;
  /** A period's figure contains those before it (year to date, or a stock on a day): periods must not be added up. */
  readonly cumulative: boolean;
  /** Ids of the targets about it. */
  readonly targets: readonly string[];
}

/** What the model knows about a table; see jobs/read-pivot-facts.ts. */
export interface PivotFacts {
  /** Headings of the columns as the files print them. */
  readonly labels: Readonly<Record<string, string>>;
  readonly ratios: readonly KnownRatio[];
}

/**
 * A first pivot that makes sense: region by quarter, the first ratio the table has (else its first counts), totals on. Figures that
 * contain those of earlier periods are shown by month and without totals over months. Where rows are of several indicators or origins
 * (table `observation`), these stand apart and there are no totals.
 */
export function suggestPivot(source: string, columns: readonly ResultColumn[], facts: PivotFacts | null, language: Language = 'vi'): Pivot {
  const known = facts?.ratios[0];
  const ratio = known ? knownRatio(known, language) : guessRatio(columns, facts);
  const target = known?.targets[0];
  const measures: PivotMeasure[] = ratio ? [ratio] : counts(columns);
  if (ratio && target) {
    const goal = { target };
    measures.push({ kind: 'target', goal, label: null }, { kind: 'gap', of: ratio, goal, label: null });
  }
  const cumulative = known?.cumulative ?? false;
  const period = periodColumn(columns);
  // Figures of different indicators do not add up, and illustrative ones never share a line with real ones.
  const apart = ['indicator_id', 'origin'].filter((name) => columns.some((column) => column.name === name));
  const total = apart.length === 0;
  return {
    source,
    labels: ownLabels(columns, facts),
    language,
    rows: [...apart.map((column) => ({ column, step: null, label: null })), ...rowDimension(columns)],
    columns: period ? [{ column: period, step: cumulative ? 'month' : 'quarter', label: null }] : [],
    measures,
    filters: [],
    totals: { rows: total, columns: !cumulative && total, subtotals: total },
    columnLimit: 60,
  };
}

/**
 * Does the pivot add up figures that contain those of earlier periods? So it does unless a dimension tells months (or days) apart and no total
 * goes over them.
 */
export function addsUpCumulative(pivot: Pivot, columns: readonly ResultColumn[], facts: PivotFacts | null): boolean {
  const shown = pivot.measures.flatMap((measure) => (measure.kind === 'gap' ? [measure.of] : [measure]));
  const isCumulative = facts?.ratios.some(
    (known) => known.cumulative && shown.some((one) => one.kind === 'ratio' && one.numerator.join() === known.numerator.join()),
  );
  const isDate = (name: string) =>
    columns.some((column) => column.name === name && (column.type === 'date' || column.type === 'timestamp'));
  const fine = (dimension: PivotDimension) => isDate(dimension.column) && (dimension.step === null || dimension.step === 'month');
  const apart = (pivot.columns.some(fine) && !pivot.totals.columns) || (pivot.rows.some(fine) && !pivot.totals.rows);
  return (isCumulative ?? false) && !apart;
}

export function knownRatio(known: KnownRatio, language: Language): PivotRatio {
  return {
    kind: 'ratio',
    numerator: [...known.numerator],
    denominator: [...known.denominator],
    percent: known.percent,
    label: known.percent ? `${known.name[language]}, %` : known.name[language],
  };
}

function ownLabels(columns: readonly ResultColumn[], facts: PivotFacts | null): Record<string, string> {
  return Object.fromEntries(Object.entries(facts?.labels ?? {}).filter(([name]) => columns.some((column) => column.name === name)));
}

function rowDimension(columns: readonly ResultColumn[]): PivotDimension[] {
  const unit = columns.find((column) => holdsUnits(column.name));
  if (unit) return [{ column: unit.name, step: 'region', label: null }];
  const text = columns.find((column) => column.type === 'text' && !column.name.startsWith('_'));
  return text ? [{ column: text.name, step: null, label: null }] : [];
}

/** The last day of a period says when its figure held, also for figures that run from 1 January. */
function periodColumn(columns: readonly ResultColumn[]): string | null {
  const dates = columns.filter((column) => column.type === 'date' || column.type === 'timestamp');
  return (dates.find((column) => column.name === 'period_end') ?? dates[0])?.name ?? null;
}

const ratioWords = /tyle|tile|phantram|percent|pct|rate|share|ratio/;
const notCounts = /^(_row|year|month|quarter|nam|thang|quy|rank|hang|stt|ma|code|id)$|_id$|_code$/;

/** Whole numbers and amounts that may be added up, as far as the names tell. */
export function additiveColumns(columns: readonly ResultColumn[]): ResultColumn[] {
  return columns.filter(
    (column) =>
      (column.type === 'integer' || column.type === 'number') && !notCounts.test(column.name) && !ratioWords.test(nameKey(column.name)),
  );
}

function counts(columns: readonly ResultColumn[]): PivotMeasure[] {
  const first = additiveColumns(columns).slice(0, 2);
  if (first.length === 0) return [{ kind: 'count', column: null, label: null }];
  return first.map((column) => ({ kind: 'sum', column: column.name, label: null }));
}

/** Names of parts and of wholes without marks; the first pair that matches is taken. */
const parts: readonly RegExp[] = [/ontime|dunghan/, /numerator|tuso/, /hoanthanh|completed|done/, /giaingan|disbursed/, /trutuyen|online/];
const wholes: readonly RegExp[] = [
  /denominator|mauso/,
  /dagiaiquyet|resolved/,
  /tongso|total|^tong/,
  /tiepnhan|received/,
  /kehoach|duocgiao|plan/,
];
const early = /early|truochan/;

/** A ratio read from the columns' names alone: 'Đúng hạn' over 'Đã giải quyết'. Early ones count as on time. */
function guessRatio(columns: readonly ResultColumn[], facts: PivotFacts | null): PivotRatio | null {
  const candidates = additiveColumns(columns).map((column) => ({
    name: column.name,
    key: nameKey(facts?.labels[column.name] ?? column.name),
  }));
  const find = (pattern: RegExp) => candidates.find(({ key }) => pattern.test(key));
  for (const part of parts) {
    const numerator = find(part);
    const whole = wholes.map(find).find((one) => one !== undefined && one.name !== numerator?.name);
    if (!numerator || !whole) continue;
    const before = early.test(numerator.key) ? undefined : candidates.find(({ name, key }) => early.test(key) && name !== whole.name);
    const withEarly = part.test('ontime') && before ? [before.name] : [];
    return { kind: 'ratio', numerator: [...withEarly, numerator.name], denominator: [whole.name], percent: true, label: null };
  }
  return null;
}

import type { IssueExample } from '../core/issue';
import { emptyShapeCounts, isNullToken, numberShape, numberToken, type NumberShape, type ShapeCounts } from './numbers';
import { noWords, parsePeriod, yesWords, type PeriodKind } from './periods';
import { cleanText, hasOddSpace, isDecomposed } from './plain-text';

/** What one cell of a data row says; a function of its text alone. */
interface CellFacts {
  readonly text: string;
  readonly shape: NumberShape;
  readonly percent: boolean;
  readonly wrapped: boolean;
  readonly nullToken: boolean;
  readonly period: PeriodKind | null;
  readonly yesNo: boolean;
  /** '007': a code, not a number. More than 18 digits: an identifier. */
  readonly code: boolean;
  readonly oddSpace: boolean;
  readonly decomposed: boolean;
}

/** A number of cells with the first few of them. */
export interface Tally {
  count: number;
  readonly examples: IssueExample[];
}

const mostExamples = 5;
const mostDistinct = 4000;
const yesNoWords = new Set([...yesWords, ...noWords]);

/** Everything a recipe needs to know of one column, gathered in one pass over its data cells. Memory is bounded by `mostDistinct` texts. */
export class ColumnProfile {
  /** Cells with any text, null tokens included. */
  filled = 0;
  codes = 0;
  yesNo = 0;
  /** Numbers with something around their digits (percent sign, footnote mark, brackets, apostrophe, space), a plus or an exponent. */
  wrapped = 0;
  readonly shapes: ShapeCounts = emptyShapeCounts();
  readonly shapeExamples = new Map<NumberShape, IssueExample[]>();
  /** Shapes in total and region rows: larger figures, so better evidence of how numbers are written. */
  readonly totalShapes: ShapeCounts = emptyShapeCounts();
  readonly percent: Tally = { count: 0, examples: [] };
  readonly nullTokens = new Map<string, Tally>();
  readonly periods = new Map<PeriodKind, number>();
  /** Different texts with how often and where first; `null` once there are too many to keep. */
  distinct: Map<string, { count: number; row: number }> | null = new Map();
  private readonly remembered = new Map<string, CellFacts>();

  add(cell: string, row: number, table: TableTallies): void {
    if (cell === '') return;
    // A column of ever new texts is not worth remembering.
    const facts = this.distinct === null ? factsOf(cell) : (this.remembered.get(cell) ?? this.remember(cell));
    if (facts.oddSpace) tally(table.oddSpace, row, cell, facts.text);
    if (facts.decomposed) tally(table.decomposed, row, cell, facts.text);
    if (facts.text === '') return;
    this.filled++;
    if (facts.code) this.codes++;
    if (facts.yesNo) this.yesNo++;
    if (facts.wrapped) this.wrapped++;
    this.shapes[facts.shape]++;
    if (facts.shape !== 'plain') {
      const examples = this.shapeExamples.get(facts.shape) ?? [];
      if (examples.length === 0) this.shapeExamples.set(facts.shape, examples);
      if (examples.length < mostExamples) examples.push({ row, before: facts.text });
    }
    if (facts.percent) tally(this.percent, row, facts.text);
    if (facts.period) this.periods.set(facts.period, (this.periods.get(facts.period) ?? 0) + 1);
    if (facts.nullToken) {
      const known = this.nullTokens.get(facts.text) ?? { count: 0, examples: [] };
      this.nullTokens.set(facts.text, known);
      tally(known, row, facts.text);
    }
    this.addDistinct(facts.text, row);
  }

  get nulls(): number {
    let sum = 0;
    for (const { count } of this.nullTokens.values()) sum += count;
    return sum;
  }

  /** Cells that are a number in some convention. */
  get numbers(): number {
    return this.filled - this.shapes.none;
  }

  private remember(cell: string): CellFacts {
    const facts = factsOf(cell);
    if (this.remembered.size < mostDistinct) this.remembered.set(cell, facts);
    return facts;
  }

  private addDistinct(text: string, row: number): void {
    if (!this.distinct) return;
    const known = this.distinct.get(text);
    if (known) known.count++;
    else if (this.distinct.size < mostDistinct) this.distinct.set(text, { count: 1, row });
    else this.distinct = null;
  }
}

/** What is counted over the whole table rather than per column. */
export interface TableTallies {
  readonly oddSpace: Tally;
  readonly decomposed: Tally;
}

export interface TableProfile extends TableTallies {
  readonly columns: readonly ColumnProfile[];
  dataRows: number;
}

export function newProfile(width: number): TableProfile {
  return {
    columns: Array.from({ length: width }, () => new ColumnProfile()),
    dataRows: 0,
    oddSpace: { count: 0, examples: [] },
    decomposed: { count: 0, examples: [] },
  };
}

export function profileRow(profile: TableProfile, cells: readonly string[], row: number): void {
  profile.dataRows++;
  const { columns } = profile;
  for (let i = 0; i < columns.length; i++) columns[i]?.add(cells[i] ?? '', row, profile);
}

/** Takes the way numbers are written in a total or region row as evidence; its figures are counted nowhere. */
export function profileTotals(profile: TableProfile, cells: readonly string[]): void {
  profile.columns.forEach((column, i) => {
    const text = cleanText(cells[i] ?? '');
    if (text !== '') column.totalShapes[numberShape(numberToken(text).token)]++;
  });
}

function tally(into: Tally, row: number, before: string, after?: string): void {
  into.count++;
  if (into.examples.length < mostExamples) into.examples.push(after === undefined ? { row, before } : { row, before, after });
}

const plainFacts = { percent: false, wrapped: false, nullToken: false, yesNo: false, oddSpace: false, decomposed: false } as const;

/** A cheap look before the real parsing: how every form of period begins. */
const mayBePeriod = /^(?:\d|(?:kỳ|ngày|tháng|thang|t|quý|quí|quy|q|năm|nam|cả năm|lũy|luỹ|giai)(?=[\s\d:ivđ]))/i;

function factsOf(cell: string): CellFacts {
  // The commonest cell of all: a short whole number. (A lone 0 or 1 may also mean no and yes; four digits may be a year.)
  if (/^[1-9]\d{0,14}$/.test(cell) && cell.length !== 4)
    return { ...plainFacts, text: cell, shape: 'plain', period: null, code: false, yesNo: cell === '1' };
  // Then plain decimals, which are never a period unless they end like a year.
  if (/^-?(?:0|[1-9]\d{0,11})[.,]\d{1,3}$/.test(cell))
    return { ...plainFacts, text: cell, shape: numberShape(cell), period: null, code: false };
  const text = cleanText(cell);
  const { token, percent } = numberToken(text);
  const shape = numberShape(token);
  return {
    text,
    shape,
    percent: percent && shape !== 'none',
    wrapped: shape !== 'none' && (token !== cell || /[eE+]/.test(token)),
    nullToken: isNullToken(text),
    period: mayBePeriod.test(text) ? (parsePeriod(text)?.kind ?? null) : null,
    yesNo: text.length < 20 && yesNoWords.has(text.toLowerCase()),
    code: /^0\d+$/.test(text) || /^\d{19,}$/.test(text),
    oddSpace: hasOddSpace(cell),
    decomposed: isDecomposed(cell),
  };
}

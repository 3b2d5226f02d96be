import type { IssueExample } from '../core/issue';
import { bareNumber, cellFacts, groupedNumber, type CellFacts } from './cell-facts';
import { emptyShapeCounts, numberShape, numberToken, type NumberShape, type ShapeCounts } from './numbers';
import type { PeriodKind } from './periods';
import { cleanText } from './plain-text';
import type { CellKind } from './sheet';

/** A number of cells with the first few of them. */
export interface Tally {
  count: number;
  readonly examples: IssueExample[];
}

const mostExamples = 5;
const mostDistinct = 4000;

/** A cell met before: what it says, and where its text is counted. */
export interface SeenCell {
  readonly facts: CellFacts;
  readonly count: DistinctText | null;
}

interface DistinctText {
  count: number;
  readonly row: number;
}

/** Everything a recipe needs to know of one column, gathered in one pass over its data cells. Memory is bounded by `mostDistinct` texts. */
export class ColumnProfile {
  /** Cells with any text, null tokens included. */
  filled = 0;
  codes = 0;
  yesNo = 0;
  /** Numbers with something around their digits (percent sign, footnote mark, brackets, apostrophe, space), a plus or an exponent. */
  wrapped = 0;
  /** Numbers with a decimal point that a workbook holds as numbers: exact, and no evidence of how texts of the file are written. Among `shapes` as plain. */
  exact = 0;
  readonly shapes: ShapeCounts = emptyShapeCounts();
  readonly shapeExamples = new Map<NumberShape, IssueExample[]>();
  /** Shapes in total and region rows: larger figures, so better evidence of how numbers are written. */
  readonly totalShapes: ShapeCounts = emptyShapeCounts();
  readonly percent: Tally = { count: 0, examples: [] };
  readonly marks: Tally = { count: 0, examples: [] };
  readonly monthFirst: Tally = { count: 0, examples: [] };
  readonly nullTokens = new Map<string, Tally>();
  readonly periods = new Map<PeriodKind, number>();
  /** Different texts with how often and where first; `null` once there are too many to keep. */
  distinct: Map<string, DistinctText> | null = new Map();
  private readonly seen = new Map<string, SeenCell>();

  /** Gives where the cell is counted, for `again`; null for bare numbers, for nothing, and where texts are no longer told apart. */
  add(cell: string, row: number, table: TableTallies, kind: CellKind | null = null): SeenCell | null {
    if (cell === '') return null;
    if (kind === 'number' && /^-?\d+\.\d+%?$/.test(cell)) {
      this.filled++;
      this.exact++;
      this.shapes.plain++;
      if (cell.endsWith('%')) {
        this.wrapped++;
        tally(this.percent, row, cell);
      }
      this.addDistinct(cell, row);
      return null;
    }
    const bare = bareNumber(cell) ?? groupedNumber(cell);
    if (bare !== null) {
      this.filled++;
      this.shapes[bare]++;
      if (cell === '1') this.yesNo++;
      if (bare !== 'plain') this.example(bare, cell, row);
      this.addDistinct(cell, row);
      return null;
    }
    // A column of ever new texts is not worth remembering.
    const known = this.distinct === null ? undefined : this.seen.get(cell);
    if (known) {
      this.again(known, cell, row, table);
      return known;
    }
    const facts = cellFacts(cell);
    this.addFacts(facts, cell, row, table);
    const count = facts.text === '' ? null : this.addDistinct(facts.text, row);
    if (this.distinct === null) return null;
    const seen = { facts, count };
    this.seen.set(cell, seen);
    return seen;
  }

  /** One more of a cell, as long as `distinct` is not null. */
  again(known: SeenCell, cell: string, row: number, table: TableTallies): void {
    if (known.count) known.count.count++;
    this.addFacts(known.facts, cell, row, table);
  }

  /** Whether `add` has to see a bare number of this shape, or counting it is enough. */
  wants(shape: NumberShape): boolean {
    return this.distinct !== null || (shape !== 'plain' && (this.shapeExamples.get(shape)?.length ?? 0) < mostExamples);
  }

  /** A number that is not wanted; `one`: it is 1. */
  addBare(shape: NumberShape, one: boolean): void {
    this.filled++;
    this.shapes[shape]++;
    if (one) this.yesNo++;
  }

  /** A cell whose facts are known, where different texts are no longer counted. */
  addFacts(facts: CellFacts, cell: string, row: number, table: TableTallies): void {
    if (facts.oddSpace) tally(table.oddSpace, row, cell, facts.text);
    if (facts.decomposed) tally(table.decomposed, row, cell, facts.text);
    if (facts.text === '') return;
    this.filled++;
    if (facts.code) this.codes++;
    if (facts.yesNo) this.yesNo++;
    if (facts.wrapped) this.wrapped++;
    this.shapes[facts.shape]++;
    if (facts.shape !== 'plain') this.example(facts.shape, facts.text, row);
    if (facts.percent) tally(this.percent, row, facts.text);
    if (facts.marked) tally(this.marks, row, facts.text);
    if (facts.monthFirst) tally(this.monthFirst, row, facts.text);
    if (facts.period) this.periods.set(facts.period, (this.periods.get(facts.period) ?? 0) + 1);
    if (facts.nullToken) {
      const known = this.nullTokens.get(facts.text) ?? { count: 0, examples: [] };
      this.nullTokens.set(facts.text, known);
      tally(known, row, facts.text);
    }
  }

  private example(shape: NumberShape, before: string, row: number): void {
    const examples = this.shapeExamples.get(shape);
    if (!examples) this.shapeExamples.set(shape, [{ row, before }]);
    else if (examples.length < mostExamples) examples.push({ row, before });
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

  /** Counts one more of a text; gives its counter, or null once there are too many texts. */
  private addDistinct(text: string, row: number): DistinctText | null {
    if (!this.distinct) return null;
    const known = this.distinct.get(text);
    if (known) {
      known.count++;
      return known;
    }
    if (this.distinct.size >= mostDistinct) {
      this.distinct = null;
      this.seen.clear();
      return null;
    }
    const first = { count: 1, row };
    this.distinct.set(text, first);
    return first;
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

/** @param kinds what a workbook says the cells are, parallel to them */
export function profileRow(profile: TableProfile, cells: readonly string[], row: number, kinds?: readonly (CellKind | null)[]): void {
  profile.dataRows++;
  const { columns } = profile;
  for (let i = 0; i < columns.length; i++) columns[i]?.add(cells[i] ?? '', row, profile, kinds?.[i] ?? null);
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

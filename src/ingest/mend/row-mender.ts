import type { Dialect } from '../dialect';
import { splitterOf } from '../dialect';
import type { TextRecord } from '../records';
import { ColumnShapes } from './column-shapes';
import { readRow, type Assumption, type RowReading } from './row-reading';

/** What was wrong with a row that could be put right. */
export type Mend = 'row-quote' | 'row-delimiters' | 'row-other-delimiter' | 'row-line-break' | 'row-wrapped';

export interface MendTally {
  count: number;
  /** The row as in the file, and its cells. */
  readonly examples: { row: number; before: string; after?: string }[];
}

const learnt = 400;
const mostExamples = 5;
/** So many rows in doubt one after another with the same width are another table, not damage. */
const block = 4;
/** A reading is taken when it costs no more than this and any other costs so much more. */
const dearest = 4;
const clearBy = 0.7;
const others = [',', ';', '\t', '|', ' '];

/**
 * Puts rows right that have too many or too few cells or quotes out of place, where one reading is clearly right; all others stay as they were read.
 * Looks four rows ahead, so rows come out a little later than they go in.
 */
export class RowMender {
  readonly tallies = new Map<Mend, MendTally>();
  private columns: ColumnShapes[] = [];
  private held: TextRecord[] = [];
  private run = { width: 0, length: 0 };
  private begun = false;
  private attempts = 0;

  constructor(
    private readonly dialect: Dialect,
    private readonly fileName: string,
    /** After so many attempts rows are left alone: such a file is not damaged but different. */
    private readonly mostAttempts = 50_000,
  ) {}

  /** Rows whose fate is decided; the first call should bring the head of the file, from which the columns are learnt. */
  mend(records: readonly TextRecord[], last = false): TextRecord[] {
    const { width, consistency } = this.dialect;
    if (width < 2 || consistency === 0) return [...records];
    if (!this.begun) this.learn(records);
    if (!last && this.held.length === 0 && records.every((record) => record.text === undefined)) return [...records];
    const all = this.held.length ? [...this.held, ...records] : records;
    const until = last ? all.length : Math.max(0, all.length - block);
    const out: TextRecord[] = [];
    let at = 0;
    while (at < until) at += this.next(all, at, out);
    this.held = all.slice(at);
    if (!last && this.held.every((record) => record.text === undefined)) {
      // Nothing in doubt is left that would have to know them.
      out.push(...this.held);
      if (this.held.length > 0) this.passed();
      this.held = [];
    }
    return out;
  }

  /** No row is held back. */
  get idle(): boolean {
    return this.held.length === 0;
  }

  /** Rows without fault went by. */
  passed(): void {
    if (this.run.length > 0) this.run = { width: 0, length: 0 };
  }

  private learn(records: readonly TextRecord[]): void {
    const { width } = this.dialect;
    const regular = records.filter(({ cells, text }) => text === undefined && cells.length === width).slice(0, learnt);
    this.begun = true;
    this.columns = Array.from({ length: width }, () => new ColumnShapes());
    for (const { cells } of regular) for (let i = 0; i < width; i++) this.columns[i]?.learn((cells[i] ?? '').trim());
  }

  /** Decides one row, sometimes with the one behind it; gives how many were taken. */
  private next(all: readonly TextRecord[], at: number, out: TextRecord[]): number {
    const record = all[at];
    if (!record) return 1;
    if (record.text === undefined) {
      this.run = { width: 0, length: 0 };
      out.push(record);
      return 1;
    }
    const { width } = this.dialect;
    const count = record.cells.length;
    if (count === width && !record.unbalanced) {
      // Right as it is, with a quote in a quoted cell that was not escaped.
      this.tally('row-quote', record, record.cells);
      out.push(record);
      return 1;
    }
    this.run = count === this.run.width ? { width: count, length: this.run.length + 1 } : { width: count, length: 1 };
    if (this.attempts++ < this.mostAttempts && !this.isBlock(all, at)) {
      const mended = this.unwrapped(record) ?? this.read(record);
      if (mended) {
        this.tally(mended.mend, record, mended.cells);
        out.push({ line: record.line, cells: mended.cells });
        return 1;
      }
      const joined = this.joined(record, all[at + 1]);
      if (joined) {
        this.tally('row-line-break', record, joined);
        out.push({ line: record.line, cells: joined });
        return 2;
      }
    }
    out.push(record);
    return 1;
  }

  private isBlock(all: readonly TextRecord[], at: number): boolean {
    const { width, length } = this.run;
    // Where spaces delimit, texts of as many words are nothing unusual.
    if (width < 2 || this.dialect.delimiter === ' ') return false;
    let ahead = 0;
    while (ahead < block && all[at + 1 + ahead]?.text !== undefined && all[at + 1 + ahead]?.cells.length === width) ahead++;
    return length + ahead >= block;
  }

  /** A row within one pair of quotes. */
  private unwrapped({ text = '' }: TextRecord): { mend: Mend; cells: string[] } | null {
    const { quote, width } = this.dialect;
    const trimmed = text.trim();
    if (quote === '' || trimmed.length < 3 || !trimmed.startsWith(quote) || !trimmed.endsWith(quote)) return null;
    // Quotes within are doubled.
    if (
      trimmed
        .slice(1, -1)
        .replaceAll(quote + quote, '')
        .includes(quote)
    )
      return null;
    const splitter = splitterOf(this.dialect, this.fileName);
    const [first, ...rest] = [...splitter.push(trimmed.slice(1, -1).replaceAll(quote + quote, quote)), ...splitter.end()];
    return first && rest.length === 0 && first.cells.length === width && first.text === undefined && this.misfit(first.cells) <= 1.5
      ? { mend: 'row-wrapped', cells: first.cells }
      : null;
  }

  private misfit(cells: readonly string[]): number {
    return cells.reduce((sum, cell, i) => sum + (this.columns[i]?.misfit(cell) ?? 0), 0);
  }

  private read({ text = '' }: TextRecord): { mend: Mend; cells: string[] } | null {
    const { delimiter, quote, width } = this.dialect;
    // Titles, notes and blank lines are no rows.
    if (text.trim() === '' || text.length > 100_000) return null;
    // Column heads are not like what stands below them.
    const head = !/(?:^|[^\p{L}\p{N}])\d/u.test(text);
    const columns = head ? width : this.columns;
    let best: { reading: RowReading; delimiter: string } | null = null;
    for (const one of [delimiter, ...others.filter((other) => other !== delimiter)]) {
      const pieces = text.split(one).length;
      const own = one === delimiter;
      // Words of a title are no column heads.
      if (head && one === ' ' && !own) continue;
      if (own ? pieces < 2 || pieces < width / 2 : pieces < width || text.split(delimiter).length >= width) continue;
      const reading = readRow(text, one, quote, columns);
      const cost = (reading?.cost ?? Infinity) + (own ? 0 : 1);
      if (reading && cost <= dearest && cost < (best?.reading.cost ?? Infinity)) best = { reading: { ...reading, cost }, delimiter: one };
    }
    // Which cell is missing is never sure enough.
    if (!best || best.reading.margin < clearBy || best.reading.assumed.has('lost-cell')) return null;
    return { mend: best.delimiter === delimiter ? mendOf(best.reading.assumed) : 'row-other-delimiter', cells: [...best.reading.cells] };
  }

  /** A line break in a cell without quotes cut a row in two. */
  private joined(record: TextRecord, next: TextRecord | undefined): string[] | null {
    const { width } = this.dialect;
    if (!next || next.text === undefined || record.cells.length + next.cells.length - 1 !== width) return null;
    if (record.cells.length < 2 || next.cells.length < 2) return null;
    const cells = [...record.cells.slice(0, -1), `${record.cells.at(-1) ?? ''}\n${next.cells[0] ?? ''}`, ...next.cells.slice(1)];
    const seam = record.cells.length - 1;
    const misfit = cells.reduce((sum, cell, i) => sum + (i === seam ? 0 : (this.columns[i]?.misfit(cell) ?? 0)), 0);
    return this.columns[seam]?.isProse && misfit <= 1.5 ? cells : null;
  }

  private tally(mend: Mend, record: TextRecord, cells: readonly string[]): void {
    const tally = this.tallies.get(mend) ?? { count: 0, examples: [] };
    this.tallies.set(mend, tally);
    tally.count++;
    if (tally.examples.length < mostExamples)
      tally.examples.push({ row: record.line, before: (record.text ?? '').slice(0, 200), after: cells.join(' │ ').slice(0, 200) });
  }
}

function mendOf(assumed: ReadonlySet<Assumption>): Mend {
  return assumed.size === 1 && assumed.has('quote') ? 'row-quote' : 'row-delimiters';
}

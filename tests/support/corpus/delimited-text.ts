/** One cell as it will stand in the file. */
export interface WrittenCell {
  readonly value: string;
  readonly quoted: boolean;
  /** Stands before the value, inside the quotes, and is not escaped: a stray quote. */
  readonly stray?: string;
}

/** One record as it will stand in the file. `separators` has one entry less than `cells`, or the damage shows. */
export interface WrittenRecord {
  readonly cells: readonly WrittenCell[];
  readonly separators: readonly string[];
  readonly quote: string;
  /** What stands before a quote inside a quoted cell: the quote itself, a backslash, or nothing. */
  readonly escape: string;
  readonly end: string;
}

export interface Writing {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  readonly end: string;
  /** Columns quoted whether they need it or not. */
  readonly always: ReadonlySet<number>;
}

/** Cells as records that can be damaged one by one. A cell is quoted where it must be under `writing`, or where `always` says so. */
export function writtenRecord(cells: readonly string[], writing: Writing): WrittenRecord {
  const { delimiter, quote } = writing;
  const must = (value: string) => value.includes(delimiter) || value.includes(quote) || /[\r\n]/.test(value);
  return {
    cells: cells.map((value, i) => ({ value, quoted: must(value) || (writing.always.has(i) && value !== '') })),
    separators: cells.slice(1).map(() => delimiter),
    quote,
    escape: writing.escape,
    end: writing.end,
  };
}

export function textOfRecords(records: readonly WrittenRecord[]): string {
  return records.map(textOfRecord).join('');
}

function textOfRecord(record: WrittenRecord): string {
  const { cells, separators, quote, escape, end } = record;
  let text = '';
  cells.forEach((cell, i) => {
    if (i > 0) text += separators[i - 1] ?? '';
    const inner = (cell.stray ?? '') + cell.value.replaceAll(quote, escape + quote);
    text += cell.quoted ? quote + inner + quote : (cell.stray ?? '') + cell.value;
  });
  return text + end;
}

/** The physical line on which each record begins (1-based), where CRLF, CR and LF each end one line. */
export function linesOf(records: readonly WrittenRecord[]): number[] {
  let line = 1;
  return records.map((record) => {
    const begins = line;
    line += textOfRecord(record).match(/\r\n|\r|\n/g)?.length ?? 0;
    return begins;
  });
}

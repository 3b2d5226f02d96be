import { AppError } from '../core/app-error';

/** One record of a delimited text: its cells as they are in the file (quotes resolved) and where it begins. */
export interface TextRecord {
  /** 1-based physical line on which the record begins. */
  readonly line: number;
  readonly cells: string[];
  /** A quote opened and never closed: the record was read again with its quotes as plain characters. */
  readonly unbalanced?: true;
}

export interface SplitterOptions {
  readonly delimiter: string;
  /** Used in the error a too long line gives. */
  readonly fileName: string;
  /** Lines end with CR alone, or with several kinds of line end. Default false: LF and CRLF. */
  readonly anyLineEnd?: boolean;
  /** Longest record in characters. Default 1,000,000. */
  readonly longestRecord?: number;
  /** A quoted cell longer than this with a line break in it is taken for a quote that never closes. Default 200,000. */
  readonly longestQuoted?: number;
}

/**
 * RFC 4180 over pieces of text: `push` gives the records completed so far, `end` the rest. Holds at most one unfinished record.
 * @throws AppError `file-line-too-long` when a record grows past `longestRecord`.
 */
export class RecordSplitter {
  private carry = '';
  private line = 1;
  private readonly limit: number;
  private readonly quotedLimit: number;

  constructor(private readonly options: SplitterOptions) {
    this.limit = options.longestRecord ?? 1_000_000;
    this.quotedLimit = options.longestQuoted ?? 200_000;
  }

  push(text: string): TextRecord[] {
    return this.split(text, false);
  }

  end(): TextRecord[] {
    return this.split('', true);
  }

  private split(text: string, last: boolean): TextRecord[] {
    let whole = this.carry + text;
    if (this.options.anyLineEnd) {
      // A CR at the end of a piece may be half of a CRLF.
      const open = !last && whole.endsWith('\r');
      whole = (open ? whole.slice(0, -1) : whole).replace(/\r\n?/g, '\n') + (open ? '\r' : '');
    }
    const records: TextRecord[] = [];
    let at = 0;
    let quote = whole.indexOf('"');
    while (at < whole.length) {
      const end = whole.indexOf('\n', at);
      if (end < 0 && !last) break;
      const stop = end < 0 ? whole.length : end;
      if (quote >= 0 && quote < at) quote = whole.indexOf('"', at);
      if (quote < 0 || quote >= stop) {
        records.push({ line: this.line++, cells: this.plainCells(whole, at, stop) });
        at = stop + 1;
        continue;
      }
      const quoted = this.quotedRecord(whole, at, last);
      if (quoted === null) break;
      records.push(quoted.record);
      at = quoted.next;
    }
    this.carry = at < whole.length ? whole.slice(at) : '';
    if (this.carry.length > this.limit) {
      throw new AppError('file-line-too-long', { file: this.options.fileName, line: this.line, limit: this.limit });
    }
    return records;
  }

  private plainCells(text: string, from: number, to: number): string[] {
    const end = to > from && text.charCodeAt(to - 1) === 13 ? to - 1 : to;
    return text.slice(from, end).split(this.options.delimiter);
  }

  /** Reads one record that has a quote in its first line; null when more text is needed. */
  private quotedRecord(text: string, from: number, last: boolean): { record: TextRecord; next: number } | null {
    const { delimiter } = this.options;
    const cells: string[] = [];
    let at = from;
    let lines = 1;
    for (;;) {
      if (text[at] === '"') {
        let cell = '';
        let start = at + 1;
        for (;;) {
          const close = text.indexOf('"', start);
          if (close < 0 || close - at > this.quotedLimit) {
            if (close < 0 && !last && text.length - at <= this.quotedLimit) return null;
            return this.unbalancedRecord(text, from);
          }
          cell += text.slice(start, close);
          if (text[close + 1] === '"') {
            cell += '"';
            start = close + 2;
            continue;
          }
          if (close + 1 >= text.length && !last) return null;
          at = close + 1;
          break;
        }
        // Characters between the closing quote and the delimiter are kept as they stand.
        const stop = cellEnd(text, at, delimiter);
        const tail = text.slice(at, stop).replace(/\r$/, '');
        cells.push(cell + tail);
        for (let i = cell.indexOf('\n'); i >= 0; i = cell.indexOf('\n', i + 1)) lines++;
        at = stop;
      } else {
        const stop = cellEnd(text, at, delimiter);
        const cell = text.slice(at, stop);
        cells.push(stop < text.length && text[stop] !== '\n' ? cell : cell.replace(/\r$/, ''));
        at = stop;
      }
      if (at >= text.length || text[at] === '\n') {
        if (at >= text.length && !last) return null;
        const record = { line: this.line, cells };
        this.line += lines;
        return { record, next: at + 1 };
      }
      at += delimiter.length;
    }
  }

  private unbalancedRecord(text: string, from: number): { record: TextRecord; next: number } {
    const end = text.indexOf('\n', from);
    const stop = end < 0 ? text.length : end;
    return { record: { line: this.line++, cells: this.plainCells(text, from, stop), unbalanced: true }, next: stop + 1 };
  }
}

function cellEnd(text: string, from: number, delimiter: string): number {
  const newline = text.indexOf('\n', from);
  const next = text.indexOf(delimiter, from);
  if (newline < 0 && next < 0) return text.length;
  if (newline < 0) return next;
  return next < 0 || newline < next ? newline : next;
}

import { AppError } from '../core/app-error';

/** One record of a delimited text: its cells as they are in the file (quotes resolved) and where it begins. */
export interface TextRecord {
  /** 1-based physical line on which the record begins. */
  readonly line: number;
  readonly cells: string[];
  /** A quote opened and never closed: the record was read again with its quotes as plain characters. */
  readonly unbalanced?: true;
  /** Quotes in it are escaped by a backslash. */
  readonly escaped?: true;
  /** The record as it stands in the file, where its reading is in doubt: another width than expected, or quotes that do not pair up. */
  readonly text?: string;
}

export interface SplitterOptions {
  /** One or more characters. */
  readonly delimiter: string;
  /** Used in the error a too long line gives. */
  readonly fileName: string;
  /** One character, or '' for none. Default '"'. */
  readonly quote?: string;
  /** How a quote inside a quoted cell is written. Default 'double'. */
  readonly escape?: 'double' | 'backslash';
  /** Lines end with CR alone, or with several kinds of line end. Default false: LF and CRLF. */
  readonly anyLineEnd?: boolean;
  /** Cells a record should have; others keep their text. Default 0: unknown. */
  readonly width?: number;
  /** Longest record in characters. Default 1,000,000. */
  readonly longestRecord?: number;
  /** A quoted cell longer than this with a line break in it is taken for a quote that never closes. Default 200,000. */
  readonly longestQuoted?: number;
}

interface Reading {
  readonly cells: string[];
  /** Behind the record, before its line end. */
  readonly stop: number;
  readonly lines: number;
  readonly escaped: boolean;
  /** A quote inside a quoted cell was neither escaped nor before a delimiter; it was kept as text. */
  readonly doubt: boolean;
}

/**
 * RFC 4180 over pieces of text: `push` gives the records completed so far, `end` the rest. Holds at most one unfinished record. A quote that opens and
 * swallows what are plainly further rows is taken for a character.
 * @throws AppError `file-line-too-long` when a record grows past `longestRecord`.
 */
export class RecordSplitter {
  private carry = '';
  private line = 1;
  private text = '';
  /** Where the next quote, LF and lone CR of `text` are, at or behind the place asked for last; -1: none. */
  private quoteAt = -1;
  private feedAt = -1;
  private returnAt = -1;
  private readonly limit: number;
  private readonly quotedLimit: number;
  private readonly quote: string;
  private readonly width: number;
  private readonly backslash: boolean;

  constructor(private readonly options: SplitterOptions) {
    this.limit = options.longestRecord ?? 1_000_000;
    this.quotedLimit = options.longestQuoted ?? 200_000;
    this.quote = options.quote ?? '"';
    this.width = options.width ?? 0;
    this.backslash = options.escape === 'backslash';
  }

  push(text: string): TextRecord[] {
    return this.split(text, false);
  }

  end(): TextRecord[] {
    return this.split('', true);
  }

  /** Nothing of a record is held. */
  get between(): boolean {
    return this.carry === '';
  }

  /** Line on which the next record begins. */
  get nextLine(): number {
    return this.line;
  }

  /** So many lines were read by somebody else. */
  skip(lines: number): void {
    this.line += lines;
  }

  /** Forgets the beginning of a line, which comes again; false where more than that is held. */
  forgetLine(): boolean {
    if (this.carry.includes('\n') || (this.quote !== '' && this.carry.includes(this.quote))) return false;
    this.carry = '';
    return true;
  }

  private split(more: string, last: boolean): TextRecord[] {
    const text = (this.text = this.carry + more);
    this.quoteAt = this.quote === '' ? -1 : text.indexOf(this.quote);
    this.feedAt = text.indexOf('\n');
    this.returnAt = this.options.anyLineEnd ? text.indexOf('\r') : -1;
    const records: TextRecord[] = [];
    let at = 0;
    while (at < text.length) {
      const stop = this.lineEnd(at);
      // A CR at the end of a piece may be half of a CRLF.
      if (!last && (stop < 0 || (text.charCodeAt(stop) === 13 && stop + 2 >= text.length))) break;
      const end = stop < 0 ? text.length : stop;
      if (this.quoteAt >= 0 && this.quoteAt < at) this.quoteAt = text.indexOf(this.quote, at);
      if (this.quoteAt < 0 || this.quoteAt >= end) {
        records.push(this.plainRecord(at, end));
        at = this.behind(end);
        continue;
      }
      const reading = this.quotedReading(at, last);
      if (reading === 'more') break;
      if (reading === null || this.swallows(reading, at)) {
        records.push({ ...this.plainRecord(at, end), unbalanced: true, text: this.content(at, end) });
        at = this.behind(end);
        continue;
      }
      const { cells, doubt, escaped } = reading;
      const odd = doubt || (this.width > 0 && cells.length !== this.width);
      const record = escaped ? { line: this.line, cells, escaped } : { line: this.line, cells };
      records.push(odd ? { ...record, text: this.content(at, reading.stop) } : record);
      this.line += reading.lines;
      at = this.behind(reading.stop);
    }
    this.carry = at < text.length ? text.slice(at) : '';
    this.text = '';
    if (this.carry.length > this.limit) {
      throw new AppError('file-line-too-long', { file: this.options.fileName, line: this.line, limit: this.limit });
    }
    return records;
  }

  /** The next line end at or behind a place: of its LF, or of its first CR where CR ends lines, too; -1 when there is none. */
  private lineEnd(at: number): number {
    if (this.feedAt >= 0 && this.feedAt < at) this.feedAt = this.text.indexOf('\n', at);
    if (this.returnAt >= 0 && this.returnAt < at) this.returnAt = this.text.indexOf('\r', at);
    if (this.returnAt < 0) return this.feedAt;
    return this.feedAt < 0 || this.returnAt < this.feedAt ? this.returnAt : this.feedAt;
  }

  /** Behind the line end at `stop`: LF, CRLF, CR, or CR CR LF, which a careless conversion makes of CRLF. */
  private behind(stop: number): number {
    let at = stop;
    while (this.text.charCodeAt(at) === 13 && at < stop + 2) at++;
    if (this.text.charCodeAt(at) === 10) return at + 1;
    return stop + 1;
  }

  private content(from: number, to: number): string {
    let end = to;
    while (end > from && this.text.charCodeAt(end - 1) === 13) end--;
    return this.text.slice(from, end);
  }

  private plainRecord(from: number, to: number): TextRecord {
    const content = this.content(from, to);
    const cells = content.split(this.options.delimiter);
    const line = this.line++;
    return this.width > 0 && cells.length !== this.width ? { line, cells, text: content } : { line, cells };
  }

  /** One record that has a quote in its first line; null when a quote never closes; 'more' when the text ends too soon to tell. */
  private quotedReading(from: number, last: boolean): Reading | 'more' | null {
    const { text, quote } = this;
    const { delimiter } = this.options;
    const cells: string[] = [];
    let at = from;
    let lines = 1;
    let doubt = false;
    let escaped = false;
    let glued = false;
    for (;;) {
      if (text.startsWith(quote, at)) {
        let cell = '';
        let start = at + 1;
        for (;;) {
          const close = text.indexOf(quote, start);
          if (close < 0 || close - at > this.quotedLimit) return close < 0 && !last && text.length - at <= this.quotedLimit ? 'more' : null;
          if (this.backslash && isEscaped(text, close, at)) {
            cell += `${text.slice(start, close - 1)}${quote}`;
            start = close + 1;
            escaped = true;
            continue;
          }
          cell += text.slice(start, close);
          if (text.startsWith(quote, close + 1)) {
            cell += quote;
            start = close + 2;
            continue;
          }
          if (close + 1 + delimiter.length >= text.length && !last) return 'more';
          if (this.closes(close + 1)) {
            at = close + 1;
            break;
          }
          doubt = true;
          cell += quote;
          start = close + 1;
        }
        const stop = this.cellEnd(at);
        // Spaces between the closing quote and the delimiter are kept as they stand.
        cells.push(this.backslash ? cell.replaceAll('\\\\', '\\') : cell + this.content(at, stop));
        for (let i = cell.indexOf('\n'); i >= 0; i = cell.indexOf('\n', i + 1)) lines++;
        at = stop;
      } else {
        const stop = this.cellEnd(at);
        const cell = text.startsWith(delimiter, stop) ? text.slice(at, stop) : this.content(at, stop);
        cells.push(cell);
        // A quote that opens behind other text and closes before a delimiter: perhaps a lost delimiter, and one of the others inside quotes.
        if (cell.includes(quote)) {
          doubt ||= glued && cell.endsWith(quote);
          glued = !cell.endsWith(quote);
        }
        at = stop;
      }
      if (!text.startsWith(delimiter, at)) {
        if (at >= text.length && !last) return 'more';
        return { cells, stop: at, lines, doubt, escaped };
      }
      at += delimiter.length;
    }
  }

  /** Does a quote before this place close its cell? Spaces may stand before the delimiter or the line end. */
  private closes(at: number): boolean {
    const { text } = this;
    if (text.startsWith(this.options.delimiter, at)) return true;
    let next = at;
    while (text.charCodeAt(next) === 32) next++;
    const code = text.charCodeAt(next);
    return next >= text.length || code === 10 || code === 13 || text.startsWith(this.options.delimiter, next);
  }

  private cellEnd(from: number): number {
    const line = this.lineEndFrom(from);
    const next = this.text.indexOf(this.options.delimiter, from);
    if (line < 0 && next < 0) return this.text.length;
    if (line < 0) return next;
    return next < 0 || line < next ? line : next;
  }

  /** As `lineEnd`, without moving on. */
  private lineEndFrom(from: number): number {
    const feed = this.text.indexOf('\n', from);
    if (!this.options.anyLineEnd) return feed;
    const back = this.text.indexOf('\r', from);
    return back < 0 ? feed : feed < 0 || back < feed ? back : feed;
  }

  /** Is a record of several lines more likely one line with a stray quote? Its cells are not as many as they should be, or its inner lines are rows. */
  private swallows({ cells, lines, stop, doubt }: Reading, from: number): boolean {
    if (lines === 1 || this.width < 2) return false;
    if (cells.length !== this.width) return true;
    const pieces = this.text
      .slice(from, stop)
      .split('\n')
      .map((line) => line.split(this.options.delimiter).length);
    // Both ends of it have all the delimiters of a row.
    const first = (pieces[0] ?? 0) >= this.width;
    if (first && (doubt || (pieces.at(-1) ?? 0) >= this.width)) return true;
    const inner = pieces.slice(1, -1);
    const rows = inner.filter((count) => count === this.width).length;
    return rows >= (this.width > 4 ? 1 : 3) && rows > inner.length * 0.6;
  }
}

/** An odd number of backslashes stands before the place. */
function isEscaped(text: string, at: number, from: number): boolean {
  let count = 0;
  while (at - count - 1 > from && text.charCodeAt(at - count - 1) === 92) count++;
  return count % 2 === 1;
}

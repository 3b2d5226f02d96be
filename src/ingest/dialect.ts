import { scoreRows } from './dialect-score';
import { RecordSplitter, type TextRecord } from './records';

export interface Dialect {
  /** One or more characters. */
  readonly delimiter: string;
  /** The quote character, or '' where the text has none. */
  readonly quote: string;
  /** How a quote inside a quoted cell is written. */
  readonly escape: 'double' | 'backslash';
  /** How lines end in the sample. */
  readonly lineEnd: 'lf' | 'crlf' | 'cr' | 'mixed';
  /** The first line is Excel's `sep=;` and is no part of the table. */
  readonly separatorLine: boolean;
  /** Every line is one quoted cell, and the row is the text inside it. */
  readonly wrapped: boolean;
  /** Cells of most rows; 1 when there is only one column. */
  readonly width: number;
  /** Share of sampled rows (with two or more cells) that have the modal number of cells, 0–1. 0 when there is only one column. */
  readonly consistency: number;
}

/** Delimiters that files are written with, the commonest first. What is natural in prose and figures has to be better than what is not. */
const delimiters: readonly { readonly text: string; readonly weight: number }[] = [
  { text: ',', weight: 1 },
  { text: ';', weight: 1 },
  { text: '\t', weight: 1 },
  { text: '|', weight: 1 },
  { text: '^', weight: 0.98 },
  { text: '~', weight: 0.98 },
  { text: '\u0001', weight: 0.98 },
  { text: '\u001f', weight: 0.98 },
  { text: '\u00a6', weight: 0.98 },
  { text: '\u00a7', weight: 0.95 },
  { text: '#', weight: 0.9 },
  { text: '*', weight: 0.85 },
  { text: '&', weight: 0.85 },
  { text: ':', weight: 0.75 },
  { text: ' ', weight: 0.7 },
];

const quotes = ['"', "'", '`'] as const;
const sampleChars = 60_000;
const sampleRows = 300;

type Candidate = Pick<Dialect, 'delimiter' | 'quote' | 'escape'>;

/**
 * Decides delimiter, quotes and line ends from the head of a file (64,000 characters are plenty): of all readings of the sample the one whose rows
 * most often share one width of two or more and whose cells look most like values.
 */
export function decideDialect(head: string): Dialect {
  const lineEnd = lineEndOf(head);
  const separator = /^\ufeff?"?sep=([^"\r\n]{1,3})"?(?:\r|\n|$)/i.exec(head);
  const sample = wholeLines(separator ? head.slice(separator[0].length) : head);
  const plain = best(sample, lineEnd, separator?.[1]);
  if (plain.width < 2 && !separator) {
    const inside = best(unwrapped(sample, lineEnd), lineEnd);
    if (inside.width > 1 && inside.consistency >= 0.8) return { ...inside, lineEnd, separatorLine: false, wrapped: true };
  }
  return { ...plain, lineEnd, separatorLine: separator !== null, wrapped: false };
}

/** The splitter's options for a dialect. */
export function splitterOf(dialect: Dialect, fileName: string): RecordSplitter {
  return new RecordSplitter({
    delimiter: dialect.delimiter,
    quote: dialect.quote,
    escape: dialect.escape,
    width: dialect.consistency > 0 ? dialect.width : 0,
    fileName,
    anyLineEnd: dialect.lineEnd === 'cr' || dialect.lineEnd === 'mixed',
  });
}

function best(sample: string, lineEnd: Dialect['lineEnd'], named?: string): Candidate & Pick<Dialect, 'width' | 'consistency'> {
  let chosen: Candidate & Pick<Dialect, 'width' | 'consistency'> = {
    delimiter: named ?? ',',
    quote: '"',
    escape: 'double',
    width: 1,
    consistency: 0,
  };
  let highest = named === undefined ? 0 : -1;
  for (const { text: delimiter, weight } of named === undefined ? candidates(sample) : [{ text: named, weight: 1 }]) {
    for (const quote of quotesIn(sample, delimiter)) {
      for (const escape of escapesIn(sample, quote)) {
        const rows = rowsOf(sample, { delimiter, quote, escape }, lineEnd);
        const { share, width, score } = scoreRows(rows);
        if (score * weight > highest + 1e-9) {
          highest = score * weight;
          chosen = { delimiter, quote, escape, width, consistency: share };
        }
      }
    }
  }
  return chosen;
}

/** Delimiters that occur, with the longer ones that some of them are part of. */
function candidates(sample: string): { text: string; weight: number }[] {
  const lines = sample.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  return delimiters.flatMap(({ text, weight }) => {
    const having = lines.filter((line) => line.includes(text)).length;
    if (having === 0 || having * 4 < lines.length) return [];
    const found = [{ text, weight }];
    if (text === ' ') return found;
    // Wherever it stands, it stands twice; or a space follows.
    const single = (line: string) => line.split(text + text).some((part) => part.includes(text));
    const times = (one: string) => lines.reduce((sum, line) => sum + `${line} `.split(one).length - 1, 0);
    const share = (test: (line: string) => boolean) => lines.filter(test).length / lines.length;
    if (share(single) < 0.05) found.unshift({ text: text + text, weight: weight * 1.3 });
    if (text !== '\t' && times(`${text} `) * 2 > times(text)) found.unshift({ text: `${text} `, weight: weight * 1.02 });
    return found;
  });
}

/** Quote characters that stand at the beginning and the end of cells; '"' where none does. */
function quotesIn(sample: string, delimiter: string): readonly string[] {
  const mark = delimiter.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const found = quotes.filter((quote) => {
    const opens = sample.match(new RegExp(`(?:^|${mark})${quote}`, 'gm'))?.length ?? 0;
    const closes = sample.match(new RegExp(`${quote}(?:\\r?$|${mark})`, 'gm'))?.length ?? 0;
    return quote === '"' || (opens > 1 && closes > 1);
  });
  return found;
}

function escapesIn(sample: string, quote: string): readonly Dialect['escape'][] {
  return sample.includes(`\\${quote}`) ? ['double', 'backslash'] : ['double'];
}

function rowsOf(sample: string, candidate: Candidate, lineEnd: Dialect['lineEnd']): TextRecord[] {
  const splitter = new RecordSplitter({
    ...candidate,
    fileName: '',
    anyLineEnd: lineEnd === 'cr' || lineEnd === 'mixed',
    longestRecord: Infinity,
  });
  return [...splitter.push(sample), ...splitter.end()].slice(0, sampleRows);
}

/** What stands in the quotes around each line. */
function unwrapped(sample: string, lineEnd: Dialect['lineEnd']): string {
  const rows = rowsOf(sample, { delimiter: '\0', quote: '"', escape: 'double' }, lineEnd);
  return rows.map(({ cells }) => cells.join('')).join('\n');
}

function wholeLines(head: string): string {
  if (head.length <= sampleChars) return head;
  const end = Math.max(head.lastIndexOf('\n', sampleChars), head.lastIndexOf('\r', sampleChars));
  return head.slice(0, end > 0 ? end : sampleChars);
}

function lineEndOf(head: string): Dialect['lineEnd'] {
  const crlf = head.split('\r\n').length - 1;
  const lf = head.split('\n').length - 1 - crlf;
  const cr = head.split('\r').length - 1 - crlf - (head.endsWith('\r') ? 1 : 0);
  if (cr > 0 && lf === 0 && crlf === 0) return 'cr';
  // A lone CR inside quotes is an old Mac break in a cell; it counts as mixed, which costs nothing but speed.
  if ((cr > 0 && lf + crlf > 0) || (lf > 0 && crlf > 0)) return 'mixed';
  return crlf > 0 ? 'crlf' : 'lf';
}

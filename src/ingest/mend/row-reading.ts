import type { ColumnShapes } from './column-shapes';

/** What had to be assumed of a row to read it. */
export type Assumption = 'quote' | 'extra-delimiter' | 'lost-delimiter' | 'text-delimiter' | 'lost-cell';

export interface RowReading {
  readonly cells: readonly string[];
  readonly assumed: ReadonlySet<Assumption>;
  /** 0: nothing had to be assumed. */
  readonly cost: number;
  /** How much dearer the next other reading is. */
  readonly margin: number;
}

interface Step {
  readonly cost: number;
  /** Tells readings with the same cells from others. */
  readonly key: number;
  readonly cells: readonly string[];
  readonly assumed: readonly Assumption[];
  readonly before: Step | null;
}

const mostWork = 60_000;
const widestGroup = 60;

/**
 * The likeliest reading of one line as a row of so many columns, by dynamic programming over its pieces between delimiters: a piece is a cell, several
 * pieces are one cell (quoted, or with the delimiter in its text), an empty piece is no cell, one piece is two cells, or a cell is missing. Each costs as much
 * as it is unusual, and so does a text that is not like the others of its column. Null when there is none.
 */
export function readRow(line: string, delimiter: string, quote: string, columns: readonly ColumnShapes[] | number): RowReading | null {
  const width = typeof columns === 'number' ? columns : columns.length;
  const pieces = line.split(delimiter);
  if (width < 2 || (pieces.length + 1) * (width + 1) > mostWork) return null;
  const misfit = (column: number, cell: string) => (typeof columns === 'number' ? 0 : (columns[column]?.misfit(cell) ?? 2.5));
  const prose = (column: number) => typeof columns !== 'number' && (columns[column]?.isProse ?? false);
  const blank = (column: number) => typeof columns !== 'number' && (columns[column]?.mostlyBlank ?? false);
  const steps: Step[][][] = Array.from({ length: pieces.length + 1 }, () => Array.from({ length: width + 1 }, () => []));
  steps[0]?.[0]?.push({ cost: 0, key: 17, cells: [], assumed: [], before: null });
  const go = (from: Step, piece: number, column: number, cost: number, cells: readonly string[], assumed: readonly Assumption[]) => {
    const to = steps[piece]?.[column];
    if (to) keep(to, { cost: from.cost + cost, key: cells.reduce(mixed, from.key), cells, assumed, before: from });
  };
  const inText = delimiter === ' ' ? { first: 0.2, more: 0.05 } : { first: 1.5, more: 0.3 };
  for (let i = 0; i <= pieces.length; i++) {
    const piece = pieces[i] ?? '';
    const groups = i < pieces.length ? groupsFrom(pieces, i, delimiter, quote) : [];
    for (let j = 0; j <= width; j++) {
      for (const from of steps[i]?.[j] ?? []) {
        if (j < width) go(from, i, j + 1, (blank(j) ? 0.5 : typeof columns === 'number' ? 2.5 : 1.5) + misfit(j, ''), [''], ['lost-cell']);
        if (i === pieces.length) continue;
        if (piece.trim() === '') go(from, i + 1, j, 1.5, [], ['extra-delimiter']);
        if (j >= width) continue;
        for (const group of groups) {
          const { next, cell, cost, assumed } = group;
          const merged = group.loose > 0;
          const odd = misfit(j, assumed ? trimQuotes(cell, quote) : cell);
          if (!merged || prose(j) || (typeof columns !== 'number' && odd <= 0.4) || isDecimal(cell, delimiter)) {
            const extra = merged ? inText.first + inText.more * group.loose : 0;
            go(from, next, j + 1, cost + extra + odd, [cell], merged ? ['text-delimiter'] : assumed ? ['quote'] : []);
          }
          if (j + 1 < width && next === i + 1 + group.loose)
            for (const [left, right] of splits(group.text, delimiter, quote, typeof columns !== 'number')) {
              const odd = misfit(j, left) + misfit(j + 1, right);
              if (odd <= 1) go(from, next, j + 2, 1.2 + odd, [left, right], ['lost-delimiter']);
            }
        }
      }
    }
  }
  const [first, second] = steps[pieces.length]?.[width] ?? [];
  if (!first) return null;
  return { ...whole(first), cost: first.cost, margin: second ? second.cost - first.cost : Infinity };
}

/** The two cheapest ways to each place, told apart by their cells. */
function keep(to: Step[], step: Step): void {
  const same = to.findIndex((one) => one.key === step.key);
  if (same >= 0) {
    if ((to[same]?.cost ?? 0) <= step.cost) return;
    to.splice(same, 1);
  }
  const at = to.findIndex((one) => one.cost > step.cost);
  to.splice(at < 0 ? to.length : at, 0, step);
  if (to.length > 2) to.pop();
}

function whole(last: Step): { cells: string[]; assumed: Set<Assumption> } {
  const cells: string[] = [];
  const assumed = new Set<Assumption>();
  for (let step: Step | null = last; step; step = step.before) {
    cells.unshift(...step.cells);
    for (const one of step.assumed) assumed.add(one);
  }
  return { cells, assumed };
}

function mixed(key: number, cell: string): number {
  let hash = key;
  for (let i = 0; i < cell.length; i++) hash = (Math.imul(hash, 31) + cell.charCodeAt(i)) | 0;
  return (Math.imul(hash, 16777619) ^ 0x1f) | 0;
}

interface Group {
  /** The piece behind the group. */
  readonly next: number;
  /** As in the line. */
  readonly text: string;
  readonly cell: string;
  readonly cost: number;
  /** A quote does not stand as it should. */
  readonly assumed: boolean;
  /** Delimiters inside that no quote covers. */
  readonly loose: number;
}

/** What may be one cell from piece `from` on. */
function groupsFrom(pieces: readonly string[], from: number, delimiter: string, quote: string): Group[] {
  const groups: Group[] = [];
  const opens = quote !== '' && (pieces[from] ?? '').trimStart().startsWith(quote);
  let text = '';
  let inQuotes = false;
  for (let i = from; i < Math.min(pieces.length, from + widestGroup); i++) {
    const piece = pieces[i] ?? '';
    text = i === from ? piece : `${text}${delimiter}${piece}`;
    const next = i + 1;
    const quoted = opens ? inner(text.trim(), quote, delimiter) : null;
    if (quoted) groups.push({ next, text, cell: quoted.cell, cost: quoted.cost, assumed: quoted.cost > 0, loose: 0 });
    if (quoted?.cost === 0) break;
    const marks = quote === '' ? 0 : text.split(quote).length - 1;
    // Quotes that stand where they should not are characters; an inch mark within a text is no fault.
    const cost = marks === 0 ? 0 : opens ? 2 : text.trimEnd().endsWith(quote) && marks % 2 ? 1.2 : 0.1;
    inQuotes ||= marks > 0;
    const edges = delimiter !== ' ' && i > from && ((pieces[from] ?? '').trim() === '' || piece.trim() === '');
    if (i === from || (!opens && i - from <= 12 && !edges))
      groups.push({ next, text, cell: text, cost: cost + (i > from && inQuotes ? 1.5 : 0), assumed: cost >= 1, loose: i - from });
    if (!opens && i - from > 12) break;
  }
  return groups;
}

/** The text within quotes, and how odd the quotes in it are; null when it is not within quotes. */
function inner(text: string, quote: string, delimiter: string): { cell: string; cost: number } | null {
  if (text.length < 2 || !text.startsWith(quote) || !text.endsWith(quote)) return null;
  const inside = text.slice(1, -1);
  if (!inside.includes(quote)) return { cell: inside, cost: 0 };
  const runs = inside.match(new RegExp(`\\${quote}+`, 'g')) ?? [];
  const lone = runs.filter((run) => run.length % 2).length;
  // A quote beside a delimiter is likelier the end of one cell and the beginning of another.
  const single = inside.replaceAll(quote + quote, '');
  const seams = single.split(`${quote}${delimiter}`).length + single.split(`${delimiter}${quote}`).length - 2;
  const escaped = inside.split(`\\${quote}`).length - 1;
  if (escaped > 0 && escaped === runs.length && seams === 0) return { cell: inside.replaceAll(`\\${quote}`, quote), cost: 0.3 };
  return { cell: inside.replaceAll(quote + quote, quote), cost: lone * 1 + seams * 2 };
}

function trimQuotes(cell: string, quote: string): string {
  return quote === '' ? cell : cell.replace(new RegExp(`^\\${quote}+|\\${quote}+$`, 'g'), '');
}

/** '12' and '5' of a decimal comma. */
function isDecimal(cell: string, delimiter: string): boolean {
  return (delimiter === ',' || delimiter === '.') && /^-?\d[\d.]*,\d+%?$/.test(cell);
}

/** A text as two cells: at a quote; else, where columns tell, anywhere in a short text. */
function splits(text: string, delimiter: string, quote: string, anywhere: boolean): [string, string][] {
  const found: [string, string][] = [];
  const add = (left: string, right: string) => {
    const [a, b] = [plain(left, delimiter, quote), plain(right, delimiter, quote)];
    if (a !== null && b !== null && a !== '' && b !== '') found.push([a, b]);
  };
  if (quote !== '' && text.includes(quote)) {
    for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
      add(text.slice(0, at), text.slice(at));
      add(text.slice(0, at + 1), text.slice(at + 1));
    }
    return found;
  }
  // One number is never two.
  if (anywhere && text.length <= 60 && !/^[-\d.,\s%]*$/.test(text))
    for (let at = 1; at < text.length; at++) add(text.slice(0, at), text.slice(at));
  return found;
}

/** A text without quotes and delimiters, or properly within quotes; else null. */
function plain(text: string, delimiter: string, quote: string): string | null {
  if (quote === '' || !text.includes(quote)) return text.includes(delimiter) ? null : text;
  const quoted = inner(text, quote, '\0');
  return quoted?.cost === 0 ? quoted.cell : null;
}

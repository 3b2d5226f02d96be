import { localeOf, type Language } from '../language';
import type { Plain } from '../result-table';

/**
 * Figures in a text cell that follow the cells they come from:
 * - `{{ by_region.rate }}` the column's first row, `{{ by_region.rate[3] }}` its third, `{{ by_region."Tỷ lệ | năm" }}` any other name
 * - `{{ as_of }}` an input's value, or the only figure of a query or sheet
 * - `| 1` after it: one decimal; `| %`, `| 1 %`: with a percent sign. The value is not multiplied: 98.5 becomes 98,5 %.
 * In a table between pipes the bar is written `\|`.
 */
export interface FigureReference {
  readonly name: string;
  /** null for an input or a single figure. */
  readonly column: string | null;
  /** 0-based. */
  readonly row: number;
  /** null = as many as the value needs, at most two. */
  readonly decimals: number | null;
  readonly percent: boolean;
}

/** The value in a row (0-based) of a cell's column; column null for an input or a single figure. Undefined when there is none of that name. */
export type FigureLook = (name: string, column: string | null, row: number) => Plain | undefined;

/** What stands between the braces is the first group. */
export const figurePattern = /\{\{([^{}\n]{1,300})\}\}/;

const reference =
  /^\s*([a-z_][a-z0-9_]{0,62})(?:\.(?:"([^"]{1,200})"|([^\s"|[\]{}.\\](?:[^"|[\]{}\\]*[^\s"|[\]{}\\])?)))?(?:\[([1-9]\d{0,6})\])?\s*(?:\\?\|\s*(\d)?\s*(%)?\s*)?$/;

/** @param text between the braces. @returns null when it is no reference */
export function figureReference(text: string): FigureReference | null {
  const found = reference.exec(text);
  if (!found) return null;
  const [, name, quoted, bare, row, decimals, percent] = found;
  return {
    name: name!,
    column: quoted ?? bare ?? null,
    row: row === undefined ? 0 : Number(row) - 1,
    decimals: decimals === undefined ? null : Number(decimals),
    percent: percent !== undefined,
  };
}

/** The names a text reads, each once. What stands in code between backticks or fences is left alone. */
export function figureNames(markdown: string): string[] {
  const names = [...withoutCode(markdown).matchAll(new RegExp(figurePattern, 'g'))].map(([, inner]) => figureReference(inner!)?.name);
  return [...new Set(names.filter((name) => name !== undefined))];
}

function withoutCode(markdown: string): string {
  const prose: string[] = [];
  let fence: string | null = null;
  for (const line of markdown.split('\n')) {
    const run = /^\s*(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1];
    if (fence === null && run) fence = run;
    else if (fence === null) prose.push(line);
    else if (run?.startsWith(fence) && line.trim() === run) fence = null;
  }
  return prose
    .join('\n')
    .split(/\n\s*\n/)
    .map(withoutCodeSpans)
    .join('\n');
}

/** A span of code lies between two runs of backticks of one length. */
function withoutCodeSpans(paragraph: string): string {
  const runs = [...paragraph.matchAll(/`+/g)];
  let text = '';
  let at = 0;
  for (const [i, open] of runs.entries()) {
    if (open.index < at) continue;
    const close = runs.find((run, j) => j > i && run[0].length === open[0].length);
    if (!close) continue;
    text += paragraph.slice(at, open.index);
    at = close.index + close[0].length;
  }
  return text + paragraph.slice(at);
}

/** The figure as a reader sees it; null when it is missing or empty. A text keeps its words, in one line. */
export function figureText({ name, column, row, decimals, percent }: FigureReference, look: FigureLook, language: Language): string | null {
  const value = look(name, column, row);
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'boolean') return language === 'vi' ? (value ? 'Có' : 'Không') : value ? 'Yes' : 'No';
  if (typeof value === 'number') return numberText(value, decimals, language) + (percent ? (language === 'vi' ? '\u00a0%' : '%') : '');
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value);
  return day ? dayText(day[1]!, day[2]!, day[3]!, language) : value.replace(/\s+/g, ' ').trim();
}

/** As in the grid: at most two decimals, three digits of what is smaller. */
function numberText(value: number, decimals: number | null, language: Language): string {
  if (!Number.isFinite(value)) return String(value);
  const tiny = value !== 0 && Math.abs(value) < 0.005;
  const digits =
    decimals !== null
      ? { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
      : tiny
        ? { maximumSignificantDigits: 3 }
        : { maximumFractionDigits: 2 };
  return new Intl.NumberFormat(localeOf[language], digits).format(value);
}

function dayText(year: string, month: string, day: string, language: Language): string {
  if (language === 'vi') return `${day}/${month}/${year}`;
  const name = new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' }).format(Date.UTC(2000, Number(month) - 1, 1));
  return `${Number(day)} ${name} ${year}`;
}

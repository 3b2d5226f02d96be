import { isNullToken, numberShape, numberToken, type NumberShape } from './numbers';
import { noWords, parsePeriod, yesWords, type PeriodKind } from './periods';
import { cleanText, hasOddSpace, isDecomposed, isTidy } from './plain-text';

/** What one cell of a data row says; a function of its text alone. */
export interface CellFacts {
  readonly text: string;
  readonly shape: NumberShape;
  readonly percent: boolean;
  readonly wrapped: boolean;
  /** Something stands around the digits that is read past: footnote mark, brackets of a negative, apostrophe, sign that looks like a minus. */
  readonly marked: boolean;
  /** `6/30/2020`: no day of a month, so the month comes first. */
  readonly monthFirst: boolean;
  readonly nullToken: boolean;
  readonly period: PeriodKind | null;
  readonly yesNo: boolean;
  /** '007': a code, not a number. More than 18 digits: an identifier. */
  readonly code: boolean;
  readonly oddSpace: boolean;
  readonly decomposed: boolean;
}

const yesNoWords = new Set([...yesWords, ...noWords]);
const digit0 = 48;
const digit9 = 57;

/**
 * The shape of the commonest cells, found without a regular expression, or null: then `cellFacts` has to look. Such a cell is a number and nothing
 * else: digits without a leading zero, up to fifteen but not four (a year is a period, too), or digits with one mark and up to three decimals.
 * (A lone 1 may also mean yes.)
 */
export function bareNumber(cell: string): NumberShape | null {
  const length = cell.length;
  if (length === 0 || length > 17) return null;
  let mark = -1;
  const from = cell.charCodeAt(0) === 45 ? 1 : 0;
  for (let i = from; i < length; i++) {
    const code = cell.charCodeAt(i);
    if (code >= digit0 && code <= digit9) continue;
    if (mark >= 0 || (code !== 44 && code !== 46)) return null;
    mark = i;
  }
  const zeroFirst = cell.charCodeAt(from) === digit0;
  if (mark < 0) return from === 0 && !zeroFirst && length !== 4 && length <= 15 ? 'plain' : null;
  const whole = mark - from;
  const decimals = length - mark - 1;
  if (whole < 1 || whole > 12 || (zeroFirst && whole > 1) || decimals < 1 || decimals > 3) return null;
  const dot = cell.charCodeAt(mark) === 46;
  if (decimals === 3 && whole <= 3 && !zeroFirst) return dot ? 'dot3' : 'comma3';
  return dot ? 'en-decimal' : 'vn-decimal';
}

/** Numbers with these marks name no period. */
const neverPeriod = new Set<NumberShape>(['vn-grouped', 'vn-decimal', 'en-grouped', 'comma3', 'dot3', 'space-grouped']);

/** A number grouped in thousands and nothing else, without the look `cellFacts` takes: `1.234.567`, `325.823,55`, `1,234.5`; null for anything else. */
export function groupedNumber(cell: string): 'vn-grouped' | 'en-grouped' | null {
  if (cell.length < 7 || cell.length > 24 || !startsWithDigit(cell)) return null;
  const dot = cell.indexOf('.');
  const comma = cell.indexOf(',');
  if (dot > 0 && dot <= 3 && (comma < 0 || dot < comma) && /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(cell))
    return comma < 0 && dot === cell.lastIndexOf('.') ? null : 'vn-grouped';
  if (comma > 0 && comma <= 3 && (dot < 0 || comma < dot) && /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(cell))
    return dot < 0 && comma === cell.lastIndexOf(',') ? null : 'en-grouped';
  return null;
}

function startsWithDigit(cell: string): boolean {
  const code = cell.charCodeAt(0);
  return code >= digit0 && code <= digit9;
}

/** A cheap look before the real parsing: how every form of period begins. */
const mayBePeriod = /^(?:\d|(?:kỳ|ngày|tháng|thang|t|quý|quí|quy|q|năm|nam|cả năm|lũy|luỹ|giai|từ|nửa|h)(?=[\s\d:ivđ]))/i;

export function cellFacts(cell: string): CellFacts {
  const tidy = isTidy(cell);
  const text = tidy ? cell : cleanText(cell);
  const figure = beginsLikeNumber(text);
  const { token, percent } = figure ? numberToken(text) : { token: text, percent: false };
  const shape = figure ? numberShape(token) : 'none';
  return {
    text,
    shape,
    percent: percent && shape !== 'none',
    wrapped: shape !== 'none' && (token !== cell || /[eE+]/.test(token)),
    marked: shape !== 'none' && token !== text && token !== text.replace(/\s*[%‰]$/, ''),
    monthFirst: figure && isMonthFirst(text),
    nullToken: !startsWithDigit(text) && isNullToken(text),
    period: !neverPeriod.has(shape) && hasDigit(text) && mayBePeriod.test(text) ? (parsePeriod(text)?.kind ?? null) : null,
    yesNo: text.length < 20 && yesNoWords.has(text.toLowerCase()),
    code: figure && (/^0\d+$/.test(text) || /^\d{19,}$/.test(text)),
    oddSpace: !tidy && hasOddSpace(cell),
    decomposed: !tidy && isDecomposed(cell),
  };
}

function isMonthFirst(text: string): boolean {
  const [, month, day] = /^(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})(?!\d)/.exec(text) ?? [];
  return day !== undefined && Number(day) > 12 && Number(day) <= 31 && Number(month) <= 12;
}

/** Digit, sign (also those that look like a minus), bracket or apostrophe. */
function beginsLikeNumber(text: string): boolean {
  const code = text.charCodeAt(0);
  return (
    (code >= digit0 && code <= digit9) ||
    (code >= 39 && code <= 45 && code !== 42 && code !== 44 && code !== 41) ||
    code === 0x2212 ||
    code === 0x2013 ||
    code === 0x2014
  );
}

function hasDigit(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= digit0 && code <= digit9) return true;
  }
  return false;
}

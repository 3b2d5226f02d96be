import type { NumberShape } from './numbers';

const zero = 48;
const nine = 57;
const comma = 44;
const dot = 46;
const minus = 45;

/**
 * The shape of a bare or a grouped number as it stands in the bytes of a text, or null: what `bareNumber` and, where that gives nothing, `groupedNumber`
 * say of the same cell.
 */
export function numberAt(bytes: Uint8Array, from: number, to: number): NumberShape | null {
  const length = to - from;
  if (length > 24) return null;
  const negative = bytes[from] === minus;
  const first = negative ? from + 1 : from;
  let marks = 0;
  let mark = -1;
  let last = -1;
  for (let i = first; i < to; i++) {
    const code = bytes[i] ?? 0;
    if (code >= zero && code <= nine) continue;
    if (code !== comma && code !== dot) return null;
    if (mark < 0) mark = i;
    last = i;
    marks++;
  }
  if (marks > 1) return negative ? null : groupedAt(bytes, from, to, mark, last);
  const zeroFirst = bytes[first] === zero;
  if (marks === 0) return !negative && !zeroFirst && length !== 4 && length <= 15 ? 'plain' : null;
  const whole = mark - first;
  const decimals = to - mark - 1;
  if (length > 17 || whole < 1 || whole > 12 || (zeroFirst && whole > 1) || decimals < 1 || decimals > 3) return null;
  const point = bytes[mark] === dot;
  if (decimals === 3 && whole <= 3 && !zeroFirst) return point ? 'dot3' : 'comma3';
  return point ? 'en-decimal' : 'vn-decimal';
}

/** Behind the digits, points, commas and minus signs that begin here. */
export function figureEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let code = bytes[at] ?? 0; (code >= zero && code <= nine) || (code >= comma && code <= dot); code = bytes[++at] ?? 0);
  return at;
}

/** Digits in threes, all marks but perhaps the last one the same: `1.234.567`, `325.823,55`. */
function groupedAt(bytes: Uint8Array, from: number, to: number, mark: number, last: number): 'vn-grouped' | 'en-grouped' | null {
  const group = bytes[mark];
  const decimal = bytes[last] !== group;
  if (to - from < 7 || mark - from < 1 || mark - from > 3) return null;
  const whole = decimal ? last : to;
  if ((whole - mark) % 4 !== 0 || (decimal && to - last < 2)) return null;
  for (let i = mark; i < whole; i++) {
    const code = bytes[i] ?? 0;
    if ((i - mark) % 4 === 0 ? code !== group : code === comma || code === dot) return null;
  }
  return group === dot ? 'vn-grouped' : 'en-grouped';
}

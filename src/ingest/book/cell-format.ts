/** What a number format makes of a number: a plain figure, a percentage, or a point in time. */
export type NumberForm = 'number' | 'percent' | 'date' | 'month' | 'date-time' | 'time' | 'duration';

/**
 * What a number format (ECMA-376 §18.8.30) makes of its numbers, from its first section. Text in quotes, brackets and after a backslash is decoration;
 * `[h]` counts hours past a day; `mm/yyyy` shows a month.
 */
export function numberForm(format: string): NumberForm {
  const bare = (format.split(';')[0] ?? '')
    .replace(/"[^"]*"?|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]?/gi, '')
    .toLowerCase();
  if (/^general$/.test(bare.trim())) return 'number';
  if (/\[(h+|m+|s+)\]/.test(bare)) return 'duration';
  if (bare.includes('%')) return 'percent';
  const letters = bare.replace(/general|am\/pm|a\/p/g, (word) => (word === 'general' ? '' : 'h'));
  const day = /[dy]|b{2}|e+(?![+-])/.test(letters) || /^m+$/.test(letters.trim());
  const clock = /[hs]/.test(letters);
  if (day && clock) return 'date-time';
  if (clock) return 'time';
  if (!day) return 'number';
  return /d/.test(letters) || !/y|e/.test(letters) || !/m/.test(letters) ? 'date' : 'month';
}

/** Formats that a workbook names by number only; all others are plain or stand in its list of formats. */
export function builtInForm(id: number): NumberForm | null {
  if (id === 9 || id === 10) return 'percent';
  if (id >= 14 && id <= 16) return 'date';
  if (id === 17) return 'month';
  if (id >= 18 && id <= 21) return 'time';
  if (id === 22) return 'date-time';
  if ((id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54) || id === 57 || id === 58) return 'date';
  if (id >= 32 && id <= 35) return 'time';
  if (id === 45 || id === 47) return 'time';
  if (id === 46) return 'duration';
  return id <= 49 ? 'number' : null;
}

/**
 * A number of a workbook as text: every digit a double holds and no more, with a decimal point, without exponent up to 21 digits. Whole numbers of more
 * digits than a double keeps stay as the file writes them.
 */
export function plainNumber(written: string): string {
  if (/^-?(0|[1-9]\d{0,14})$/.test(written)) return written === '-0' ? '0' : written;
  if (/^-?[1-9]\d{15,30}$/.test(written)) return written;
  const value = Number(written);
  if (!Number.isFinite(value) || written.trim() === '') return written;
  return decimalText(value);
}

/** Shortest text that reads back as the same double; exponents are written out down to 1e-18. */
export function decimalText(value: number): string {
  const text = String(Object.is(value, -0) ? 0 : value);
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!parts) return text;
  const [, sign = '', first = '', rest = '', exponent = '0'] = parts;
  return Math.abs(Number(exponent)) > 18 ? text : sign + shifted(first + rest, 1 + Number(exponent));
}

/** A fraction as the percentage a reader sees, exactly: `0.9872` → `98.72%`. */
export function percentText(number: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(number);
  if (!parts) return `${number.replace(/e([-+]?\d+)$/i, (_, exponent: string) => `e${Number(exponent) + 2}`)}%`;
  const [, sign = '', whole = '', fraction = ''] = parts;
  return `${sign}${shifted(whole + fraction, whole.length + 2)}%`;
}

/** Digits with the point behind the first `whole` of them. */
function shifted(digits: string, whole: number): string {
  const padded = whole > digits.length ? digits.padEnd(whole, '0') : digits.padStart(digits.length + Math.max(0, 1 - whole), '0');
  const at = Math.max(1, whole);
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const right = padded.slice(at).replace(/0+$/, '');
  return right === '' ? left : `${left}.${right}`;
}

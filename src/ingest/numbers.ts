/** What a cell's text can be as a number. `dot3` and `comma3` (`407.673`, `1,250`) fit both conventions. */
export type NumberShape =
  'plain' | 'vn-grouped' | 'vn-decimal' | 'en-grouped' | 'en-decimal' | 'dot3' | 'comma3' | 'space-grouped' | 'none';

/** How the numbers of one column are written. `null` thousands: no grouping is accepted. */
export interface NumberFormat {
  readonly decimal: '.' | ',';
  readonly thousands: '.' | ',' | ' ' | null;
}

export interface FormatDecision extends NumberFormat {
  /** What decided: a workbook that holds numbers as numbers, the column's own cells, the other columns of the file, the file's language, or nothing to decide. */
  readonly evidence: 'workbook' | 'column' | 'file' | 'language' | 'none';
  /** Cells that the other convention would read differently, with no evidence in the column itself. */
  readonly ambiguous: number;
  /** Cells that only the convention not chosen can read. */
  readonly contrary: number;
}

export type ShapeCounts = Record<NumberShape, number>;

export function emptyShapeCounts(): ShapeCounts {
  return { plain: 0, 'vn-grouped': 0, 'vn-decimal': 0, 'en-grouped': 0, 'en-decimal': 0, dot3: 0, comma3: 0, 'space-grouped': 0, none: 0 };
}

/**
 * A cell without what surrounds its figure: leading apostrophe, percent or per-mille sign, footnote stars (a digit is part of the mark in brackets or
 * behind a space only: `12 (1*)`, `12 1*`; in `121*` it is the figure's), minus look-alikes, brackets for negatives.
 * The cell must be `cleanText` already.
 */
export function numberToken(cell: string): { token: string; percent: boolean } {
  let token = cell;
  if (token.startsWith("'")) token = token.slice(1);
  token = token.replace(/(?:\s*\(\d?\*+\)|(?:\s+\d)?\s*\*+)$/, '');
  const percent = /\s*[%‰]$/.test(token);
  if (percent) token = token.replace(/\s*[%‰]$/, '');
  token = token.replace(/^[−–—]/, '-');
  if (/^\(.*\)$/.test(token)) token = `-${token.slice(1, -1)}`;
  return { token, percent };
}

/** Shape of a token from `numberToken`. */
export function numberShape(token: string): NumberShape {
  const first = token.charCodeAt(0);
  if (!(first >= 48 && first <= 57) && first !== 45 && first !== 43) return 'none';
  const dot = token.indexOf('.');
  const comma = token.indexOf(',');
  if (token.includes(' ')) return /^[-+]?\d{1,3}( \d{3})+([.,]\d+)?$/.test(token) ? 'space-grouped' : 'none';
  if (dot < 0 && comma < 0) return /^[-+]?\d+([eE][-+]?\d{1,3})?$/.test(token) ? 'plain' : 'none';
  if (dot >= 0 && comma >= 0) {
    if (/^[-+]?\d{1,3}(\.\d{3})+,\d+$/.test(token)) return 'vn-grouped';
    return /^[-+]?\d{1,3}(,\d{3})+\.\d+$/.test(token) ? 'en-grouped' : 'none';
  }
  return dot >= 0
    ? oneMark(token, dot === token.lastIndexOf('.'), 'dot3', 'en-decimal', 'vn-grouped')
    : oneMark(token, comma === token.lastIndexOf(','), 'comma3', 'vn-decimal', 'en-grouped');
}

/** A token with one kind of mark: once (`1.234`, `12.5`) or several times (`1.234.567`). */
function oneMark(token: string, once: boolean, twoWay: NumberShape, decimal: NumberShape, grouped: NumberShape): NumberShape {
  if (!once) return /^[-+]?\d{1,3}([.,]\d{3})+$/.test(token) ? grouped : 'none';
  if (/^[-+]?[1-9]\d{0,2}[.,]\d{3}$/.test(token)) return twoWay;
  if (/^[-+]?\d+[.,]\d+$/.test(token)) return decimal;
  return /^[-+]?\d+[.,]\d+[eE][-+]?\d{1,3}$/.test(token) ? decimal : 'none';
}

/** Evidence for each convention in one column or summed over a file. */
export function conventionVotes(counts: ShapeCounts): { vn: number; en: number } {
  return { vn: counts['vn-grouped'] + counts['vn-decimal'], en: counts['en-grouped'] + counts['en-decimal'] };
}

/**
 * The convention of one column. First its own unambiguous cells, then those of the file's other columns, then the language of the file
 * (Vietnamese text: comma is the decimal mark). `totals`: the shapes in the column's total rows, next in line after its own cells. What rests on less than the column itself counts its two-way cells as `ambiguous`.
 */
export function decideFormat(
  column: ShapeCounts,
  fileVotes: { vn: number; en: number },
  vietnamese: boolean,
  totals?: ShapeCounts,
): FormatDecision {
  const cells = conventionVotes(column);
  const sums = totals ? conventionVotes(totals) : { vn: 0, en: 0 };
  const own = cells.vn + cells.en > 0 ? cells : sums;
  const twoWay = column.dot3 + column.comma3;
  const spaces = column['space-grouped'] > 0;
  if (own.vn > 0 || own.en > 0) {
    const vn = own.vn >= own.en;
    const contrary = vn ? own.en : own.vn;
    return { ...convention(vn, spaces), evidence: 'column', ambiguous: 0, contrary };
  }
  if (twoWay === 0) return { decimal: '.', thousands: spaces ? ' ' : null, evidence: 'none', ambiguous: 0, contrary: 0 };
  // A column with both 1.234 and 1,234 is readable by either convention, but not by both cells meaning the same.
  if (fileVotes.vn !== fileVotes.en && Math.min(fileVotes.vn, fileVotes.en) === 0) {
    return { ...convention(fileVotes.vn > 0, spaces), evidence: 'file', ambiguous: 0, contrary: 0 };
  }
  return { ...convention(vietnamese, spaces), evidence: 'language', ambiguous: twoWay, contrary: 0 };
}

/** Numbers of a workbook are exact, whatever they look like. */
export const exactFormat: FormatDecision = { decimal: '.', thousands: null, evidence: 'workbook', ambiguous: 0, contrary: 0 };

function convention(vn: boolean, spaces: boolean): NumberFormat {
  if (spaces) return { decimal: vn ? ',' : '.', thousands: ' ' };
  return vn ? { decimal: ',', thousands: '.' } : { decimal: '.', thousands: ',' };
}

/**
 * The number a cell says in a given format, or null when it is none. Grouping must be right (`1.2.3` is no number), so nothing is guessed.
 * The SQL macro `parse_number` gives the same.
 */
export function parseNumber(cell: string, format: NumberFormat): number | null {
  const { token } = numberToken(cell);
  const d = format.decimal === ',' ? ',' : '\\.';
  const grouped =
    format.thousands === null
      ? null
      : new RegExp(`^[-+]?\\d{1,3}(${format.thousands === '.' ? '\\.' : format.thousands}\\d{3})+(${d}\\d+)?$`);
  const plain = new RegExp(`^[-+]?\\d+(${d}\\d+)?([eE][-+]?\\d{1,3})?$`);
  const value = grouped?.test(token)
    ? Number(token.replaceAll(format.thousands ?? '', '').replace(format.decimal, '.'))
    : plain.test(token)
      ? Number(token.replace(format.decimal, '.'))
      : NaN;
  return Number.isFinite(value) ? value : null;
}

/** Cells that say "nothing here". They become NULL, never zero; the token is reported. Compared in lower case. */
export const nullTokens: readonly string[] = [
  '-',
  '–',
  '—',
  '…',
  '...',
  '..',
  'x',
  'na',
  'n/a',
  '#n/a',
  '#ref!',
  '#div/0!',
  '#value!',
  '#name?',
  '#num!',
  '#null!',
  '#spill!',
  '#calc!',
  'null',
  'none',
  'kcdl',
  'kxđ',
  'chưa có',
  'không có số liệu',
  'không có dữ liệu',
  'chưa có số liệu',
];

const nullTokenSet = new Set(nullTokens);
const nullTokenStarts = new Set(nullTokens.flatMap((token) => [token.charCodeAt(0), token.toUpperCase().charCodeAt(0)]));

/** Is the (clean) cell one of the tokens for "nothing here"? */
export function isNullToken(cell: string): boolean {
  return cell.length <= 20 && nullTokenStarts.has(cell.charCodeAt(0)) && nullTokenSet.has(cell.toLowerCase());
}

import * as v from 'valibot';
import type { Plain, ResultColumn } from '../result-table';
import { identifier, isIsoDate, nullLiteral, numberLiteral, textLiteral } from '../sql/sql-literal';
import { verdicts } from '../verdict';

const column = v.pipe(v.string(), v.maxLength(1000));
const text = v.pipe(v.string(), v.maxLength(1000));
const bound = v.optional(v.union([v.pipe(v.number(), v.finite()), text]));

export const textConditions = ['contains', 'starts', 'equals', 'not contains'] as const;

/** What one column lets through. Of the cells as the engine holds them, not as they are written in a language. */
export const GridFilterSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('values'),
    column,
    values: v.pipe(v.array(v.nullable(v.union([text, v.number(), v.boolean()]))), v.maxLength(2000)),
    /** Everything but these. */
    exclude: v.optional(v.boolean()),
  }),
  /** Bounds included; a day as `to` includes all its hours. */
  v.strictObject({ kind: v.literal('range'), column, from: bound, to: bound }),
  v.strictObject({ kind: v.literal('text'), column, text, how: v.picklist(textConditions) }),
  v.strictObject({ kind: v.literal('verdict'), column, verdicts: v.pipe(v.array(v.picklist(verdicts)), v.maxLength(verdicts.length)) }),
  v.strictObject({ kind: v.literal('empty'), column, empty: v.boolean() }),
]);
export type GridFilter = v.InferOutput<typeof GridFilterSchema>;

/** A filter as a condition in brackets, over a column of the name and type given. */
export function gridFilterSql(filter: GridFilter, of: ResultColumn): string {
  const name = identifier(of.name);
  switch (filter.kind) {
    case 'values':
      return valuesSql(name, filter.values, filter.exclude ?? false, of);
    case 'verdict':
      return filter.verdicts.length === 0 ? '(false)' : valuesSql(name, filter.verdicts, false, of);
    case 'range':
      return rangeSql(name, filter, of);
    case 'text':
      return textConditionSql(name, filter.text, filter.how);
    case 'empty': {
      const empty = of.type === 'text' ? `coalesce(trim(CAST(${name} AS VARCHAR)), '') = ''` : `${name} IS NULL`;
      return filter.empty ? `(${empty})` : `(NOT (${empty}))`;
    }
  }
}

/** Each letter with all its Vietnamese vowel and tone marks. */
const lettersOf: Readonly<Record<string, string>> = {
  a: 'aàảãáạăằẳẵắặâầẩẫấậ',
  d: 'dđð',
  e: 'eèẻẽéẹêềểễếệ',
  i: 'iìỉĩíị',
  o: 'oòỏõóọôồổỗốộơờởỡớợ',
  u: 'uùủũúụưừửữứự',
  y: 'yỳỷỹýỵ',
};

/**
 * Whether a text says what is looked for. Letters in either case are the same. Looked for without any accent, "ha noi" also finds
 * "Hà Nội"; with accents only what has them. A cell that is empty contains nothing. One regular expression: it takes an eighth of the time
 * of folding every cell.
 * @param name the column as SQL
 */
export function textConditionSql(name: string, wanted: string, how: (typeof textConditions)[number]): string {
  const plain = (how === 'equals' ? wanted.trim() : how === 'starts' ? wanted.trimStart() : wanted).normalize('NFC').toLowerCase();
  const sought = plain === withoutAccents(plain) ? inAnyAccents(plain) : `(?:${literally(plain)}|${literally(plain.normalize('NFD'))})`;
  const pattern = { contains: sought, 'not contains': sought, starts: `^\\s*${sought}`, equals: `^\\s*${sought}\\s*$` }[how];
  const matches = `regexp_matches(CAST(${name} AS VARCHAR), ${textLiteral(`(?is)${pattern}`)})`;
  return how === 'not contains' ? `(NOT coalesce(${matches}, false))` : `(${matches})`;
}

function inAnyAccents(plain: string): string {
  return Array.from(plain, (char) => (/[a-z]/.test(char) ? `[${lettersOf[char] ?? char}][\\x{300}-\\x{36f}]*` : literally(char))).join('');
}

/** Signs of ASCII may mean something to the expression; nothing else does. */
function literally(text: string): string {
  return text.replace(/[^\p{L}\p{N}\p{M}]/gu, (sign) => (sign < '\u0080' ? `\\x{${sign.charCodeAt(0).toString(16)}}` : sign));
}

/** Without tone and vowel marks, đ as d. */
export function withoutAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đð]/g, 'd')
    .replace(/[ĐÐ]/g, 'D');
}

function valuesSql(name: string, values: readonly Plain[], exclude: boolean, of: ResultColumn): string {
  const known = values.filter((value) => value !== null);
  const parts = [
    ...(known.length > 0 ? [`${comparable(name, of)} IN (${known.map((value) => literalOf(value, of)).join(', ')})`] : []),
    ...(known.length < values.length ? [`${name} IS NULL`] : []),
  ];
  if (parts.length === 0) return exclude ? '(true)' : '(false)';
  return exclude ? `(NOT coalesce(${parts.join(' OR ')}, false))` : `(${parts.join(' OR ')})`;
}

function rangeSql(name: string, { from, to }: { from?: string | number; to?: string | number }, of: ResultColumn): string {
  const cell = of.type === 'text' ? `vi_sort_key(CAST(${name} AS VARCHAR))` : comparable(name, of);
  const wrap = (value: string | number) => (of.type === 'text' ? `vi_sort_key(${textLiteral(String(value))})` : literalOf(value, of));
  const wholeDay = of.type === 'timestamp' && typeof to === 'string' && isIsoDate(to);
  const parts = [
    ...(from === undefined ? [] : [`${cell} >= ${wrap(from)}`]),
    ...(to === undefined ? [] : [wholeDay ? `${cell} < ${wrap(to)} + INTERVAL 1 DAY` : `${cell} <= ${wrap(to)}`]),
  ];
  return `(${parts.length > 0 ? parts.join(' AND ') : 'true'})`;
}

/** What literals of a column's values compare with: the column, or its text where there is no literal of the type. */
function comparable(name: string, of: ResultColumn): string {
  if (of.type === 'text' || of.type === 'other') return `CAST(${name} AS VARCHAR)`;
  return of.type === 'timestamp' ? `CAST(${name} AS TIMESTAMP)` : name;
}

/** A value that is none of the column's type becomes NULL, which equals nothing. */
function literalOf(value: Exclude<Plain, null>, of: ResultColumn): string {
  const written = String(value);
  switch (of.type) {
    case 'number':
    case 'integer':
      return numberOf(value, of.sqlType);
    case 'boolean':
      return written === 'true' ? 'true' : written === 'false' ? 'false' : 'CAST(NULL AS BOOLEAN)';
    case 'date':
      return isIsoDate(written) || /^-?infinity$/.test(written) ? `DATE ${textLiteral(written)}` : nullLiteral('DATE');
    case 'timestamp':
      return `TRY_CAST(${textLiteral(written.replace(/Z$/, ''))} AS TIMESTAMP)`;
    default:
      return textLiteral(written);
  }
}

/** Digits too many for a double come as text and stay exact. A FLOAT's 0.1 is not the DOUBLE 0.1. */
function numberOf(value: Exclude<Plain, null>, sqlType: string): string {
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return value.startsWith('-') ? `(${value})` : value;
  const number = typeof value === 'number' && Number.isFinite(value) ? numberLiteral(value) : null;
  if (number !== null) return sqlType === 'FLOAT' ? `CAST(${number} AS FLOAT)` : number;
  return /^(nan|-?inf)$/.test(String(value)) ? `CAST('${value}' AS DOUBLE)` : nullLiteral('DOUBLE');
}

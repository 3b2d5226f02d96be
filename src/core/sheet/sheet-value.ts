import { localeOf, type Bilingual, type Language } from '../language';
import type { SheetCell, SheetColumn } from '../notebook/notebook';
import type { SheetLookup } from './sheet-names';
import { isIsoDate } from '../sql/sql-literal';

export type SheetType = SheetColumn['type'];
export type SheetValue = SheetCell['rows'][number][number];

/** What reading a typed text needs to know: whose numbers and dates, and which names. */
export interface SheetReader {
  readonly language: Language;
  readonly lookup: SheetLookup;
}

/** Why a cell does not fit its column. `several`: a name that means more than one thing, `ids` says which. */
export interface SheetProblem {
  readonly code: 'number' | 'integer' | 'date' | 'boolean' | 'unknown' | 'several';
  readonly ids?: readonly string[];
}

const yes = new Set(['có', 'co', 'đúng', 'dung', 'yes', 'y', 'true', '1', 'x', '✓']);
const no = new Set(['không', 'khong', 'sai', 'no', 'n', 'false', '0']);

/**
 * What a typed or pasted text is in a column: the value, or the text itself where it does not fit (see `problemOf`). Nothing is dropped.
 * Numbers by the reader's marks (`1.234,5` in Vietnamese), or by the other ones where only they can be meant; a percent sign is left out, as
 * percent is a unit of measure here. Days are day first in both languages. A name of several units takes the one of `groups`, if only one fits.
 */
export function readValue(text: string, type: SheetType, reader: SheetReader, groups: ReadonlySet<string> = new Set()): SheetValue {
  const said = text.trim();
  if (said === '') return null;
  switch (type) {
    case 'text':
      return text;
    case 'number':
      return readNumber(said, reader.language) ?? text;
    case 'integer': {
      const value = readNumber(said, reader.language);
      return value !== null && Number.isSafeInteger(value) ? value : text;
    }
    case 'date':
      return readDay(said) ?? text;
    case 'boolean':
      return yes.has(said.toLowerCase()) ? true : no.has(said.toLowerCase()) ? false : text;
    default: {
      const list = reader.lookup[type];
      const ids = list.idsOf(said);
      const [only] = ids.length > 1 ? ids.filter((id) => groups.has(list.groupOf(id) ?? '')) : ids;
      const sure = ids.length === 1 || (groups.size === 1 && only !== undefined);
      return sure && only !== undefined ? only : text;
    }
  }
}

/** Why a value does not fit its column; null when it does, or when nothing stands there. */
export function problemOf(value: SheetValue, type: SheetType, lookup: SheetLookup): SheetProblem | null {
  if (value === null || type === 'text') return null;
  switch (type) {
    case 'number':
      return typeof value === 'number' ? null : { code: 'number' };
    case 'integer':
      return typeof value === 'number' && Number.isSafeInteger(value) ? null : { code: 'integer' };
    case 'date':
      return typeof value === 'string' && isIsoDate(value) ? null : { code: 'date' };
    case 'boolean':
      return typeof value === 'boolean' ? null : { code: 'boolean' };
    default: {
      const text = String(value);
      if (lookup[type].has(text)) return null;
      const ids = lookup[type].idsOf(text);
      return ids.length > 0 ? { code: 'several', ids } : { code: 'unknown' };
    }
  }
}

const reasons: Record<SheetProblem['code'], Bilingual> = {
  number: { vi: 'Không phải số; ví dụ đúng: 1.234,5', en: 'Not a number; a right one: 1,234.5' },
  integer: { vi: 'Không phải số nguyên; ví dụ đúng: 1.234', en: 'Not a whole number; a right one: 1,234' },
  date: { vi: 'Không phải ngày; ví dụ đúng: 31/12/2025', en: 'Not a day; a right one: 31/12/2025' },
  boolean: { vi: 'Không phải có hoặc không', en: 'Neither yes nor no' },
  unknown: { vi: 'Không có tên này trong danh sách', en: 'No such name in the list' },
  several: { vi: 'Tên này chỉ nhiều nơi; hãy chọn một trong', en: 'The name means several; choose one of' },
};

/** The reason as one phrase. */
export function problemText(problem: SheetProblem, type: SheetType, reader: SheetReader): string {
  const reason = reasons[problem.code][reader.language];
  if (!problem.ids || type === 'text' || !(type in reader.lookup)) return reason;
  const list = reader.lookup[type as 'unit' | 'target' | 'indicator'];
  return `${reason} ${problem.ids.map((id) => list.nameOf(id, reader.language) ?? id).join(', ')}`;
}

/** A value as the grid shows it: numbers grouped, days as in the reader's language, names in place of ids. */
export function shownText(value: SheetValue, type: SheetType, reader: SheetReader): string {
  if (typeof value === 'number') return numberFormat(reader.language, true).format(value);
  return editText(value, type, reader);
}

/** A value as it is typed; reading it again gives the value back. */
export function editText(value: SheetValue, type: SheetType, { language, lookup }: SheetReader): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? (language === 'vi' ? 'Có' : 'Yes') : language === 'vi' ? 'Không' : 'No';
  if (typeof value === 'number') return language === 'vi' ? String(value).replace('.', ',') : String(value);
  if (type === 'date' && isIsoDate(value)) return `${value.slice(8)}/${value.slice(5, 7)}/${value.slice(0, 4)}`;
  if (type === 'unit' || type === 'target' || type === 'indicator') {
    const name = lookup[type].nameOf(value, language);
    // Two entries of one name and one group: only the id says which.
    return name !== null && lookup[type].idsOf(name).length === 1 ? name : value;
  }
  return value;
}

const formats = new Map<string, Intl.NumberFormat>();
function numberFormat(language: Language, grouped: boolean): Intl.NumberFormat {
  const key = `${language} ${grouped}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(localeOf[language], { useGrouping: grouped, maximumFractionDigits: 15 })));
  return format;
}

/** A finite number, or null. Grouping must be right: `1.2.3` is no number. */
export function readNumber(text: string, language: Language): number | null {
  const said = text
    .replace(/\s*%$/, '')
    .replace(/^[−–—]/, '-')
    .replace(/(?<=\d)[\u00a0\u202f ](?=\d{3}(?!\d))/g, '');
  const own = numberBy(said, language === 'vi' ? ',' : '.');
  return own ?? numberBy(said, language === 'vi' ? '.' : ',');
}

function numberBy(text: string, decimal: '.' | ','): number | null {
  const [group, mark] = decimal === ',' ? ['\\.', ','] : [',', '\\.'];
  const form = new RegExp(
    `^[-+]?(?:[1-9]\\d{0,2}(?:${group}\\d{3})+|\\d+)?(?:(?<=\\d)|(?=${mark}\\d))(?:${mark}\\d+)?(?:[eE][-+]?\\d{1,3})?$`,
  );
  if (!form.test(text)) return null;
  const value = Number(text.replaceAll(decimal === ',' ? '.' : ',', '').replace(decimal, '.'));
  return Number.isFinite(value) ? value : null;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `31/12/2025`, `31-12-25`, `2025-12-31`, `31 Dec 2025` as 'YYYY-MM-DD'; null for what is no day of the calendar. */
export function readDay(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const dayFirst = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text);
  const named = /^(\d{1,2}) ([A-Za-z]{3})[a-z]* (\d{4})$/.exec(text);
  const [y, m, d] = iso
    ? [iso[1]!, iso[2]!, iso[3]!]
    : dayFirst
      ? [dayFirst[4]!, dayFirst[3]!, dayFirst[1]!]
      : named
        ? [named[3]!, String(months.indexOf(named[2]!.toLowerCase()) + 1), named[1]!]
        : [];
  if (!y || !m || !d) return null;
  const year = y.length === 2 ? `${Number(y) < 70 ? '20' : '19'}${y}` : y;
  const day = `${year}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  return isIsoDate(day) ? day : null;
}

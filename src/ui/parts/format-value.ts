import { localeOf, type Language } from '../../core/language';
import type { ColumnType, Plain } from '../../core/result-table';

const numberFormats = new Map<string, Intl.NumberFormat>();

/** `Intl.NumberFormat` is slow to build and quick to use: one for each language and set of options. */
function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  let key: string = language;
  for (const option of Object.values(options)) key += ` ${option}`;
  let format = numberFormats.get(key);
  if (!format) numberFormats.set(key, (format = new Intl.NumberFormat(localeOf[language], options)));
  return format;
}

/** `1234.5` → `1.234,5` (vi) or `1,234.5` (en). At most `maxFraction` decimals (default 2); a smaller number keeps three significant digits. */
export function formatNumber(value: number, language: Language, maxFraction = 2, minFraction = 0): string {
  if (!Number.isFinite(value)) return String(value);
  const tiny = value !== 0 && Math.abs(value) < 0.5 * 10 ** -maxFraction;
  const options: Intl.NumberFormatOptions = tiny
    ? { maximumSignificantDigits: 3 }
    : { maximumFractionDigits: maxFraction, minimumFractionDigits: minFraction };
  return numberFormat(language, options).format(value);
}

/** Always the same number of decimals, for columns of figures: `99,70`. */
export function formatFixed(value: number, language: Language, digits: number): string {
  return numberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** A whole number without grouping, for years and codes: `2021`. */
export function formatYear(value: number, language: Language): string {
  return numberFormat(language, { useGrouping: false, maximumFractionDigits: 20 }).format(value);
}

/** Four significant digits, from 100 000 on in words: `99,82`, `12.340`, `1,2 Tr`. For cells too narrow for more. */
export function formatShort(value: number, language: Language): string {
  const options: Intl.NumberFormatOptions =
    Math.abs(value) >= 100_000
      ? { notation: 'compact', maximumSignificantDigits: 3 }
      : Math.abs(value) >= 1000
        ? { maximumFractionDigits: 0 }
        : { maximumSignificantDigits: 4 };
  return numberFormat(language, options).format(value);
}

const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2021-06-30` → `30/06/2021` (vi) or `30 Jun 2021` (en, because 06/07/2021 can be read two ways). Anything else comes back as it was. */
export function formatDate(iso: string, language: Language): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
  if (!parts) return iso;
  const [, year = '', month = '', day = ''] = parts;
  return language === 'vi' ? `${day}/${month}/${year}` : `${Number(day)} ${englishMonths[Number(month) - 1] ?? month} ${year}`;
}

/** `2021-06-30T08:05:00` → `30/06/2021 08:05`; seconds only where there are any. */
export function formatTimestamp(iso: string, language: Language): string {
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(\.\d+)?)?(?:Z|[+-]00:?00)?$/.exec(iso);
  if (!parts) return iso;
  const [, date = '', time = '', seconds = '00', fraction = ''] = parts;
  const rest = Number(seconds + fraction) > 0 ? `:${seconds}${fraction.replace(/\.?0+$/, '')}` : '';
  return `${formatDate(date, language)} ${time}${rest}`;
}

export const yesNo: Readonly<Record<Language, readonly [no: string, yes: string]>> = { vi: ['Không', 'Có'], en: ['No', 'Yes'] };

/** Any cell as a reader sees it; `null` gives ''. */
export function formatValue(value: Plain, type: ColumnType, language: Language): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return yesNo[language][value ? 1 : 0];
  if (typeof value === 'number') return formatNumber(value, language);
  if (type === 'integer' || type === 'number') return groupDigits(value, language);
  if (type === 'date') return formatDate(value, language);
  if (type === 'timestamp') return formatTimestamp(value, language);
  return value;
}

/** A number too long for a double arrives as text; it keeps every digit. */
function groupDigits(text: string, language: Language): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!parts) return text;
  const [, sign = '', whole = '', fraction = ''] = parts;
  const [group, decimal] = language === 'vi' ? ['.', ','] : [',', '.'];
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, group) + (fraction ? decimal + fraction : '');
}

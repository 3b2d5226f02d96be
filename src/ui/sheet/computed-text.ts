import type { Language } from '../../core/language';
import type { Plain } from '../../core/result-table';
import { isIsoDate } from '../../core/sql/sql-literal';
import { formatDate, formatNumber, formatValue } from '../parts/format-value';

/** What a formula gave, as the grid shows it. */
export function computedText(value: Plain, language: Language): { readonly text: string; readonly numeric: boolean } {
  if (typeof value === 'number') return { text: formatNumber(value, language, 4), numeric: true };
  if (typeof value === 'string' && isIsoDate(value)) return { text: formatDate(value, language), numeric: false };
  return { text: formatValue(value, 'text', language), numeric: false };
}

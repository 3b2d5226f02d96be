import type { Language } from '../../core/language';

/**
 * A number as a reader of the language types it: `1.234,5` or `1234,5` (vi), `1,234.5` or `1234.5` (en). A mark that cannot be grouping is taken
 * for the decimal mark in either language: `1.5`. Undefined for an empty text, null for what is no number.
 */
export function typedNumber(text: string, language: Language): number | null | undefined {
  const typed = text.replace(/[\s\u00a0\u202f]/g, '').replace('−', '-');
  if (typed === '') return undefined;
  const [group, decimal] = language === 'vi' ? ['.', ','] : [',', '.'];
  const grouped = new RegExp(`^[-+]?\\d{1,3}(\\${group}\\d{3})+(\\${decimal}\\d+)?$`);
  if (grouped.test(typed)) return Number(typed.replaceAll(group, '').replace(decimal, '.'));
  return /^[-+]?(\d+([.,]\d*)?|[.,]\d+)$/.test(typed) ? Number(typed.replace(',', '.')) : null;
}

import type { Language } from '../../core/language';
import { formatNumber } from '../parts/format-value';

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size as a reader says it: '1,2 MB'. */
export function bytesText(bytes: number, language: Language): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${formatNumber(value, language, unit < 2 || value >= 100 ? 0 : 1)} ${units[unit]}`;
}

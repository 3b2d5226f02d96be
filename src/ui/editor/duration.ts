import { localeOf, type Language } from '../../core/language';

/** A time as a reader says it: '0,4 ms', '120 ms', '1,25 giây'. */
export function duration(ms: number, language: Language): string {
  const write = (value: number, digits: number): string =>
    new Intl.NumberFormat(localeOf[language], { maximumFractionDigits: digits }).format(value);
  if (ms >= 1000) return `${write(ms / 1000, 2)} ${language === 'vi' ? 'giây' : 's'}`;
  return `${write(ms, ms < 10 ? 1 : 0)} ms`;
}

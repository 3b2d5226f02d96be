import type { Language } from '../../core/language';
import { markWords, type FigureMark } from '../../core/compare/spec-parts';
import type { Plain } from '../../core/result-table';
import { reasonWords } from '../../core/unit/restated-words';
import { formatNumber } from '../parts/format-value';
import { compareWords } from './words';

/** What has to be said of a figure beside its number, in words, strongest first. */
export function remarksOf(row: Readonly<Record<string, Plain>>, language: Language): string[] {
  const words = compareWords[language];
  const n = (value: Plain | undefined) => formatNumber(Number(value ?? 0), language);
  const reason = typeof row.reason === 'string' ? (reasonWords[row.reason]?.[language] ?? row.reason) : null;
  return [
    row.status === 'refused' ? [words.notRestated, reason].filter(Boolean).join(': ') : '',
    row.status === 'incomplete' ? words.incomplete(n(row.parts_present), n(row.parts_total)) : '',
    row.mark === 'small' || (typeof row.denominator === 'number' && row.denominator < 30) ? markWords.small[language] : '',
    row.status === 'restated' ? words.parts(n(row.parts_total)) : '',
    row.status !== 'restated' && row.is_merged === true ? words.merged : '',
    typeof row.tied_with === 'number' && row.tied_with > 0 ? words.tied(n(row.tied_with)) : '',
  ].filter(Boolean);
}

export const isMark = (value: Plain | undefined): value is FigureMark => typeof value === 'string' && value in markWords;

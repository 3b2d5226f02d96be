import type { Language } from '../../core/language';
import { en } from './en';
import { vi, type Messages } from './vi';

const both: Record<Language, Messages> = { vi, en };

/** The page's words in a language; call it in a `$derived`, so that switching language changes every text at once. */
export function wordsIn(language: Language): Messages {
  return both[language];
}

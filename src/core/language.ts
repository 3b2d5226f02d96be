/** The two languages of the product; Vietnamese is the first. */
export type Language = 'vi' | 'en';

/** A text in both languages. Both are always there; a missing one is a compile error. */
export interface Bilingual {
  readonly vi: string;
  readonly en: string;
}

export const languages: readonly Language[] = ['vi', 'en'];

/** The locale used for numbers, dates and collation in a language. */
export const localeOf: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };

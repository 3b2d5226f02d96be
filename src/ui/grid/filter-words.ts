import type { GridFilter } from '../../core/grid/grid-filter';
import type { Language } from '../../core/language';
import type { Plain } from '../../core/result-table';
import { verdictShapes } from '../parts/verdict-words';
import type { GridColumn } from './grid-columns';

export const filterWords = {
  vi: {
    strip: 'Bộ lọc đang dùng',
    remove: (what: string) => `Bỏ lọc: ${what}`,
    removeAll: 'Bỏ mọi bộ lọc',
    hidden: (count: number) => (count === 1 ? '1 cột đang ẩn' : `${count} cột đang ẩn`),
    showHidden: 'Hiện lại',
    notThere: 'không có cột này, chưa lọc',
    blank: '(trống)',
    and: (rest: number) => `và ${rest} giá trị khác`,
    except: 'trừ',
    from: 'từ',
    to: 'đến',
    empty: 'trống',
    notEmpty: 'không trống',
    how: { contains: 'chứa', starts: 'bắt đầu bằng', equals: 'đúng bằng', 'not contains': 'không chứa' },
  },
  en: {
    strip: 'Filters in use',
    remove: (what: string) => `Remove filter: ${what}`,
    removeAll: 'Remove all filters',
    hidden: (count: number) => (count === 1 ? '1 column hidden' : `${count} columns hidden`),
    showHidden: 'Show',
    notThere: 'no such column, not filtered',
    blank: '(blank)',
    and: (rest: number) => `and ${rest} other values`,
    except: 'not',
    from: 'from',
    to: 'to',
    empty: 'blank',
    notEmpty: 'not blank',
    how: { contains: 'contains', starts: 'starts with', equals: 'is', 'not contains': 'does not contain' },
  },
} as const satisfies Record<Language, unknown>;

const namedValues = 3;

/** A value of a column as the reader sees it in a list. */
export function valueText(value: Plain, column: GridColumn, language: Language, wordOf?: (column: string, value: Plain) => Plain): string {
  if (value === null || value === '') return filterWords[language].blank;
  const word = wordOf?.(column.name, value) ?? value;
  return word === value ? column.write(value) : String(word);
}

/** What a filter lets through, in a few words: `đến 50`, `chứa “hà”`. */
export function filterText(
  filter: GridFilter,
  column: GridColumn | undefined,
  language: Language,
  wordOf?: (column: string, value: Plain) => Plain,
): string {
  const words = filterWords[language];
  const text = (value: Plain) => (column ? valueText(value, column, language, wordOf) : String(value));
  const listed = (all: readonly string[]) =>
    all.slice(0, namedValues).join(', ') + (all.length > namedValues ? ` ${words.and(all.length - namedValues)}` : '');
  switch (filter.kind) {
    case 'values':
      return `${filter.exclude ? `${words.except} ` : ''}${listed(filter.values.map(text))}`;
    case 'verdict':
      return listed(filter.verdicts.map((verdict) => verdictShapes[verdict].word[language]));
    case 'range':
      return [
        ...(filter.from === undefined ? [] : [`${words.from} ${text(filter.from)}`]),
        ...(filter.to === undefined ? [] : [`${words.to} ${text(filter.to)}`]),
      ].join(' ');
    case 'text':
      return `${words.how[filter.how]} “${filter.text}”`;
    case 'empty':
      return filter.empty ? words.empty : words.notEmpty;
  }
}

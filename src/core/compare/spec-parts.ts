import { localeOf, type Language } from '../language';
import type { Json, JsonObject } from '../question';

/** What every picture of a comparison says about itself. */
export interface Told {
  readonly language: Language;
  readonly title: string;
  /** Day, territory, source, and that figures are illustrative where they are. */
  readonly subtitle: readonly string[];
  /** The indicator's unit as it is printed after a number: '%', or ''. */
  readonly sign: string;
  /** d3-format of a figure: two decimals for shares, none for counts. */
  readonly format: string;
  /** The target in force; null = none. */
  readonly goal: number | null;
  /** Ids of the stressed units. */
  readonly pinned: readonly string[];
}

/** Marks on a figure, strongest first; of several, the strongest gives the shape. */
export const figureMarks = ['refused', 'incomplete', 'small', 'scenario', 'restated', 'clear'] as const;
export type FigureMark = (typeof figureMarks)[number];

export const markWords: Readonly<Record<FigureMark, Readonly<Record<Language, string>>>> = {
  refused: { vi: 'không quy lại được', en: 'cannot be restated' },
  incomplete: { vi: 'thiếu phần', en: 'incomplete' },
  small: { vi: 'mẫu số dưới 30', en: 'denominator below 30' },
  scenario: { vi: 'giả định', en: 'supposed' },
  restated: { vi: 'quy lại từ các phần', en: 'restated from parts' },
  clear: { vi: 'như báo cáo', en: 'as reported' },
};

/** Shapes say the mark without colour. */
export const markShapes: Readonly<Record<FigureMark, string>> = {
  refused: 'cross',
  incomplete: 'square',
  small: 'triangle-up',
  scenario: 'triangle-down',
  restated: 'diamond',
  clear: 'circle',
};

export const schema = 'https://vega.github.io/schema/vega-lite/v6.json';

/** The day the 34 provinces began. */
export const mergerDay: JsonObject = { year: 2025, month: 7, date: 1 };

export const titleOf = ({ title, subtitle }: Told): JsonObject => ({
  text: title,
  ...(subtitle.length > 0 && { subtitle: [...subtitle] }),
});

export const unitName = (language: Language): string => (language === 'vi' ? 'unit_name' : 'unit_name_en');
export const indicatorName = (language: Language): string => (language === 'vi' ? 'indicator_vi' : 'indicator_en');

/** A text as it stands in a Vega expression. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, ' ')}'`;

export const listed = (texts: readonly string[]): string => `[${texts.map(quoted).join(',')}]`;

/** Expression: the row is of a stressed unit. */
export const isPinned = (pinned: readonly string[]): string => `indexof(${listed(pinned)}, datum.unit_id) >= 0`;

export function number(value: number, language: Language): string {
  return (value + 0).toLocaleString(localeOf[language], { maximumFractionDigits: 2 });
}

export const targetLabel = (goal: number, sign: string, language: Language): string =>
  `${language === 'vi' ? 'Chỉ tiêu' : 'Target'} ${number(goal, language)}${sign && `\u202f${sign}`}`;

/** One mark for the whole view (for each panel), not one for each row. */
export const once: JsonObject = { transform: [{ aggregate: [{ op: 'count', as: 'rows' }] }] };

/**
 * Transforms that give labels places that keep a distance and lie as near as they can to their values: the mean of a pass upwards, in which
 * each label is pushed up by the one below, and a pass downwards. Both keep the distance, so their mean does.
 * @param gap distance in the value's unit, as an expression
 */
export function spreadLabels(field: string, as: string, gap: string, groupby: readonly string[] = []): Json[] {
  const group: JsonObject = groupby.length > 0 ? { groupby: [...groupby] } : {};
  const [i, j] = [`${as}_i`, `${as}_j`];
  return [
    { window: [{ op: 'row_number', as: i }], sort: [{ field, order: 'ascending' }], ...group },
    { window: [{ op: 'row_number', as: j }], sort: [{ field, order: 'descending' }], ...group },
    { calculate: `datum.${field} - datum.${i} * (${gap})`, as: `${as}_up` },
    { calculate: `datum.${field} + datum.${j} * (${gap})`, as: `${as}_down` },
    { window: [{ op: 'max', field: `${as}_up`, as: `${as}_most` }], sort: [{ field: i, order: 'ascending' }], frame: [null, 0], ...group },
    {
      window: [{ op: 'min', field: `${as}_down`, as: `${as}_least` }],
      sort: [{ field: j, order: 'ascending' }],
      frame: [null, 0],
      ...group,
    },
    { calculate: `(datum.${as}_most + datum.${i} * (${gap}) + datum.${as}_least - datum.${j} * (${gap})) / 2`, as },
  ];
}

/** A text in lines of about so many letters, broken between words. */
export function inLines(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

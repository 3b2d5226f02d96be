import { columnLabel } from '../column-label';
import type { Bilingual, Language } from '../language';
import type { Pivot, PivotDimension, PivotGoal, PivotMeasure, PivotStep } from './pivot';

const stepNames: Readonly<Record<PivotStep, Bilingual>> = {
  region: { vi: 'Vùng', en: 'Region' },
  name: { vi: 'Đơn vị', en: 'Unit' },
  year: { vi: 'Năm', en: 'Year' },
  half: { vi: 'Nửa năm', en: 'Half-year' },
  quarter: { vi: 'Quý', en: 'Quarter' },
  month: { vi: 'Tháng', en: 'Month' },
};

const aggregateNames: Readonly<Record<'sum' | 'mean' | 'min' | 'max' | 'count' | 'distinct', Bilingual>> = {
  sum: { vi: 'Tổng', en: 'Sum of' },
  mean: { vi: 'Trung bình', en: 'Mean of' },
  min: { vi: 'Nhỏ nhất', en: 'Smallest' },
  max: { vi: 'Lớn nhất', en: 'Largest' },
  count: { vi: 'Số lượng', en: 'Count of' },
  distinct: { vi: 'Số giá trị khác nhau:', en: 'Different values of' },
};

/** Words that stand in the result itself. */
export const pivotResultWords = {
  rows: { vi: 'Số dòng', en: 'Rows' },
  grandTotal: { vi: 'Tổng cộng', en: 'Grand total' },
  subtotal: { vi: 'Tổng', en: 'Total' },
  blank: { vi: '(trống)', en: '(blank)' },
  target: { vi: 'Chỉ tiêu', en: 'Target' },
  goal: { vi: 'Mức tự đặt', en: 'Own goal' },
  gap: { vi: 'Chênh so với', en: 'Gap to' },
} as const satisfies Record<string, Bilingual>;

/** Names of a half-year and a quarter within a year, followed by their number: '2025 quý 3'. Text order is time order. */
export const periodWords = {
  half: { vi: ' nửa năm ', en: ' H' },
  quarter: { vi: ' quý ', en: ' Q' },
} as const satisfies Record<string, Bilingual>;

/** A heading's words and language; of a pivot, these two matter for names. */
export type PivotHeadings = Pick<Pivot, 'labels' | 'language'>;

/** Columns that name the unit as the file does, beside those that the page has added: their heads in the file would say the same twice. */
const unitAsWritten: readonly string[] = ['unit', 'unit_code'];

/** A column in the reader's words: as its files head it, else as the pages do, else its own name. */
export function fieldName(column: string, { labels, language }: PivotHeadings): string {
  const headed = Object.hasOwn(labels, column) && !unitAsWritten.includes(column) ? labels[column] : undefined;
  return headed ?? columnLabel(column, language) ?? column;
}

export function dimensionName(
  dimension: Omit<PivotDimension, 'label'> & { readonly label?: string | null },
  headings: PivotHeadings,
): string {
  return dimension.label ?? (dimension.step ? stepNames[dimension.step][headings.language] : fieldName(dimension.column, headings));
}

/** 'Tổng Hồ sơ đã giải quyết', 'Đúng hạn / Tiếp nhận, %', 'Chỉ tiêu', 'Chênh so với chỉ tiêu'. */
export function measureName(measure: PivotMeasure, headings: PivotHeadings): string {
  if (measure.label) return measure.label;
  const { language } = headings;
  switch (measure.kind) {
    case 'ratio': {
      const side = (columns: readonly string[]) => columns.map((column) => fieldName(column, headings)).join(' + ');
      return `${side(measure.numerator)} / ${side(measure.denominator)}${measure.percent ? ', %' : ''}`;
    }
    case 'target':
      return goalName(measure.goal, language);
    case 'gap':
      return `${pivotResultWords.gap[language]} ${goalName(measure.goal, language).toLowerCase()}`;
    default:
      return measure.column === null
        ? pivotResultWords.rows[language]
        : `${aggregateNames[measure.kind][language]} ${fieldName(measure.column, headings)}`;
  }
}

function goalName(goal: PivotGoal, language: Language): string {
  return 'target' in goal ? pivotResultWords.target[language] : pivotResultWords.goal[language];
}

import type { ChartAggregate, TimeStep } from './chart-build';
import type { Bilingual } from '../language';
import type { Verdict } from '../verdict';

const text = (vi: string, en: string): Bilingual => ({ vi, en });

/** Verdicts as legends and tooltips of charts say them. */
export const verdictNames: Readonly<Record<Verdict, Bilingual>> = {
  met: text('Đạt', 'Met'),
  on_pace: text('Đúng tiến độ', 'On pace'),
  behind: text('Chậm tiến độ', 'Behind'),
  missed: text('Không đạt', 'Missed'),
  not_due: text('Chưa đến hạn', 'Not due'),
  no_data: text('Chưa có số liệu', 'No data'),
  not_applicable: text('Không áp dụng', 'Not applicable'),
};

/** `{}` stands for the column. */
export const aggregateTitles: Readonly<Record<Exclude<ChartAggregate, 'ratio'>, Bilingual>> = {
  count: text('Số dòng', 'Rows'),
  sum: text('Tổng {}', 'Sum of {}'),
  mean: text('Trung bình {}', 'Mean of {}'),
  median: text('Trung vị {}', 'Median of {}'),
  min: text('{} thấp nhất', 'Lowest {}'),
  max: text('{} cao nhất', 'Highest {}'),
  distinct: text('Số {} khác nhau', 'Distinct {}'),
};

export const stepTitles: Readonly<Record<TimeStep, Bilingual>> = {
  year: text('Năm', 'Year'),
  quarter: text('Quý', 'Quarter'),
  month: text('Tháng', 'Month'),
  day: text('Ngày', 'Day'),
};

/** d3-time-format of a period, on axes and in tooltips. */
export const stepFormats: Readonly<Record<TimeStep, Bilingual>> = {
  year: text('%Y', '%Y'),
  quarter: text('Quý %q/%Y', 'Q%q %Y'),
  month: text('%m/%Y', '%b %Y'),
  day: text('%d/%m/%Y', '%-d %b %Y'),
};

export const targetWord = text('Mục tiêu', 'Target');
export const rowsWord = text('Số dòng gộp', 'Rows combined');

import type { Calendar, Moment, PeriodFormat } from './model.ts';

function months(fromYear: number, fromMonth: number, count: number): Moment[] {
  return Array.from({ length: count }, (_, step) => {
    const at = fromYear * 12 + fromMonth - 1 + step;
    const year = Math.floor(at / 12);
    const month = (at % 12) + 1;
    return { year, month, index: at - 2019 * 12, quarterly: false, key: `${year}-${two(month)}` };
  });
}

/** The periods of a calendar, oldest first. */
export function momentsOf(calendar: Calendar): Moment[] {
  if (calendar === '2025-2026') return months(2025, 7, 16);
  const all = months(2019, 1, 36);
  if (calendar === '2019-2021') return all;
  return all.filter((m) => m.month % 3 === 0).map((m) => ({ ...m, quarterly: true, key: `${m.year}-Q${m.month / 3}` }));
}

const roman = ['I', 'II', 'III', 'IV'];

/** The period as an export prints it; a date is the period's last day. */
export function periodText(moment: Moment, format: PeriodFormat): string {
  const { year, month } = moment;
  switch (format) {
    case 'Tháng M/YYYY':
      return `Tháng ${month}/${year}`;
    case 'TM/YYYY':
      return `T${month}/${year}`;
    case 'MM/YYYY':
      return `${two(month)}/${year}`;
    case 'YYYY-MM':
      return `${year}-${two(month)}`;
    case 'tháng MM năm YYYY':
      return `tháng ${two(month)} năm ${year}`;
    case 'DD/MM/YYYY':
      return `${lastDay(year, month)}/${two(month)}/${year}`;
    case 'Quý Q/YYYY':
      return `Quý ${roman[Math.ceil(month / 3) - 1]}/${year}`;
    case 'QN/YYYY':
      return `Q${Math.ceil(month / 3)}/${year}`;
  }
}

/** 'DD/MM/YYYY' of some day of the month with this index (January 2019 = 0). */
export function dateText(index: number, day: number): string {
  return `${two(day)}/${two((((index % 12) + 12) % 12) + 1)}/${2019 + Math.floor(index / 12)}`;
}

function lastDay(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

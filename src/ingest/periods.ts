export type PeriodKind = 'day' | 'month' | 'quarter' | 'half' | 'ytd' | 'year' | 'range';

/** A span of days, both ends included, as ISO dates. */
export interface Period {
  readonly start: string;
  readonly end: string;
  readonly kind: PeriodKind;
}

const romans: Record<string, number> = { i: 1, ii: 2, iii: 3, iv: 4 };

/**
 * The period a cell names, or null. Dates are day first. Known forms: `Tháng 6/2020`, `T6/2020`, `tháng 06 năm 2020`, `06/2020`, `6-2020`, `2020-06`,
 * `Quý II/2020`, `Q2/2020`, `Năm 2020`, `2020`, `6 tháng đầu năm 2020` (half), `6 tháng cuối năm 2020`, `9 tháng năm 2020` and `lũy kế đến tháng 9/2020` (ytd),
 * `giai đoạn 2020 – 2025` (range), `30/6/2020`, `30-06-2020`, `30.6.2020`, `2020-06-30`, `ngày 30 tháng 6 năm 2020`.
 * The cell must be `cleanText` already. The SQL macro `parse_period` gives the same.
 */
export function parsePeriod(cell: string): Period | null {
  const text = cell.toLowerCase().replace(/[–—−]/g, '-').replace(/^kỳ( báo cáo)?\s*:?\s*/, '').trim();
  for (const { pattern, build } of forms) {
    const found = pattern.exec(text);
    if (found) return build(found);
  }
  return null;
}

interface Form {
  readonly pattern: RegExp;
  readonly build: (found: RegExpExecArray) => Period | null;
}

const forms: readonly Form[] = [
  { pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t]00:00(?::00(?:\.0+)?)?)?$/, build: ([, y, m, d]) => day(y, m, d) },
  { pattern: /^(?:ngày )?(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?: 00:00(?::00)?)?$/, build: ([, d, , m, y]) => day(y, m, d) },
  { pattern: /^(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (\d{4})$/, build: ([, d, m, y]) => day(y, m, d) },
  { pattern: /^(?:tháng|thang|t) ?(\d{1,2}) ?(?:\/|-|\.| năm | nam | )? ?(\d{4})$/, build: ([, m, y]) => month(y, m) },
  { pattern: /^(\d{1,2}) ?[/.-] ?(\d{4})$/, build: ([, m, y]) => month(y, m) },
  { pattern: /^(\d{4}) ?[/-] ?(\d{1,2})$/, build: ([, y, m]) => month(y, m) },
  { pattern: /^(\d{4})m(\d{1,2})$/, build: ([, y, m]) => month(y, m) },
  { pattern: /^(?:quý|quí|quy|q) ?(iv|iii|ii|i|[1-4]) ?(?:\/|-|\.| năm | nam | )? ?(\d{4})$/, build: ([, q, y]) => quarter(y, q) },
  { pattern: /^(\d{4}) ?[/-]? ?q([1-4])$/, build: ([, y, q]) => quarter(y, q) },
  { pattern: /^6 tháng đầu(?: năm)? ?\/? ?(\d{4})$/, build: ([, y]) => whole(y, 1, 6, 'half') },
  { pattern: /^6 tháng cuối(?: năm)? ?\/? ?(\d{4})$/, build: ([, y]) => whole(y, 7, 12, 'half') },
  { pattern: /^(\d{1,2}) tháng(?: đầu)?(?: năm)? ?\/? ?(\d{4})$/, build: ([, m, y]) => ytd(y, m) },
  { pattern: /^(?:lũy|luỹ) kế(?: đến)?(?: hết)? (?:tháng )?(\d{1,2}) ?(?:\/|-| năm ) ?(\d{4})$/, build: ([, m, y]) => ytd(y, m) },
  { pattern: /^(?:năm|nam|cả năm) ?(\d{4})$/, build: ([, y]) => whole(y, 1, 12, 'year') },
  { pattern: /^(\d{4})$/, build: ([, y]) => whole(y, 1, 12, 'year') },
  { pattern: /^(?:giai đoạn |năm )?(\d{4}) ?- ?(\d{4})$/, build: ([, from, to]) => range(from, to) },
];

function day(year: string | undefined, monthText: string | undefined, dayText: string | undefined): Period | null {
  const y = fullYear(year);
  const m = Number(monthText);
  const d = Number(dayText);
  if (!goodYear(y) || m < 1 || m > 12 || d < 1 || d > lastDay(y, m)) return null;
  const date = iso(y, m, d);
  return { start: date, end: date, kind: 'day' };
}

function month(year: string | undefined, monthText: string | undefined): Period | null {
  const m = Number(monthText);
  if (m < 1 || m > 12) return null;
  return whole(year, m, m, 'month');
}

function quarter(year: string | undefined, text: string | undefined): Period | null {
  const q = romans[text ?? ''] ?? Number(text);
  return whole(year, q * 3 - 2, q * 3, 'quarter');
}

function ytd(year: string | undefined, monthText: string | undefined): Period | null {
  const m = Number(monthText);
  if (m < 1 || m > 12) return null;
  return whole(year, 1, m, 'ytd');
}

function range(from: string | undefined, to: string | undefined): Period | null {
  const [first, last] = [Number(from), Number(to)];
  if (!goodYear(first) || !goodYear(last) || last < first) return null;
  return { start: iso(first, 1, 1), end: iso(last, 12, 31), kind: 'range' };
}

function whole(year: string | undefined, firstMonth: number, lastMonth: number, kind: PeriodKind): Period | null {
  const y = Number(year);
  if (!goodYear(y)) return null;
  return { start: iso(y, firstMonth, 1), end: iso(y, lastMonth, lastDay(y, lastMonth)), kind };
}

function fullYear(text: string | undefined): number {
  const year = Number(text);
  if ((text ?? '').length > 2) return year;
  return year + (year < 70 ? 2000 : 1900);
}

function goodYear(year: number): boolean {
  return year >= 1900 && year <= 2100;
}

function lastDay(year: number, monthNumber: number): number {
  return new Date(Date.UTC(year, monthNumber, 0)).getUTCDate();
}

function iso(y: number, m: number, d: number): string {
  return `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

/** `yes`, `no` or null. Ticks and crosses as exports print them. */
export const yesWords: readonly string[] = ['có', 'co', 'đã', 'đã có', 'đạt', 'rồi', 'yes', 'y', 'true', '1', 'x', '✓', '✔', '☑', 'đã hoàn thành', 'hoàn thành', 'đã công khai', 'đã kết nối', 'đã ban hành', 'đã xây dựng', 'đã triển khai', 'đang hoạt động'];
export const noWords: readonly string[] = ['không', 'khong', 'chưa', 'chua', 'chưa có', 'chưa đạt', 'không đạt', 'no', 'n', 'false', '0', '✗', '✘', '☐', 'chưa hoàn thành', 'chưa công khai', 'chưa kết nối', 'chưa ban hành', 'chưa xây dựng', 'chưa triển khai', 'chưa hoạt động'];

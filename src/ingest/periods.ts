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
 * `giai đoạn 2020 – 2025` (range), `30/6/2020`, `30-06-2020`, `30.6.2020`, `2020-06-30`, `ngày 30 tháng 6 năm 2020`; from one to another:
 * `15/12/2019 - 14/12/2020`, `từ ngày … đến ngày …`, `tháng 7/2019 – tháng 6/2020`, `từ tháng 1 đến tháng 6 năm 2020`, `quý I – III/2020`, of the kind that such a
 * span is (a quarter, half or whole year, up to a day of the year), else a range.
 * The text without its digits and spaces (`tháng#/#`) says the form, the digits say which period.
 * The cell must be `cleanText` already. This is the only reader of periods and days: the engine is handed its readings.
 */
export function parsePeriod(cell: string): Period | null {
  const text = cell
    .toLowerCase()
    .replace(/[–—−]/g, '-')
    .replace(/^kỳ( báo cáo)?\s*:?\s*/, '')
    .trim();
  return single(text) ?? fromTo(text);
}

function single(text: string): Period | null {
  const digits = text.match(/\d+/g) ?? [];
  if (digits.length === 0 || digits.length > 7) return null;
  const form = text.replace(/\d+/g, '#').replaceAll(' ', '');
  const lengths = [0, 1, 2].map((i) => digits[i]?.length ?? 0).join('');
  const [a = 0, b = 0, c = 0, ...rest] = digits.map(Number);
  return dayForm(form, lengths, a, b, c, rest) ?? spanForm(form, lengths, a, b);
}

/** From one day, month or quarter to another. The first may leave out what the second says: `tháng 1 – 6/2020`, `quý I – III/2020`. */
function fromTo(text: string): Period | null {
  const parts = /^(?:từ\s*)?(.+?)(?:\s+-\s+|\s*đến(?:\s+hết)?\s+)(.+)$/.exec(text) ?? /^(?:từ\s*)?([^-]+)-([^-]+)$/.exec(text);
  if (!parts || /^(?:lũy|luỹ)/.test(text)) return null;
  const [, first = '', second = ''] = parts;
  const measure = /^(?:quý|quí|quy|q|tháng|thang|t)(?=[\s\divx])/.exec(first)?.[0] ?? '';
  const to = (measure && single(`${measure} ${second}`)) || single(second);
  if (!to) return null;
  const from = single(first) ?? (measure ? single(`${first}/${to.end.slice(0, 4)}`) : null);
  if (!from || from.start >= to.start || from.kind !== to.kind) return null;
  return { start: from.start, end: to.end, kind: kindOfSpan(from.start, to.end) };
}

function kindOfSpan(start: string, end: string): PeriodKind {
  const [year, month] = start.split('-').map(Number) as [number, number];
  const lastMonth = Number(end.slice(5, 7));
  if (!start.endsWith('-01') || end !== iso(year, lastMonth, lastDay(year, lastMonth)))
    return start === iso(year, 1, 1) && end.startsWith(`${year}`) ? 'ytd' : 'range';
  const months = lastMonth - month + 1;
  if (months === 1) return 'month';
  if (months === 3 && month % 3 === 1) return 'quarter';
  if (months === 6 && month % 6 === 1) return 'half';
  if (month === 1) return months === 12 ? 'year' : 'ytd';
  return 'range';
}

function dayForm(form: string, lengths: string, a: number, b: number, c: number, rest: readonly number[]): Period | null {
  if (!/^(?:(?:ngày)?(?:#\/#\/#|#-#-#|#\.#\.#)(?:t?#:#(?::#(?:\.#)?)?)?|(?:ngày)?#tháng#năm#)$/.test(form) || rest.some((one) => one !== 0))
    return null;
  if (/^[12][12]4$/.test(lengths)) return day(c, b, a);
  if (/^[12][12]2$/.test(lengths)) return day(c + (c < 70 ? 2000 : 1900), b, a);
  return /^4[12][12]$/.test(lengths) && form.startsWith('#-#-#') ? day(a, b, c) : null;
}

function spanForm(form: string, lengths: string, a: number, b: number): Period | null {
  const short = /^[12]40$/.test(lengths);
  if (short && /^(?:(?:tháng|thang|t)#(?:\/|-|\.|năm|nam)?#|#[/.-]#)$/.test(form)) return span(b, a, a, 'month');
  if (/^4[12]0$/.test(lengths) && /^#[/m-]#$/.test(form)) return span(a, b, b, 'month');
  const roman = romans[/^(?:quý|quí|quy|q)(iv|iii|ii|i)(?:\/|-|\.|năm|nam)?#$/.exec(form)?.[1] ?? ''];
  if (roman !== undefined && lengths === '400') return span(a, roman * 3 - 2, roman * 3, 'quarter');
  if (lengths === '140' && a >= 1 && a <= 4 && /^(?:quý|quí|quy|q)#(?:\/|-|\.|năm|nam)?#$/.test(form))
    return span(b, a * 3 - 2, a * 3, 'quarter');
  if (lengths === '410' && b >= 1 && b <= 4 && /^#[/-]?q#$/.test(form)) return span(a, b * 3 - 2, b * 3, 'quarter');
  if (lengths === '140' && a <= 2 && /^h#(?:\/|-|\.|năm)?#$/.test(form))
    return a === 1 ? span(b, 1, 6, 'half') : a === 2 ? span(b, 7, 12, 'half') : null;
  if (lengths === '400' && /^nửa(?:đầu|cuối)năm#$/.test(form)) return form.includes('đầu') ? span(a, 1, 6, 'half') : span(a, 7, 12, 'half');
  if (lengths === '140' && a === 6 && /^#(?:tháng|t)(?:đầu|cuối)(?:năm)?\/?#$/.test(form))
    return form.includes('đầu') ? span(b, 1, 6, 'half') : span(b, 7, 12, 'half');
  if (short && /^(?:#(?:tháng|t)(?:đầu)?(?:năm)?\/?#|(?:lũy|luỹ)kế(?:đến)?(?:hết)?(?:tháng)?#(?:\/|-|năm)#)$/.test(form))
    return span(b, 1, a, 'ytd');
  if (lengths === '400' && /^(?:năm|nam|cảnăm)?#$/.test(form)) return span(a, 1, 12, 'year');
  if (lengths === '440' && /^(?:năm|giaiđoạn)?#-#$/.test(form) && a <= b && goodYear(a) && goodYear(b))
    return { start: iso(a, 1, 1), end: iso(b, 12, 31), kind: 'range' };
  return null;
}

function day(y: number, m: number, d: number): Period | null {
  if (!goodYear(y) || m < 1 || m > 12 || d < 1 || d > lastDay(y, m)) return null;
  const date = iso(y, m, d);
  return { start: date, end: date, kind: 'day' };
}

function span(y: number, firstMonth: number, lastMonth: number, kind: PeriodKind): Period | null {
  if (!goodYear(y) || firstMonth < 1 || lastMonth < 1 || lastMonth > 12) return null;
  return { start: iso(y, firstMonth, 1), end: iso(y, lastMonth, lastDay(y, lastMonth)), kind };
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

/** The day that Excel counts as `43831` (2020-01-01), as ISO date; null for anything but five digits. A time of day behind a point is left out. */
export function serialDay(cell: string): string | null {
  const [, days] = /^([3-5]\d{4})(?:\.\d+)?$/.exec(cell) ?? [];
  return days === undefined ? null : new Date(Date.UTC(1899, 11, 30 + Number(days))).toISOString().slice(0, 10);
}

/** Words (lower case) for yes and no in yes/no columns. Ticks and crosses as exports print them. */
export const yesWords: readonly string[] = [
  'có',
  'co',
  'đã',
  'đã có',
  'đạt',
  'rồi',
  'yes',
  'y',
  'true',
  '1',
  'x',
  '✓',
  '✔',
  '☑',
  'đã hoàn thành',
  'hoàn thành',
  'đã công khai',
  'đã kết nối',
  'đã ban hành',
  'đã xây dựng',
  'đã triển khai',
  'đang hoạt động',
];
export const noWords: readonly string[] = [
  'không',
  'khong',
  'chưa',
  'chua',
  'chưa có',
  'chưa đạt',
  'không đạt',
  'no',
  'n',
  'false',
  '0',
  '✗',
  '✘',
  '☐',
  'chưa hoàn thành',
  'chưa công khai',
  'chưa kết nối',
  'chưa ban hành',
  'chưa xây dựng',
  'chưa triển khai',
  'chưa hoạt động',
];

import type { SheetCell } from '../notebook/notebook';
import { setCells, valueAt, type SheetRange } from './sheet';
import { editText, readValue, type SheetReader, type SheetType, type SheetValue } from './sheet-value';
import { isIsoDate } from '../sql/sql-literal';

/**
 * Goes on from `source` into `target`, which is the source grown in one direction (as the fill handle is dragged). Two numbers and more go on by
 * their step, days by day or month, 'Tháng 12/2025' by month, 'Quý 4/2025' by quarter, 'Xã 7' by its number; everything else is repeated.
 * @param alone what a single number does: 'copy' (default) or 'count' on by one
 */
export function fill(
  sheet: SheetCell,
  source: SheetRange,
  target: SheetRange,
  reader: SheetReader,
  alone: 'copy' | 'count' = 'copy',
): SheetCell {
  const vertical = target.left === source.left && target.right === source.right;
  const backwards = vertical ? target.top < source.top : target.left < source.left;
  const cells: { row: number; column: number; value: SheetValue }[] = [];
  const lines = vertical ? span(source.left, source.right) : span(source.top, source.bottom);
  const from = vertical ? span(source.top, source.bottom) : span(source.left, source.right);
  const to = vertical
    ? backwards
      ? span(target.top, source.top - 1)
      : span(source.bottom + 1, target.bottom)
    : backwards
      ? span(target.left, source.left - 1)
      : span(source.right + 1, target.right);
  if (backwards) {
    from.reverse();
    to.reverse();
  }
  for (const line of lines) {
    const place = (at: number) => (vertical ? { row: at, column: line } : { row: line, column: at });
    const typeAt = (at: number): SheetType => sheet.columns[place(at).column]?.type ?? 'text';
    const type = from.every((at) => typeAt(at) === typeAt(from[0]!)) ? typeAt(from[0]!) : null;
    const values = from.map((at) => valueAt(sheet, place(at).row, place(at).column));
    const next = type === null ? repeated(values, to.length) : continued(values, to.length, type, alone);
    to.forEach((at, i) => {
      const source = typeAt(from[i % from.length]!);
      const value = next[i] ?? null;
      cells.push({ ...place(at), value: typeAt(at) === source ? value : readValue(editText(value, source, reader), typeAt(at), reader) });
    });
  }
  return setCells(sheet, cells);
}

/** Copies the first row of a range into the others (Ctrl+D). */
export function fillDown(sheet: SheetCell, range: SheetRange, reader: SheetReader): SheetCell {
  return copyOn(sheet, { ...range, bottom: range.top }, range, reader);
}

/** Copies the first column of a range into the others (Ctrl+R). */
export function fillRight(sheet: SheetCell, range: SheetRange, reader: SheetReader): SheetCell {
  return copyOn(sheet, { ...range, right: range.left }, range, reader);
}

/** Goes on from the filled cells at the head of each column of a range down to its end; a single number counts on. */
export function fillSeries(sheet: SheetCell, range: SheetRange, reader: SheetReader): SheetCell {
  let next = sheet;
  for (let column = range.left; column <= range.right; column++) {
    let bottom = range.top;
    while (bottom < range.bottom && valueAt(sheet, bottom + 1, column) !== null) bottom++;
    const source = { top: range.top, bottom, left: column, right: column };
    if (bottom < range.bottom) next = fill(next, source, { ...source, bottom: range.bottom }, reader, 'count');
  }
  return next;
}

function copyOn(sheet: SheetCell, source: SheetRange, range: SheetRange, reader: SheetReader): SheetCell {
  const cells: { row: number; column: number; value: SheetValue }[] = [];
  for (let row = range.top; row <= range.bottom; row++)
    for (let column = range.left; column <= range.right; column++) {
      const [fromRow, fromColumn] = [Math.min(row, source.bottom), Math.min(column, source.right)];
      const [from, to] = [sheet.columns[fromColumn]!.type, sheet.columns[column]!.type];
      const value = valueAt(sheet, fromRow, fromColumn);
      cells.push({ row, column, value: from === to ? value : readValue(editText(value, from, reader), to, reader) });
    }
  return setCells(sheet, cells);
}

/** The next `count` values of a series. */
function continued(values: readonly SheetValue[], count: number, type: SheetType, alone: 'copy' | 'count'): SheetValue[] {
  if (values.length === 0 || values.some((value) => value === null)) return repeated(values, count);
  if (values.every((value) => typeof value === 'number')) {
    const step = stepOf(values, alone === 'count' ? 1 : 0);
    return step === null ? repeated(values, count) : times(count, (n) => tidy(values.at(-1)! + step * n));
  }
  if (!values.every((value) => typeof value === 'string')) return repeated(values, count);
  if (type === 'date') return continuedDays(values, count);
  return type === 'text' ? continuedTexts(values, count) : repeated(values, count);
}

function continuedDays(days: readonly string[], count: number): SheetValue[] {
  if (!days.every(isIsoDate)) return repeated(days, count);
  const monthOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const ends = days.every((day) => addDays(day, 1).endsWith('-01'));
  const monthly = days.length > 1 && (ends || days.every((day) => day.slice(8) === days[0]!.slice(8)));
  const months = monthly ? stepOf(days.map(monthOf), 0) : null;
  if (months) {
    const last = monthOf(days.at(-1)!);
    return times(count, (n) => dayInMonth(last + months * n, ends ? 31 : Number(days[0]!.slice(8))));
  }
  const step = stepOf(
    days.map((day) => Date.parse(day) / 86_400_000),
    1,
  );
  return step === null ? repeated(days, count) : times(count, (n) => addDays(days.at(-1)!, step * n));
}

/** 'Tháng 12/2025' and 'Quý 4/2025' turn the year; any other text counts on its last number. */
function continuedTexts(texts: readonly string[], count: number): SheetValue[] {
  const iso = texts.map((text) => /^(\d{4})-(\d{2})$/.exec(text));
  const named = texts.map((text) => /^(.*?)(\d{1,2})(\s*[/.-]\s*|\s+năm\s+)(\d{4})$/i.exec(text));
  if (iso.every((match) => match !== null)) {
    const step = stepOf(
      iso.map((match) => Number(match[1]) * 12 + Number(match[2]) - 1),
      1,
    );
    const last = Number(iso.at(-1)![1]) * 12 + Number(iso.at(-1)![2]) - 1;
    if (step !== null) return times(count, (n) => `${Math.floor((last + step * n) / 12)}-${pad(((last + step * n) % 12) + 1)}`);
  }
  if (named.every((match) => match !== null)) {
    const [, head = '', digits = '', mark = ''] = named.at(-1)!;
    const length = /qu[ýí]|^q/i.test(head) ? 4 : 12;
    const alike = named.every((match) => match[1] === head && match[3] === mark && Number(match[2]) >= 1 && Number(match[2]) <= length);
    const places = named.map((match) => Number(match[4]) * length + Number(match[2]) - 1);
    const step = alike && /^$|th|^t|qu|^q|m/i.test(head) ? stepOf(places, 1) : null;
    if (step !== null)
      return times(count, (n) => {
        const place = places.at(-1)! + step * n;
        const part = (place % length) + 1;
        return `${head}${digits.length === 2 && digits.startsWith('0') ? pad(part) : part}${mark}${Math.floor(place / length)}`;
      });
  }
  const counted = texts.map((text) => /^(.*?\D)(\d{1,9})$/s.exec(text));
  if (counted.every((match) => match !== null) && counted.every((match) => match[1] === counted[0]![1])) {
    const step = stepOf(
      counted.map((match) => Number(match[2])),
      1,
    );
    const last = counted.at(-1)!;
    if (step !== null && Number(last[2]) + step * count >= 0)
      return times(count, (n) => {
        const digits = String(Number(last[2]) + step * n);
        return last[1]! + (last[2]!.startsWith('0') ? digits.padStart(last[2]!.length, '0') : digits);
      });
  }
  return repeated(texts, count);
}

/** The constant step between neighbours; `alone` for a single one; null when it is not constant. */
function stepOf(values: readonly number[], alone: number): number | null {
  if (values.length === 1) return alone;
  const step = tidy(values[1]! - values[0]!);
  return values.every((value, at) => at === 0 || Math.abs(value - values[at - 1]! - step) < 1e-9 * Math.max(1, Math.abs(value)))
    ? step
    : null;
}

function repeated(values: readonly SheetValue[], count: number): SheetValue[] {
  return times(count, (n) => (values.length === 0 ? null : values[(n - 1) % values.length]!));
}

function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i + 1));
}

function span(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/** Sums of binary fractions without the digits that nobody typed. */
const tidy = (value: number) => Number(value.toPrecision(14));

const pad = (n: number) => String(n).padStart(2, '0');

function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A day of a month counted from year 0, at most its last one. */
function dayInMonth(month: number, day: number): string {
  const [y, m] = [Math.floor(month / 12), month % 12];
  const last = new Date(Date.UTC(y, m + 1, 0)).getUTCDate();
  return `${String(y).padStart(4, '0')}-${pad(m + 1)}-${pad(Math.min(day, last))}`;
}

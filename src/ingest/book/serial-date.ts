import type { NumberForm } from './cell-format';

const dayMs = 86_400_000;
/** 31 December 9999. */
const lastSerial = 2_958_465;

/**
 * A serial day of a workbook as ISO text: `2020-06-30`, `2020-06` where the format shows months and the day is the first, `2020-06-30 08:15:00`, `08:15:00`.
 * Null for what is no day: below zero, past 9999, and the 29 February 1900 that Excel believes in.
 *
 * @param from1904 the workbook counts from 1 January 1904 (Excel for Mac) instead of 1900
 */
export function serialText(serial: number, form: NumberForm, from1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial > lastSerial + 1) return null;
  // A double holds a time of day to some microseconds; seconds are what formats show.
  const seconds = Math.round(serial * 86_400);
  if (form === 'duration' || (form === 'time' && serial < 1)) return clockText(seconds);
  const day = Math.floor(seconds / 86_400);
  const rest = seconds - day * 86_400;
  if (!from1904 && day === 60) return null;
  if (!from1904 && day === 0) return rest > 0 ? clockText(rest) : null;
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  const date = new Date(epoch + day * dayMs).toISOString().slice(0, 10);
  if (rest > 0 || form === 'date-time') return `${date} ${clockText(rest)}`;
  return form === 'month' && date.endsWith('-01') ? date.slice(0, 7) : date;
}

function clockText(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/**
 * A day as people type it, as 'YYYY-MM-DD': day first (`31/12/2020`, `31-12-2020`, `31.12.2020`), ISO, or with an English month name
 * (`31 Dec 2020`). Null when it is no day of the calendar.
 */
export function dayTyped(text: string): string | null {
  const clean = text.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(clean);
  const dayFirst = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(clean);
  const named = /^(\d{1,2}) ([a-z]{3})[a-z]* (\d{4})$/i.exec(clean);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  if (dayFirst) return dayOf(Number(dayFirst[3]), Number(dayFirst[2]), Number(dayFirst[1]));
  if (named) return dayOf(Number(named[3]), months.indexOf(named[2]!.toLowerCase()) + 1, Number(named[1]));
  return null;
}

/** A month as people type it (`6/2020`, `06-2020`, `2020-06`), as 'YYYY-MM'; null when it is none. */
export function monthTyped(text: string): string | null {
  const clean = text.trim().replace(/^(tháng|thang|t)\s*/i, '');
  const monthFirst = /^(\d{1,2})[/.-](\d{4})$/.exec(clean);
  const iso = /^(\d{4})-(\d{1,2})$/.exec(clean);
  const day = monthFirst ? dayOf(Number(monthFirst[2]), Number(monthFirst[1]), 1) : iso ? dayOf(Number(iso[1]), Number(iso[2]), 1) : null;
  return day?.slice(0, 7) ?? null;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function dayOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : null;
}

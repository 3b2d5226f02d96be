/**
 * The last day on which meeting a demand still counts, read from a deadline rule of the target and task tables.
 *
 * One of:
 * - `before 2020-09-30`: the day before ("trước ngày" leaves the day itself out)
 * - `on 2020-09-30`: that day
 * - `in month 2020-09`, `by month 2020-09`: the month's last day
 * - `in quarter 2020-Q3`: the quarter's last day
 * - `by end of year 2020`, `period to 2025`: 31 December of that year
 * - `none`: no deadline stated
 *
 * @returns an ISO date, or null for `none`
 * @throws RangeError on any other rule, and on a day, month or quarter that does not exist
 */
export function deadlineOf(rule: string): string | null {
  if (rule === 'none') return null;

  const day = /^(before|on) (\d{4})-(\d{2})-(\d{2})$/.exec(rule);
  if (day) {
    const printed = isoDay(rule, Number(day[2]), Number(day[3]), Number(day[4]));
    return day[1] === 'before' ? dayBefore(printed) : printed;
  }

  const month = /^(?:in|by) month (\d{4})-(\d{2})$/.exec(rule);
  if (month) return lastDayOfMonth(rule, Number(month[1]), Number(month[2]));

  const quarter = /^in quarter (\d{4})-Q([1-4])$/.exec(rule);
  if (quarter) return lastDayOfMonth(rule, Number(quarter[1]), Number(quarter[2]) * 3);

  const year = /^(?:by end of year|period to) (\d{4})$/.exec(rule);
  if (year) return lastDayOfMonth(rule, Number(year[1]), 12);

  throw new RangeError(`unknown deadline rule; "${rule}" is none of the rules the target table may hold`);
}

function lastDayOfMonth(rule: string, year: number, month: number): string {
  // Day 0 of the next month is the last day of this one, leap years included.
  return isoDay(rule, year, month, new Date(Date.UTC(year, month, 0)).getUTCDate());
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

function isoDay(rule: string, year: number, month: number, day: number): string {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    throw new RangeError(`impossible date; "${rule}" names a day that does not exist`);
  }
  return date.toISOString().slice(0, 10);
}

import type { ReportCase } from './report-fact';
import { reportFaults, shuffled, type ReportFault } from './report-faults';
import { bookReport, textReport } from './report-file';
import { soundPlan } from './report-plan';

/** Each fault alone, as text and as a workbook, and so many pairs of faults that do not get in each other's way. */
export function reportCases({ pairs = 90 }: { pairs?: number } = {}): ReportCase[] {
  const cases: ReportCase[] = [
    textReport('sound report', 'sound report', soundPlan(7)),
    bookReport('sound report', 'sound report', soundPlan(7)),
  ];
  reportFaults.forEach((fault, i) => {
    const plan = fault.spoil(soundPlan(100 + i));
    cases.push(textReport(fault.name, fault.name, plan));
    if (fault.book !== false) cases.push(bookReport(fault.name, fault.name, plan));
  });
  for (const [i, [one, other]] of pairsOf(pairs).entries()) {
    const plan = other.spoil(one.spoil(soundPlan(1000 + i)));
    const name = `${one.name} + ${other.name}`;
    const book = one.book !== false && other.book !== false && i % 2 === 1;
    cases.push(book ? bookReport(name, 'two faults', plan) : textReport(name, 'two faults', plan));
  }
  return cases;
}

/** Pairs in which every fault comes about equally often; the rarer kinds of change first within the pair's order. */
function pairsOf(count: number): (readonly [ReportFault, ReportFault])[] {
  const order = ['units', 'periods', 'numbers', 'days', 'rows', 'heads', 'arrangement', 'dialect', 'letters', 'bytes'];
  const place = (fault: ReportFault) => Math.max(-1, ...fault.takes.map((one) => order.indexOf(one)));
  const pairs: (readonly [ReportFault, ReportFault])[] = [];
  const seen = new Set<string>();
  for (let round = 0; pairs.length < count && round < 50; round++) {
    const faults = shuffled(reportFaults, round + 1);
    for (let i = 0; i + 1 < faults.length && pairs.length < count; i += 2) {
      const [one, other] = [faults[i]!, faults[i + 1]!].sort((a, b) => place(a) - place(b)) as [ReportFault, ReportFault];
      const key = `${one.name} + ${other.name}`;
      if (one.takes.some((taken) => other.takes.includes(taken)) || seen.has(key) || clash(one, other)) continue;
      seen.add(key);
      pairs.push([one, other]);
    }
  }
  return pairs;
}

/** Pairs that cannot be written, or that mean something else together. */
function clash(one: ReportFault, other: ReportFault): boolean {
  const names = [one.name, other.name];
  const has = (part: RegExp) => names.some((name) => part.test(name));
  const narrow = has(/^windows-1258$|TCVN3|VNI|mojibake/);
  // Single bytes have no place for these letters, and letters changed twice are another fault.
  if (narrow && has(/–|…|Eth|zero-width|other spaces|no-break|with spaces|other names|range|names only|two languages|UTF-16|UTF-8 mark/))
    return true;
  if (has(/transposed|pairs of columns/) && has(/months|quarters|periods/)) return true;
  // Fields that the plan's second change would overwrite.
  return has(/periods|months|quarters/) && has(/days|Excel|no data|figures|percent|numbers|thousands|decimal|count and|words/);
}

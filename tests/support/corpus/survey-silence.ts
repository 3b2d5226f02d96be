import type { CorpusCase, TextTable } from './corpus-case';
import type { Written } from './our-reader';
import type { ReadIssue } from './report-score';

/** Remarks on values; none of them tells of a change. */
const remarks = /^(identical-rows|over-100|empty-column|unit-missing|period-missing|total-mismatch|file-no-rows)$/;

/**
 * What a reading of a survey file kept to itself: the damaged row, where a reading had to be chosen, is named by no issue; or rows differ from the
 * truth that no issue can mean. Empty when nothing was changed in silence.
 */
export function silentInSurvey(file: CorpusCase, read: Written): string[] {
  if (read.error) return [];
  const issues = read.issues.filter((issue) => !remarks.test(issue.code));
  const named = file.chosen !== undefined && issues.some((issue) => names(issue, file.chosen!));
  const found: string[] = [];
  if (file.chosen && !named) found.push(`line ${file.chosen[0]} was read by choice, and no issue names it`);
  file.truth.forEach((truth, i) => {
    const changed = changedRows(truth, read.tables[i] ?? null);
    const others = changed.filter((row) => row !== file.damagedRow);
    if (others.length && !issues.some((issue) => fileWide(issue) || issue.rows >= others.length))
      found.push(`table ${i + 1}: ${others.length} rows differ, first ${others[0]}, and no issue means them`);
    if (changed.includes(file.damagedRow ?? -1) && !named && !issues.length)
      found.push(`row ${file.damagedRow} differs, and no issue means it`);
  });
  const more = read.tables.filter((table) => table.header || table.rows.length).length - file.truth.length;
  if (more > 0 && issues.length === 0) found.push(`${more} tables too many, and no issue`);
  return found;
}

function names(issue: ReadIssue, [from, to]: readonly [number, number]): boolean {
  return issue.examples.some(({ row }) => row >= from && row <= to) || (issue.examples.length >= 5 && issue.rows > issue.examples.length);
}

const fileWide = (issue: ReadIssue) =>
  issue.column === null &&
  /^(encoding|dialect|delimiter|quote|escape|no-header|header|several|table|layout|text|ragged|unbalanced)/.test(issue.code);

/** Rows of the truth (0 is the header) that the reading does not have, each as often as it stands there. */
function changedRows(truth: TextTable, read: TextTable | null): number[] {
  const key = (row: readonly string[]) => row.map((cell) => cell.replaceAll(/\r\n?/g, '\n')).join('\u001f');
  const left = new Map<string, number>();
  for (const row of read?.rows ?? []) left.set(key(row), (left.get(key(row)) ?? 0) + 1);
  const joinedHead = (header: readonly string[] | null) => (header ? key(header).replaceAll(' › ', ' ') : null);
  const changed: number[] = joinedHead(truth.header) === joinedHead(read?.header ?? null) ? [] : [0];
  truth.rows.forEach((row, i) => {
    const count = left.get(key(row)) ?? 0;
    if (count > 0) left.set(key(row), count - 1);
    else changed.push(i + 1);
  });
  return changed;
}

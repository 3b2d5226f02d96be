import { fill } from './app-error';
import type { Issue } from './issue';
import { issueCatalogue, type IssueCode } from './issue-catalogue';
import type { Language } from './language';

/** An issue, or what was done in the same way to several columns. */
export interface IssueGroup extends Issue {
  /** Two or more; absent for a single issue. */
  readonly columns?: readonly string[];
}

/** So many columns with the same repair are told as one. */
const manyColumns = 4;
const mostExamples = 5;
const mostNamed = 4;

/** Codes whose issues differ in nothing but the column: each text begins with it. */
const alike: readonly IssueCode[] = [
  'percent-text',
  'decimal-comma',
  'thousands-dot',
  'thousands-comma',
  'thousands-space',
  'number-marks',
  'empty-column',
  'null-token',
];

/** The issues in their order, with the same repair of many columns told once, where the first of them stood. A single question is never hidden among others. */
export function groupedIssues(issues: readonly Issue[]): IssueGroup[] {
  const keyOf = (issue: Issue) =>
    issue.kind === 'repair' && issue.column !== undefined && alike.includes(issue.code)
      ? `${issue.code} ${JSON.stringify(issue.detail ?? {})}`
      : null;
  const members = new Map<string, Issue[]>();
  for (const issue of issues) {
    const key = keyOf(issue);
    if (key !== null) members.set(key, [...(members.get(key) ?? []), issue]);
  }
  return issues.flatMap((issue): IssueGroup[] => {
    const key = keyOf(issue);
    const all = key === null ? [] : (members.get(key) ?? []);
    if (all.length < manyColumns) return [issue];
    if (all[0] !== issue) return [];
    const { column: _, ...rest } = issue;
    return [
      {
        ...rest,
        columns: all.flatMap((one) => one.column ?? []),
        rows: issue.code === 'empty-column' ? issue.rows : all.reduce((sum, one) => sum + one.rows, 0),
        examples: all.flatMap((one) => one.examples.slice(0, 1)).slice(0, mostExamples),
      },
    ];
  });
}

/** The group as one sentence in the reader's language. */
export function groupText(issue: IssueGroup, language: Language): string {
  const { columns } = issue;
  const template = issueCatalogue[issue.code][language];
  if (!columns) return fill(template, { ...issue.detail, rows: issue.rows, column: issue.column ?? '' });
  const named = columns.slice(0, mostNamed).map((column) => `“${column}”`);
  const list = `${columns.length} ${language === 'vi' ? 'cột' : 'columns'} (${named.join(', ')}${columns.length > mostNamed ? '…' : ''})`;
  return fill(template.replace(/^(?:Cột|Column) “\{column\}”/, '{list}'), { ...issue.detail, rows: issue.rows, list });
}

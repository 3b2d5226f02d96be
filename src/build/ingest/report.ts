import type { AppError } from '../../core/app-error';
import { issueText, type Issue } from '../../core/issue';
import { groupedIssues, groupText } from '../../core/issue-group';
import type { RecipeStep } from '../../core/recipe/recipe';
import type { Dialect } from '../../ingest/dialect';

export interface TableReport {
  /** The CSV file written for the table. */
  readonly csv: string;
  readonly encoding: string;
  /** Null where the file is no text. */
  readonly dialect: Dialect | null;
  readonly layout: Readonly<Record<string, unknown>>;
  readonly columns: readonly string[];
  readonly steps: readonly RecipeStep[];
  readonly issues: readonly Issue[];
  /** Rows of the file by what became of them. */
  readonly counts: object;
}

/** What is told of one file, as JSON: its first table at the top, all of them under `tables`, the issues of all at the top. */
export function reportJson(file: string, mode: 'raw' | 'clean', tables: readonly TableReport[], error: AppError | null): string {
  const written = tables.map((table) => ({ ...table, summary: summaryOf(table.issues), issues: table.issues.map(told) }));
  const [first] = written;
  const report = {
    file,
    mode,
    encoding: first?.encoding ?? null,
    dialect: first?.dialect ?? null,
    layout: first?.layout ?? null,
    steps: first?.steps ?? [],
    summary: first?.summary ?? { vi: [], en: [] },
    issues: written.flatMap((table) => table.issues),
    counts: first?.counts ?? null,
    tables: written,
    error: error && {
      code: error.code,
      message: { vi: error.text('vi'), en: error.text('en') },
      hint: { vi: error.hint('vi'), en: error.hint('en') },
    },
  };
  return `${JSON.stringify(report, null, 1)}\n`;
}

/** What a reader wants to know, in a few sentences: the most consequential first, the same repair of many columns once. */
function summaryOf(issues: readonly Issue[]) {
  const groups = groupedIssues(issues);
  return { vi: groups.map((issue) => groupText(issue, 'vi')), en: groups.map((issue) => groupText(issue, 'en')) };
}

function told(issue: Issue) {
  return {
    code: issue.code,
    kind: issue.kind,
    message: { vi: issueText(issue, 'vi'), en: issueText(issue, 'en') },
    table: issue.table,
    column: issue.column ?? null,
    rows: issue.rows,
    examples: issue.examples,
  };
}

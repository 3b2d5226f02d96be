import type { Language } from './language';
import { issueCatalogue, type IssueCode } from './issue-catalogue';
import { fill } from './app-error';

/**
 * What is wrong, or was changed, in the *data* of one table. A value, never thrown.
 * - `repair`: read differently from what the bytes say (encoding, decimal comma, alias); always reversible
 * - `warning`: kept as it is, but implausible (over 100 %, missing unit)
 * - `question`: could be read two ways; the reader decides
 * - `rejection`: rows put aside, with the reason
 */
export interface Issue {
  readonly code: IssueCode;
  readonly kind: 'repair' | 'warning' | 'question' | 'rejection';
  readonly table: string;
  /** Header of the column concerned, as in the file. */
  readonly column?: string;
  /** How many rows (or cells) are concerned. */
  readonly rows: number;
  /** At most five. */
  readonly examples: readonly IssueExample[];
  /** Values for the `{placeholders}` of the code's text. */
  readonly detail?: Readonly<Record<string, string | number>>;
}

export interface IssueExample {
  /** 1-based line (text files) or row (spreadsheets) in the source file. */
  readonly row: number;
  readonly before: string;
  readonly after?: string;
}

/** The issue as one sentence in the reader's language. */
export function issueText(issue: Issue, language: Language): string {
  return fill(issueCatalogue[issue.code][language], { ...issue.detail, rows: issue.rows, column: issue.column ?? '' });
}

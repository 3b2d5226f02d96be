import type { Issue } from '../issue';
import { stepsOf, type Recipe } from './recipe';
import { questionIds } from './recipe-question';

const numberCodes: readonly Issue['code'][] = ['decimal-comma', 'thousands-dot', 'thousands-comma', 'thousands-space'];

/**
 * The issues of a table under its recipe as it is now: what the reader's first suggestion repaired and the recipe no longer does is left out, and
 * a question that a person has answered is none any more.
 */
export function settledIssues(issues: readonly Issue[], recipe: Recipe): Issue[] {
  const answered = new Set(recipe.answered ?? []);
  return issues.flatMap((issue): Issue[] => {
    if (issue.column !== undefined && numberCodes.includes(issue.code)) return holds(issue, recipe) ? [issue] : [];
    if (issue.code === 'null-token') return nullHolds(issue, recipe) ? [issue] : [];
    if (issue.kind !== 'question') return [issue];
    const ids = questionIds(issue);
    if (ids.length === 0 || !ids.every((id) => answered.has(id))) return [issue];
    if (issue.code === 'ambiguous-number') {
      const chosen = chosenReading(issue, recipe);
      return [{ ...issue, code: 'number-confirmed', kind: 'repair', detail: { ...issue.detail, chosen } }];
    }
    return [{ ...issue, kind: issue.code === 'unit-near' || issue.code === 'duplicate-conflict' ? 'rejection' : 'repair' }];
  });
}

function numberStep(recipe: Recipe, column: string) {
  return stepsOf(recipe, 'parse-number').findLast((step) => step.column === column);
}

function holds(issue: Issue, recipe: Recipe): boolean {
  const step = numberStep(recipe, issue.column ?? '');
  if (!step) return false;
  if (issue.code === 'decimal-comma') return step.decimal === ',';
  return step.thousands === (issue.code === 'thousands-dot' ? '.' : issue.code === 'thousands-comma' ? ',' : ' ');
}

function nullHolds(issue: Issue, recipe: Recipe): boolean {
  const token = String(issue.detail?.token ?? '').toLowerCase();
  return stepsOf(recipe, 'null-tokens').some((step) => step.column === issue.column && step.tokens.includes(token));
}

function chosenReading(issue: Issue, recipe: Recipe): string {
  const step = numberStep(recipe, issue.column ?? '');
  const sample = String(issue.detail?.sample ?? '');
  const grouped = step ? sample.includes(step.thousands ?? '\0') : false;
  return String((grouped ? issue.detail?.asThousands : issue.detail?.asDecimal) ?? sample);
}

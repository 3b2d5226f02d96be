import type { RecipeStep } from '../../core/recipe/recipe';
import type { Language } from '../../core/language';
import { reviewWords } from './words';

/** A step as one line. A step of a kind that has no words yet is shown by its name. */
export function stepText(step: RecipeStep, language: Language): string {
  const words = reviewWords[language];
  const column = 'column' in step ? step.column : step.op === 'compute' ? step.name : '';
  return words.step[step.op]?.(detailOf(step, language), column) ?? `${step.op} ${column}`.trim();
}

function detailOf(step: RecipeStep, language: Language): string {
  const words = reviewWords[language];
  const lines = (rows: readonly number[]) => (rows.length > 5 ? `${rows.slice(0, 5).join(', ')}…` : rows.join(', '));
  switch (step.op) {
    case 'parse-number':
      return step.thousands === null ? `1234${step.decimal}5` : `1${step.thousands}234${step.decimal}5`;
    case 'rename':
      return step.to;
    case 'match-unit':
      return step.systems.filter((system) => system !== 'VN').join(', ');
    case 'compute':
    case 'filter-rows':
      return step.sql.replace(/\s+/g, ' ');
    case 'take-rows':
      return lines(step.rows);
    case 'mark-rows':
      return `${lines(step.rows)} → ${words.kinds[step.kind]?.[1] ?? step.kind}`;
    case 'fix-cell':
      return `${step.row} → ${step.text}`;
    default:
      return '';
  }
}

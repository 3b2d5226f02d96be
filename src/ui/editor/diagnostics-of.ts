import type { AppError } from '../../core/app-error';
import type { Language } from '../../core/language';
import type { ParamSpec, ParamValues } from '../../core/question';
import { placeAsWritten } from '../../core/source-place';
import { sqlName } from '../../core/sql/sql-name';
import type { SqlDiagnostic } from './editor-problems';

/** An error of a statement as the editor shows it: at its place in the text as written, with what may have been meant. */
export function diagnosticsOf(
  error: AppError | null,
  sql: string,
  specs: readonly ParamSpec[],
  values: ParamValues,
  language: Language,
): SqlDiagnostic[] {
  if (!error) return [];
  const { fix, length, line, column } = error.detail;
  // Found in the text as written: the place is one in it, and what makes the problem is longer than a name.
  if (typeof length === 'number') {
    const fixes = typeof fix === 'string' && fix !== '' ? [fix] : [];
    return [{ line: Number(line), column: Number(column), length, message: `${error.text(language)}. ${error.hint(language)}`, fixes }];
  }
  const place = placeAsWritten(error, sql, specs, values) ?? { line: 1, column: 1 };
  const { name, candidates } = error.detail;
  const wrong = typeof name === 'string' && name !== '' ? { wrong: name } : {};
  const message = `${error.text(language)}. ${error.hint(language)}`;
  return [{ ...place, message, ...wrong, fixes: wrong.wrong ? fixesOf(String(candidates ?? '')) : [] }];
}

/** Whether a statement only lacks the table of another cell that has not run yet: nothing is wrong with its text. */
export function awaitsCell(error: AppError, cells: readonly { readonly name: string; readonly kind: string }[]): boolean {
  if (error.code !== 'sql-unknown-table') return false;
  const missing = String(error.detail.name).toLowerCase();
  return cells.some(({ name, kind }) => kind !== 'input' && name.toLowerCase() === missing);
}

/** The names of a list such as `"a", "b.c"` as SQL. */
function fixesOf(candidates: string): string[] {
  const names = [...candidates.matchAll(/"((?:[^"]|"")+)"/g)].map((found) => found[1]!);
  return names.slice(0, 3).map((name) => name.split('.').map(sqlName).join('.'));
}

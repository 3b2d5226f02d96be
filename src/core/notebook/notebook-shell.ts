import { bindQuestion } from '../bind-question';
import type { InputCell, QueryCell } from './notebook';
import type { ParamSpec, ParamValue } from '../question';
import { identifier, isIsoDate, textListLiteral } from '../sql/sql-literal';
import { findParameters, parameterNames } from '../sql/sql-text';

const variable = /getvariable\(( *)'([A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)'\)/g;

/**
 * A cell's SQL as a DuckDB shell runs it: `$name`, which the shell does not know, becomes `getvariable('name')`. A
 * `getvariable( 'x')` that the cell itself holds gets one more blank; so reading can tell them apart.
 */
export function toShellSql(sql: string): string {
  return replaced(sql, (name, blanks) => `getvariable(${' '.repeat((blanks ?? -1) + 1)}'${name}')`);
}

/** The reverse of `toShellSql`. A `$name` typed into the file stays one. */
export function fromShellSql(text: string): string {
  return replaced(text, (name, blanks) => (blanks ? `getvariable(${' '.repeat(blanks - 1)}'${name}')` : `$${name}`));
}

/** Replaces each use of a parameter (`blanks` null) and each `getvariable('name')` in the code, not in texts and comments. */
function replaced(sql: string, by: (name: string, blanks: number | null) => string): string {
  const found = new Map([...sql.matchAll(variable)].map((match) => [match.index, match]));
  // Seen as parameters of the same length, they are found by the one reader of SQL texts.
  const masked = sql.replace(variable, (match) => `$${'v'.repeat(match.length - 2)} `);
  let text = '';
  let at = 0;
  for (const use of findParameters(masked)) {
    const match = found.get(use.start);
    text += sql.slice(at, use.start) + (match ? by(match[2]!, match[1]!.length) : by(use.name, null));
    at = use.start + (match ? match[0].length : use.name.length + 1);
  }
  return text + sql.slice(at);
}

/** What a shell session knows after the blocks so far: the literal of each variable. */
export type ShellSession = Map<string, string>;

const settingLine = /^SET VARIABLE ".*; -- \$\S+$/s;

/** True for a line that `settings` wrote; it only repeats what stands elsewhere in the file. */
export function isSetting(line: string): boolean {
  return settingLine.test(line);
}

/**
 * The lines that give a statement's parameters their values in a shell, as far as the session does not have them: the cell's own, else
 * the input's of that name. A value that is not known here (a saved question's default) is named in `missing`.
 */
export function settings(cell: QueryCell, inputs: readonly InputCell[], session: ShellSession): { lines: string[]; missing: string[] } {
  const lines: string[] = [];
  const missing: string[] = [];
  for (const name of parameterNames(cell.sql ?? '')) {
    const input = inputs.find((one) => one.name === name);
    const own = Object.hasOwn(cell.params, name) ? cell.params[name]! : null;
    const literal = literalOf(input?.type ?? null, own ?? input?.value ?? null);
    if (literal === null) missing.push(name);
    else if (session.get(name) !== literal) {
      session.set(name, literal);
      lines.push(`SET VARIABLE ${identifier(name)} = ${literal}; -- $${name}`);
    }
  }
  return { lines, missing };
}

function literalOf(type: InputCell['type'] | null, value: ParamValue): string | null {
  if (value === null) return null;
  try {
    const literal = type === 'choices' && Array.isArray(value) ? textListLiteral(value as string[]) : bound(type, value);
    // One line, whatever is in the text; a break can only stand in a quoted text.
    return literal.replaceAll('\n', "' || chr(10) || '").replaceAll('\r', "' || chr(13) || '");
  } catch {
    return null;
  }
}

function bound(type: InputCell['type'] | null, value: ParamValue): string {
  const known: ParamSpec['type'] | null = type === 'choice' || type === 'choices' ? 'text' : type;
  const spec: ParamSpec = { name: 'x', type: known ?? typeFor(value), label: { vi: 'x', en: 'x' }, default: null };
  return bindQuestion('$x', [spec], { x: value }).sql;
}

/** For a value without an input: what it looks like. */
function typeFor(value: ParamValue): ParamSpec['type'] {
  if (typeof value === 'number') return 'number';
  if (Array.isArray(value)) return 'units';
  return typeof value === 'string' && isIsoDate(value) ? 'date' : 'text';
}

import { AppError } from './app-error';
import type { ParamSpec, ParamValue, ParamValues } from './question';
import { dateLiteral, isIsoDate, nullLiteral, numberLiteral, textListLiteral, textLiteral } from './sql/sql-literal';
import { findParameters } from './sql/sql-text';

/** A statement ready to run: every `$name` has become a literal, so that the text runs the same in a DuckDB shell. */
export interface BoundQuery {
  readonly sql: string;
  /** The values used, defaults filled in; only those the specs name. */
  readonly values: ParamValues;
}

/**
 * Replaces each parameter by a literal of its type. A value that is not given takes the spec's default; values that no spec
 * names are ignored (an old link may carry them).
 *
 * @throws AppError `param-missing` when neither value nor default is there, or the SQL uses a name that no spec declares
 * @throws AppError `param-invalid` when a value does not fit its spec
 */
export function bindQuestion(sql: string, specs: readonly ParamSpec[], values: ParamValues): BoundQuery {
  const used = Object.fromEntries(specs.map((spec) => [spec.name, valueOf(spec, values)]));
  const literals = new Map(specs.map((spec) => [spec.name, literalOf(spec, used[spec.name] ?? null)]));
  let bound = '';
  let at = 0;
  for (const use of findParameters(sql)) {
    const literal = literals.get(use.name);
    if (literal === undefined) throw new AppError('param-missing', { param: use.name });
    bound += sql.slice(at, use.start);
    at = use.end;
    const plain = used[use.name] === 'as_reported' ? plainForm(bound, sql.slice(at)) : null;
    if (plain) {
      bound = plain.bound;
      at += plain.skipped;
    } else bound += `${gap(sql.charAt(use.start - 1))}${literal}${gap(sql.charAt(use.end))}`;
  }
  return { sql: bound + sql.slice(at), values: used };
}

/**
 * What is asked for as it was reported is not restated at all: `verdict_by_basis(day, $basis, …)` becomes `verdict(day, …)` and
 * `observation_by_basis($basis)` becomes `observation`, the same rows without the columns that tell how a figure was restated
 * (queries/model/territory.sql). Only planning the restatement would double the time of a statement that does not need it.
 */
function plainForm(before: string, after: string): { readonly bound: string; readonly skipped: number } | null {
  const verdict = /\bverdict_by_basis(\([^()]*),\s*$/.exec(before);
  if (verdict) return { bound: `${before.slice(0, verdict.index)}verdict${verdict[1]!}`, skipped: 0 };
  const observation = /\bobservation_by_basis\(\s*$/.exec(before);
  const closed = /^\s*\)/.exec(after);
  return observation && closed ? { bound: `${before.slice(0, observation.index)}observation`, skipped: closed[0].length } : null;
}

/** A literal that touches a word, a number or a quote would change what both mean; a blank keeps them two tokens. */
function gap(neighbour: string): string {
  return /[\w.'"$\u0080-\uffff]/.test(neighbour) ? ' ' : '';
}

function valueOf(spec: ParamSpec, values: ParamValues): ParamValue {
  const given = Object.hasOwn(values, spec.name) ? values[spec.name] : undefined;
  const value = given ?? spec.default;
  if (value === null && spec.type !== 'text') throw new AppError('param-missing', { param: spec.name });
  return value;
}

function literalOf(spec: ParamSpec, value: ParamValue): string {
  const refuse = (): never => {
    throw new AppError('param-invalid', { param: spec.name, value: shown(value) });
  };
  switch (spec.type) {
    case 'date':
      return typeof value === 'string' && isIsoDate(value) ? dateLiteral(value) : refuse();
    case 'month':
      return typeof value === 'string' && isIsoDate(`${value}-01`) ? dateLiteral(`${value}-01`) : refuse();
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) && value >= (spec.min ?? -Infinity) && value <= (spec.max ?? Infinity)
        ? numberLiteral(value)
        : refuse();
    case 'units':
    case 'targets':
    case 'indicators':
      return Array.isArray(value) && value.every((item) => typeof item === 'string' && isId(item))
        ? textListLiteral(value as string[])
        : refuse();
    case 'choices':
      return Array.isArray(value) && value.every((item) => typeof item === 'string') ? textListLiteral(value as string[]) : refuse();
    case 'choice':
      return typeof value === 'string' && spec.choices?.some((choice) => choice.value === value) ? textLiteral(value) : refuse();
    case 'unit_system':
      return typeof value === 'string' && fitsChoices(spec, value) && /^(|63|34|M2021|M2025|VN)$/.test(value)
        ? textLiteral(value)
        : refuse();
    case 'basis':
      return typeof value === 'string' && fitsChoices(spec, value) && /^(as_reported|63|34|M2021|M2025)$/.test(value)
        ? textLiteral(value)
        : refuse();
    case 'unit':
    case 'target':
    case 'indicator':
      return typeof value === 'string' && fitsChoices(spec, value) && isId(value) ? textLiteral(value) : refuse();
    case 'text':
      return value === null
        ? nullLiteral('VARCHAR')
        : typeof value === 'string' && fitsChoices(spec, value)
          ? textLiteral(value)
          : refuse();
  }
}

function fitsChoices(spec: ParamSpec, value: string): boolean {
  return !spec.choices || spec.choices.some((choice) => choice.value === value);
}

/** An id of the reference tables: letters, digits and `: . _ -`, or empty for "none chosen". */
function isId(text: string): boolean {
  return /^[\p{L}\p{N}:._-]{0,120}$/u.test(text);
}

function shown(value: ParamValue): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

import { AppError } from './app-error';
import { bindQuestion } from './bind-question';
import type { ParamSpec, ParamValues } from './question';
import { findParameters } from './sql/sql-text';

/** A place in a text; both count from 1, columns in UTF-16 units. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/**
 * Where an error found in the bound statement stands in the statement as written: each `$name` there has become a literal of another
 * length. A place inside such a literal is the parameter's. Null when the error has no place.
 */
export function placeAsWritten(error: AppError, sql: string, specs: readonly ParamSpec[], values: ParamValues): TextPlace | null {
  const missing = error.code === 'param-missing' || error.code === 'param-invalid';
  if (missing) {
    const use = findParameters(sql).find(({ name }) => name === error.detail.param);
    return use ? placeOf(sql, use.start) : null;
  }
  if (error.detail.line === undefined) return null;
  const line = Number(error.detail.line);
  const column = Number(error.detail.column ?? 1);
  try {
    const boundLength = (end: number): number => bindQuestion(sql.slice(0, end), specs, values).sql.length;
    let offset = offsetOf(bindQuestion(sql, specs, values).sql, line, column);
    for (const use of findParameters(sql).toReversed()) {
      const start = boundLength(use.start);
      if (offset < start) continue;
      const end = use.end < sql.length ? boundLength(use.end + 1) - 1 : boundLength(use.end);
      offset = offset < end ? use.start : use.end + (offset - end);
      break;
    }
    return placeOf(sql, Math.min(offset, sql.length));
  } catch {
    return { line, column };
  }
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let n = 1; n < line; n++) {
    const end = text.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  return start + column - 1;
}

function placeOf(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** One use of a parameter in a SQL text. Offsets are UTF-16 indexes; `sql.slice(start, end)` is `$name`. */
export interface ParameterUse {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const wordStart = /[A-Za-z_\u0080-\uffff]/;
const wordPart = /[A-Za-z0-9_\u0080-\uffff]/;
const identifierPart = /[A-Za-z0-9_$\u0080-\uffff]/;

/**
 * Every `$name` that DuckDB would read as a named parameter, in the order written.
 *
 * Not parameters, and skipped: text in '…' and E'…', quoted identifiers "…", comments (`--` to the end of the line, nested
 * block comments), dollar-quoted text `$$…$$` and `$tag$…$tag$`, identifiers that contain a dollar sign (`a$b`), and `$1`.
 * What is opened and never closed runs to the end of the text, as it does in the engine.
 */
export function findParameters(sql: string): ParameterUse[] {
  const uses: ParameterUse[] = [];
  let at = 0;
  while (at < sql.length) {
    const start = at;
    const char = sql.charAt(at);
    const pair = sql.slice(at, at + 2);
    if (pair === '--') at = endOfLine(sql, at);
    else if (pair === '/*') at = endOfComment(sql, at);
    else if (char === "'" || char === '"') at = endOfQuoted(sql, at);
    else if (/[eE]/.test(char) && sql.charAt(at + 1) === "'") at = endOfEscaped(sql, at + 1);
    else if (char === '$') {
      const tag = dollarTag(sql, at);
      if (tag) at = endOfDollarQuoted(sql, at, tag);
      else {
        at = endWhile(sql, at + 1, wordPart);
        if (wordStart.test(sql.charAt(start + 1))) uses.push({ name: sql.slice(start + 1, at), start, end: at });
      }
    } else if (identifierPart.test(char)) at = endWhile(sql, at, identifierPart);
    else at += 1;
  }
  return uses;
}

/** The names of the parameters, each once, in order of first use. */
export function parameterNames(sql: string): string[] {
  return [...new Set(findParameters(sql).map((use) => use.name))];
}

function endWhile(sql: string, from: number, part: RegExp): number {
  let at = from;
  while (at < sql.length && part.test(sql.charAt(at))) at += 1;
  return at;
}

/** DuckDB ends a line comment at a lone carriage return too. */
function endOfLine(sql: string, from: number): number {
  let at = from;
  while (at < sql.length && sql.charAt(at) !== '\n' && sql.charAt(at) !== '\r') at += 1;
  return at;
}

function endOfComment(sql: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < sql.length) {
    const pair = sql.slice(at, at + 2);
    if (pair === '/*' || pair === '*/') {
      depth += pair === '/*' ? 1 : -1;
      at += 2;
      if (depth === 0) return at;
    } else at += 1;
  }
  return at;
}

/** A doubled quote is two adjacent quoted parts for this purpose; the end is the same. */
function endOfQuoted(sql: string, from: number): number {
  const end = sql.indexOf(sql.charAt(from), from + 1);
  return end < 0 ? sql.length : end + 1;
}

function endOfEscaped(sql: string, from: number): number {
  let at = from + 1;
  while (at < sql.length) {
    if (sql.charAt(at) === '\\') at += 2;
    else if (sql.charAt(at) !== "'") at += 1;
    else if (sql.charAt(at + 1) === "'") at += 2;
    else return at + 1;
  }
  return sql.length;
}

/** `$$` or `$tag$` at this place, or null. */
function dollarTag(sql: string, at: number): string | null {
  if (sql.charAt(at + 1) === '$') return '$$';
  if (!wordStart.test(sql.charAt(at + 1))) return null;
  const end = endWhile(sql, at + 1, wordPart);
  return sql.charAt(end) === '$' ? sql.slice(at, end + 1) : null;
}

function endOfDollarQuoted(sql: string, at: number, tag: string): number {
  const end = sql.indexOf(tag, at + tag.length);
  return end < 0 ? sql.length : end + tag.length;
}

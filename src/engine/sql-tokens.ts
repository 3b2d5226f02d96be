/** One lexical token of a SQL text. Comments and white space are left out. */
export interface SqlToken {
  /** `word` is an unquoted keyword or name; `name` a "quoted" one; `string` any literal, also $$…$$. */
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'symbol';
  /** As written; words in lower case, strings and names without their quotes. */
  readonly text: string;
  /** 0-based offsets in UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}_][\p{L}\p{N}\p{M}_$]*/uy;
const NUMBER = /\d[\w.]*/y;
const DOLLAR_TAG = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;

/**
 * Cuts a DuckDB SQL text into tokens, respecting '…' ('' inside), e'…' (backslash escapes), "…", $tag$…$tag$,
 * line comments and nested block comments. Never fails: what is not closed runs to the end of the text.
 */
export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  const push = (kind: SqlToken['kind'], text: string, end: number): void => {
    tokens.push({ kind, text, start: at, end });
    at = end;
  };
  while (at < sql.length) {
    const char = sql[at]!;
    if (/\s/u.test(char)) {
      at++;
    } else if (sql.startsWith('--', at)) {
      const newline = sql.indexOf('\n', at);
      at = newline < 0 ? sql.length : newline + 1;
    } else if (sql.startsWith('/*', at)) {
      at = blockCommentEnd(sql, at);
    } else if (char === "'" || char === '"') {
      const end = quotedEnd(sql, at, false);
      push(char === "'" ? 'string' : 'name', unquoted(sql, at, end, char), end);
    } else if ((char === 'e' || char === 'E') && sql[at + 1] === "'") {
      const end = quotedEnd(sql, at + 1, true);
      push('string', unquoted(sql, at + 1, end, "'"), end);
    } else if (char === '$' && match(DOLLAR_TAG, sql, at)) {
      const tag = match(DOLLAR_TAG, sql, at)!;
      const close = sql.indexOf(tag, at + tag.length);
      const end = close < 0 ? sql.length : close + tag.length;
      push('string', sql.slice(at + tag.length, close < 0 ? end : close), end);
    } else {
      const word = match(WORD, sql, at);
      const number = word === null ? match(NUMBER, sql, at) : null;
      if (word !== null) push('word', word.toLowerCase(), at + word.length);
      else if (number !== null) push('number', number, at + number.length);
      else push('symbol', char, at + 1);
    }
  }
  return tokens;
}

/** The statements of a script, each with its comments, without the `;` between them; empty ones are left out. */
export function splitStatements(script: string): string[] {
  const statements: string[] = [];
  let start = 0;
  let tokensSince = 0;
  const cut = (end: number): void => {
    if (tokensSince > 0) statements.push(script.slice(start, end).trim());
    tokensSince = 0;
  };
  for (const token of sqlTokens(script)) {
    if (token.kind === 'symbol' && token.text === ';') {
      cut(token.start);
      start = token.end;
    } else {
      tokensSince++;
    }
  }
  cut(script.length);
  return statements;
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function quotedEnd(sql: string, open: number, backslashEscapes: boolean): number {
  const quote = sql[open];
  for (let i = open + 1; i < sql.length; i++) {
    if (backslashEscapes && sql[i] === '\\') i++;
    else if (sql[i] === quote) {
      if (sql[i + 1] !== quote) return i + 1;
      i++;
    }
  }
  return sql.length;
}

function unquoted(sql: string, open: number, end: number, quote: string): string {
  const closed = end - 1 > open && sql[end - 1] === quote;
  return sql.slice(open + 1, closed ? end - 1 : end).replaceAll(quote + quote, quote);
}

function blockCommentEnd(sql: string, open: number): number {
  let depth = 0;
  for (let i = open; i < sql.length; i++) {
    if (sql.startsWith('/*', i)) {
      depth++;
      i++;
    } else if (sql.startsWith('*/', i)) {
      depth--;
      i++;
      if (depth === 0) return i + 1;
    }
  }
  return sql.length;
}

/** One piece of a SQL text. What lies between two pieces is white space. */
export interface SqlPiece {
  /** `name` is a name in double quotes; `string` any text literal, also `e'…'` and `$$…$$`; `parameter` is `$name`, `$1` or `?`. */
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'parameter' | 'symbol' | 'comment';
  /** As written; `sql.slice(start, end)`. */
  readonly text: string;
  /** 0-based offsets in UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

const letter = '[A-Za-z_\\u0080-\\uffff]';
const symbols = '->>|<=>|!~~\\*|~~\\*|!~~|~~~|::|:=|=>|->|<=|>=|<>|!=|==|\\|\\||\\*\\*|//|\\^@|~~|!~|&&|@>|<@|<<|>>|\\.\\.|[^]';
const forms: readonly (readonly [kind: SqlPiece['kind'], form: RegExp])[] = [
  ['comment', /--[^\n\r]*/y],
  ['string', /[eE]'(?:\\[^]|''|[^'\\])*(?:'|$)/y],
  ['string', /'(?:[^']|'')*(?:'|$)/y],
  ['string', new RegExp(`\\$(${letter}[\\w\\u0080-\\uffff]*)?\\$[^]*?(?:\\$\\1\\$|$)`, 'y')],
  ['name', /"(?:[^"]|"")*(?:"|$)/y],
  ['parameter', new RegExp(`\\$(?:${letter}[\\w\\u0080-\\uffff]*|\\d+)|\\?`, 'y')],
  ['number', /(?:0[xX][\dA-Fa-f_]+|\d[\d_]*(?:\.(?!\.)[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y],
  ['word', new RegExp(`${letter}[\\w$\\u0080-\\uffff]*`, 'y')],
  ['symbol', new RegExp(symbols, 'y')],
];

/**
 * Cuts a DuckDB SQL text into all its pieces, comments among them, so that nothing but white space is left out. Never fails: what
 * is opened and not closed runs to the end of the text.
 */
export function sqlPieces(sql: string): SqlPiece[] {
  const pieces: SqlPiece[] = [];
  let at = 0;
  while (at < sql.length) {
    if (/\s/u.test(sql.charAt(at))) {
      at += 1;
      continue;
    }
    const piece = sql.startsWith('/*', at) ? blockComment(sql, at) : pieceAt(sql, at);
    pieces.push(piece);
    at = piece.end;
  }
  return pieces;
}

/** What a word or a quoted name names, without its quotes. */
export function nameIn(piece: SqlPiece): string {
  return piece.kind === 'name' ? unquoted(piece.text, '"') : piece.text;
}

/** True for a bare word with this text, given in lower case. */
export function isWord(piece: SqlPiece | undefined, ...words: readonly string[]): boolean {
  return piece?.kind === 'word' && words.includes(piece.text.toLowerCase());
}

export function isSymbol(piece: SqlPiece | undefined, symbol: string): boolean {
  return piece?.kind === 'symbol' && piece.text === symbol;
}

/** Index of the bracket that closes the one at `open`; the last piece when nothing does. */
export function closingOf(pieces: readonly SqlPiece[], open: number): number {
  let depth = 0;
  for (let i = open; i < pieces.length; i++) {
    if (isSymbol(pieces[i], '(')) depth += 1;
    else if (isSymbol(pieces[i], ')') && --depth === 0) return i;
  }
  return pieces.length - 1;
}

function pieceAt(sql: string, at: number): SqlPiece {
  for (const [kind, form] of forms) {
    form.lastIndex = at;
    const text = form.exec(sql)?.[0];
    if (text) return { kind, text, start: at, end: at + text.length };
  }
  return { kind: 'symbol', text: sql.charAt(at), start: at, end: at + 1 };
}

/** Block comments nest. */
function blockComment(sql: string, start: number): SqlPiece {
  let depth = 0;
  let at = start;
  while (at < sql.length) {
    const pair = sql.slice(at, at + 2);
    if (pair !== '/*' && pair !== '*/') {
      at += 1;
      continue;
    }
    depth += pair === '/*' ? 1 : -1;
    at += 2;
    if (depth === 0) break;
  }
  return { kind: 'comment', text: sql.slice(start, at), start, end: at };
}

function unquoted(text: string, quote: string): string {
  const end = text.length > 1 && text.endsWith(quote) ? -1 : undefined;
  return text.slice(1, end).replaceAll(quote + quote, quote);
}

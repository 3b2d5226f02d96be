/** What is wrong with a JSON text, by code; the words are in `chartWords`. */
export type JsonProblemCode = 'string' | 'comma' | 'key' | 'colon' | 'value' | 'end' | 'extra' | 'object';

export interface JsonProblem {
  readonly code: JsonProblemCode;
  /** UTF-16 index of the first character that cannot stay. */
  readonly offset: number;
}

class Stopped extends Error {
  constructor(
    readonly code: JsonProblemCode,
    readonly offset: number,
  ) {
    super(code);
  }
}

/**
 * The first place at which a text stops being a JSON object, or null when it is one. Browsers say what is wrong, but not always where.
 * Accepts exactly what `JSON.parse` accepts, as far as the outermost value is an object.
 */
export function jsonProblem(text: string): JsonProblem | null {
  try {
    const start = skipSpace(text, 0);
    if (start === text.length) throw new Stopped('end', start);
    if (text[start] !== '{') throw new Stopped('object', start);
    const end = skipSpace(text, endOfValue(text, start, 0));
    if (end < text.length) throw new Stopped('extra', end);
    return null;
  } catch (cause) {
    if (cause instanceof Stopped) return { code: cause.code, offset: cause.offset };
    throw cause;
  }
}

function skipSpace(text: string, at: number): number {
  while (at < text.length && /[ \t\r\n]/.test(text[at]!)) at++;
  return at;
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;
const string = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

function endOfValue(text: string, at: number, depth: number): number {
  if (at >= text.length) throw new Stopped('end', at);
  const first = text[at];
  if (depth > 500) throw new Stopped('value', at);
  if (first === '{' || first === '[') return endOfGroup(text, at, first === '{', depth);
  if (first === '"') return endOfString(text, at);
  const end = endOf(number, text, at) ?? endOf(word, text, at);
  if (end === null) throw new Stopped('value', at);
  return end;
}

function endOfString(text: string, at: number): number {
  const end = endOf(string, text, at);
  if (end === null) throw new Stopped('string', at);
  return end;
}

function endOfGroup(text: string, start: number, isObject: boolean, depth: number): number {
  const closing = isObject ? '}' : ']';
  let at = skipSpace(text, start + 1);
  if (text[at] === closing) return at + 1;
  for (;;) {
    if (at >= text.length) throw new Stopped('end', at);
    if (isObject) {
      if (text[at] !== '"') throw new Stopped('key', at);
      at = skipSpace(text, endOfString(text, at));
      if (at >= text.length) throw new Stopped('end', at);
      if (text[at] !== ':') throw new Stopped('colon', at);
      at = skipSpace(text, at + 1);
    }
    at = skipSpace(text, endOfValue(text, at, depth + 1));
    if (at >= text.length) throw new Stopped('end', at);
    if (text[at] === closing) return at + 1;
    if (text[at] !== ',') throw new Stopped('comma', at);
    at = skipSpace(text, at + 1);
  }
}

/** Where in a (possibly unfinished) JSON text an offset lies. */
export interface JsonPlace {
  /** Keys from the outermost object down; places in lists are left out. */
  readonly path: readonly string[];
  /** The key whose value stands at the offset; null where a key belongs. */
  readonly key: string | null;
}

/** Reads from the start to `offset`, as far as it can be made out. */
export function jsonPlace(text: string, offset: number): JsonPlace {
  const open: { readonly isObject: boolean; readonly key: string | null }[] = [];
  let key: string | null = null;
  let last = '';
  for (let at = 0; at < offset;) {
    const sign = text[at]!;
    if (sign === '"') {
      const end = endOf(string, text, at);
      if (end === null || end > offset) break;
      last = text.slice(at + 1, end - 1);
      at = end;
      continue;
    }
    if (sign === '{' || sign === '[') {
      open.push({ isObject: sign === '{', key });
      key = null;
    } else if (sign === '}' || sign === ']') key = open.pop()?.key ?? null;
    else if (sign === ':') key = last;
    else if (sign === ',' && open.at(-1)?.isObject) key = null;
    at++;
  }
  return { path: open.flatMap((one) => one.key ?? []), key: key ?? (open.at(-1)?.isObject === false ? (open.at(-1)?.key ?? null) : null) };
}

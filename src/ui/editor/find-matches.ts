/** What is looked for, and how. */
export interface Search {
  readonly text: string;
  readonly matchCase: boolean;
  /** Letters and digits of any script count as parts of a word. */
  readonly wholeWord: boolean;
  /** `text` is a regular expression of JavaScript, with `u`; `$1` and `$<name>` in what is put in its place then mean its groups. */
  readonly regex: boolean;
}

/** One place where the search matches: offsets in UTF-16 units, `end` exclusive. */
export interface Match {
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly line: number;
}

/** More than this is not listed; replacing all still takes every one. */
const listLimit = 5000;

/** The expression of a search; null for an empty one. @throws SyntaxError with the browser's reason when it is not one */
export function expressionOf({ text, matchCase, wholeWord, regex }: Search): RegExp | null {
  if (text === '') return null;
  const source = regex ? `(?:${text})` : text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const word = '[\\p{L}\\p{N}\\p{M}_]';
  return new RegExp(wholeWord ? `(?<!${word})${source}(?!${word})` : source, matchCase ? 'gmu' : 'gimu');
}

/** Every place where the expression matches something; empty matches are left out. */
export function matchesIn(text: string, expression: RegExp): Match[] {
  const found: Match[] = [];
  let line = 1;
  let at = 0;
  for (const match of text.matchAll(expression)) {
    if (match[0] === '') continue;
    for (; at < match.index; at++) if (text.charCodeAt(at) === 10) line += 1;
    found.push({ start: match.index, end: match.index + match[0].length, line });
    if (found.length >= listLimit) break;
  }
  return found;
}

/** The text with every match, or the one that begins at `only`, replaced. */
export function replacedIn(text: string, expression: RegExp, insert: string, regex: boolean, only: number | null = null): string {
  return text.replace(expression, (...parts: unknown[]) => {
    const whole = String(parts[0]);
    const offset = Number(parts.find((part) => typeof part === 'number'));
    if (whole === '' || (only !== null && offset !== only)) return whole;
    return regex ? withGroups(insert, parts) : insert;
  });
}

/** `$1`, `$<name>`, `$&` and `$$` as String.replace reads them. */
function withGroups(insert: string, parts: readonly unknown[]): string {
  const numbered = parts.findIndex((part) => typeof part === 'number');
  const named = parts.at(-1);
  return insert.replace(/\$(?:(\d{1,2})|<(\w+)>|([$&]))/g, (whole, digits?: string, name?: string, sign?: string) => {
    if (sign) return sign === '$' ? '$' : String(parts[0]);
    if (name) return typeof named === 'object' && named !== null ? String((named as Record<string, unknown>)[name] ?? '') : whole;
    const group = Number(digits);
    return group > 0 && group < numbered ? String(parts[group] ?? '') : whole;
  });
}

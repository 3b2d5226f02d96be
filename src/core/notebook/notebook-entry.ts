/** Texts and values on one line of a notebook file: as they are where that is unmistakable, else as a JSON string. */

const number = /^-?(\d+(\.\d+)?([eE][+-]?\d+)?|Infinity)$/;

/** `key: value`. @returns null when the line is none */
export function entryOf(line: string): { readonly key: string; readonly value: string } | null {
  const found = /^([A-Za-z][\w.-]*):(?:[ \t]+(.*))?$/s.exec(line.trimEnd());
  return found ? { key: found[1]!, value: found[2] ?? '' } : null;
}

/** One line for any text. `also` says what else must be quoted. */
export function writeLine(text: string, also: RegExp = /^$/): string {
  // eslint-disable-next-line no-control-regex -- control characters are what must be quoted
  const plain = text !== '' && text === text.trim() && !/^"|[\u0000-\u001f\u007f\u2028\u2029]/.test(text) && !also.test(text);
  return plain ? text : JSON.stringify(text);
}

/** @returns null when a quoted text is damaged */
export function readLine(line: string): string | null {
  return line.startsWith('"') ? readQuoted(line) : line;
}

export function readQuoted(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

export function writeNumber(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** @returns null when the text is not a number as `writeNumber` writes it */
export function readNumber(text: string): number | null {
  return number.test(text) ? Number(text) : null;
}

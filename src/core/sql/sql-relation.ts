/** Quoted text and names, dollar-quoted text, comments; then a semicolon; then anything else. */
const part = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[^]*?\$\1\$|(--[^\n\r]*|\/\*[^]*?\*\/|\s+)|(;)|[^]/g;

/**
 * A reader's statement as something to select from, in brackets on lines of its own. Semicolons at its end are left out, also before a
 * comment; nothing else of it changes.
 */
export function relationOf(sql: string): string {
  const closing: number[] = [];
  for (const match of sql.matchAll(part)) {
    if (match[3]) closing.push(match.index);
    else if (!match[2]) closing.length = 0;
  }
  const text = closing.reduceRight((rest, at) => rest.slice(0, at) + rest.slice(at + 1), sql);
  return `(\n${text.trim()}\n)`;
}

/**
 * Writes values as SQL literals. Questions carry literals rather than bound values, so that their text also runs in a DuckDB
 * shell, streams, and can be read. Every writer here round-trips through the real engine under random hostile input (tests/query).
 */

/** Text as `'…'`. A NUL, which would end the statement, is written as `chr(0)`; a lone surrogate becomes U+FFFD as in UTF-8. */
export function textLiteral(text: string): string {
  const parts = wellFormed(text)
    .split('\0')
    .map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts.join('') : `(${parts.join(' || chr(0) || ')})`;
}

/** A finite number as DOUBLE would print it; negative ones in brackets, since `-` before `-5` would begin a comment. */
export function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`number literal; ${value} is not finite`);
  return value < 0 || Object.is(value, -0) ? `(${Object.is(value, -0) ? '-0.0' : value})` : String(value);
}

/** `2020-12-31` as `DATE '2020-12-31'`. @throws RangeError when it is no day of the calendar, years 0001 to 9999. */
export function dateLiteral(iso: string): string {
  if (!isIsoDate(iso)) throw new RangeError(`date literal; ${iso} is not a day`);
  return `DATE '${iso}'`;
}

/** A list of texts; the empty one is typed, since `[]` alone is a list of nothing in particular. */
export function textListLiteral(texts: readonly string[]): string {
  return texts.length === 0 ? 'CAST([] AS VARCHAR[])' : `[${texts.map(textLiteral).join(', ')}]`;
}

/** A NULL of a type, such as `CAST(NULL AS DATE)`. */
export function nullLiteral(sqlType: 'DATE' | 'DOUBLE' | 'VARCHAR' | 'VARCHAR[]'): string {
  return `CAST(NULL AS ${sqlType})`;
}

/** A name as `"…"`. @throws RangeError for a name with NUL in it, which SQL cannot say. */
export function identifier(name: string): string {
  if (name === '' || name.includes('\0')) throw new RangeError('identifier; empty or with a NUL');
  return `"${wellFormed(name).replaceAll('"', '""')}"`;
}

/** True for a day of the calendar written YYYY-MM-DD. */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

/** The names a statement mentions, quoted or not; a superset of the tables it reads. Strings are left out. */
export function wordsOf(sql: string): string[] {
  const words: string[] = [];
  for (const [, quoted, bare] of sql.replace(/'(?:[^']|'')*'/g, ' ').matchAll(/"((?:[^"]|"")*)"|([\p{L}_][\p{L}\p{N}_]*)/gu)) {
    words.push(quoted === undefined ? bare! : quoted.replaceAll('""', '"'));
  }
  return words;
}

/** The names a statement mentions, quoted or not; a superset of the tables it reads. Strings are left out. */
export function wordsOf(sql: string): string[] {
  const words: string[] = [];
  for (const [, quoted, bare] of sql.replace(/'(?:[^']|'')*'/g, ' ').matchAll(/"((?:[^"]|"")*)"|([\p{L}_][\p{L}\p{N}_]*)/gu)) {
    words.push(quoted === undefined ? bare! : quoted.replaceAll('""', '"'));
  }
  return words;
}

const onlyReads = ['select', 'from', 'values', 'describe', 'summarize', 'show', 'pivot', 'unpivot', 'explain', 'table'];
const changes = ['insert', 'update', 'delete', 'merge', 'truncate'];

/** False only for statements that surely leave every table as it is. */
export function mayChangeTables(sql: string): boolean {
  const words = wordsOf(sql).map((word) => word.toLowerCase());
  if (onlyReads.includes(words[0] ?? '')) return false;
  return words[0] !== 'with' || words.some((word) => changes.includes(word));
}

/** Words without which a statement reads no table. */
const tableWords = new Set([
  'from',
  'join',
  'table',
  'describe',
  'desc',
  'show',
  'summarize',
  'pivot',
  'unpivot',
  'insert',
  'update',
  'delete',
  'copy',
]);

/** False only when a statement surely needs nothing of the model: it names no table and calls no function. */
export function mayReadModel(sql: string): boolean {
  return sql.includes('(') || wordsOf(sql).some((word) => tableWords.has(word.toLowerCase()));
}

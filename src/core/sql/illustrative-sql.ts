import { wordsOf } from './sql-words';

const plain = (sql: string) => sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
const only = /\borigin\s*(?:=|\bIN\b)\s*(\(\s*'[^']*'(?:\s*,\s*'[^']*')*\s*\)|'[^']*')/gi;
const without = /\borigin\s*(?:<>|!=|\bNOT\s+IN\b|\bIS\s+DISTINCT\s+FROM\b)\s*\(?[^)]*'illustrative'/i;

/**
 * Whether rows of a statement may rest on illustrative observations without a column that says so: it reads something of `observed` and does not
 * leave those rows out. In doubt it may; a mark too many is seen and can be asked about, one too few deceives.
 * @param observed names that rest on observations, see `readObservedNames`
 */
export function mayRestOnIllustrative(sql: string, observed: ReadonlySet<string>): boolean {
  const text = plain(sql);
  if (!wordsOf(text).some((word) => observed.has(word.toLowerCase()))) return false;
  const kept = [...text.matchAll(only)].map((match) => match[1]!);
  return !(without.test(text) || (kept.length > 0 && kept.every((values) => !/illustrative/i.test(values))));
}

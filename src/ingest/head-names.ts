import type { Merge } from './sheet';

/** Names of columns made of one or more rows of heads. */
export interface HeadNames {
  readonly names: readonly string[];
  /** The same in a second language, where the heads are printed in two; '' for a column without. Null: one language. */
  readonly aliases: readonly string[] | null;
}

const vietnamese = /[ăâđêôơưĂÂĐÊÔƠƯ\u00e0-\u00e3\u00e8-\u00ea\u00ec\u00ed\u00f2-\u00f5\u00f9\u00fa\u00fd\u1ea0-\u1ef9]/;
const ascii = /^[\x20-\x7e]+$/;

/**
 * Joins rows of heads. A head over several columns stands for all of them and is joined by ' › '; words of one head printed in several rows (nothing
 * spread over its neighbours) are joined by a space. Two rows that say the same in Vietnamese and English give the Vietnamese names and aliases.
 * `heads` are clean; `merges` count rows from the first of them.
 */
export function joinHeads(heads: readonly (readonly string[])[], width: number, merges: readonly Merge[] = []): HeadNames {
  const two = twoLanguages(heads, width);
  if (two) return two;
  const spread = heads.map((head, level) => spreadGroups(heads, head, level, width, merges));
  const names = Array.from({ length: width }, (_, column) => {
    let name = '';
    let grouped = false;
    const seen = new Set<string>();
    for (const { texts, group } of spread) {
      const part = texts[column] ?? '';
      if (part === '' || seen.has(part)) continue;
      seen.add(part);
      name = name === '' ? part : grouped ? `${name} › ${part}` : `${name} ${part}`;
      grouped = group[column] ?? false;
    }
    return name;
  });
  return { names, aliases: null };
}

function spreadGroups(
  heads: readonly (readonly string[])[],
  head: readonly string[],
  level: number,
  width: number,
  merges: readonly Merge[],
): { texts: string[]; group: boolean[] } {
  const texts = Array.from({ length: width }, (_, i) => head[i] ?? '');
  const group = texts.map(() => false);
  const wide = merges.filter((merge) => merge.fromRow === level && merge.toColumn > merge.fromColumn);
  for (const { fromColumn, toColumn } of wide) {
    for (let i = fromColumn; i <= Math.min(toColumn, width - 1); i++) {
      texts[i] = texts[fromColumn] ?? '';
      group[i] = true;
    }
  }
  // Without word of merges, a head reaches over the gap to its right where a lower row has heads of its own and none above ends it.
  const below = heads.slice(level + 1);
  // Many rows of heads are words of long heads printed below one another.
  if (below.length === 0 || merges.length > 0 || heads.length >= 4) return { texts, group };
  let from = -1;
  for (let i = 0; i < width; i++) {
    if (texts[i] !== '') {
      from = i;
      continue;
    }
    const headedAbove = heads.slice(0, level).some((one) => (one[i] ?? '') !== '');
    if (from < 0 || headedAbove || !below.some((one) => (one[i] ?? '') !== '')) {
      from = -1;
      continue;
    }
    texts[i] = texts[from] ?? '';
    group[i] = true;
    group[from] = true;
  }
  return { texts, group };
}

/** Two full rows of heads, one of them without any Vietnamese letter, the other with them in half of the heads that differ. */
function twoLanguages(heads: readonly (readonly string[])[], width: number): HeadNames | null {
  const [first, second, third] = heads;
  if (!first || !second || third) return null;
  const both = Array.from({ length: width }, (_, i) => i).filter((i) => first[i] && second[i]);
  if (both.length < width * 0.7 || both.length < 2) return null;
  const differ = both.filter((i) => first[i] !== second[i]);
  const says = (row: readonly string[]) => differ.filter((i) => vietnamese.test(row[i] ?? '')).length;
  const [a, b] = [says(first), says(second)];
  if (differ.length < 2 || Math.min(a, b) > 0 || Math.max(a, b) * 2 < differ.length) return null;
  const [own, other] = a > b ? [first, second] : [second, first];
  const at = (row: readonly string[], i: number) => row[i] ?? '';
  return {
    names: Array.from({ length: width }, (_, i) => at(own, i) || at(other, i)),
    aliases: Array.from({ length: width }, (_, i) => (at(other, i) === at(own, i) ? '' : at(other, i))),
  };
}

/** A cell that says the same twice, `Thu nội địa⏎Domestic revenues`: the Vietnamese text and the other; null when it does not. `cell` is as in the file. */
export function twoLanguageCell(cell: string): { own: string; other: string } | null {
  const [first = '', second = '', third] = cell.split(/\r?\n/);
  const [a, b] = [first.trim(), second.trim()];
  if (third !== undefined || a === '' || b === '') return null;
  if (vietnamese.test(a) && ascii.test(b) && /[a-z]{3}/i.test(b)) return { own: a, other: b };
  return vietnamese.test(b) && ascii.test(a) && /[a-z]{3}/i.test(a) ? { own: b, other: a } : null;
}

import { nameKey } from '../name-key';

/** What tells one kind of file from another, whatever the figures in it. */
export interface FileShape {
  /** The raw table's columns, in order. */
  readonly columns: readonly string[];
  /** The system whose export it is, or null. */
  readonly system: string | null;
}

/** One text for files of one shape: the same system and the same heads in the same order, tones, case, spaces and punctuation aside. */
export function shapeKey(shape: FileShape): string {
  return `${shape.system ?? ''}|${shape.columns.map(columnKey).join('|')}`;
}

/** How two kinds of files differ; `share` of equal columns, 0 to 1. */
export interface ShapeDifference {
  readonly share: number;
  /** Columns that only the one or the other has, heads as written. */
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  /** Of those, pairs that are nearly the same. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
}

export function shapeDifference(known: FileShape, other: FileShape): ShapeDifference {
  const has = (shape: FileShape) => new Set(shape.columns.map(columnKey));
  const [mine, theirs] = [has(known), has(other)];
  const missing = known.columns.filter((column) => !theirs.has(columnKey(column)));
  const extra = other.columns.filter((column) => !mine.has(columnKey(column)));
  const common = [...mine].filter((key) => theirs.has(key)).length;
  return { share: common / Math.max(1, mine.size + theirs.size - common), missing, extra, renamed: nearestPairs(missing, extra) };
}

/** Alike enough to be the same kind of file with some columns changed. */
export const nearShare = 0.5;

/** Pairs of names that are nearly the same, each name once, the nearest first. */
export function nearestPairs(from: readonly string[], to: readonly string[]): { from: string; to: string }[] {
  const candidates = from.flatMap((a) =>
    to.flatMap((b) => {
      const distance = nameDistance(columnKey(a), columnKey(b));
      return distance <= 0.34 ? [{ from: a, to: b, distance }] : [];
    }),
  );
  const pairs: { from: string; to: string }[] = [];
  for (const { from: a, to: b } of candidates.sort((x, y) => x.distance - y.distance))
    if (!pairs.some((pair) => pair.from === a || pair.to === b)) pairs.push({ from: a, to: b });
  return pairs;
}

/** The head's key; one that is all punctuation or of another script stands for itself. */
export function columnKey(column: string): string {
  return nameKey(column) || column.trim();
}

/** Edits needed to turn one key into the other, as a share of the longer one; 0 when one begins or ends with the whole other and is long enough to mean it. */
function nameDistance(a: string, b: string): number {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 6 && (long.startsWith(short) || long.endsWith(short))) return 0.1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return (row[b.length] ?? 0) / Math.max(1, long.length);
}

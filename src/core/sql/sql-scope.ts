import { closingOf, isSymbol, isWord, nameIn, sqlPieces, type SqlPiece } from './sql-pieces';

/** One relation that a part of a statement reads: a table, a macro with its arguments, a file or a subquery. */
export interface Relation {
  /** What columns are qualified with: the alias, else the table's own name; null for a subquery without alias. */
  readonly alias: string | null;
  /** The table's or the macro's name; null for subqueries and files. */
  readonly name: string | null;
  /** The relation as it stands after FROM, without its alias: `unit`, `verdict($as_of)`, `(SELECT 1)`. */
  readonly source: string;
  /** Where it begins. */
  readonly start: number;
}

/** A name that WITH gives to a query. */
export interface NamedQuery {
  readonly name: string;
  /** The query without its brackets. */
  readonly body: string;
  /** Where the name stands, and where the body ends. */
  readonly start: number;
  readonly end: number;
}

const beforeRelation = ['from', 'join', 'into', 'describe', 'desc', 'summarize', 'table', 'pivot', 'unpivot', 'update'];
/** Words that end a relation, and so are no alias of it. */
const notAlias = new Set(
  (
    'where group order having limit offset qualify window union intersect except on using join inner left right full outer cross natural asof ' +
    'positional semi anti select from set values returning tablesample sample fetch pivot unpivot with by and or not as lateral in default for'
  ).split(' '),
);
const beginsQuery = ['select', 'with', 'from', 'pivot', 'unpivot', 'values', 'describe', 'desc', 'summarize', 'table'];

/** The relations that a name at `offset` may refer to: those of the innermost query around it first, then those of the queries around that. */
export function relationsAt(sql: string, offset: number): Relation[] {
  const pieces = sqlPieces(sql).filter((piece) => piece.kind !== 'comment');
  return queriesAround(pieces, offset).flatMap(([from, to]) => relationsIn(sql, pieces, from, to, offset));
}

/** Every query that WITH names, wherever it stands. */
export function namedQueries(sql: string): NamedQuery[] {
  const pieces = sqlPieces(sql).filter((piece) => piece.kind !== 'comment');
  return pieces.flatMap((piece, at): NamedQuery[] => {
    if ((piece.kind !== 'word' && piece.kind !== 'name') || !isWord(pieces[at - 1], 'with', 'recursive') === !isSymbol(pieces[at - 1], ','))
      return [];
    let open = isSymbol(pieces[at + 1], '(') ? closingOf(pieces, at + 1) + 1 : at + 1;
    if (!isWord(pieces[open], 'as')) return [];
    open += 1;
    while (isWord(pieces[open], 'not', 'materialized')) open += 1;
    if (!isSymbol(pieces[open], '(')) return [];
    const close = closingOf(pieces, open);
    const end = isSymbol(pieces[close], ')') ? pieces[close]!.start : sql.length;
    return [{ name: nameIn(piece), body: sql.slice(pieces[open]!.end, end), start: piece.start, end }];
  });
}

/** `WITH …` of the outermost queries that are complete before `offset`, so that what stands there may be described; empty when there is none. */
export function withClause(sql: string, offset: number): string {
  const whole = namedQueries(sql).filter((query) => query.end < offset && depthAt(sql, query.start) === 0);
  const parts = whole.map((query) => `"${query.name.replaceAll('"', '""')}" AS (${query.body}\n)`);
  const recursive = sqlPieces(sql).some((piece) => isWord(piece, 'recursive')) ? 'RECURSIVE ' : '';
  return parts.length > 0 ? `WITH ${recursive}${parts.join(', ')} ` : '';
}

/** Index ranges [from, to) of the pieces of each query around the place, innermost first. */
function queriesAround(pieces: readonly SqlPiece[], offset: number): [number, number][] {
  const found: [number, number][] = [[0, pieces.length]];
  for (const [open, piece] of pieces.entries()) {
    if (!isSymbol(piece, '(') || piece.end > offset || !isWord(pieces[open + 1], ...beginsQuery)) continue;
    const close = closingOf(pieces, open);
    const closed = isSymbol(pieces[close], ')');
    if (!closed || pieces[close]!.start >= offset) found.unshift([open + 1, closed ? close : pieces.length]);
  }
  return found;
}

function relationsIn(sql: string, pieces: readonly SqlPiece[], from: number, to: number, offset: number): Relation[] {
  let found: Relation[] = [];
  let expected = false;
  for (let at = from; at < to; at++) {
    const piece = pieces[at]!;
    if (isWord(piece, 'union', 'intersect', 'except') || isSymbol(piece, ';')) {
      // Another query begins: keep what was found only when the place lies before it.
      if (piece.start >= offset) return found;
      found = [];
      expected = false;
    } else if (isWord(piece, ...beforeRelation) && !isWord(pieces[at - 1], 'distinct')) {
      expected = true;
    } else if (expected && isWord(piece, 'lateral', 'only')) {
      continue;
    } else if (expected) {
      const read = relationAt(sql, pieces, at, to);
      expected = false;
      if (!read) continue;
      found.push(read.relation);
      at = read.next - 1;
      expected = isSymbol(pieces[read.next], ',');
      if (expected) at = read.next;
    } else if (isSymbol(piece, '(')) {
      at = closingOf(pieces, at);
    }
  }
  return found;
}

function relationAt(sql: string, pieces: readonly SqlPiece[], at: number, to: number): { relation: Relation; next: number } | null {
  const first = pieces[at]!;
  let next = at + 1;
  let name: string | null = null;
  if (isSymbol(first, '(')) next = closingOf(pieces, at) + 1;
  else if (first.kind === 'word' || first.kind === 'name') {
    name = nameIn(first);
    while (isSymbol(pieces[next], '.') && next + 1 < to) {
      name = nameIn(pieces[next + 1]!);
      next += 2;
    }
    if (isSymbol(pieces[next], '(')) next = closingOf(pieces, next) + 1;
  } else if (first.kind !== 'string') return null;
  const source = sql.slice(first.start, pieces[next - 1]!.end);
  let alias = name;
  if (isWord(pieces[next], 'as') && next + 1 < to) next += 1;
  const named = next < to ? pieces[next] : undefined;
  if (named && (named.kind === 'name' || (named.kind === 'word' && !notAlias.has(named.text.toLowerCase())))) {
    alias = nameIn(named);
    next += 1;
    if (isSymbol(pieces[next], '(')) next = closingOf(pieces, next) + 1;
  }
  return { relation: { alias, name, source, start: first.start }, next };
}

function depthAt(sql: string, offset: number): number {
  let depth = 0;
  for (const piece of sqlPieces(sql.slice(0, offset))) depth += isSymbol(piece, '(') ? 1 : isSymbol(piece, ')') ? -1 : 0;
  return depth;
}

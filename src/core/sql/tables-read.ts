import { closingOf, isSymbol, isWord, nameIn, sqlPieces, type SqlPiece } from './sql-pieces';

/** Words after which a relation stands, anywhere in a query. */
const beforeRelation = ['from', 'join', 'into'];
/** Those that do so only as a query's first word. */
const firstBeforeRelation = ['table', 'describe', 'desc', 'summarize', 'pivot', 'pivot_wider', 'unpivot', 'pivot_longer', 'update', 'show'];
const beginsQuery = ['select', 'with', 'from', 'values', ...firstBeforeRelation];
/** Words that end the list of relations. */
const afterRelations = 'where group order having limit offset qualify window union intersect except select set values returning'.split(' ');
/** The schemas in which a cell's table can be meant. */
const ownSchemas = new Set(['main', 'memory']);

type Names = ReadonlySet<string>;

/**
 * Names of the tables that a statement reads: names where a relation may stand, without those that WITH has given there, table macros and tables of
 * other schemas. Columns and aliases are none, whatever they are called. For where the engine's parser cannot tell; a text that is no SQL gives what
 * looks like tables in it.
 */
export function tablesRead(sql: string): string[] {
  const pieces = sqlPieces(sql).filter((piece) => piece.kind !== 'comment');
  const found = new Map<string, string>();
  let from = 0;
  for (let at = 0; at <= pieces.length; at++)
    if (at === pieces.length || isSymbol(pieces[at], ';')) {
      readQuery(pieces, from, at, new Set(), found);
      from = at + 1;
    }
  return [...found.values()];
}

/** What stands at [from, to), a whole query. */
function readQuery(pieces: readonly SqlPiece[], from: number, to: number, outer: Names, found: Map<string, string>): void {
  const named = new Set(outer);
  const at = isWord(pieces[from], 'with') ? readWith(pieces, from + 1, to, named, found) : from;
  readRelations(pieces, at, to, named, found, isWord(pieces[at], ...firstBeforeRelation));
}

/** Reads `name [(columns)] AS [[NOT] MATERIALIZED] (query), …`; each name holds from there on, a recursive one also within. @returns the place behind */
function readWith(pieces: readonly SqlPiece[], from: number, to: number, named: Set<string>, found: Map<string, string>): number {
  let at = from;
  const recursive = isWord(pieces[at], 'recursive');
  if (recursive) at++;
  while (at < to) {
    const name = nameIn(pieces[at]!).toLowerCase();
    at++;
    if (isSymbol(pieces[at], '(')) at = closingOf(pieces, at) + 1;
    while (at < to && !isSymbol(pieces[at], '(')) at++;
    const close = Math.min(closingOf(pieces, at), to);
    readQuery(pieces, at + 1, close, recursive ? new Set([...named, name]) : named, found);
    named.add(name);
    at = close + 1;
    if (!isSymbol(pieces[at], ',')) return at;
    at++;
  }
  return at;
}

/** @param expected a relation stands at `from` */
function readRelations(
  pieces: readonly SqlPiece[],
  from: number,
  to: number,
  named: Names,
  found: Map<string, string>,
  expected: boolean,
): void {
  const isQuery = isWord(pieces[from], ...beginsQuery) || from === 0;
  let listed = expected;
  let awaited = expected && !isWord(pieces[from], ...firstBeforeRelation);
  for (let at = from; at < to; at++) {
    const piece = pieces[at]!;
    if (isSymbol(piece, '(')) {
      const close = Math.min(closingOf(pieces, at), to);
      if (isWord(pieces[at + 1], ...beginsQuery)) readQuery(pieces, at + 1, close, named, found);
      else readRelations(pieces, at + 1, close, named, found, awaited);
      at = close;
      awaited = false;
    } else if (at === from && isWord(piece, ...firstBeforeRelation)) {
      [listed, awaited] = [true, true];
    } else if ((isQuery || listed) && isWord(piece, ...beforeRelation) && !isWord(pieces[at - 1], 'distinct')) {
      [listed, awaited] = [true, true];
    } else if (listed && isSymbol(piece, ',')) {
      awaited = true;
    } else if (awaited && isWord(piece, 'lateral', 'only')) {
      continue;
    } else if (awaited && (piece.kind === 'word' || piece.kind === 'name')) {
      if (isWord(piece, ...beginsQuery)) {
        // DESCRIBE SELECT …: the rest is a query of its own.
        readQuery(pieces, at, to, named, found);
        return;
      }
      at = readName(pieces, at, to, named, found);
      awaited = false;
    } else if (isWord(piece, ...afterRelations)) {
      [listed, awaited] = [false, false];
    } else awaited = false;
  }
}

/** @returns the index of the name's last piece */
function readName(pieces: readonly SqlPiece[], from: number, to: number, named: Names, found: Map<string, string>): number {
  const parts = [nameIn(pieces[from]!)];
  let at = from;
  while (isSymbol(pieces[at + 1], '.') && at + 2 < to) {
    at += 2;
    parts.push(nameIn(pieces[at]!));
  }
  const name = parts.at(-1)!;
  const key = name.toLowerCase();
  const elsewhere = parts.slice(0, -1).some((schema) => !ownSchemas.has(schema.toLowerCase()));
  const isCall = isSymbol(pieces[at + 1], '(');
  if (!isCall && !elsewhere && !(parts.length === 1 && named.has(key)) && !found.has(key)) found.set(key, name);
  return at;
}

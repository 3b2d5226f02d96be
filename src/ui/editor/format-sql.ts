import { duckdb, formatDialect } from 'sql-formatter';
import { isSymbol, isWord, sqlPieces, type SqlPiece } from '../../core/sql/sql-pieces';

/** Words that can only be grammar, unless they stand behind AS or a dot. */
const reserved = (
  'select from where group order having limit offset qualify window with as and or not in is null case when then else end on using union all except intersect distinct ' +
  'join left right inner full outer cross natural asof semi anti lateral asc desc true false cast like ilike pivot unpivot returning'
).split(' ');

/**
 * The statement laid out anew: keywords in capitals, one clause a line, two spaces deep. Every piece of the text stays what it was, comments,
 * literals, names and `$parameters` included; this is compared piece by piece.
 * @returns null when that cannot be had: a text that the formatter cannot read, or would change
 */
export function formattedSql(sql: string): string | null {
  let text: string;
  try {
    text = formatDialect(sql, {
      dialect: duckdb,
      tabWidth: 2,
      expressionWidth: 100,
      paramTypes: { positional: true, named: ['$'], custom: [{ regex: String.raw`\$[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*` }] },
    });
  } catch {
    return null;
  }
  const before = sqlPieces(sql);
  const after = sqlPieces(text);
  return samePieces(before, after) ? relaid(sql, before, text, after) : null;
}

function samePieces(before: readonly SqlPiece[], after: readonly SqlPiece[]): boolean {
  return (
    before.length === after.length && before.every((piece, at) => piece.kind === after[at]!.kind && sayOf(piece) === sayOf(after[at]!))
  );
}

/** What a piece says: comments whatever blanks they are set with, everything else to the letter. */
function sayOf({ kind, text }: SqlPiece): string {
  return kind === 'comment' ? text.replace(/\s+/g, ' ').trim() : text;
}

/**
 * The new layout, with keywords in capitals and each bracket touching the word before it where it did: the formatter takes columns for
 * keywords, and does not know the model's macros for functions.
 */
function relaid(sql: string, before: readonly SqlPiece[], text: string, after: readonly SqlPiece[]): string {
  return after
    .map((piece, at) => {
      const previous = after[at - 1];
      let gap = text.slice(previous?.end ?? 0, piece.start);
      if (isSymbol(piece, '(') && previous?.kind === 'word' && !gap.includes('\n')) {
        gap = before[at - 1]!.end === before[at]!.start ? '' : ' ';
      }
      return gap + (isKeyword(after, at) ? piece.text.toUpperCase() : piece.text);
    })
    .join('');
}

function isKeyword(pieces: readonly SqlPiece[], at: number): boolean {
  const piece = pieces[at];
  const previous = pieces[at - 1];
  const next = pieces[at + 1];
  if (piece?.kind !== 'word' || isWord(previous, 'as') || isSymbol(previous, '.') || isSymbol(next, '.')) return false;
  if (isWord(piece, ...reserved)) return !isSymbol(next, '(') || !isWord(piece, 'left', 'right');
  if (isWord(piece, 'by')) return isWord(previous, 'group', 'order', 'partition');
  if (isWord(piece, 'partition')) return isWord(next, 'by');
  if (isWord(piece, 'over')) return isSymbol(previous, ')') && isSymbol(next, '(');
  if (isWord(piece, 'filter')) return isSymbol(previous, ')') && isSymbol(next, '(');
  if (isWord(piece, 'nulls')) return isWord(next, 'first', 'last');
  if (isWord(piece, 'first', 'last')) return isWord(previous, 'nulls');
  return isWord(piece, 'exclude', 'replace') && isSymbol(previous, '*') && isSymbol(next, '(');
}

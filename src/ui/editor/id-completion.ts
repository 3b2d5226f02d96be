import type { Completion, CompletionResult, CompletionSource } from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import { isSymbol, isWord, nameIn, sqlPieces, type SqlPiece } from '../../core/sql/sql-pieces';
import { idsLike, type EditorKnowledge, type KnownId } from './editor-knowledge';

/** What a text literal stands beside: ids of one kind, names of units, or nothing known. */
type Beside = KnownId['kind'] | 'unit-name' | 'unit-system' | null;

const systems = ['63', '34', 'M2021', 'M2025', 'VN'] as const;

/**
 * Ids of units, targets and indicators by their names: inside a text literal beside a column of such ids (`unit_id = 'lang son'`), and
 * anywhere after `@`. Accents may be left out. Units of the unit system in force come first.
 */
export function idSource(knowledge: () => EditorKnowledge): CompletionSource {
  return (context): CompletionResult | null => {
    const known = knowledge();
    const sql = context.state.doc.toString();
    const pieces = sqlPieces(sql).filter((piece) => piece.kind !== 'comment');
    const inside = pieces.findIndex(
      (piece) => piece.kind === 'string' && piece.start < context.pos && context.pos < piece.end + open(piece),
    );
    if (inside >= 0) return inLiteral(sql, pieces, inside, context.pos, known);
    const typed = context.matchBefore(/@[\p{L}\p{N}:_-][\p{L}\p{N}:_ -]*$/u);
    if (!typed) return null;
    const options = idsLike(typed.text.slice(1), known.ids ?? [], systemsIn(pieces, known)).map((entry) => option(entry, entry.id, true));
    return options.length > 0 ? { from: typed.from, options, filter: false } : null;
  };
}

function inLiteral(sql: string, pieces: readonly SqlPiece[], at: number, pos: number, known: EditorKnowledge): CompletionResult | null {
  const piece = pieces[at]!;
  const beside = besideOf(pieces, at);
  const from = piece.start + 1;
  if (beside === 'unit-system') return { from, options: systems.map((label) => ({ label, type: 'id' })), validFor: /^\w*$/ };
  if (beside === null) return null;
  const kind = beside === 'unit-name' ? 'unit' : beside;
  const ids = (known.ids ?? []).filter((entry) => entry.kind === kind);
  const options = idsLike(sql.slice(from, pos), ids, systemsIn(pieces, known)).map((entry) =>
    option(entry, beside === 'unit-name' ? entry.name : entry.id, false),
  );
  return options.length > 0 ? { from, to: Math.max(pos, piece.end - 1 + open(piece)), options, filter: false } : null;
}

/** The column or the macro's argument that the literal at `at` is compared with or given to; lists and IN are followed to their beginning. */
function besideOf(pieces: readonly SqlPiece[], at: number): Beside {
  let i = at - 1;
  while (i >= 0 && (isSymbol(pieces[i], ',') || isSymbol(pieces[i], '[') || isSymbol(pieces[i], '(') || pieces[i]!.kind === 'string')) i--;
  while (i >= 0 && (isWord(pieces[i], 'in', 'not', 'like', 'ilike') || ['=', '<>', '!=', '==', ':=', '=>'].includes(pieces[i]!.text))) i--;
  if (i === at - 1) return null;
  const piece = pieces[i];
  return piece && (piece.kind === 'word' || piece.kind === 'name') ? kindOfName(nameIn(piece).toLowerCase()) : null;
}

function kindOfName(name: string): Beside {
  if (/(^|_)unit_ids?$/.test(name)) return 'unit';
  if (/(^|_)target_ids?$/.test(name)) return 'target';
  if (/(^|_)indicator_ids?$/.test(name)) return 'indicator';
  if (/^unit_systems?$/.test(name)) return 'unit-system';
  return /^(unit_name|name_vi|unit_name_vi|don_vi|đơn vị|tỉnh|tinh|province)$/.test(name) ? 'unit-name' : null;
}

/** Unit systems that the statement itself names, else those of the parameters in force. */
function systemsIn(pieces: readonly SqlPiece[], known: EditorKnowledge): readonly string[] {
  const named = pieces.flatMap((piece, at) => {
    const value = piece.kind === 'string' ? piece.text.slice(1, -1) : '';
    return systems.some((system) => system === value) && besideOf(pieces, at) === 'unit-system' ? [value] : [];
  });
  return named.length > 0 ? named : (known.unitSystems ?? []);
}

/** 1 when the literal has no quote in its end, so that a place right behind it still lies inside. */
function open(piece: SqlPiece): number {
  return piece.text.length > 1 && piece.text.endsWith("'") ? 0 : 1;
}

function option(entry: KnownId, text: string, quoted: boolean): Completion {
  const literal = text.replaceAll("'", "''");
  return {
    label: entry.name,
    detail: entry.kind === 'unit' ? entry.id : `${entry.id} · ${entry.group}`,
    type: 'id',
    apply: (view: EditorView, _: Completion, from: number, to: number) => {
      const insert = quoted ? `'${literal}'` : literal;
      // Behind a literal that is closed the cursor goes over the quote.
      const over = !quoted && view.state.sliceDoc(to, to + 1) === "'" ? 1 : 0;
      view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length + over }, userEvent: 'input.complete' });
    },
  };
}

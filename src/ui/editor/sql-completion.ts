import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import { sqlKeywords, sqlName } from '../../core/sql/sql-name';
import { isSymbol, isWord, sqlPieces, type SqlPiece } from '../../core/sql/sql-pieces';
import { namedQueries, relationsAt } from '../../core/sql/sql-scope';
import type { FunctionEntry } from '../../jobs/describe-names';
import { columnsOf, relationNamed, type EditorKnowledge } from './editor-knowledge';
import { sqlFunctions, sqlTypes } from './sql-dialect';

const wordForm = /^[\p{L}\p{N}_]*$/u;
const beforeTable = ['from', 'join', 'into', 'describe', 'summarize', 'table', 'pivot', 'unpivot', 'update'];

/** Parameters after `$`, with the values in force. */
export function parameterSource(knowledge: () => EditorKnowledge): CompletionSource {
  return (context: CompletionContext): CompletionResult | null => {
    const typed = context.matchBefore(/\$[\p{L}\p{N}_]*$/u);
    if (!typed || inText(context)) return null;
    return {
      from: typed.from,
      options: knowledge().parameters.map(({ name, value }) => ({
        label: `$${name}`,
        type: 'variable',
        ...(value ? { detail: value } : {}),
      })),
      validFor: /^\$[\p{L}\p{N}_]*$/u,
    };
  };
}

/** Columns: behind `alias.` those of that relation, elsewhere those of every relation of the query around the cursor. */
export function columnSource(knowledge: () => EditorKnowledge): CompletionSource {
  return async (context) => {
    const known = knowledge();
    const sql = context.state.doc.toString();
    const qualified = context.matchBefore(/(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_]*)\.[\p{L}\p{N}_]*$/u);
    if (qualified && !inText(context)) {
      const dot = qualified.text.lastIndexOf('.');
      const qualifier = qualified.text.slice(0, dot).replace(/^"|"$/g, '').replaceAll('""', '"');
      const relation = relationNamed(sql, qualifier, context.pos, known);
      const columns = relation ? await columnsOf(sql, relation, known) : [];
      if (columns.length === 0) return null;
      return { from: qualified.from + dot + 1, options: columns.map((column) => columnOption(column, '', 3)), validFor: wordForm };
    }
    const typed = plainWord(context);
    if (!typed || afterFrom(sql, typed.from)) return null;
    const options: Completion[] = [];
    for (const relation of relationsAt(sql, context.pos)) {
      const columns = await columnsOf(sql, relation, known);
      options.push(...columns.map((column) => columnOption(column, relation.alias ?? '', 3)));
    }
    return options.length > 0 && !context.aborted ? { from: typed.from, options: distinct(options), validFor: wordForm } : null;
  };
}

/** Tables, results of other cells and queries of WITH; after FROM they are all there is, elsewhere they come last. */
export function tableSource(knowledge: () => EditorKnowledge): CompletionSource {
  return (context) => {
    const sql = context.state.doc.toString();
    const typed = plainWord(context);
    const from = typed?.from ?? context.pos;
    const wanted = afterFrom(sql, from);
    if (!typed && !(wanted && context.matchBefore(/\s$/))) return null;
    if (inText(context)) return null;
    const boost = wanted ? 5 : -3;
    const options: Completion[] = knowledge().tables.map(({ name, kind, rows }) => ({
      label: name,
      apply: sqlName(name),
      type: kind === 'cell' ? 'cell' : 'table',
      detail: rows === null ? '' : String(rows),
      boost: boost + (kind === 'own' || kind === 'cell' ? 2 : 0),
    }));
    const named = namedQueries(sql).map(({ name }): Completion => ({
      label: name,
      apply: sqlName(name),
      type: 'table',
      detail: 'WITH',
      boost: boost + 3,
    }));
    const inScope = wanted
      ? []
      : relationsAt(sql, context.pos).flatMap(({ alias, name }): Completion[] =>
          alias && alias !== name ? [{ label: alias, type: 'table', boost: 1 }] : [],
        );
    const all = distinct([...named, ...inScope, ...options]);
    return all.length > 0 ? { from, options: all, validFor: wordForm } : null;
  };
}

/** Functions of this build and macros of the model; choosing one puts the cursor between its brackets. */
export function functionSource(knowledge: () => EditorKnowledge): CompletionSource {
  return (context) => {
    const typed = plainWord(context);
    if (!typed) return null;
    const tables = afterFrom(context.state.doc.toString(), typed.from);
    const told = knowledge().functions ?? [];
    // Part of the grammar, such as coalesce and row_number: the engine's list lacks them.
    const missing = curated.filter(({ name }) => !told.some((entry) => entry.name === name));
    const options = [...told, ...missing].filter(({ kind }) => (kind === 'table') === tables).map(functionOption);
    return { from: typed.from, options, validFor: /^\w*$/ };
  };
}

/** Keywords and types, in capitals as the saved questions write them. */
export const keywordSource: CompletionSource = (context) => {
  const typed = plainWord(context);
  return typed && { from: typed.from, options: keywordOptions, validFor: /^\w*$/ };
};

/** Arguments as a reader would write them: our own wording where there is one, else the engine's. */
export function signatureOf(entry: FunctionEntry): string {
  const own = wording.get(entry.name);
  if (own !== undefined && entry.kind !== 'table') return own;
  const [form] = entry.kind === 'table' && !entry.own ? entry.forms.map((names) => names.slice(0, 1)) : entry.forms;
  return (form ?? []).map((name) => (/^col\d+$/.test(name) ? '…' : name)).join(', ');
}

/** Whether a relation's name is expected at this place. */
function afterFrom(sql: string, offset: number): boolean {
  const pieces = sqlPieces(sql.slice(0, offset)).filter((piece) => piece.kind !== 'comment');
  const last = pieces.at(-1);
  if (isWord(last, ...beforeTable)) return !isWord(pieces.at(-2), 'distinct');
  if (!isSymbol(last, ',')) return false;
  return inFromList(pieces);
}

/** Whether a comma in the end stands between relations. */
function inFromList(pieces: readonly SqlPiece[]): boolean {
  let depth = 0;
  for (let i = pieces.length - 1; i >= 0; i--) {
    const piece = pieces[i]!;
    if (isSymbol(piece, ')')) depth += 1;
    else if (isSymbol(piece, '(') && --depth < 0) return false;
    else if (depth === 0 && isWord(piece, 'from')) return true;
    else if (depth === 0 && isWord(piece, 'select', 'where', 'by', 'having', 'on', 'values', 'with', 'set', 'using')) return false;
  }
  return false;
}

/** The word being typed, unless it belongs to a text, a comment, a parameter, a quoted name or a table's dot. */
function plainWord(context: CompletionContext): { from: number } | null {
  const typed = context.matchBefore(/[\p{L}\p{N}_]+$/u);
  const from = typed?.from ?? context.pos;
  if ((!typed && !context.explicit) || inText(context)) return null;
  return /[$."'@]/.test(context.state.sliceDoc(from - 1, from)) ? null : { from };
}

/** Inside a literal, a comment or a quoted name that is not finished. */
function inText(context: CompletionContext): boolean {
  const { pos } = context;
  return sqlPieces(context.state.doc.toString()).some(
    (piece) =>
      (piece.kind === 'string' || piece.kind === 'comment' || piece.kind === 'name') &&
      piece.start < pos &&
      (pos < piece.end || unfinished(piece)) &&
      pos <= piece.end,
  );
}

function unfinished({ kind, text }: SqlPiece): boolean {
  if (kind === 'comment') return text.startsWith('--') || !text.endsWith('*/');
  return text.length < 2 || !text.endsWith(kind === 'name' ? '"' : text.startsWith('$') ? '$' : "'");
}

function distinct(options: readonly Completion[]): Completion[] {
  const seen = new Set<string>();
  return options.filter(({ label }) => !seen.has(label) && seen.add(label));
}

function columnOption(column: { readonly name: string; readonly sqlType: string }, of: string, boost: number): Completion {
  const detail = [column.sqlType.toLowerCase(), of].filter(Boolean).join(' · ');
  return { label: column.name, apply: sqlName(column.name), detail, type: 'property', boost };
}

function functionOption(entry: FunctionEntry): Completion {
  const args = signatureOf(entry);
  const takesNone = args === '' && entry.forms.length === 0;
  return {
    label: entry.name,
    detail: `(${args})`,
    type: 'function',
    boost: entry.own ? 1 : wording.has(entry.name) ? 0 : -1,
    apply: (view: EditorView, _: Completion, from: number, to: number) => {
      const inside = from + entry.name.length + (takesNone ? 2 : 1);
      view.dispatch({ changes: { from, to, insert: `${entry.name}()` }, selection: { anchor: inside }, userEvent: 'input.complete' });
    },
  };
}

const wording: ReadonlyMap<string, string> = new Map(sqlFunctions.map(([name, args]) => [name, args]));

/** Until the engine has told its own, and besides those. */
const curated: readonly FunctionEntry[] = sqlFunctions.map(([name, args]) => ({
  name,
  kind: 'scalar',
  forms: args ? [[args]] : [],
  description: null,
  example: null,
  own: false,
}));

const keywordOptions: readonly Completion[] = [
  ...sqlKeywords.split(' ').map((word) => ({ label: word.toUpperCase(), type: 'keyword', boost: -1 })),
  ...sqlTypes.split(' ').map((word) => ({ label: word.toUpperCase(), type: 'type', boost: -2 })),
];

import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import { sqlFunctions, sqlKeywords, sqlName, sqlTypes } from './sql-dialect';

/** Tables with their columns, as the editor offers them. */
export type SqlSchema = Readonly<Record<string, readonly string[]>>;

const wordBefore = /[\p{L}\p{N}_]+$/u;

/** Parameters after `$`. */
export function parameterSource(params: () => readonly string[]): CompletionSource {
  return (context: CompletionContext): CompletionResult | null => {
    const typed = context.matchBefore(/\$[\p{L}\p{N}_]*$/u);
    if (!typed) return null;
    return {
      from: typed.from,
      options: params().map((name) => ({ label: `$${name}`, type: 'variable' })),
      validFor: /^\$[\p{L}\p{N}_]*$/u,
    };
  };
}

/** Keywords and types, in capitals as the saved questions write them. */
export const keywordSource: CompletionSource = (context) => {
  const typed = plainWord(context);
  return typed && { from: typed.from, options: keywordOptions, validFor: /^\w*$/ };
};

/** The language's own tables, aliases and columns after a dot, kept out of parameters, which it does not know. */
export function outsideParameters(source: CompletionSource): CompletionSource {
  return (context) => (context.matchBefore(/\$[\p{L}\p{N}_]*$/u) ? null : source(context));
}

/** DuckDB functions; choosing one puts the cursor between its brackets. */
export const functionSource: CompletionSource = (context) => {
  const typed = plainWord(context);
  return typed && { from: typed.from, options: functionOptions, validFor: /^\w*$/ };
};

/** Columns of the tables that the text names, without a table before them; the language's schema source does the rest. */
export function columnSource(schema: () => SqlSchema): CompletionSource {
  return (context) => {
    const typed = plainWord(context);
    if (!typed) return null;
    const text = context.state.doc.toString().toLowerCase();
    const options = Object.entries(schema()).flatMap(([table, columns]) =>
      text.includes(table.toLowerCase())
        ? columns.map((column): Completion => ({ label: column, apply: sqlName(column), detail: table, type: 'property', boost: 2 }))
        : [],
    );
    return options.length ? { from: typed.from, options, validFor: /^[\p{L}\p{N}_]*$/u } : null;
  };
}

/** The word being typed, unless it belongs to a parameter, a quoted name or a table's dot. */
function plainWord(context: CompletionContext): { from: number } | null {
  const typed = context.matchBefore(wordBefore);
  const from = typed?.from ?? context.pos;
  if (!typed && !context.explicit) return null;
  return /[$."']/.test(context.state.sliceDoc(from - 1, from)) ? null : { from };
}

const keywordOptions: readonly Completion[] = [
  ...sqlKeywords.split(' ').map((word) => ({ label: word.toUpperCase(), type: 'keyword', boost: -1 })),
  ...sqlTypes.split(' ').map((word) => ({ label: word.toUpperCase(), type: 'type', boost: -2 })),
];

const functionOptions: readonly Completion[] = sqlFunctions.map(([name, args]) => ({
  label: name,
  detail: `(${args})`,
  type: 'function',
  apply: (view: EditorView, _: Completion, from: number, to: number) => {
    const inside = from + name.length + (args ? 1 : 2);
    view.dispatch({ changes: { from, to, insert: `${name}()` }, selection: { anchor: inside }, userEvent: 'input.complete' });
  },
}));

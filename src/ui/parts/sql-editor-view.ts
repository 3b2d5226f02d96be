import {
  closeCompletion,
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands';
import { schemaCompletionSource, SQLDialect } from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, LanguageSupport, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, Prec, StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, type DecorationSet } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { columnSource, functionSource, keywordSource, outsideParameters, parameterSource, type SqlSchema } from './sql-completion';
import { sqlFunctions, sqlKeywords, sqlTypes } from './sql-dialect';

/** A place in the text that cannot stay so. Line and column count from 1, columns in UTF-16 units. */
export interface SqlDiagnostic {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What may change while the editor stands. */
export interface SqlEditorSettings {
  readonly value: string;
  readonly schema: SqlSchema;
  readonly params: readonly string[];
  readonly diagnostics: readonly SqlDiagnostic[];
  readonly readonly: boolean;
  readonly label: string;
  readonly description: string;
}

export interface SqlEditorHandle {
  readonly view: EditorView;
  update(settings: SqlEditorSettings): void;
  destroy(): void;
}

const duckdb = SQLDialect.define({
  keywords: sqlKeywords,
  types: sqlTypes,
  builtin: sqlFunctions.map(([name]) => name).join(' '),
  operatorChars: '*+-%<>!=&|~^/:',
  specialVar: '$',
  identifierQuotes: '"',
  caseInsensitiveIdentifiers: true,
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.bool, tags.null], color: 'var(--code-keyword)', fontWeight: '600' },
  { tag: [tags.typeName], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: tags.number, color: 'var(--code-number)' },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], color: 'var(--code-comment)' },
  { tag: [tags.standard(tags.name), tags.function(tags.variableName)], color: 'var(--code-function)' },
  { tag: [tags.special(tags.name)], color: 'var(--code-parameter)', fontWeight: '600' },
]);

const look = EditorView.theme({
  '&': { backgroundColor: 'var(--surface)', color: 'var(--ink)', fontSize: 'var(--text-sm)', maxHeight: 'var(--editor-height, 24rem)' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-1px' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '1.6', minHeight: '5.5rem' },
  '.cm-content': { padding: 'var(--space-2) 0', caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--selection)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--surface-sunken) 55%, transparent)' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--ink-muted)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 0.6rem 0 0.75rem', minWidth: '2rem' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--line-strong)' },
  '.cm-tooltip': {
    border: 'var(--border)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    boxShadow: 'var(--lift-high)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-code)', maxHeight: '15rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '0.15rem 0.6rem', lineHeight: '1.6' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-completionDetail': { color: 'var(--ink-muted)', fontStyle: 'normal', fontSize: 'var(--text-xs)' },
  '[aria-selected] > .cm-completionDetail': { color: 'inherit' },
  '.cm-problem': { textDecoration: 'underline wavy var(--danger) 1.5px', textUnderlineOffset: '3px', backgroundColor: 'var(--danger-bg)' },
});

const setProblems = StateEffect.define<readonly SqlDiagnostic[]>();

/** Underlines stay with their text while it is edited, until new diagnostics come. */
const problems = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) if (effect.is(setProblems)) return underlines(transaction.state, effect.value);
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function underlines(state: EditorState, diagnostics: readonly SqlDiagnostic[]): DecorationSet {
  const marks = diagnostics.flatMap(({ line, column, message }) => {
    if (state.doc.length === 0) return [];
    const at = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
    const from = Math.min(at.from + Math.max(column - 1, 0), Math.max(at.from, at.to - 1), state.doc.length - 1);
    const word = state.wordAt(from);
    const to = word && word.to > from ? word.to : from + 1;
    return [Decoration.mark({ class: 'cm-problem', attributes: { title: message } }).range(from, to)];
  });
  return Decoration.set(marks, true);
}

/**
 * Puts a CodeMirror editor for DuckDB SQL into `parent`. Mod-Enter runs; Tab indents, and leaves the editor after Escape.
 * `onchange` is called with the whole text after each edit by the reader, not after `update`.
 */
export function openSqlEditor(
  parent: HTMLElement,
  first: SqlEditorSettings,
  onchange: (value: string) => void,
  onrun: () => void,
): SqlEditorHandle {
  let now = first;
  let filling = false;
  const language = new Compartment();
  const access = new Compartment();

  const languageOf = ({ schema }: SqlEditorSettings): Extension => {
    const sources = [
      parameterSource(() => now.params),
      columnSource(() => now.schema),
      outsideParameters(schemaCompletionSource({ dialect: duckdb, schema })),
      functionSource,
      keywordSource,
    ];
    return new LanguageSupport(
      duckdb.language,
      sources.map((autocomplete) => duckdb.language.data.of({ autocomplete })),
    );
  };
  const accessOf = ({ readonly, label, description }: SqlEditorSettings): Extension => [
    EditorState.readOnly.of(readonly),
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-description': description,
      'aria-readonly': String(readonly),
      tabindex: '0',
    }),
  ];

  const view = new EditorView({
    parent,
    doc: first.value,
    extensions: [
      Prec.highest(keymap.of([{ key: 'Mod-Enter', run: (view) => (closeCompletion(view), onrun(), true) }])),
      keymap.of([
        { key: 'Tab', run: acceptCompletion },
        { key: 'Tab', run: indentMore, shift: indentLess },
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...defaultKeymap,
        ...historyKeymap,
      ]),
      lineNumbers(),
      history(),
      drawSelection(),
      indentOnInput(),
      indentUnit.of('  '),
      bracketMatching(),
      closeBrackets(),
      autocompletion({ icons: false, maxRenderedOptions: 60 }),
      highlightActiveLine(),
      EditorView.lineWrapping,
      syntaxHighlighting(colours),
      look,
      problems,
      language.of(languageOf(first)),
      access.of(accessOf(first)),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !filling) onchange(update.state.doc.toString());
      }),
    ],
  });
  view.dispatch({ effects: setProblems.of(first.diagnostics) });

  return {
    view,
    update(next) {
      const before = now;
      now = next;
      const effects: StateEffect<unknown>[] = [];
      if (next.schema !== before.schema) effects.push(language.reconfigure(languageOf(next)));
      if (next.readonly !== before.readonly || next.label !== before.label || next.description !== before.description)
        effects.push(access.reconfigure(accessOf(next)));
      const text = view.state.doc.toString();
      const changes = next.value === text ? undefined : { from: 0, to: text.length, insert: next.value };
      if (next.diagnostics !== before.diagnostics || changes) effects.push(setProblems.of(next.diagnostics));
      if (!effects.length && !changes) return;
      filling = true;
      view.dispatch({ ...(changes ? { changes } : {}), effects });
      filling = false;
    },
    destroy: () => view.destroy(),
  };
}

import {
  closeCompletion,
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands';
import { SQLDialect } from '@codemirror/lang-sql';
import { bracketMatching, indentOnInput, indentUnit, LanguageSupport, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, Prec, type StateEffect } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import type { Language } from '../../core/language';
import { sqlKeywords } from '../../core/sql/sql-name';
import { explaining, type OpenTarget } from './editor-explain';
import type { EditorKnowledge } from './editor-knowledge';
import { colours, look } from './editor-look';
import { problems, rangeOfProblem, setProblems, type SqlDiagnostic } from './editor-problems';
import { idSource } from './id-completion';
import { columnSource, functionSource, keywordSource, parameterSource, tableSource } from './sql-completion';
import { sqlFunctions, sqlTypes } from './sql-dialect';

/** What may change while the editor stands. */
export interface SqlEditorSettings {
  readonly value: string;
  readonly knowledge: EditorKnowledge;
  readonly diagnostics: readonly SqlDiagnostic[];
  readonly readonly: boolean;
  readonly language: Language;
  readonly label: string;
  readonly description: string;
}

/** What the editor tells. */
export interface SqlEditorCalls {
  /** The whole text after each edit by the reader, not after `update`. */
  readonly onchange: (value: string) => void;
  readonly onrun: () => void;
  readonly onformat: () => void;
  readonly onopen: (target: OpenTarget) => void;
}

export interface SqlEditorHandle {
  readonly view: EditorView;
  update(settings: SqlEditorSettings): void;
  /** Puts `insert` in place of the text that the diagnostic underlines, as an edit by the reader. */
  fix(diagnostic: SqlDiagnostic, insert: string): void;
  /** Puts other text in place of all, as one edit that can be undone. */
  replaceAll(text: string): void;
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

/**
 * Puts a CodeMirror editor for DuckDB SQL into `parent`. Mod-Enter runs; Shift-Alt-f formats; Tab indents, and leaves the editor after Escape;
 * Mod-i says what stands at the cursor; F12 and Mod-click open it.
 */
export function openSqlEditor(parent: HTMLElement, first: SqlEditorSettings, calls: SqlEditorCalls): SqlEditorHandle {
  let now = first;
  let filling = false;
  const access = new Compartment();
  const known = (): EditorKnowledge => now.knowledge;
  const sources = [idSource(known), parameterSource(known), columnSource(known), tableSource(known), functionSource(known), keywordSource];

  const accessOf = ({ readonly, label, description }: SqlEditorSettings) => [
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
      Prec.highest(
        keymap.of([
          { key: 'Mod-Enter', run: (view) => (closeCompletion(view), calls.onrun(), true) },
          { key: 'Shift-Alt-f', run: () => (calls.onformat(), true), preventDefault: true },
        ]),
      ),
      // Before the default keys, which have other uses for Mod-i.
      explaining({ knowledge: known, language: () => now.language, onopen: (target) => calls.onopen(target) }),
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
      new LanguageSupport(
        duckdb.language,
        sources.map((autocomplete) => duckdb.language.data.of({ autocomplete })),
      ),
      access.of(accessOf(first)),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !filling) calls.onchange(update.state.doc.toString());
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
    fix(diagnostic, insert) {
      const range = rangeOfProblem(view.state.doc, diagnostic);
      if (!range) return;
      view.dispatch({ changes: { ...range, insert }, selection: { anchor: range.from + insert.length }, userEvent: 'input.fix' });
      view.focus();
    },
    replaceAll(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, userEvent: 'input.format' });
    },
    destroy: () => view.destroy(),
  };
}

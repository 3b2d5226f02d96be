import { StateEffect, StateField, type EditorState, type Text } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

/** A place in the text that cannot stay so. Line and column count from 1, columns in UTF-16 units. */
export interface SqlDiagnostic {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** The name that is wrong, where the engine says so; it is what gets underlined and replaced. */
  readonly wrong?: string;
  /** How much of the text from the place on is wrong, where that is known. */
  readonly length?: number;
  /** SQL that may stand there instead. */
  readonly fixes?: readonly string[];
}

export const setProblems = StateEffect.define<readonly SqlDiagnostic[]>();

/** Underlines stay with their text while it is edited, until new diagnostics come. */
export const problems = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) if (effect.is(setProblems)) return underlines(transaction.state, effect.value);
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Where a diagnostic's text stands: its wrong name if it is there, else the word at the place. Always within the text; null when that is empty. */
export function rangeOfProblem(doc: Text, { line, column, wrong, length }: SqlDiagnostic): { from: number; to: number } | null {
  if (doc.length === 0) return null;
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const from = Math.min(at.from + Math.max(column - 1, 0), Math.max(at.from, at.to - 1), doc.length - 1);
  if (length) return { from, to: Math.min(from + length, doc.length) };
  if (wrong) {
    const rest = doc.sliceString(from).toLowerCase();
    const quoted = `"${wrong.replaceAll('"', '""')}"`.toLowerCase();
    // A qualifier may stand before the name that is wrong.
    for (const text of [quoted, wrong.toLowerCase()]) {
      const found = rest.indexOf(text);
      if (found >= 0 && found < 200) return { from: from + found, to: from + found + text.length };
    }
  }
  const word = /^[\p{L}\p{N}_]+/u.exec(doc.sliceString(from, from + 200))?.[0] ?? '';
  return { from, to: from + Math.max(1, word.length) };
}

function underlines(state: EditorState, diagnostics: readonly SqlDiagnostic[]): DecorationSet {
  const marks = diagnostics.flatMap((diagnostic) => {
    const range = rangeOfProblem(state.doc, diagnostic);
    return range ? [Decoration.mark({ class: 'cm-problem', attributes: { title: diagnostic.message } }).range(range.from, range.to)] : [];
  });
  return Decoration.set(marks, true);
}

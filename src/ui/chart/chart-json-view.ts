import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, indentUnit, StreamLanguage, syntaxHighlighting, type StringStream } from '@codemirror/language';
import { EditorState, Prec, StateEffect, StateField } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, type DecorationSet } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { jsonPlace } from './json-place';
import { vegaKeys, vegaValues } from './vega-completion';

export interface ChartJsonSettings {
  readonly value: string;
  readonly columns: readonly string[];
  readonly label: string;
  readonly description: string;
}

export interface ChartJsonHandle {
  readonly view: EditorView;
  /** Shows another text; does not call `onchange`. */
  setText(text: string): void;
  /** Underlines the character at an offset; null takes the line away. */
  mark(offset: number | null, message: string): void;
  destroy(): void;
}

const json = StreamLanguage.define({
  name: 'json',
  token(stream: StringStream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return stream.match(/^\s*:/, false) ? 'propertyName' : 'string';
    if (stream.match(/^-?\d[\d.eE+-]*/)) return 'number';
    if (stream.match(/^(true|false|null)\b/)) return 'keyword';
    stream.next();
    return null;
  },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-function)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: tags.number, color: 'var(--code-number)' },
  { tag: tags.keyword, color: 'var(--code-keyword)', fontWeight: '600' },
]);

const look = EditorView.theme({
  '&': { fontSize: 'var(--text-sm)', maxHeight: '22rem', backgroundColor: 'var(--surface)', color: 'var(--ink)' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '1.6', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--ink)', padding: 'var(--space-2) 0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--surface-sunken)', color: 'var(--ink-muted)', border: '0' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--accent-soft) 45%, transparent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--selection)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--accent-soft)',
    outline: '1px solid var(--line-strong)',
  },
  '.cm-tooltip': {
    border: 'var(--border)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    boxShadow: 'var(--lift-high)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-code)', maxHeight: '14rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-problem': { textDecoration: 'underline wavy var(--danger) 1.5px', textUnderlineOffset: '3px', backgroundColor: 'var(--danger-bg)' },
});

const setProblem = StateEffect.define<{ readonly offset: number; readonly message: string } | null>();
const problemMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { effects, changes, state }) {
    for (const effect of effects) {
      if (!effect.is(setProblem)) continue;
      if (!effect.value || state.doc.length === 0) return Decoration.none;
      const from = Math.max(0, Math.min(effect.value.offset, state.doc.length - 1));
      return Decoration.set(Decoration.mark({ class: 'cm-problem', attributes: { title: effect.value.message } }).range(from, from + 1));
    }
    return marks.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Keys and values of Vega-Lite, and the columns of the result where a field is named. */
function complete(columns: readonly string[]): (context: CompletionContext) => CompletionResult | null {
  return (context) => {
    const word = context.matchBefore(/"?[\p{L}\p{N}_%., ~/-]*$/u) ?? { from: context.pos, to: context.pos, text: '' };
    const quoted = word.text.startsWith('"');
    if (!quoted && !context.explicit) return null;
    const from = quoted ? word.from + 1 : context.pos;
    const { path, key } = jsonPlace(context.state.doc.toString(), quoted ? word.from : context.pos);
    const found = key === null ? vegaKeys(path) : vegaValues(path, key, columns);
    if (found.length === 0) return null;
    const closed = context.state.sliceDoc(context.pos, context.pos + 1) === '"';
    return {
      from,
      options: found.map((label) => ({
        label,
        type: key === null ? 'property' : 'text',
        apply: (view: EditorView, _: unknown, start: number, end: number) => {
          const inner = JSON.stringify(label).slice(1, -1);
          const insert = `${quoted ? '' : '"'}${inner}"${key === null ? ': ' : ''}`;
          const to = quoted && closed ? end + 1 : end;
          view.dispatch({
            changes: { from: start, to, insert },
            selection: { anchor: start + insert.length },
            userEvent: 'input.complete',
          });
        },
      })),
      validFor: /^[\p{L}\p{N}_%., ~/-]*$/u,
    };
  };
}

/** Puts an editor for a Vega-Lite specification into `parent`. Mod-Enter applies; Tab indents, and leaves the editor after Escape. */
export function openChartJson(
  parent: HTMLElement,
  settings: ChartJsonSettings,
  onchange: (text: string) => void,
  onapply: () => void,
): ChartJsonHandle {
  let filling = false;
  const view = new EditorView({
    parent,
    doc: settings.value,
    extensions: [
      Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => (onapply(), true) }])),
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
      indentUnit.of('  '),
      bracketMatching(),
      closeBrackets(),
      autocompletion({ icons: false, override: [complete(settings.columns)] }),
      highlightActiveLine(),
      EditorView.lineWrapping,
      json,
      syntaxHighlighting(colours),
      look,
      problemMark,
      EditorState.tabSize.of(2),
      EditorView.contentAttributes.of({ 'aria-label': settings.label, 'aria-description': settings.description, tabindex: '0' }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !filling) onchange(update.state.doc.toString());
      }),
    ],
  });
  return {
    view,
    setText(text) {
      if (view.state.doc.toString() === text) return;
      filling = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      filling = false;
    },
    mark: (offset, message) => view.dispatch({ effects: setProblem.of(offset === null ? null : { offset, message }) }),
    destroy: () => view.destroy(),
  };
}

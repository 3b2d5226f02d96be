import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import type { Language } from '../../core/language';
import type { EditorKnowledge } from './editor-knowledge';
import { explanationOf, meaningAt, type Explanation, type Meaning } from './explain-name';

/** Something that can be opened from the text, by its name or id. */
export interface OpenTarget {
  readonly kind: 'table' | 'cell' | 'parameter' | 'unit' | 'target' | 'indicator';
  readonly name: string;
}

interface Surroundings {
  readonly knowledge: () => EditorKnowledge;
  readonly language: () => Language;
  readonly onopen: (target: OpenTarget) => void;
}

const setCard = StateEffect.define<Tooltip | null>();

/** The card that a key has asked for; gone with the next edit or move of the cursor. */
const card = StateField.define<Tooltip | null>({
  create: () => null,
  update(shown, transaction) {
    for (const effect of transaction.effects) if (effect.is(setCard)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : shown;
  },
  provide: (field) => showTooltip.from(field),
});

/** Says what a name means, under the mouse or, with Mod-i, at the cursor; F12 and Mod-click open it. */
export function explaining(around: Surroundings): Extension {
  const tooltipAt = async (view: EditorView, pos: number): Promise<Tooltip | null> => {
    const sql = view.state.doc.toString();
    const found = await meaningAt(sql, pos, around.knowledge());
    if (!found) return null;
    const explanation = await explanationOf(found.meaning, around.knowledge(), around.language());
    if (view.state.doc.toString() !== sql) return null;
    return { pos: found.from, end: found.to, above: true, create: () => ({ dom: cardOf(explanation) }) };
  };
  const explain = (view: EditorView): boolean => {
    void tooltipAt(view, view.state.selection.main.head).then((tooltip) => view.dispatch({ effects: setCard.of(tooltip) }));
    return true;
  };
  const openAt = (view: EditorView, pos: number): void => {
    void meaningAt(view.state.doc.toString(), pos, around.knowledge()).then((found) => {
      if (found) follow(view, found.meaning, around.onopen);
    });
  };
  return [
    card,
    hoverTooltip((view, pos) => tooltipAt(view, pos), { hoverTime: 350 }),
    keymap.of([
      { key: 'Mod-i', run: explain, preventDefault: true },
      { key: 'F12', run: (view) => (openAt(view, view.state.selection.main.head), true), preventDefault: true },
      {
        key: 'Escape',
        run: (view) => (view.state.field(card) ? (view.dispatch({ effects: setCard.of(null) }), true) : false),
      },
    ]),
    EditorView.domEventHandlers({
      mousedown(event, view) {
        if (!(event.ctrlKey || event.metaKey) || event.button !== 0) return false;
        const pos = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (pos === null) return false;
        openAt(view, pos);
        return true;
      },
    }),
  ];
}

/** Goes where the meaning is defined: within the text, or through `onopen`. */
function follow(view: EditorView, meaning: Meaning, onopen: (target: OpenTarget) => void): void {
  const jump = (pos: number) => view.dispatch({ selection: { anchor: pos }, scrollIntoView: true });
  switch (meaning.kind) {
    case 'query':
      return jump(meaning.query.start);
    case 'alias':
      return jump(meaning.start);
    case 'table':
      return onopen({ kind: meaning.table.kind === 'cell' ? 'cell' : 'table', name: meaning.table.name });
    case 'column':
      if (meaning.table) onopen({ kind: meaning.table.kind === 'cell' ? 'cell' : 'table', name: meaning.table.name });
      return;
    case 'parameter':
      return onopen({ kind: 'parameter', name: meaning.parameter.name });
    case 'id':
      return onopen({ kind: meaning.entry.kind, name: meaning.entry.id });
    case 'function':
      return;
  }
}

function cardOf({ title, kind, text, samples }: Explanation): HTMLElement {
  const dom = element('div', 'cm-explained');
  dom.setAttribute('role', 'status');
  dom.append(element('span', 'cm-explained-title', title), element('span', 'cm-explained-kind', kind));
  if (text !== null) {
    const paragraph = element('p', 'cm-explained-text', text);
    paragraph.style.whiteSpace = 'pre-wrap';
    dom.append(paragraph);
  }
  if (samples.length > 0) {
    const list = element('ul', 'cm-explained-samples');
    list.append(...samples.map((sample) => element('li', '', sample)));
    dom.append(list);
  }
  return dom;
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

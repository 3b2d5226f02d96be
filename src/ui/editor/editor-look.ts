import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.bool, tags.null], color: 'var(--code-keyword)', fontWeight: '600' },
  { tag: [tags.typeName], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: tags.number, color: 'var(--code-number)' },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], color: 'var(--code-comment)' },
  { tag: [tags.standard(tags.name), tags.function(tags.variableName)], color: 'var(--code-function)' },
  { tag: [tags.special(tags.name)], color: 'var(--code-parameter)', fontWeight: '600' },
]);

export const look = EditorView.theme({
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
  '.cm-tooltip-hover, .cm-explained': {
    maxWidth: 'min(30rem, 90vw)',
    padding: 'var(--space-2) var(--space-3)',
    fontFamily: 'var(--font)',
    fontSize: 'var(--text-xs)',
  },
  '.cm-explained-title': { fontFamily: 'var(--font-code)', fontWeight: '600' },
  '.cm-explained-kind': { color: 'var(--ink-muted)', marginLeft: 'var(--space-2)' },
  '.cm-explained-text': { margin: 'var(--space-1) 0 0' },
  '.cm-explained-samples': {
    margin: 'var(--space-1) 0 0',
    paddingLeft: '1.1rem',
    color: 'var(--ink-soft)',
    fontFamily: 'var(--font-figures)',
  },
  '.cm-problem': { textDecoration: 'underline wavy var(--danger) 1.5px', textUnderlineOffset: '3px', backgroundColor: 'var(--danger-bg)' },
});

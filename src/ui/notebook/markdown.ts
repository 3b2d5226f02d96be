import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';
import type { Language } from '../../core/language';
import { figurePattern, figureReference, figureText, type FigureLook } from '../../core/notebook/live-figures';
import { textCellWords } from './text-cell-words';

/** Where live figures come from and how they are written; without `look` they stay as they are typed. */
export interface MarkdownOptions {
  readonly language: Language;
  readonly look?: FigureLook;
}

interface Surroundings {
  readonly options?: MarkdownOptions;
}

const markdown = new MarkdownIt({ html: false, linkify: false, breaks: true });
const { escapeHtml } = markdown.utils;
const figureAtStart = new RegExp(`^${figurePattern.source}`);
const longestAddress = 200;

// A figure is a token of its own: a value is never read as Markdown, and never gets into the address of a link.
markdown.inline.ruler.after('text', 'figure', (state, silent) => {
  if (state.src.charCodeAt(state.pos) !== 0x7b) return false;
  const found = figureAtStart.exec(state.src.slice(state.pos, state.pos + 310));
  if (!found || !(state.env as Surroundings).options?.look || figureReference(found[1]!) === null) return false;
  if (!silent) state.push('figure', '', 0).content = found[1]!;
  state.pos += found[0].length;
  return true;
});

markdown.renderer.rules.figure = (tokens, at, _options, env) => {
  const written = tokens[at]!.content.trim();
  const { look, language } = (env as Surroundings).options!;
  const words = textCellWords[language];
  const reference = figureReference(written)!;
  const text = figureText(reference, look!, language);
  if (text !== null) return `<data title="${escapeHtml(written)}">${escapeHtml(text)}</data>`;
  const known = look!(reference.name, reference.column, reference.row) !== undefined;
  return `<mark title="${escapeHtml(known ? words.emptyFigure : words.unknownFigure)}">${escapeHtml(known ? '–' : `${written} ?`)}</mark>`;
};

// A picture would be fetched from wherever it lies: its text and its address stand in its place.
markdown.renderer.rules.image = (tokens, at) => {
  const { content, attrs } = tokens[at]!;
  const address = String(attrs?.find(([name]) => name === 'src')?.[1] ?? '');
  const short = address.length > longestAddress ? `${address.slice(0, longestAddress)}…` : address;
  return escapeHtml([content, `(${short})`].filter(Boolean).join(' '));
};

markdown.core.ruler.push('safe attributes', (state) => {
  for (const token of state.tokens) {
    // Alignment of table cells comes as a style, which is not let through.
    const align = /^text-align:(left|right|center)$/.exec(String(token.attrGet('style') ?? ''))?.[1];
    if (align) token.attrSet('align', align);
    for (const inner of token.children ?? []) {
      if (inner.type !== 'link_open' || String(inner.attrGet('href')).startsWith('#')) continue;
      inner.attrSet('target', '_blank');
      inner.attrSet('rel', 'noopener noreferrer');
    }
  }
});

/**
 * Markdown as HTML that can do nothing: no raw HTML, no scripts, styles, forms or pictures. Links go to places on this page or, in a new
 * window that knows nothing of this one, to web and mail addresses. Live figures become <data>, missing ones a titled <mark>.
 */
export function markdownToHtml(text: string, options?: MarkdownOptions): string {
  return DOMPurify.sanitize(markdown.render(text, { options } satisfies Surroundings), {
    ALLOWED_TAGS: [
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'strong', 'em', 's', 'ul', 'ol', 'li', 'blockquote', 'code', 'pre', 'hr', 'br', 'a'],
      ...['table', 'thead', 'tbody', 'tr', 'th', 'td', 'data', 'mark'],
    ],
    ALLOWED_ATTR: ['href', 'title', 'target', 'rel', 'start', 'align'],
    ALLOWED_URI_REGEXP: /^(?:#|https?:\/\/|mailto:)/i,
    // Without this their values would have to look like addresses, too.
    ADD_URI_SAFE_ATTR: ['target', 'rel', 'start', 'align'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  });
}

import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: false, breaks: true });

/**
 * Markdown as HTML that can do nothing: no raw HTML, no scripts, styles, forms or images, and links only to places on this page.
 * A note may come with a stranger's link; an address of another site stays readable as text.
 */
export function markdownToHtml(text: string): string {
  return DOMPurify.sanitize(markdown.render(text), {
    ALLOWED_TAGS: [
      'h1',
      'h2',
      'h3',
      'h4',
      'p',
      'strong',
      'em',
      's',
      'ul',
      'ol',
      'li',
      'blockquote',
      'code',
      'pre',
      'hr',
      'br',
      'a',
      'table',
      'thead',
      'tbody',
      'tr',
      'th',
      'td',
    ],
    ALLOWED_ATTR: ['href', 'start'],
    ALLOWED_URI_REGEXP: /^#/,
  });
}

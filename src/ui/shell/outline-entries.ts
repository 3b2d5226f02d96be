import type { Cell } from '../../core/notebook/notebook';
import type { Language } from '../../core/language';
import type { SavedQuestion } from '../../core/question';
import { shellWords } from './words';

export type CellStatus = 'idle' | 'stale' | 'running' | 'failed' | 'cancelled' | 'done';

/** A line of the outline: a cell, or a further heading within a text cell. */
export interface OutlineEntry {
  /** The cell's id; of a further heading in the same text cell '<cell>:<n>'. */
  readonly id: string;
  readonly kind: 'heading' | 'text' | 'query' | 'input' | 'sheet' | 'divider';
  readonly label: string;
  /** From 1. */
  readonly level: number;
  readonly status: CellStatus;
}

/**
 * The outline of a notebook. A divider begins a part; a text cell stands under its first heading, further ones follow as entries of their
 * own (kind 'heading', they cannot be moved alone); everything else is one level below the heading before it.
 */
export function outlineOf(
  cells: readonly Cell[],
  options: {
    readonly language: Language;
    readonly question: (id: string) => Pick<SavedQuestion, 'title'> | undefined;
    readonly status: (cellId: string) => CellStatus;
  },
): OutlineEntry[] {
  const words = shellWords[options.language];
  let part = 0;
  let below = 1;
  return cells.flatMap((cell): OutlineEntry[] => {
    const entry = (label: string | null | undefined, level: number): OutlineEntry => ({
      id: cell.id,
      kind: cell.kind,
      label: label?.trim() || words.untitled,
      level,
      status: options.status(cell.id),
    });
    switch (cell.kind) {
      case 'divider':
        part = 1;
        below = 2;
        return [entry(cell.title, 1)];
      case 'text': {
        const headings = headingsOf(cell.markdown);
        const first = headings[0];
        if (!first) return [entry(firstLine(cell.markdown), below)];
        below = part + (headings.at(-1)?.level ?? 1) + 1;
        return headings.map((heading, at) =>
          at === 0
            ? entry(heading.text, part + heading.level)
            : { id: `${cell.id}:${at + 1}`, kind: 'heading', label: heading.text, level: part + heading.level, status: 'idle' },
        );
      }
      case 'input':
        return [entry(cell.label ?? cell.name, below)];
      case 'sheet':
        return [entry(cell.name, below)];
      case 'query': {
        const title = cell.question === null ? null : options.question(cell.question)?.title[options.language];
        return [entry(cell.title ?? title ?? cell.name ?? firstLine(cell.sql ?? ''), below)];
      }
    }
  });
}

/** The cells of each page, split at the dividers; a divider's title is its page's. A notebook without dividers is one page. */
export function pagesOf(cells: readonly Pick<Cell, 'id' | 'kind'>[], titleOf: (id: string) => string): NotebookPage[] {
  const pages: { title: string | null; cells: string[] }[] = [{ title: null, cells: [] }];
  for (const cell of cells) {
    if (cell.kind === 'divider') pages.push({ title: titleOf(cell.id), cells: [] });
    else pages.at(-1)?.cells.push(cell.id);
  }
  return pages.filter((page) => page.cells.length > 0 || page.title !== null);
}

export interface NotebookPage {
  readonly title: string | null;
  readonly cells: readonly string[];
}

/** ATX headings of levels 1 to 3 outside fenced code. */
function headingsOf(markdown: string): { text: string; level: number }[] {
  let fenced = false;
  return markdown.split('\n').flatMap((line) => {
    if (/^ {0,3}(```|~~~)/.test(line)) fenced = !fenced;
    const found = fenced ? null : /^ {0,3}(#{1,3})\s+(.+?)\s*#*\s*$/.exec(line);
    return found?.[1] && found[2] ? [{ text: found[2].replace(/[*_`]/g, ''), level: found[1].length }] : [];
  });
}

function firstLine(text: string): string {
  const line = text.split('\n').find((one) => one.trim() !== '') ?? '';
  return line
    .replace(/[*_`>#]/g, '')
    .trim()
    .slice(0, 80);
}

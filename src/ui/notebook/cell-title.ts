import type { Language } from '../../core/language';
import type { CellState } from '../../state/notebook-state.svelte';
import { notebookWords } from './words';

/** What a cell is called in lists and for screen readers: its title, else its name, else what kind it is. */
export function titleOf(cell: CellState, language: Language): string {
  const words = notebookWords[language];
  switch (cell.kind) {
    case 'query':
      return cell.title ?? cell.question?.title[language] ?? cell.name ?? words.kinds.query;
    case 'text':
      return cell.markdown.match(/^\s*#{1,6}\s+(.+)$/m)?.[1]?.trim() ?? words.kinds.text;
    case 'input':
      return cell.label ?? `$${cell.name}`;
    case 'sheet':
      return cell.name;
    case 'divider':
      return cell.title || words.kinds.divider;
  }
}

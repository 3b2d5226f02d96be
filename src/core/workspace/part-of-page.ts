import type { SharedPage } from '../notebook/notebook';

/**
 * True when a link was made of a page: it vouches for tables or results, somebody's own SQL is in it, and each of its cells stands in the page as it is, under
 * the same title, with the same corrections and recipes. A link that shows only what everybody's page shows is nobody's own.
 */
export function isPartOf(part: SharedPage, whole: SharedPage): boolean {
  const cells = new Map(whole.notebook.cells.map((cell) => [cell.id, JSON.stringify(cell)]));
  const same = (of: (page: SharedPage) => unknown) => JSON.stringify(of(part)) === JSON.stringify(of(whole));
  return (
    part.proof !== undefined &&
    part.notebook.cells.some((cell) => cell.kind === 'query' && cell.sql !== null) &&
    same((page) => page.notebook.title) &&
    part.notebook.cells.every((cell) => cells.get(cell.id) === JSON.stringify(cell)) &&
    same((page) => page.corrections) &&
    same((page) => page.recipes) &&
    same((page) => page.samples)
  );
}

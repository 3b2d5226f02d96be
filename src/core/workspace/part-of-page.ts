import type { SharedPage } from '../notebook/notebook';

/**
 * True when a link's page says nothing that the other does not: each of its cells stands there as it is, with the same corrections and recipes. A link
 * with fingerprints, or one of a single cell, is such a part of the page it was made from.
 */
export function isPartOf(part: SharedPage, whole: SharedPage): boolean {
  const cells = new Map(whole.notebook.cells.map((cell) => [cell.id, JSON.stringify(cell)]));
  const same = (of: (page: SharedPage) => unknown) => JSON.stringify(of(part)) === JSON.stringify(of(whole));
  return (
    part.notebook.cells.length > 0 &&
    part.notebook.cells.every((cell) => cells.get(cell.id) === JSON.stringify(cell)) &&
    same((page) => page.corrections) &&
    same((page) => page.recipes) &&
    same((page) => page.samples)
  );
}

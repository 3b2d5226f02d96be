import { expect, it } from 'vitest';
import type { SharedPage } from '../../src/core/notebook/notebook';
import { isPartOf } from '../../src/core/workspace/part-of-page';
import { soundPage } from '../support/fuzz/hostile';

it('a link is of the page whose cells it repeats, and of no other', () => {
  const { cells } = soundPage.notebook;
  const own = cells.find((cell) => cell.kind === 'query' && cell.sql !== null)!;
  const link: SharedPage = { ...soundPage, proof: { tables: [], results: [] } };
  const withCells = (page: SharedPage, some: typeof cells): SharedPage => ({ ...page, notebook: { ...page.notebook, cells: some } });
  expect(isPartOf(link, soundPage)).toBe(true);
  expect(isPartOf(withCells(link, [own]), soundPage)).toBe(true);
  expect(isPartOf(link, withCells(soundPage, [own]))).toBe(false);
  expect(isPartOf(withCells(link, []), soundPage)).toBe(false);
  // Without own SQL, or without fingerprints, it may be anybody's.
  expect(
    isPartOf(
      withCells(
        link,
        cells.filter((cell) => cell.kind === 'text'),
      ),
      soundPage,
    ),
  ).toBe(false);
  const { proof: _, ...plain } = link;
  expect(isPartOf(plain, soundPage)).toBe(false);
  expect(isPartOf({ ...link, notebook: { ...link.notebook, title: 'Sổ khác' } }, soundPage)).toBe(false);
  expect(isPartOf({ ...link, samples: !link.samples }, soundPage)).toBe(false);
  expect(isPartOf({ ...link, recipes: [] }, soundPage)).toBe(false);
  const changed = cells.map((cell) => (cell === own ? { ...own, sql: 'SELECT 2' } : cell));
  expect(isPartOf(withCells(link, changed as typeof cells), soundPage)).toBe(false);
});

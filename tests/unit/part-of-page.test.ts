import { expect, it } from 'vitest';
import { isPartOf } from '../../src/core/workspace/part-of-page';
import { soundPage } from '../support/fuzz/hostile';

it('a link is part of the page whose cells it repeats, and of no other', () => {
  const [first, ...rest] = soundPage.notebook.cells;
  const onlyFirst = { ...soundPage, notebook: { ...soundPage.notebook, cells: [first!] } };
  expect(isPartOf(soundPage, soundPage)).toBe(true);
  expect(isPartOf(onlyFirst, soundPage)).toBe(true);
  expect(isPartOf(soundPage, onlyFirst)).toBe(false);
  expect(isPartOf({ ...soundPage, notebook: { title: '', cells: [] } }, soundPage)).toBe(false);
  expect(isPartOf({ ...soundPage, samples: !soundPage.samples }, soundPage)).toBe(false);
  expect(isPartOf({ ...soundPage, recipes: [] }, soundPage)).toBe(false);
  const changed = rest.map((cell) => (cell.kind === 'query' ? { ...cell, sql: 'SELECT 2' } : cell));
  expect(isPartOf({ ...soundPage, notebook: { ...soundPage.notebook, cells: [first!, ...changed] } }, soundPage)).toBe(false);
});

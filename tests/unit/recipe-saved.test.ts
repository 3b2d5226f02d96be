import { describe, expect, it } from 'vitest';
import { takeRecipes, withRecipes } from '../../src/core/notebook/notebook-recipes';
import { nearestPairs, shapeDifference, shapeKey } from '../../src/core/recipe/file-shape';
import type { Recipe } from '../../src/core/recipe/recipe';
import {
  withHeaderRow,
  withMarkedRows,
  withMovedStep,
  withNullToken,
  withoutStep,
  withSwitchedStep,
} from '../../src/core/recipe/recipe-change';
import { replayRecipe, savedWithRenamed } from '../../src/core/recipe/replay';
import { portable, readRecipeFile, withoutStrangersSql, writeRecipeFile, type SavedRecipe } from '../../src/core/recipe/saved-recipe';

const recipe: Recipe = {
  version: 1,
  system: null,
  steps: [
    { op: 'mark-rows', rows: [9], kind: 'total' },
    { op: 'keep-rows', kinds: ['data'] },
    { op: 'null-tokens', column: 'Số hồ sơ', tokens: ['-'] },
    { op: 'parse-number', column: 'Số hồ sơ', decimal: ',', thousands: '.' },
    { op: 'rename', column: 'Số hồ sơ', to: 'so_ho_so' },
    { op: 'compute', name: 'đôi', sql: 'so_ho_so * 2' },
  ],
  answered: ['ambiguous-number:sohoso'],
};
const saved: SavedRecipe = { name: 'tháng 6.csv', columns: ['Tỉnh', 'Số hồ sơ'], recipe };

describe('a saved recipe', () => {
  it('goes through its file, one step a line', () => {
    const text = writeRecipeFile(saved);
    expect(readRecipeFile(text)).toEqual(saved);
    expect(text.split('\n').filter((line) => line.includes('"op":'))).toHaveLength(recipe.steps.length);
  });

  it.each([
    '',
    '{}',
    '[1]',
    '{"doi-chieu":"recipe"}',
    '{"doi-chieu":"recipe","name":"x","columns":["a"],"version":1,"system":null,"steps":[{"op":"x"}]}',
  ])('is not read from %j', (text) => expect(readRecipeFile(text)).toBeNull());

  it('goes through a notebook file and leaves every other line in its place', () => {
    const notebook = '---\ndoi-chieu: 1\n---\n\n# Sổ\n';
    const text = withRecipes(notebook, [saved, { ...saved, name: 'b' }]);
    expect(takeRecipes(text)).toEqual({ rest: notebook, recipes: [saved, { ...saved, name: 'b' }] });
    const other = '```recipe\nđường, bột\n```\n';
    expect(takeRecipes(other)).toEqual({ rest: other, recipes: [] });
  });

  it('leaves steps for single lines behind, and the SQL of strangers switched off', () => {
    expect(portable(recipe).steps.map((step) => step.op)).not.toContain('mark-rows');
    expect(withoutStrangersSql(recipe).steps.at(-1)).toMatchObject({ op: 'compute', off: true });
  });
});

describe('a replay', () => {
  it('finds columns written otherwise, proposes the nearest for a missing one, and reads new ones as suggested', () => {
    const suggested: Recipe = { version: 1, system: null, steps: [{ op: 'parse-date', column: 'Ngày' }] };
    const { recipe: next, respelt, missing, added } = replayRecipe(saved, ['TỈNH', 'Số hồ sơ nhận', 'Ngày'], suggested);
    expect(respelt).toEqual([{ from: 'Tỉnh', to: 'TỈNH' }]);
    expect(missing).toEqual([{ column: 'Số hồ sơ', to: 'Số hồ sơ nhận' }]);
    expect(added).toEqual(['Số hồ sơ nhận', 'Ngày']);
    expect(next.steps.map((step) => step.op)).toEqual(['keep-rows', 'parse-date', 'compute']);
    const renamed = replayRecipe(savedWithRenamed(saved, 'Số hồ sơ', 'Số hồ sơ nhận'), ['TỈNH', 'Số hồ sơ nhận', 'Ngày'], suggested);
    expect(renamed.recipe.steps).toContainEqual({ op: 'rename', column: 'Số hồ sơ nhận', to: 'so_ho_so' });
  });

  it('tells shapes apart by their heads, not by how they are written', () => {
    const shape = (columns: string[]) => ({ columns, system: null });
    expect(shapeKey(shape(['Tỉnh', 'Số  hồ sơ']))).toBe(shapeKey(shape(['TỈNH', 'số hồ sơ'])));
    expect(shapeDifference(shape(['a', 'b', 'c']), shape(['a', 'b', 'd']))).toMatchObject({ share: 0.5, missing: ['c'], extra: ['d'] });
    expect(nearestPairs(['Tổng'], ['Tổng số hồ sơ', 'Khác'])).toEqual([]);
    expect(nearestPairs(['Hồ sơ đúng hạn'], ['Hồ sơ đúng hẹn', 'Hồ sơ trễ hạn'])).toEqual([
      { from: 'Hồ sơ đúng hạn', to: 'Hồ sơ đúng hẹn' },
    ]);
  });
});

describe('changes', () => {
  it('leave the given recipe as it is and undo one another', () => {
    const before = JSON.stringify(recipe);
    expect(withSwitchedStep(withSwitchedStep(recipe, 1), 1)).toEqual(recipe);
    expect(withMovedStep(withMovedStep(recipe, 1, 3), 3, 1)).toEqual(recipe);
    expect(withoutStep(recipe, 0).steps).toHaveLength(recipe.steps.length - 1);
    expect(withMarkedRows(recipe, [9], 'data').steps.filter((step) => step.op === 'mark-rows')).toEqual([
      { op: 'mark-rows', rows: [9], kind: 'data' },
    ]);
    expect(withNullToken(recipe, 'Số hồ sơ', 'Chưa rõ').steps[2]).toMatchObject({ tokens: ['-', 'chưa rõ'] });
    expect(withHeaderRow(recipe, 3, ['column_1', 'Số hồ sơ'], ['Tỉnh', 'Hồ sơ']).steps).toEqual(
      expect.arrayContaining([
        { op: 'rename', column: 'column_1', to: 'Tỉnh' },
        { op: 'rename', column: 'Số hồ sơ', to: 'Hồ sơ' },
        { op: 'mark-rows', rows: [3], kind: 'header' },
      ]),
    );
    expect(JSON.stringify(recipe)).toBe(before);
  });
});

import { describe, expect, it } from 'vitest';
import { cleanName, parseRecipe, stepsOf, type Recipe } from '../../src/core/recipe/recipe';
import { noReadings } from '../../src/core/recipe/readings';
import { compileRecipe, missingColumns } from '../../src/core/recipe/recipe-sql';

const recipe: Recipe = {
  version: 1,
  system: null,
  steps: [
    { op: 'keep-rows', kinds: ['data'] },
    { op: 'clean-text' },
    { op: 'rename', column: 'Số "A"', to: 'a' },
    { op: 'parse-number', column: 'Số "A"', decimal: ',', thousands: '.' },
    { op: 'parse-date', column: 'Ngày', off: true },
    { op: 'drop-column', column: 'STT' },
  ],
};

describe('recipe', () => {
  it('goes through JSON unchanged', () => {
    expect(parseRecipe(JSON.stringify(recipe))).toEqual(recipe);
  });

  it.each([
    '',
    'null',
    '[]',
    '{"version":2,"system":null,"steps":[]}',
    '{"version":1,"system":null,"steps":[{"op":"run-sql","sql":"DROP TABLE unit"}]}',
    '{"version":1,"system":null,"steps":[{"op":"parse-number","column":"a","decimal":"x","thousands":null}]}',
  ])('refuses %j', (json) => {
    expect(parseRecipe(json)).toBeNull();
  });

  it('applies names and switches', () => {
    expect(['Số "A"', 'STT', 'Khác'].map((column) => cleanName(recipe, column))).toEqual(['a', null, 'Khác']);
    expect(stepsOf(recipe, 'parse-date')).toEqual([]);
  });

  it('says which columns of a new file it misses', () => {
    expect(missingColumns(recipe, ['STT', 'Khác'])).toEqual(['Số "A"']);
  });

  it('compiles to one statement each, with names and texts quoted', () => {
    const compiled = compileRecipe(recipe, { table: 'raw."x"', file: "o'k.csv", columns: ['STT', 'Số "A"', 'Ngày'] }, noReadings);
    expect(compiled.columns).toEqual(['a', 'Ngày', '_row', '_file']);
    expect(compiled.clean).toContain('"Số ""A"""');
    expect(compiled.clean).toContain("'o''k.csv'");
    expect(compiled.clean).not.toContain(';');
    expect(compiled.clean).not.toContain('days_');
  });
});

import { expect, test } from 'vitest';
import { mayRestOnIllustrative } from '../../src/core/sql/illustrative-sql';

const observed = new Set(['observation', 'verdict', 'figure']);

test.each([
  [true, 'SELECT avg(value) FROM observation'],
  [true, 'SELECT count(*) FROM "observation" o JOIN unit USING (unit_id)'],
  [true, "SELECT count(*) FROM verdict(DATE '2020-12-31') WHERE verdict = 'met'"],
  [true, "SELECT sum(value) FROM observation WHERE origin = 'illustrative'"],
  [true, "SELECT sum(value) FROM observation WHERE origin IN ('act', 'illustrative')"],
  // One part leaves them out, the other takes them in.
  [true, "SELECT 1 FROM observation WHERE origin = 'act' UNION ALL SELECT 1 FROM figure WHERE origin = 'illustrative'"],
  [true, "SELECT value FROM observation -- origin <> 'illustrative'"],
  [false, "SELECT value FROM observation WHERE origin = 'published'"],
  [false, "SELECT value FROM observation WHERE origin IN ('act', 'published', 'user')"],
  [false, "SELECT value FROM observation WHERE origin <> 'illustrative'"],
  [false, "SELECT value FROM observation WHERE origin NOT IN ('user', 'illustrative')"],
  [false, 'SELECT * FROM unit'],
  [false, "SELECT 'observation' AS word FROM act"],
])('%s: %s', (may, sql) => expect(mayRestOnIllustrative(sql, observed)).toBe(may));

test('nothing is illustrative where nothing illustrative is loaded', () => {
  expect(mayRestOnIllustrative('SELECT avg(value) FROM observation', new Set())).toBe(false);
});

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bindQuestion } from '../../src/core/bind-question';
import type { Engine } from '../../src/core/engine';
import { formattedSql } from '../../src/ui/editor/format-sql';
import { loadReference } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';
import { savedQuestions } from '../support/saved-questions';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await loadReference(engine);
});
afterAll(() => engine.close());

/** A statement as the engine writes it again after parsing. */
async function readBack(sql: string): Promise<string> {
  await engine.query(`CREATE OR REPLACE MACRO read_back() AS TABLE ${sql}`);
  const read = await engine.query(`SELECT macro_definition FROM duckdb_functions() WHERE function_name = 'read_back'`);
  return String(read.cell(0, 0));
}

test('every saved question, formatted, means the same', async () => {
  for (const { id, sql, params } of savedQuestions()) {
    const text = formattedSql(sql);
    expect(text, id).not.toBeNull();
    expect(text, id).not.toBe(sql);
    const bind = (one: string) => bindQuestion(one, params, {}).sql;
    const meant = await readBack(bind(sql));
    expect(meant.length, id).toBeGreaterThan(20);
    expect(await readBack(bind(text!)), id).toBe(meant);
    expect(formattedSql(text!), id).toBe(text);
  }
});

describe('what is kept', () => {
  test.each([
    [
      "select a from t where x=$đơn_vị and y='it''s' -- ghi chú",
      "SELECT\n  a\nFROM\n  t\nWHERE\n  x = $đơn_vị\n  AND y = 'it''s' -- ghi chú",
    ],
    ['from unit', 'FROM\n  unit'],
    ['select verdict ($d), precedence(a,b), count(*) filter (where x)', null],
    ['select list_transform([1], x -> x + 1), a::INT, $$x  y$$, "Tên  cột"', null],
    ['/* a\n   b */ select 1', null],
    ['select by, left(a, 1) as first from t group by by', 'SELECT\n  by,\n  left(a, 1) AS first\nFROM\n  t\nGROUP BY\n  by'],
    ['select sum(a) over (partition by b order by c desc nulls last) from t', null],
  ])('%s', (sql, expected) => {
    const text = formattedSql(sql);
    if (expected !== null) expect(text).toBe(expected);
    for (const part of sql.match(/'[^']*'|\$\$.*?\$\$|"[^"]*"|\$\w+|\w+ ?\(/g) ?? [])
      expect(text?.toLowerCase()).toContain(part.toLowerCase());
  });

  test('a text that cannot be read is left as it is', () => {
    for (const sql of ["select 'open", 'select (', 'select {{ a }}']) {
      const text = formattedSql(sql);
      if (text !== null) expect(text.replace(/\s/g, '').toLowerCase()).toBe(sql.replace(/\s/g, '').toLowerCase());
    }
  });

  test('pieces of any text stay in order, or the text is refused', () => {
    const part = fc.constantFrom(
      'select',
      'a',
      '"B c"',
      "'x  -- y'",
      '$p',
      ',',
      '(',
      ')',
      'from',
      't',
      'where',
      '=',
      '1.5',
      '-- c\n',
      '/* d */',
      '::int',
      '||',
      '-',
      ';',
      ':=',
      '[',
      ']',
      'case',
      'end',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
        const sql = parts.join(' ');
        const text = formattedSql(sql);
        if (text !== null) expect(text.replace(/\s/g, '').toLowerCase()).toBe(sql.replace(/\s/g, '').toLowerCase());
      }),
      { numRuns: 300 },
    );
  });
});

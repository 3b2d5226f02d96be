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

async function planOf(sql: string): Promise<string> {
  const plan = await engine.query(`EXPLAIN (FORMAT json)\n${sql}`);
  // The engine numbers some columns by chance; the estimates are no part of what the statement says.
  return String(plan.cell(plan.rowCount - 1, 1)).replace(/"Estimated Cardinality": "\d+"/g, '');
}

test('every saved question, formatted, has the same plan', async () => {
  for (const { id, sql, params } of savedQuestions()) {
    const text = formattedSql(sql);
    expect(text, id).not.toBeNull();
    expect(text, id).not.toBe(sql);
    const bind = (one: string) => bindQuestion(one, params, {}).sql;
    expect(await planOf(bind(text!)), id).toBe(await planOf(bind(sql)));
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

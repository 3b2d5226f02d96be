import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/core/engine';
import { openNodeEngine } from '../support/node-engine';
import { records } from '../support/export-sheet';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

const sqlType: Record<string, string> = { number: 'DOUBLE', yesno: 'BOOLEAN', date: 'DATE', ordinal: 'INTEGER' };

test('every measure binds over the fields of its system and gives a number, NULL where a field is empty', async () => {
  const columns = records('system_column.csv');
  for (const measure of records('measure.csv')) {
    const fields = columns
      .filter((column) => column.system_id === measure.system_id)
      .map((column) => `CAST(NULL AS ${sqlType[column.role ?? ''] ?? 'VARCHAR'}) AS "${column.field}"`);
    const expressions = [measure.value_sql, measure.numerator_sql, measure.denominator_sql].filter(
      (sql) => sql !== undefined && sql !== '',
    );
    const list = expressions.map((sql) => `CAST(count(*) FILTER ((${sql ?? ''}) IS NULL) AS INTEGER)`).join(' + ');
    const numeric = expressions.map((sql) => `abs(max(${sql ?? ''}))`).join(', ');
    const table = await engine.query(`SELECT ${list} AS empty, ${numeric} FROM (SELECT ${fields.join(', ')})`);
    expect(table.cell(0, 0), `${measure.system_id} ${measure.indicator_id}`).toBe(expressions.length);
  }
});

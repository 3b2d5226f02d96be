import { describe, expect, test } from 'vitest';
import { unitCrossings, type UnitTable } from '../../src/core/sql/unit-crossing';

const table = (system: string, hasUnitId = true): UnitTable => ({
  hasUnitId,
  columns: [
    { column: 'tinh', says: 'name', systems: [system] },
    { column: 'ma', says: 'code', systems: [system] },
  ],
});
const all = ['63', '34', 'M2021', 'M2025'];
const known: Readonly<Record<string, UnitTable>> = {
  cu: table('63'),
  cu_khac: table('63'),
  moi: table('34'),
  moi_tho: table('34', false),
  bo: table('M2021'),
  so: { hasUnitId: false, columns: [{ column: 'ma', says: 'code', systems: ['34'], asNumber: true }] },
  "ranked('x', date '2025-12-31')": { hasUnitId: true, columns: [{ column: 'unit_name', says: 'name', systems: ['34'] }] },
  lan: { hasUnitId: false, columns: [{ column: 'tinh', says: 'name', systems: ['63', '34'] }] },
  unit: {
    hasUnitId: true,
    columns: [
      { column: 'name_vi', says: 'name', systems: all },
      { column: 'code', says: 'code', systems: all },
    ],
  },
};
const order = ['M2021', '63', 'M2025', '34'];
const found = (sql: string) => unitCrossings(sql, (name) => known[name.toLowerCase()], order);

describe('what compares different territory is found', () => {
  test.each([
    ['SELECT * FROM cu JOIN moi USING (tinh)', 'using', 'USING (tinh)', `ON unit_on(cu.unit_id, '34') = moi.unit_id`],
    ['SELECT * FROM moi JOIN cu USING (tinh)', 'using', 'USING (tinh)', `ON unit_on(cu.unit_id, '34') = moi.unit_id`],
    ['SELECT * FROM cu JOIN moi_tho m USING (ma)', 'using', 'USING (ma)', `ON unit_on(cu.unit_id, '34') = unit_id_of(m.ma, '34')`],
    ['SELECT * FROM cu a JOIN moi b ON a.tinh = b.tinh', 'equals', 'a.tinh = b.tinh', `unit_on(a.unit_id, '34') = b.unit_id`],
    [
      'SELECT * FROM cu a, moi b WHERE lower(trim(a.tinh)) = lower(b.tinh)',
      'equals',
      'lower(trim(a.tinh)) = lower(b.tinh)',
      `unit_on(a.unit_id, '34') = b.unit_id`,
    ],
    [
      'SELECT * FROM cu JOIN so ON cu.ma = so.ma',
      'equals',
      'cu.ma = so.ma',
      `unit_on(cu.unit_id, '34') = unit_id_of(lpad(CAST(so.ma AS VARCHAR), 2, '0'), '34')`,
    ],
    ['SELECT * FROM cu JOIN so ON cu.ma::INTEGER = so.ma', 'equals', 'cu.ma::INTEGER = so.ma', undefined],
    ['SELECT * FROM so JOIN cu ON so.ma = cu.ma::INTEGER', 'equals', 'so.ma = cu.ma::INTEGER', undefined],
    ['SELECT * FROM cu JOIN so ON CAST(cu.ma AS INTEGER) = so.ma', 'equals', 'CAST(cu.ma AS INTEGER) = so.ma', undefined],
    [
      `SELECT * FROM cu JOIN ranked('x', DATE '2025-12-31') r ON r.unit_name = cu.tinh`,
      'equals',
      'r.unit_name = cu.tinh',
      `unit_on(cu.unit_id, '34') = r.unit_id`,
    ],
    ['SELECT * FROM (SELECT lower(trim(tinh)) AS ten FROM cu) a JOIN moi ON a.ten = moi.tinh', 'equals', 'a.ten = moi.tinh', undefined],
    ['SELECT * FROM cu NATURAL JOIN moi', 'natural', 'NATURAL JOIN moi', null],
    ['SELECT * FROM cu WHERE tinh IN (SELECT tinh FROM moi)', 'in', 'tinh IN (SELECT tinh FROM moi)', null],
    ['SELECT * FROM cu WHERE ma NOT IN (SELECT ma FROM moi)', 'in', 'ma NOT IN (SELECT ma FROM moi)', null],
    ['SELECT tinh FROM cu INTERSECT SELECT tinh FROM moi', 'set', 'INTERSECT', null],
    ['SELECT tinh FROM cu UNION SELECT tinh FROM moi', 'set', 'UNION', null],
    ['WITH x AS (SELECT tinh AS ten FROM cu) SELECT * FROM x JOIN moi ON x.ten = moi.tinh', 'equals', 'x.ten = moi.tinh', undefined],
    ['SELECT * FROM (SELECT * FROM cu WHERE so > 3) a JOIN moi USING (tinh)', 'using', 'USING (tinh)', undefined],
    ['SELECT * FROM cu JOIN unit ON unit.name_vi = cu.tinh', 'equals', 'unit.name_vi = cu.tinh', null],
    [`SELECT * FROM cu JOIN unit u ON u.name_vi = cu.tinh AND u.unit_system = '34'`, 'equals', 'u.name_vi = cu.tinh', undefined],
    ['SELECT * FROM lan JOIN moi USING (tinh)', 'using', 'USING (tinh)', null],
    [
      'SELECT * FROM "cu" JOIN "moi" ON "cu"."tinh" = "moi"."tinh"',
      'equals',
      '"cu"."tinh" = "moi"."tinh"',
      `unit_on(cu.unit_id, '34') = moi.unit_id`,
    ],
  ])('%s', (sql, form, text, remedy) => {
    const [one, ...more] = found(sql);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ form, ...(remedy === undefined ? {} : { remedy }) });
    expect(sql.slice(one?.start, one?.end).toLowerCase()).toBe(text.toLowerCase());
  });

  test('on code as on name, but never one with the other', () => {
    expect(found('SELECT * FROM cu JOIN moi ON cu.ma = moi.ma')[0]?.left.says).toBe('code');
    expect(found('SELECT * FROM cu JOIN moi ON cu.ma = moi.tinh')).toEqual([]);
  });
});

describe('what does not is left alone', () => {
  test.each([
    'SELECT * FROM cu JOIN cu_khac USING (tinh)',
    'SELECT * FROM cu JOIN moi USING (unit_id)',
    `SELECT * FROM cu JOIN moi ON unit_on(cu.unit_id, '34') = moi.unit_id`,
    `SELECT * FROM cu WHERE tinh = 'Hà Giang'`,
    'SELECT * FROM cu JOIN bo ON cu.tinh = bo.tinh',
    'SELECT tinh FROM cu UNION ALL SELECT tinh FROM moi',
    'SELECT * FROM cu WHERE tinh IN (SELECT tinh FROM cu_khac)',
    `SELECT * FROM cu JOIN unit u ON u.name_vi = cu.tinh WHERE u.unit_system = '63'`,
    'SELECT * FROM nothing_known JOIN moi USING (tinh)',
    `SELECT 'cu JOIN moi USING (tinh)'`,
    '-- unit systems: as is\nSELECT * FROM cu JOIN moi USING (tinh)',
    '/* hệ đơn vị: giữ nguyên */ SELECT * FROM cu JOIN moi USING (tinh)',
    'SELECT * FROM cu JOIN moi USING (',
    'SELECT a = ',
    ') = (',
    'IN ( USING ( UNION',
  ])('%s', (sql) => {
    expect(found(sql)).toEqual([]);
  });
});

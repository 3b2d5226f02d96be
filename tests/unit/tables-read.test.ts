import { describe, expect, it } from 'vitest';
import { tablesRead } from '../../src/core/sql/tables-read';

describe('the tables a statement reads', () => {
  it.each<[sql: string, tables: string[]]>([
    ['SELECT gap FROM behind', ['behind']],
    ['SELECT b.gap, max(a.x) AS gap FROM a JOIN b USING (gap) WHERE gap > 1 ORDER BY gap DESC, x', ['a', 'b']],
    ['SELECT 1 FROM a, gap g LEFT JOIN c ON a.x = c.x, d WHERE x IN (SELECT gap FROM e, f)', ['a', 'gap', 'c', 'd', 'e', 'f']],
    ['WITH gap AS (SELECT 1 AS x) SELECT gap.x FROM gap', []],
    ['WITH gap AS (SELECT * FROM gap) SELECT * FROM gap', ['gap']],
    ['WITH RECURSIVE gap(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM gap, a) SELECT * FROM gap', ['a']],
    ['WITH a AS MATERIALIZED (SELECT 1), b AS (FROM a) FROM b, c', ['c']],
    ['SELECT * FROM (WITH gap AS (SELECT 1) FROM gap) JOIN gap ON true', ['gap']],
    ['SELECT * FROM main.gap, raw.other, memory.main."Ô 1"', ['gap', 'Ô 1']],
    ["SELECT extract(year FROM gap), trim(both ' ' FROM word) FROM t", ['t']],
    ['SELECT a IS DISTINCT FROM gap, a IS NOT DISTINCT FROM gap FROM t', ['t']],
    ["SELECT * FROM verdict(DATE '2020-12-31') v JOIN range(10) r(gap) ON true", []],
    ['SELECT * FROM ((a JOIN b USING (x)) CROSS JOIN c)', ['a', 'b', 'c']],
    ['FROM gap SELECT x, other', ['gap']],
    ['FROM a ASOF JOIN b ON a.t >= b.t POSITIONAL JOIN c', ['a', 'b', 'c']],
    ['PIVOT gap ON x USING sum(y) GROUP BY z', ['gap']],
    ['FROM (PIVOT gap ON x USING sum(y))', ['gap']],
    ['SELECT * FROM t UNPIVOT (value FOR name IN (gap, other))', ['t']],
    ['SUMMARIZE gap', ['gap']],
    ['DESCRIBE SELECT gap FROM t', ['t']],
    ['SELECT (SELECT max(x) FROM gap) + 1', ['gap']],
    ['SELECT list_transform(l, x -> x + gap) FROM t, LATERAL (SELECT t.gap) s(gap), u', ['t', 'u']],
    ["SELECT 'FROM gap' -- FROM gap\n/* FROM gap */ FROM t", ['t']],
    ['SELECT 1 UNION SELECT gap FROM a EXCEPT FROM b', ['a', 'b']],
    ['SELECT x FROM a WINDOW w AS (ORDER BY gap), v AS (PARTITION BY gap)', ['a']],
    ['SELECT * FROM "GAP", Gap', ['GAP']],
    ['SELEC', []],
    ['WITH', []],
    ['SELECT ((((', []],
  ])('%s', (sql, tables) => {
    expect(tablesRead(sql)).toEqual(tables);
  });
});

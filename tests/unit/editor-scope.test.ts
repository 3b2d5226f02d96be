import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sqlPieces } from '../../src/core/sql/sql-pieces';
import { namedQueries, relationsAt, withClause } from '../../src/core/sql/sql-scope';
import { findParameters } from '../../src/core/sql/sql-text';

/** `|` in the text is the cursor. */
function aliases(marked: string): (string | null)[] {
  const at = marked.indexOf('|');
  return relationsAt(marked.replace('|', ''), at).map((relation) => relation.alias ?? relation.source);
}

describe('pieces of a statement', () => {
  it('are all of it but white space', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', "'", '"', '--', '/*', '*/', '$', '$$', ' ', '\n', '(', ')', '1.5', 'đ', '::', 'e', '\\')),
        (parts) => {
          const sql = parts.join('');
          let rest = '';
          let at = 0;
          for (const piece of sqlPieces(sql)) {
            rest += sql.slice(at, piece.start);
            expect(sql.slice(piece.start, piece.end)).toBe(piece.text);
            at = piece.end;
          }
          expect((rest + sql.slice(at)).trim()).toBe('');
        },
      ),
    );
  });

  it.each([
    ["SELECT 'it''s', e'\\'x', $$a'b$$, $t$ $$ $t$", ['word', 'string', 'symbol', 'string', 'symbol', 'string', 'symbol', 'string']],
    ['"a""b" -- c\n$x $1 ?', ['name', 'comment', 'parameter', 'parameter', 'parameter']],
    ['/* a /* b */ c */ 1.5e3 x::INT', ['comment', 'number', 'word', 'symbol', 'word']],
    ["'open", ['string']],
  ])('have their kinds: %s', (sql, kinds) => {
    expect(sqlPieces(sql).map((piece) => piece.kind)).toEqual(kinds);
  });

  it('know the same parameters as the binder', () => {
    const part = fc.constantFrom('$a', "'$b'", '"$c"', '-- $d\n', '/* $e */', ' ', 'f$g', '$đ', ',', '(', '$$ $h $$');
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const sql = parts.join(' ');
        const named = sqlPieces(sql).filter((piece) => piece.kind === 'parameter' && /^\$\D/.test(piece.text));
        expect(named.map((piece) => piece.start)).toEqual(findParameters(sql).map((use) => use.start));
      }),
    );
  });
});

describe('the relations at a place', () => {
  it.each([
    ['SELECT | FROM unit', ['unit']],
    ['SELECT | FROM unit u JOIN observation AS o USING (unit_id)', ['u', 'o']],
    ['SELECT | FROM a, b c, "Bảng một" d WHERE 1', ['a', 'c', 'd']],
    ['FROM unit SELECT |', ['unit']],
    ['SELECT | FROM verdict($as_of, target_ids := [1, 2]) v', ['v']],
    ['SELECT | FROM (SELECT a FROM t) AS s', ['s']],
    ['SELECT x FROM (SELECT | FROM t) AS s', ['t', 's']],
    ['SELECT x FROM a WHERE EXISTS (SELECT 1 FROM b WHERE |)', ['b', 'a']],
    ['WITH w AS (SELECT | FROM inside) SELECT 1 FROM w', ['inside', 'w']],
    ['WITH w AS (SELECT 1 FROM inside) SELECT | FROM w', ['w']],
    ['SELECT | FROM a UNION ALL SELECT 1 FROM b', ['a']],
    ['SELECT 1 FROM a UNION ALL SELECT | FROM b', ['b']],
    ['SELECT a IS DISTINCT FROM b, | FROM t', ['t']],
    ['SELECT extract(year FROM d), | FROM t', ['t']],
    ["SELECT | FROM 'local/a.csv' x", ['x']],
    ['SELECT | FROM main.unit', ['unit']],
    ['SELECT | -- FROM no\n FROM yes', ['yes']],
    ['SELECT |', []],
    ['PIVOT unit ON | USING count(*)', ['unit']],
  ])('%s', (marked, expected) => {
    expect(aliases(marked)).toEqual(expected);
  });

  it('keep the text of a macro call, so that it can be described', () => {
    expect(relationsAt('SELECT 1 FROM verdict($d, x := [1]) v', 7)[0]?.source).toBe('verdict($d, x := [1])');
  });
});

describe('named queries', () => {
  const sql = 'WITH a AS (SELECT 1 AS x), b(y) AS MATERIALIZED (SELECT x FROM a) SELECT  FROM b';
  it('are found with their bodies', () => {
    expect(namedQueries(sql).map(({ name, body }) => [name, body])).toEqual([
      ['a', 'SELECT 1 AS x'],
      ['b', 'SELECT x FROM a'],
    ]);
  });
  it('go before what stands behind them', () => {
    expect(withClause(sql, sql.indexOf('b(y)'))).toBe('WITH "a" AS (SELECT 1 AS x\n) ');
    expect(withClause('SELECT 1', 5)).toBe('');
  });
});

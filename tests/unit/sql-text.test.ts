import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findParameters, parameterNames } from '../../src/core/sql/sql-text';

describe('findParameters', () => {
  test('finds names with their places', () => {
    const sql = 'SELECT $as_of, f($units)';
    expect(findParameters(sql).map((use) => [use.name, sql.slice(use.start, use.end)])).toEqual([
      ['as_of', '$as_of'],
      ['units', '$units'],
    ]);
  });

  test.each([
    ['text', "SELECT 'it''s $a', $b", ['b']],
    ['escaped text', "SELECT E'it\\'s $a' || $b", ['b']],
    ['escaped text with a doubled quote', "SELECT e'x''$a' || $b", ['b']],
    ['a word that ends in e is not an escape', "SELECT like'$a\\' || $b", ['b']],
    ['quoted identifier', 'SELECT "a ""$a" , $b', ['b']],
    ['line comment', 'SELECT 1 -- $a \' "\n, $b', ['b']],
    ['line comment ended by a carriage return', 'SELECT 1 -- $a\r, $b', ['b']],
    ['nested block comment', "SELECT /* $a /* ' $c */ $d */ $b", ['b']],
    ['dollar quotes', 'SELECT $$ $a $$, $b', ['b']],
    ['tagged dollar quotes', 'SELECT $tag$ $a $$ $tag $tag$, $b', ['b']],
    ['tagged with letters beyond ASCII', 'SELECT $đ$ $a $đ$, $b', ['b']],
    ['identifier with a dollar', 'SELECT a$a, $b', ['b']],
    ['positional', 'SELECT $1, $b', ['b']],
    ['cast right after', 'SELECT $b::DATE', ['b']],
    ['unclosed text', "SELECT $b, 'open $a", ['b']],
    ['unclosed comment', 'SELECT $b /* open $a', ['b']],
    ['unclosed dollar quote', 'SELECT $b, $x$ open $a', ['b']],
    ['a lone dollar at the end', 'SELECT $b $', ['b']],
    ['twice', 'SELECT $b, $b', ['b']],
    ['a name beyond ASCII', 'SELECT $tỉnh', ['tỉnh']],
  ])('%s', (_, sql, names) => {
    expect(parameterNames(sql)).toEqual(names);
  });

  test('places are in order, inside the text, and spell the name, whatever the text', () => {
    const piece = fc.constantFrom("'", '"', '--', '/*', '*/', '$', '$$', '$a', '$tag$', '\n', '\\', 'E', 'e', ' ', 'x', '1', 'đ', '\0');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const sql = pieces.join('');
        let before = 0;
        for (const use of findParameters(sql)) {
          expect(use.start).toBeGreaterThanOrEqual(before);
          expect(sql.slice(use.start, use.end)).toBe(`$${use.name}`);
          before = use.end;
        }
      }),
    );
  });
});

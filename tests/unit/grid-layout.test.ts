import { describe, expect, it } from 'vitest';
import {
  arrangedColumns,
  gridLayoutText,
  laidOut,
  parseGridLayout,
  withoutFilterOn,
  type GridLayout,
} from '../../src/core/grid/grid-layout';
import {
  filteredBy,
  sortedOn,
  withColour,
  withFrozen,
  withHidden,
  withMoved,
  withShown,
  withWidth,
  withoutFilter,
} from '../../src/core/grid/grid-layout-changes';
import type { ResultColumn } from '../../src/core/result-table';
import { relationOf } from '../../src/core/sql/sql-relation';

const named = (...names: string[]) => names.map((name) => ({ name }));
const namesIn = (columns: readonly { readonly name: string }[]) => columns.map((column) => column.name);

describe('a layout as text', () => {
  it('comes back as it was, and nothing to keep is null', () => {
    const layout: GridLayout = {
      order: ['b', 'a'],
      hidden: ['c'],
      frozen: 1,
      widths: { a: 120 },
      sort: [{ column: 'a', descending: true }],
      filters: [
        { kind: 'values', column: 'a', values: [1, 'x', null, true], exclude: true },
        { kind: 'range', column: 'b', from: 1 },
        { kind: 'text', column: 'c', text: 'hà', how: 'contains' },
        { kind: 'verdict', column: 'd', verdicts: ['met'] },
        { kind: 'empty', column: 'e', empty: false },
      ],
      colour: [{ column: 'a', lowerIsBetter: true }],
    };
    expect(parseGridLayout(gridLayoutText(layout))).toEqual(layout);
    expect(gridLayoutText({})).toBeNull();
    expect(gridLayoutText({ filters: [], frozen: 0, widths: {}, hidden: undefined })).toBeNull();
  });

  it('that is none gives the empty layout', () => {
    for (const text of [
      null,
      '',
      '{',
      '[]',
      'null',
      '{"frozen":-1}',
      '{"order":[1]}',
      '{"filters":[{"kind":"sql","column":"a","sql":"1"}]}',
      '{"filters":[{"kind":"verdict","column":"a","verdicts":["good"]}]}',
      '{"widths":{"a":"1px"}}',
      '{"surprise":1}',
    ])
      expect(parseGridLayout(text), String(text)).toEqual({});
  });
});

describe('columns', () => {
  it('stand in the order of the layout, the others after them as they come, hidden ones not at all', () => {
    const columns = named('a', 'b', 'c', 'd');
    expect(namesIn(arrangedColumns(columns, {}))).toEqual(['a', 'b', 'c', 'd']);
    expect(namesIn(arrangedColumns(columns, { order: ['d', 'gone', 'b'], hidden: ['a'] }))).toEqual(['d', 'b', 'c']);
    expect(arrangedColumns(named('a', 'a', 'b'), { order: ['b'] })).toHaveLength(3);
  });

  it('move among those shown, and hidden ones keep their neighbours', () => {
    const order = (layout: GridLayout, column: string, to: number) =>
      namesIn(arrangedColumns(named('a', 'b', 'c', 'd'), { ...withMoved(layout, ['a', 'b', 'c', 'd'], column, to), hidden: [] }));
    expect(order({}, 'a', 2)).toEqual(['b', 'c', 'a', 'd']);
    expect(order({}, 'd', 0)).toEqual(['d', 'a', 'b', 'c']);
    expect(order({ hidden: ['b'] }, 'a', 1)).toEqual(['b', 'c', 'a', 'd']);
    expect(order({ hidden: ['b'] }, 'd', 1)).toEqual(['a', 'b', 'd', 'c']);
    expect(order({}, 'a', 99)).toEqual(['b', 'c', 'd', 'a']);
    expect(withMoved({}, ['a', 'b'], 'b', 1)).toEqual({});
    expect(withMoved({}, ['a', 'b'], 'gone', 1)).toEqual({});
  });

  it('are hidden, shown, frozen, widened and tinted', () => {
    expect(withHidden({ hidden: ['a'] }, 'b').hidden).toEqual(['a', 'b']);
    expect(withShown({ hidden: ['a', 'b'] }, ['a']).hidden).toEqual(['b']);
    expect(withFrozen({}, 2).frozen).toBe(2);
    expect(withWidth({ widths: { a: 1 } }, 'b', 99.6).widths).toEqual({ a: 1, b: 100 });
    expect(withColour(withColour({}, 'a', true), 'a', false).colour).toEqual([{ column: 'a', lowerIsBetter: false }]);
    expect(withColour({ colour: [{ column: 'a', lowerIsBetter: true }] }, 'a', null).colour).toEqual([]);
  });
});

describe('order and filters', () => {
  it('of one column replace, of a further one come after', () => {
    const one = sortedOn({}, 'a', true);
    expect(one.sort).toEqual([{ column: 'a', descending: true }]);
    expect(sortedOn(one, 'b', false).sort).toEqual([{ column: 'b', descending: false }]);
    const two = sortedOn(one, 'b', false, true);
    expect(two.sort?.map((key) => key.column)).toEqual(['a', 'b']);
    expect(sortedOn(two, 'a', false, true).sort).toEqual([
      { column: 'a', descending: false },
      { column: 'b', descending: false },
    ]);
    expect(sortedOn(two, 'a', null, true).sort?.map((key) => key.column)).toEqual(['b']);
  });

  it('are one filter a column', () => {
    const first = filteredBy({}, { kind: 'empty', column: 'a', empty: true });
    const second = filteredBy(first, { kind: 'range', column: 'b', from: 1 });
    const third = filteredBy(second, { kind: 'range', column: 'a', to: 5 });
    expect(third.filters?.map((one) => [one.column, one.kind])).toEqual([
      ['b', 'range'],
      ['a', 'range'],
    ]);
    expect(withoutFilter(third, third.filters![0]!).filters).toHaveLength(1);
    expect(withoutFilterOn(third, 'a').filters?.map((one) => one.column)).toEqual(['b']);
  });

  it('are written around the statement', () => {
    const columns: ResultColumn[] = [
      { name: 'tỉnh "x"', type: 'text', sqlType: 'VARCHAR' },
      { name: 'n', type: 'integer', sqlType: 'BIGINT' },
    ];
    const layout: GridLayout = {
      filters: [{ kind: 'range', column: 'n', from: -5 }],
      sort: [
        { column: 'tỉnh "x"', descending: false },
        { column: 'n', descending: true },
      ],
    };
    expect(laidOut('SELECT 1; -- end', layout, columns)).toBe(
      [
        'SELECT * FROM (',
        'SELECT 1 -- end',
        ')',
        'WHERE ("n" >= (-5))',
        'ORDER BY vi_sort_key(CAST("tỉnh ""x""" AS VARCHAR)) ASC NULLS LAST, "n" DESC NULLS LAST',
      ].join('\n'),
    );
  });
});

describe('a statement to select from', () => {
  it('loses the semicolons at its end and nothing else', () => {
    expect(relationOf('SELECT 1')).toBe('(\nSELECT 1\n)');
    expect(relationOf(' SELECT 1 ; ; ')).toBe('(\nSELECT 1\n)');
    expect(relationOf("SELECT ';' -- a; b")).toBe("(\nSELECT ';' -- a; b\n)");
    expect(relationOf("SELECT ';'; /* ; */ -- ;")).toBe("(\nSELECT ';' /* ; */ -- ;\n)");
    expect(relationOf('SELECT $$;$$;')).toBe('(\nSELECT $$;$$\n)');
    expect(relationOf('SELECT ";";')).toBe('(\nSELECT ";"\n)');
  });
});

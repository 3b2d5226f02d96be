import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { inputTypes, NotebookSchema, cellViews, queryCell, sheetTypes, type Cell, type Notebook } from '../../src/core/notebook/notebook';
import { readNotebook, writeNotebook } from '../../src/core/notebook/notebook-file';

/** Lines that mean something in the file, in Markdown, in SQL or in YAML. */
const traps = [
  '---',
  '***',
  '## Tiêu đề',
  '```sql',
  '```',
  '````',
  '```chart',
  '~~~',
  '<!-- text -->',
  '<!-- /text -->',
  '<!-- text id=c3 collapsed end=-2 -->',
  '<!-- /text-2 -->',
  '<!-- divider -->',
  '',
  ' ',
  '\t',
  'doi-chieu: 9',
  'title: x',
  'name: x',
  'value: 5',
  '-- name: x',
  '-- param.a: 1',
  '--',
  ';',
  'SELECT 1;',
  "SELECT $as_of, getvariable('as_of'), getvariable( 'x'), '$no' -- $no",
  'SET VARIABLE "a" = 1; -- $a',
  'CREATE OR REPLACE TEMP TABLE "x" AS',
  '$1$a',
  '$$ $a $$',
  "E'\\'$a",
  '/* $a',
  '| a | b |',
  '"',
  '\\',
  '\r',
  '\r\n',
  '\u2028',
  '\u0000',
  '\ufeff',
  'Đắk Lắk 👩‍🌾',
  '=5',
  '5',
  'true',
  '[]',
  'null',
  '{{ a.b }}',
];
const piece = fc.oneof(
  fc.constantFrom(...traps),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const hostile = (most: number) =>
  fc.array(fc.tuple(piece, fc.constantFrom('\n', '\n', ' ', '')), { maxLength: 8 }).map((parts) =>
    parts
      .map(([text, end]) => text + end)
      .join('')
      .slice(0, most),
  );
const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,20}$/).filter((text) => !['constructor', 'prototype', '__proto__'].includes(text));
const number = fc.oneof(fc.double({ noNaN: true }), fc.integer());
const paramValue = fc.oneof(hostile(100), number, fc.constant(null), fc.constant('2020-12-31'), fc.array(hostile(50), { maxLength: 3 }));
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const base = { collapsed: fc.boolean() };
const column = fc.record({
  name: hostile(60).map((text) => text || 'x'),
  type: fc.constantFrom(...sheetTypes),
  formula: orNull(hostile(80)),
});
const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.record({ ...base, id: fc.constant(''), kind: fc.constant('text' as const), markdown: hostile(500) }),
  fc.record({ ...base, id: fc.constant(''), kind: fc.constant('divider' as const), title: hostile(300) }),
  fc.record({
    ...base,
    id: fc.constant(''),
    kind: fc.constant('input' as const),
    name,
    type: fc.constantFrom(...inputTypes),
    label: orNull(hostile(200)),
    source: orNull(fc.oneof(name, fc.array(hostile(50), { maxLength: 4 }))),
    value: paramValue,
  }),
  fc.record({
    ...base,
    id: fc.constant(''),
    kind: fc.constant('query' as const),
    name: orNull(name),
    title: orNull(hostile(300)),
    question: orNull(hostile(100)),
    sql: orNull(hostile(500)),
    params: fc.dictionary(name, paramValue, { maxKeys: 3, noNullPrototype: true }),
    view: orNull(fc.constantFrom(...cellViews)),
    chart: orNull(hostile(500)),
    layout: orNull(hostile(200)),
    pivot: orNull(hostile(200)),
    map: orNull(hostile(200)),
  }),
  fc.record({
    ...base,
    id: fc.constant(''),
    kind: fc.constant('sheet' as const),
    name,
    columns: fc.array(column, { minLength: 1, maxLength: 4 }),
    rows: fc.array(fc.array(fc.oneof(hostile(80), number, fc.boolean(), fc.constant(null)), { maxLength: 5 }), { maxLength: 5 }),
  }),
);
const ids = fc.oneof(
  fc.constant((at: number) => `c${at + 1}`),
  fc.constant((at: number) => `c${20 - at}`),
  fc.stringMatching(/^[a-z0-9-]{1,6}$/).map((text) => (at: number) => (at % 2 ? `c${at}` : `${text}${at}`)),
);
const notebook: fc.Arbitrary<Notebook> = fc.tuple(hostile(300), fc.array(fc.tuple(cell, ids), { maxLength: 8 })).map(([title, cells]) => {
  const used = new Set<string>();
  return {
    title,
    cells: cells.map(([one, idAt], at) => {
      let id = idAt(at);
      while (used.has(id)) id = `x${id}`;
      used.add(id);
      return { ...one, id };
    }),
  };
});

describe('a notebook file', () => {
  it('gives back every notebook exactly', () => {
    let cells = 0;
    fc.assert(
      fc.property(notebook, (given) => {
        expect(v.is(NotebookSchema, given)).toBe(true);
        const text = writeNotebook(given);
        const read = readNotebook(text);
        expect(read.problems).toEqual([]);
        expect(read.notebook).toEqual(given);
        expect(writeNotebook(read.notebook)).toBe(text);
        cells += given.cells.length;
      }),
      { numRuns: 2000 },
    );
    expect(cells).toBeGreaterThan(5000);
  }, 60_000);
});

const file = (...body: string[]) => ['---', 'doi-chieu: 1', 'title: Sổ', '---', '', ...body].join('\n');
const said = (text: string) => readNotebook(text).problems.map(({ line, code }) => `${line} ${code}`);

describe('a file', () => {
  const given: Notebook = {
    title: 'Bảng điểm: tháng 12',
    cells: [
      { kind: 'text', id: 'c1', collapsed: false, markdown: '# Đạt {{ by_region.rate }}\n\n```python\n```' },
      { kind: 'input', id: 'c2', collapsed: false, label: 'Tính đến', source: null, name: 'as_of', type: 'date', value: '2020-12-31' },
      { kind: 'divider', id: 'c9', collapsed: true, title: 'Phần hai' },
      { ...queryCell('c10', null), name: 'by_region', sql: 'SELECT 1 AS rate, $as_of -- $as_of', chart: '{\n  "mark": "bar"\n}' },
      queryCell('c11', 'scorecard', { units: ['63:02'], as_of: '2019-12-31' }),
      {
        kind: 'sheet',
        id: 'c12',
        collapsed: false,
        name: 'assigned',
        columns: [
          { name: 'Đơn vị', type: 'unit', formula: null },
          { name: 'Giao', type: 'number', formula: null },
          { name: 'Một nửa', type: 'number', formula: '"Giao" / 2' },
        ],
        rows: [
          ['63:02', 98, null],
          ['a | "b"', 'chưa rõ', null],
        ],
      },
    ],
  };
  const about = new Map([['title.en', 'Scorecard']]);
  const written = [
    '---',
    'doi-chieu: 1',
    'title: "Bảng điểm: tháng 12"',
    'title.en: Scorecard',
    '---',
    '',
    '# Đạt {{ by_region.rate }}',
    '',
    '```python',
    '```',
    '',
    '```input',
    'name: as_of',
    'type: date',
    'label: Tính đến',
    'value: 2020-12-31',
    '```',
    '',
    '***',
    '<!-- divider id=c9 collapsed -->',
    '## Phần hai',
    '',
    '```sql',
    '-- name: by_region',
    `SET VARIABLE "as_of" = DATE '2020-12-31'; -- $as_of`,
    'CREATE OR REPLACE TEMP TABLE "by_region" AS',
    "SELECT 1 AS rate, getvariable('as_of') -- $as_of",
    ';',
    '```',
    '',
    '```chart',
    '{',
    '  "mark": "bar"',
    '}',
    '```',
    '',
    '```sql',
    '-- question: scorecard',
    '-- param.as_of: "2019-12-31"',
    '-- param.units: ["63:02"]',
    '```',
    '',
    '```sheet',
    'name: assigned',
    'types: unit, number, number',
    'formula.3: "\\"Giao\\" / 2"',
    '',
    '| Đơn vị       |     Giao |  Một nửa |',
    '|--------------|---------:|---------:|',
    '| 63:02        |       98 |          |',
    '| "a | \\"b\\""  |  chưa rõ |          |',
    '```',
    '',
  ].join('\n');

  it('looks like this', () => {
    expect(writeNotebook(given, about)).toBe(written);
    const read = readNotebook(written);
    expect(read.notebook).toEqual(given);
    expect([...read.about]).toEqual([...about]);
  });

  it('changes in one place when one thing changes', () => {
    const changed = (change: (cells: Cell[]) => unknown) => {
      const cells = structuredClone(given.cells);
      change(cells);
      const before = written.split('\n');
      const after = writeNotebook({ ...given, cells }, about).split('\n');
      return [after.filter((line) => !before.includes(line)), before.filter((line) => !after.includes(line))].map((lines) => lines.length);
    };
    expect(changed((cells) => ((cells[5] as { rows: unknown[][] }).rows[0]![1] = 97.5))).toEqual([1, 1]);
    expect(changed((cells) => cells.splice(2, 0, { kind: 'divider', id: 'new', collapsed: false, title: 'Giữa' }))).toEqual([2, 0]);
    expect(changed((cells) => cells.push(cells.splice(3, 1)[0]!))).toEqual([2, 0]);
    // The input and the one line that gives its value to a shell.
    expect(changed((cells) => ((cells[1] as { value: unknown }).value = '2021-12-31'))).toEqual([2, 2]);
  });

  it('may have Windows line ends and a byte order mark, and be typed by hand', () => {
    expect(readNotebook(`\ufeff${written.replaceAll('\n', '\r\n')}`).notebook).toEqual(given);
    const { notebook, problems } = readNotebook(
      file('```sql', '-- name: x', 'SELECT $as_of;', '```', '```sheet', 'name: s', '|a|b', '|1|', '```', '***', '', 'chữ'),
    );
    expect(problems).toEqual([]);
    expect(notebook.cells).toMatchObject([
      { id: 'c1', name: 'x', sql: 'SELECT $as_of' },
      { id: 'c2', columns: [{ name: 'a', type: 'text' }, { name: 'b' }], rows: [['1']] },
      { id: 'c3', markdown: '***\n\nchữ' },
    ]);
  });

  it('tells a shell what it does not know, and sets a value anew only where it differs', () => {
    const query = (id: string, sql: string, params = {}) => ({ ...queryCell(id, null, params), sql });
    const text = writeNotebook({
      title: '',
      cells: [
        { kind: 'input', id: 'c1', collapsed: false, label: null, source: null, name: 'month', type: 'month', value: '2020-12' },
        query('c2', 'SELECT $month, $other'),
        query('c3', 'SELECT $month'),
        query('c4', 'SELECT $month', { month: '2021-01' }),
        query('c5', 'SELECT $month'),
        query('c6', 'SELECT $text', { text: "a\n'b" }),
      ],
    });
    expect(text.split('\n').filter((line) => line.startsWith('SET') || line.startsWith('-- needs'))).toEqual([
      '-- needs: $other',
      `SET VARIABLE "month" = DATE '2020-12-01'; -- $month`,
      `SET VARIABLE "month" = DATE '2021-01-01'; -- $month`,
      `SET VARIABLE "month" = DATE '2020-12-01'; -- $month`,
      `SET VARIABLE "text" = 'a' || chr(10) || '''b'; -- $text`,
    ]);
  });
});

describe('a damaged file', () => {
  it.each<[string, string, readonly string[]]>([
    ['is empty', '', ['1 front-missing']],
    ['has no front matter', '# Chữ', ['1 front-missing']],
    ['does not close its front matter', '---\ndoi-chieu: 1\n\n# Chữ', ['1 front-unclosed']],
    ['is newer', '---\ndoi-chieu: 2\n---\n', ['1 version-newer']],
    ['says no version', '---\ntitle: x\n---\n', ['1 version-missing']],
    ['has a key twice', '---\ndoi-chieu: 1\ntitle: x\ntitle: y\n---', ['4 key-twice']],
    ['has a line without a key', '---\ndoi-chieu: 1\nabc\n---', ['3 line-unreadable']],
    ['has a damaged quoted title', '---\ndoi-chieu: 1\ntitle: "x\n---', ['3 line-unreadable']],
    ['does not close a block', file('```sql', 'SELECT 1'), ['6 block-unclosed']],
    ['does not close a fence of another kind', file('```python', 'x', '```sql', 'SELECT 1'), ['6 block-unclosed', '8 block-unclosed']],
    ['does not close a text', file('<!-- text -->', 'x', '', '```sql', '```'), ['6 block-unclosed']],
    ['has a chart without a query', file('```chart', '{}', '```'), ['6 chart-alone']],
    ['has an input without a name', file('```input', 'type: date', '```'), ['6 cell-unreadable']],
    ['has an input of no known type', file('```input', 'name: a', 'type: dates', '```'), ['6 cell-unreadable']],
    ['has a damaged list', file('```input', 'name: a', 'type: units', 'value: [1', '```'), ['9 value-invalid']],
    ['has a key that no input has', file('```input', 'name: a', 'type: date', 'colour: x', '```'), ['9 line-unreadable']],
    ['has a view that there is not', file('```sql', '-- view: globe', 'SELECT 1', '```'), ['6 value-invalid']],
    ['has a name with capitals', file('```sql', '-- name: A b', 'SELECT 1', '```'), ['6 value-invalid']],
    ['has a parameter that is an object', file('```sql', '-- param.a: {"b":1}', '```'), ['6 value-invalid']],
    ['has a parameter that is no JSON', file('```sql', '-- param.a: x', '```'), ['7 line-unreadable']],
    ['gives a name twice', file('```sql', '-- name: a', '-- name: b', '```'), ['8 key-twice']],
    ['has a sheet without columns', file('```sheet', 'name: a', '```'), ['6 cell-unreadable']],
    ['has a sheet of no known type', file('```sheet', 'name: a', 'types: money', '| b |', '```'), ['6 cell-unreadable']],
    ['has prose in a sheet', file('```sheet', 'name: a', '| b |', 'x', '```'), ['9 line-unreadable']],
    ['has an id twice', file('```sql', '-- id: a', '```', '```sql', '-- id: a', '```'), ['9 id-twice']],
    ['has an id with blanks', file('```sql', '-- id: a b', '```'), ['6 id-twice']],
    ['has a text that is too long', file('x'.repeat(100_001)), ['6 too-long']],
    ['has too many cells', file(...Array.from({ length: 201 }, () => '```sql\n```')), ['406 too-many-cells']],
  ])('that %s says so', (_, text, problems) => {
    expect(said(text)).toEqual(problems);
    for (const problem of readNotebook(text).problems) {
      expect(problem.text.vi).not.toBe('');
      expect(problem.text.en).not.toBe(problem.text.vi);
    }
  });

  it('keeps everything else, and the source of what it cannot read', () => {
    const { notebook } = readNotebook(
      file('Trước.', '', '```input', 'type: date', 'value: 5', '```', '', '```sql', '-- view: globe', 'SELECT 1', '```'),
    );
    expect(notebook.cells).toMatchObject([
      { kind: 'text', markdown: 'Trước.' },
      { kind: 'text', markdown: '```input\ntype: date\nvalue: 5\n```' },
      { kind: 'query', sql: 'SELECT 1', view: null },
    ]);
    expect(readNotebook(writeNotebook(notebook)).notebook).toEqual(notebook);
  });

  it('never throws, gives a valid notebook, and that one is written and read without loss', () => {
    const more = ['```input', '```sheet', 'type: date', '-- view: globe', '| 1 |', '-- param.a: [1]'];
    const line = fc.oneof(fc.constantFrom(...traps, ...more), hostile(60));
    const any = fc.oneof(
      fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n')),
      fc.array(line, { maxLength: 30 }).map((lines) => file(...lines)),
      fc.tuple(notebook, fc.nat(), fc.nat({ max: 40 })).map(([given, at, length]) => {
        const text = writeNotebook(given);
        const from = at % text.length;
        return text.slice(0, from) + text.slice(from + length);
      }),
    );
    fc.assert(
      fc.property(any, (text) => {
        const { notebook: read } = readNotebook(text);
        expect(v.is(NotebookSchema, read)).toBe(true);
        expect(readNotebook(writeNotebook(read)).notebook).toEqual(read);
      }),
      { numRuns: 1500 },
    );
  }, 60_000);

  it.each(['```sql\n', '***\n## x\n', '<!-- text -->\n', '~~~\n', '````\n', '| a ', '`', "getvariable('a')", '"\\', '\n\n', '   ', '$a$'])(
    'is read in no time, however long: %j',
    (body) => {
      const long = body.repeat(20_000);
      for (const text of [file(long), file('```sheet', 'name: a', `|${long}`, '```'), file('```sql', long, '```')]) {
        const start = performance.now();
        readNotebook(text);
        expect(performance.now() - start).toBeLessThan(10_000);
      }
    },
  );
});

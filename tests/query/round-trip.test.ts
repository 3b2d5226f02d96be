import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvStyleOf, writeCsv } from '../../src/core/csv-text';
import type { Engine } from '../../src/core/engine';
import { languages } from '../../src/core/language';
import type { Plain, ResultTable } from '../../src/core/result-table';
import { textLiteral } from '../../src/core/sql/sql-literal';
import type { Knowledge } from '../../src/ingest/knowledge';
import { exportXlsx } from '../../src/jobs/export-xlsx';
import { openFiles, type OpenedFile } from '../../src/jobs/open-files';
import { loadReference } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await loadReference(engine);
});
afterAll(() => engine.close());

const knowledge: Knowledge = { units: [], aliases: new Map(), systems: [] };
const columns = ['chữ', 'số', 'nguyên', 'ngày', 'có', 'mã'] as const;

/** Text that could be taken for something else: formulas, quotes, line breaks, delimiters, numbers, dates. */
const hostile = fc.constantFrom(
  '=1+1',
  '=cmd|x',
  '+x',
  '-abc',
  '@SUM(A1)',
  "'=1",
  "''=1",
  "'",
  'a"b',
  '"',
  'dòng một\ndòng hai',
  'a;b,c|d\te',
  '007',
  '1,5',
  '1.234.567,8',
  '2020-02-30',
  'NULL',
  '  hai  khoảng ',
  'true',
);
const word = fc.string({ unit: fc.constantFrom(...'aăâđêôơưáàảãạ bcXYZ_()[]{}<>&%$#!?'), minLength: 1, maxLength: 20 });
const row = fc.tuple(
  fc.option(
    fc.oneof(
      hostile,
      word.filter((text) => text.trim() !== ''),
    ),
    { nil: null, freq: 8 },
  ),
  fc.option(
    fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
      fc.integer({ min: -9_999_999, max: 9_999_999 }).map((n) => n / 1000),
    ),
    { nil: null, freq: 8 },
  ),
  fc.option(fc.integer({ min: -1e9, max: 1e9 }), { nil: null, freq: 8 }),
  fc.option(fc.integer({ min: 0, max: 40_000 }), { nil: null, freq: 8 }),
  fc.boolean(),
  fc.integer({ min: 0, max: 99_999 }),
);

/** A table of `count` random rows. */
async function source(count: number, seed: number): Promise<ResultTable> {
  const rows = fc
    .sample(row, { numRuns: count, seed })
    .map(([text, number, whole, days, yes, code]) =>
      [
        text === null ? 'NULL' : textLiteral(text),
        number === null ? 'NULL' : `${number}::DOUBLE`,
        whole ?? 'NULL',
        days === null ? 'NULL' : `DATE '1905-01-01' + ${days}`,
        yes,
        `'${String(code).padStart(5, '0')}'`,
      ].join(', '),
    );
  // What makes the kind of each column plain; the order keeps it first.
  rows.unshift(`'chữ đầu', 1.5::DOUBLE, 12345, DATE '2020-06-30', true, '00001'`);
  return engine.query(
    `SELECT * FROM (VALUES ${rows.map((one) => `(${one})`).join(', ')}) t(${columns.map((name) => `"${name}"`).join(', ')})`,
  );
}

async function opened(name: string, bytes: Uint8Array): Promise<{ file: OpenedFile; cells: (column: string) => Promise<Plain[]> }> {
  const [file] = await openFiles(engine, [{ name, bytes }], knowledge);
  if (!file || file.error) throw file?.error ?? new Error('no result');
  expect(file.tables.length).toBe(1);
  const table = file.tables[0]!.name;
  return {
    file,
    cells: async (column) => {
      const result = await engine.query(`SELECT "${column}" FROM "${table}" ORDER BY _row`);
      return Array.from({ length: result.rowCount }, (_, at) => result.cell(at, 0));
    },
  };
}

const columnOf = (table: ResultTable, column: number) => Array.from({ length: table.rowCount }, (_, at) => table.cell(at, column));

describe.each(languages)('the CSV export in %s', (language) => {
  it('reads back equal, cell for cell', async () => {
    const table = await source(250, 20_201_231);
    const text = writeCsv(table, csvStyleOf[language]);
    const back = await opened(`tra-lai-${language}.csv`, new TextEncoder().encode(`\ufeff${text}`));
    for (const [at, name] of columns.entries()) expect(await back.cells(name), name).toEqual(columnOf(table, at));
    expect(back.file.tables[0]?.issues.map((issue) => issue.code)).not.toContain('ambiguous-number');
    expect(back.file.tables[0]?.issues.map((issue) => issue.code)).toContain('guarded-text');
  });

  it('never writes a number that could be read two ways', async () => {
    const table = await engine.query(`SELECT 'đơn giá' AS "tên", 1.125::DOUBLE AS "giá" UNION ALL SELECT 'x', 407.673`);
    const back = await opened(`hai-cach-${language}.csv`, new TextEncoder().encode(writeCsv(table, csvStyleOf[language])));
    expect(await back.cells('giá')).toEqual(columnOf(table, 1));
    expect(back.file.tables[0]?.issues.filter((issue) => issue.kind === 'question' || issue.code === 'not-a-number')).toEqual([]);
  });
});

it.each([
  ['json', '[{"tên": "đơn giá", "giá": 1.125, "tỷ lệ": 0.5}, {"tên": "x", "giá": 407.673, "tỷ lệ": 2}]'],
  [
    'xls',
    '<table><tr><td>tên</td><td>giá</td><td>tỷ lệ</td></tr><tr><td>đơn giá</td><td x:num="1.125">1</td><td x:num="0.5">1</td></tr><tr><td>x</td><td x:num="407.673">408</td><td x:num>2</td></tr></table>',
  ],
])('a number that a %s file holds as a number is never taken for thousands', async (kind, text) => {
  const back = await opened(`so-dung.${kind}`, new TextEncoder().encode(text));
  expect([await back.cells('giá'), await back.cells('tỷ lệ')]).toEqual([
    [1.125, 407.673],
    [0.5, 2],
  ]);
  expect(back.file.tables[0]?.issues).toEqual([]);
});

it('the Excel export reads back equal, cell for cell', async () => {
  const table = await source(250, 20_210_630);
  const blob = await exportXlsx(
    {
      title: 'Trả lại',
      language: 'vi',
      app: '0.1.0',
      samples: false,
      tables: [],
      madeOn: '2020-12-31',
      asOf: null,
      link: 'https://example.org/',
      qr: null,
      cells: [
        {
          kind: 'table',
          id: 'c1',
          name: null,
          title: 'Bảng',
          note: null,
          illustrative: false,
          sources: [],
          corrections: [],
          table,
          headings: [...columns],
        },
      ],
    },
    { formatCount: String },
  );
  const back = await opened('tra-lai.xlsx', new Uint8Array(await blob.arrayBuffer()));
  for (const [at, name] of columns.entries()) expect(await back.cells(name), name).toEqual(columnOf(table, at));
});

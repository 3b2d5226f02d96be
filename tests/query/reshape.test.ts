import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/core/engine';
import { compileRecipe } from '../../src/core/recipe/recipe-sql';
import { recordsOf } from '../../src/core/result-table';
import type { Knowledge } from '../../src/ingest/knowledge';
import { openFiles, type OpenedTable } from '../../src/jobs/open-files';
import { readKnowledge } from '../../src/jobs/read-knowledge';
import { readTexts } from '../../src/jobs/read-texts';
import { loadReference } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';

let engine: Engine;
let knowledge: Knowledge;
let files = 0;

beforeAll(async () => {
  engine = await openNodeEngine();
  await loadReference(engine);
  knowledge = await readKnowledge(engine);
});
afterAll(() => engine.close());

async function open(text: string): Promise<readonly OpenedTable[]> {
  const [result] = await openFiles(engine, [{ name: `b${++files}.csv`, bytes: new TextEncoder().encode(text) }], knowledge);
  if (result?.error) throw result.error;
  return result?.tables ?? [];
}

const rowsOf = async (table: OpenedTable | undefined, columns: string) =>
  recordsOf(await engine.query(`SELECT ${columns} FROM "${table?.name ?? ''}" ORDER BY _row, ${columns}`)).map((row) =>
    Object.values(row).join(' '),
  );
const issue = (table: OpenedTable | undefined, code: string) => table?.issues.find((one) => one.code === code);

describe('reshaping steps in the engine', () => {
  it('fills groups down and keeps their rows out', async () => {
    const [table] = await open('STT;Tỉnh;Thu\nI;Miền núi;30\n1;Hà Giang;10\n2;Yên Bái;20\nII;Ven biển;50\n3;Bình Định;20\n4;Cà Mau;30\n');
    expect(table?.counts).toMatchObject({ out: 4, section: 2 });
    expect(await rowsOf(table, 'unit_id, "nhóm", "Thu", _row')).toEqual([
      '63:02 Miền núi 10 3',
      '63:15 Miền núi 20 4',
      '63:52 Ven biển 20 6',
      '63:96 Ven biển 30 7',
    ]);
  });

  it('turns units that stand as columns into rows', async () => {
    const [table] = await open('Chỉ số;Hà Giang;Yên Bái;Cà Mau\nthu;1;2;3\nchi;4;5,5;6\n');
    expect(table?.unitSystems).toEqual(['63']);
    // One line became three rows: nothing was put aside.
    expect(table?.counts).toMatchObject({ read: 3, out: 6, rejected: 0, header: 1 });
    expect(await rowsOf(table, 'unit_id, "Chỉ số", "giá trị", _row')).toEqual([
      '63:02 thu 1 2',
      '63:15 thu 2 2',
      '63:96 thu 3 2',
      '63:02 chi 4 3',
      '63:15 chi 5.5 3',
      '63:96 chi 6 3',
    ]);
  });

  it('takes pairs apart that are sorted each by itself, each figure with its row', async () => {
    const [table] = await open(
      'Tỉnh;Đất đai;;Minh bạch\nHà Giang;9;Yên Bái;8\nYên Bái;8;Cà Mau;7\nCà Mau;7;Bình Định;6\nBình Định;6;Hà Giang;5\n',
    );
    expect(await rowsOf(table, 'unit_id, "chỉ tiêu", "giá trị"')).toContain('63:02 Minh bạch 5');
    expect(table?.rows).toBe(8);
  });

  it('splits composite cells', async () => {
    const [table] = await open('Tỉnh\tCử tri\tGhi\nHà Giang\t401.092 (98,72%)\ta\nYên Bái\t407.673 (99,10%)\tb\nCà Mau\t-\tc\n');
    expect(await rowsOf(table, '"Cử tri", "Cử tri (%)"')).toEqual(['401092 98.72', '407673 99.1', ' ']);
    expect(issue(table, 'ambiguous-number')).toBeUndefined();
    expect(issue(table, 'thousands-dot')).toMatchObject({ column: 'Cử tri', rows: 2 });
  });

  it('opens several tables of one file under names of their own, and all of them again', async () => {
    const text = 'id;name;qty;price\n1;x;5;1,5\n2;y;6;2,5\n\nyear;region;sales;cost\n2019;n;10;1\n2020;s;20;2\n';
    const tables = await open(text);
    expect(tables.map((table) => [table.name, table.rows])).toEqual([
      [`b${files}`, 2],
      [`b${files}_2`, 2],
    ]);
    files--;
    expect((await open(text)).map((table) => table.name)).toEqual(tables.map((table) => table.name));
  });
});

describe('checks of unknown tables', () => {
  it('holds a total against its parts, and takes an average for what it is', async () => {
    const [right] = await open('Tỉnh;Thu;Tỷ trọng\nHà Giang;10;2\nYên Bái;20;4\nCà Mau;31;6\nTổng số;61;4\n');
    expect(issue(right, 'total-mismatch')).toBeUndefined();
    const [wrong] = await open('Tỉnh;Thu;Điểm\nHà Giang;10;2\nYên Bái;20;4\nCà Mau;31;6\nTổng số;99;4\n');
    expect(issue(wrong, 'total-mismatch')).toMatchObject({ column: 'Thu', examples: [{ row: 5, before: '99', after: '61' }] });
  });

  it('holds printed formulas against the figures', async () => {
    const [table] = await open('unit,all,early,late,share\nA,1=2+3,2,3,4=2/1*100\nx,300,100,200,33.3\ny,700,300,450,42.9\n');
    expect(issue(table, 'formula-mismatch')).toMatchObject({ column: 'all', rows: 1, examples: [{ row: 4, before: '700', after: '750' }] });
    expect(issue(table, 'formula-holds')).toMatchObject({ column: 'share', rows: 2 });
  });
});

describe('cells', () => {
  it('reads days in Excel’s count and pads codes that lost their zeros', async () => {
    const [table] = await open('Mã tỉnh;Ngày báo cáo;Thu\n1;43831;5\n2;43862;6\n96;43891;7\n');
    expect(await rowsOf(table, '"Mã tỉnh", "Ngày báo cáo"')).toEqual(['01 2020-01-01', '02 2020-02-01', '96 2020-03-01']);
    expect(table?.issues.map((one) => one.code)).toEqual(expect.arrayContaining(['serial-date', 'code-padded', 'codes-need-system']));
  });

  it('asks where days can only be month first in part', async () => {
    const [table] = await open('when,n\n1/2/2020,1\n6/30/2020,2\n30/6/2020,3\n');
    expect(issue(table, 'date-order')).toMatchObject({ kind: 'question', examples: [{ row: 3, before: '6/30/2020' }] });
    expect(await rowsOf(table, '"when"')).toEqual(['1/2/2020', '6/30/2020', '30/6/2020']);
  });

  it('tells the marks it reads past, notes units of measure and asks about fractions', async () => {
    const [table] = await open('Tỉnh;Thu (triệu đồng);Tỷ lệ\nHà Giang;(12)*;0,5\nYên Bái;20;0,75\nCà Mau;30;0,25\n');
    expect(issue(table, 'number-marks')?.examples).toEqual([{ row: 2, before: '(12)*', after: '-12' }]);
    expect(issue(table, 'unit-of-measure')?.examples).toMatchObject([{ before: 'Thu (triệu đồng)', after: 'triệu đồng' }]);
    expect(issue(table, 'fraction-percent')?.examples[0]).toEqual({ row: 2, before: '0,5', after: '50 %' });
  });

  it('asks for the unit system where names and times leave it open', async () => {
    const [open63] = await open('Tỉnh;Thu\nLào Cai;1\nCà Mau;2\nHuế;3\n');
    expect(issue(open63, 'unit-system-unsure')).toMatchObject({ kind: 'question' });
  });
});

describe('a large table', () => {
  it('is what its recipe selects, in the order of the file, with nothing of the checks left', async () => {
    const units = ['Hà Nội', 'Tỉnh Hà Giang', 'TP. Hồ Chí Minh', 'Yên Bái', 'Hà Nộii', 'không rõ'];
    const rows = Array.from({ length: 60_000 }, (_, i) =>
      i % 61 === 60
        ? `;Tổng cộng;;1.000;`
        : `${i + 1};${units[i % 6]};Tháng ${1 + (i % 12)}/2020;${1 + (i % 900)}.250;${i % 97 ? '1,5' : 'n/a'}`,
    );
    const [table] = await open(`STT;Đơn vị;Kỳ;Số hồ sơ;Tỷ lệ (%)\n${rows.join('\n')}\n`);
    const { name, recipe, columns } = table!;
    const raw = { table: `raw."${name}"`, file: `b${files}.csv`, columns: table!.prepared!.columns };
    const { clean } = compileRecipe(recipe!, raw, (await readTexts(engine, recipe!, raw, knowledge)).readings);
    const [found] = recordsOf(
      await engine.query(
        `SELECT (SELECT count(*) FROM (SELECT * FROM main."${name}" EXCEPT ALL SELECT * FROM (${clean}))) AS more, (SELECT count(*) FROM (SELECT * FROM (${clean}) EXCEPT ALL SELECT * FROM main."${name}")) AS less, count(*) AS n, count(*) FILTER (back) AS back FROM (SELECT _row < lag(_row) OVER () AS back FROM main."${name}")`,
      ),
    );
    expect(found).toMatchObject({ more: 0, less: 0, n: table!.counts.out, back: 0 });
    expect(table!.counts).toMatchObject({ out: 60_000 - Math.floor(60_000 / 61), total: Math.floor(60_000 / 61) });
    const held = await engine.query(`SELECT * FROM main."${name}" LIMIT 1`);
    expect(held.columns.map((column) => column.name)).toEqual(columns);
    expect(issue(table, 'unit-near')).toMatchObject({ kind: 'question' });
  });
});

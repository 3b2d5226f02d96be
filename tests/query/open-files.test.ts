import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/app-error';
import type { Engine } from '../../src/core/engine';
import type { ErrorCode } from '../../src/core/error-catalogue';
import { recordsOf } from '../../src/core/result-table';
import type { Knowledge } from '../../src/ingest/knowledge';
import { openFiles, type OpenedTable } from '../../src/jobs/open-files';
import { readKnowledge } from '../../src/jobs/read-knowledge';
import { loadReference } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';

let engine: Engine;
let knowledge: Knowledge;

beforeAll(async () => {
  engine = await openNodeEngine();
  await loadReference(engine);
  knowledge = await readKnowledge(engine);
});
afterAll(() => engine.close());

const bytesOf = (text: string) => new TextEncoder().encode(text);

async function open(name: string, content: string | Uint8Array): Promise<OpenedTable> {
  const [result] = await openFiles(engine, [{ name, bytes: typeof content === 'string' ? bytesOf(content) : content }], knowledge);
  if (result?.error) throw result.error;
  const table = result?.tables[0];
  if (!table) throw new Error('no table');
  const { read, ...parts } = table.counts;
  expect(Object.values(parts).reduce((sum, one) => sum + one, 0)).toBe(read);
  return table;
}

async function failure(name: string, content: Uint8Array): Promise<AppError> {
  const [result] = await openFiles(engine, [{ name, bytes: content }], knowledge);
  expect(result?.tables).toEqual([]);
  if (!result?.error) throw new Error('opened');
  for (const language of ['vi', 'en'] as const)
    expect(`${result.error.text(language)} ${result.error.hint(language)}`).not.toMatch(/\{\w+\}/);
  return result.error;
}

const rowsOf = async (sql: string) => recordsOf(await engine.query(sql));
const codes = (table: OpenedTable) => table.issues.map((issue) => issue.code).sort();

describe('an unknown file', () => {
  it('becomes a typed table', async () => {
    const table = await open('Bán hàng tháng 6.csv', 'id,tên,giá,ngày,mã\n1,bút,"1,5",01/06/2020,007\n2,vở,"12,25",30/06/2020,010\n');
    expect(table.name).toBe('ban_hang_thang_6');
    expect(await rowsOf('SELECT * FROM ban_hang_thang_6')).toEqual([
      { id: 1, tên: 'bút', giá: 1.5, ngày: '2020-06-01', mã: '007', _row: 2, _file: 'Bán hàng tháng 6.csv' },
      { id: 2, tên: 'vở', giá: 12.25, ngày: '2020-06-30', mã: '010', _row: 3, _file: 'Bán hàng tháng 6.csv' },
    ]);
    expect(await rowsOf('SELECT * FROM raw.ban_hang_thang_6 LIMIT 1')).toEqual([
      { id: 'id', tên: 'tên', giá: 'giá', ngày: 'ngày', mã: 'mã', _row: 1, _kind: 'header' },
    ]);
    expect(codes(table)).toContain('decimal-comma');
  });

  it('keeps identical rows, quoted line breaks and text that looks like SQL', async () => {
    const table = await open('x.csv', 'a,b\n"x\ny",\'); DROP TABLE unit; --\n1,2\n1,2\n');
    expect(await rowsOf('SELECT a, b, _row FROM x ORDER BY _row')).toEqual([
      { a: 'x\ny', b: "'); DROP TABLE unit; --", _row: 2 },
      { a: '1', b: '2', _row: 4 },
      { a: '1', b: '2', _row: 5 },
    ]);
    expect(table.counts).toMatchObject({ read: 4, out: 3, rejected: 0, header: 1 });
  });

  it('renames the second of two equal columns and says so', async () => {
    const table = await open('hai-cot.csv', 'tên,số,tên\na,1,b\n');
    expect(await rowsOf('SELECT tên, "tên_2" FROM hai_cot')).toEqual([{ tên: 'a', tên_2: 'b' }]);
    expect(table.issues.find((issue) => issue.code === 'duplicate-column')?.detail).toEqual({ renamed: 'tên_2' });
  });

  it('is an empty table when it has heads only', async () => {
    const table = await open('chi-tieu-de.csv', 'a,b,c\n');
    expect(table).toMatchObject({ rows: 0, columns: ['a', 'b', 'c', '_row', '_file'] });
    expect(codes(table)).toEqual(['file-no-rows']);
  });

  it('puts ragged rows aside with their line and keeps them in the raw table', async () => {
    const table = await open('lech.csv', 'a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12\n');
    expect(table.counts).toMatchObject({ read: 5, out: 2, rejected: 2 });
    expect(table.issues.find((issue) => issue.code === 'ragged-row')?.examples.map((example) => example.row)).toEqual([3, 4]);
    expect(await rowsOf("SELECT a, b, c FROM raw.lech WHERE _kind = 'ragged' ORDER BY _row")).toEqual([
      { a: '4', b: '5', c: null },
      { a: '6', b: '7', c: '8,9' },
    ]);
  });

  it('reads what is there of a truncated UTF-16 file', async () => {
    const text = 'a;b\r\n1;xin chào\r\n2;tạm biệt\r\n';
    const bytes = new Uint8Array(2 + text.length * 2);
    bytes.set([0xff, 0xfe]);
    for (let i = 0; i < text.length; i++) bytes.set([text.charCodeAt(i) & 255, text.charCodeAt(i) >> 8], 2 + i * 2);
    const table = await open('cat.csv', bytes.slice(0, bytes.length - 5));
    expect(table.rows).toBe(2);
    expect(codes(table)).toEqual(['encoding-utf16', 'text-truncated']);
  });

  it('gives two files with names that read alike two tables', async () => {
    const a = await open('Số liệu.csv', 'a,b\n1,2\n');
    const b = await open('so-lieu.csv', 'a,b\n3,4\n');
    expect([a.name, b.name]).toEqual(['so_lieu', 'so_lieu_2']);
    expect((await open('unit.csv', 'a,b\n3,4\n')).name).toBe('unit_2');
  });
});

describe('an export of a known system', () => {
  const head = 'BÁO CÁO MỘT CỬA\nĐVT: hồ sơ\nSTT;Đơn vị;Tháng;Số hồ sơ đã giải quyết;Hồ sơ trước hạn;Hồ sơ đúng hạn;Hồ sơ quá hạn\n';
  const file = (rows: string) => head + rows;

  it('gives observations with file and row, and the system, unit system and origin', async () => {
    const table = await open(
      'mc.csv',
      file(
        '1;UBND tỉnh Hà Giang;Tháng 6/2020;1.000;100;800;100\n2;TP. Hồ Chí Minh;Tháng 6/2020;20.000;0;19.000;1.000\n;Tổng cộng;Tháng 6/2020;21.000;100;19.800;1.100\n',
      ),
    );
    expect(table).toMatchObject({ systemId: 'mot-cua-dien-tu', unitSystems: ['63'], observations: 4 });
    expect(table.counts).toMatchObject({ read: 6, title: 1, unit: 1, header: 1, total: 1, out: 2, rejected: 0 });
    expect(
      await rowsOf(
        "SELECT unit_id, indicator_id, period_start, period_end, period_kind, series, value, numerator, denominator, origin, row FROM observation WHERE file = 'mc.csv' ORDER BY unit_id, indicator_id",
      ),
    ).toMatchObject([
      {
        unit_id: '63:02',
        indicator_id: 'ontime_rate',
        period_start: '2020-06-01',
        period_end: '2020-06-30',
        period_kind: 'month',
        series: 'mot-cua-dien-tu',
        value: 90,
        numerator: 900,
        denominator: 1000,
        origin: 'user',
        row: 4,
      },
      { unit_id: '63:02', indicator_id: 'overdue_rate', value: 10 },
      { unit_id: '63:79', indicator_id: 'ontime_rate', value: 95 },
      { unit_id: '63:79', indicator_id: 'overdue_rate', value: 5 },
    ]);
    expect(codes(table)).not.toContain('total-mismatch');
  });

  it('replaces its own table and observations, and only those, when opened again', async () => {
    await open('khac.csv', file('1;Hà Giang;Tháng 6/2020;10;1;8;1\n'));
    await open('mc.csv', file('1;Hà Giang;Tháng 7/2020;10;1;7;2\n'));
    expect(
      await rowsOf(
        "SELECT file, value FROM observation WHERE file IN ('mc.csv', 'khac.csv') AND indicator_id = 'ontime_rate' ORDER BY file",
      ),
    ).toEqual([
      { file: 'khac.csv', value: 90 },
      { file: 'mc.csv', value: 80 },
    ]);
  });

  it('keeps what was loaded when the new version cannot be read', async () => {
    await open('mc2.csv', file('1;Hà Giang;Tháng 7/2020;10;1;7;2\n'));
    await failure('mc2.csv', new Uint8Array(0));
    await failure('mc2.csv', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]));
    expect(
      await rowsOf("SELECT (SELECT count(*) FROM mc2) AS rows, (SELECT count(*) FROM observation WHERE file = 'mc2.csv') AS observations"),
    ).toEqual([{ rows: 1, observations: 2 }]);
  });

  it('proposes a near name, and never one of two', async () => {
    const table = await open(
      'gan.csv',
      file(
        '1;Quảng Bìnhh;Tháng 6/2020;10;1;8;1\n2;Hạ Giang;Tháng 6/2020;10;1;8;1\n3;Hâu Giang;Tháng 6/2020;10;1;8;1\n4;Quảng Cinh;Tháng 6/2020;10;1;8;1\n5;Hà Tây;Tháng 6/2020;10;1;8;1\n6;Yên Bái;Tháng 6/2020;10;1;8;1\n',
      ),
    );
    expect(table.issues.find((issue) => issue.code === 'unit-near')).toMatchObject({
      kind: 'question',
      rows: 1,
      examples: [{ row: 4, before: 'Quảng Bìnhh', after: 'Quảng Bình' }],
    });
    expect(table.issues.find((issue) => issue.code === 'unit-unknown')?.examples.map((example) => example.before)).toEqual(['Quảng Cinh']);
    expect(table.issues.find((issue) => issue.code === 'unit-vanished')?.examples).toEqual([
      { row: 8, before: 'Hà Tây', after: 'Hà Nội (2008-08-01, 15/2008/QH12)' },
    ]);
  });

  it('rejects a repeated row and puts both of two conflicting rows aside', async () => {
    const table = await open(
      'trung.csv',
      file(
        '1;Hà Giang;Tháng 6/2020;10;1;8;1\n2;Hà Giang;06/2020;10;1;8;1\n3;Yên Bái;Tháng 6/2020;10;1;8;1\n4;Yên Bái;Tháng 6/2020;11;1;9;1\n',
      ),
    );
    expect(table.counts).toMatchObject({ out: 1, rejected: 3 });
    expect(table.issues.find((issue) => issue.code === 'duplicate-row')?.examples[0]?.row).toBe(5);
    expect(table.issues.find((issue) => issue.code === 'duplicate-conflict')).toMatchObject({ kind: 'question', rows: 2 });
  });

  it('decides the 34 units by period, and says why', async () => {
    const table = await open('34.csv', file('1;Lào Cai;Tháng 8/2025;10;1;8;1\n2;Tuyên Quang;Tháng 8/2025;10;1;8;1\n'));
    expect(table.unitSystems).toEqual(['34']);
    expect(await rowsOf('SELECT unit_id FROM t_34 ORDER BY 1')).toEqual([{ unit_id: '34:08' }, { unit_id: '34:15' }]);
  });
});

describe('a form of ticks', () => {
  const head = 'BÁO CÁO\nTT;Cơ quan, đơn vị;Ngày báo cáo;Lớp 1;Lớp 2;Lớp 3;Lớp 4\n';
  const filled = '1;Hà Giang;31/01/2020;x;X;✓;x\n2;Yên Bái;31/01/2020;x;;;\n3;;31/01/2020;;;;\n4;Lào Cai;bao giờ;;;;\n';
  const layers = 'SELECT layer_1, layer_2 FROM ';

  it('reads a blank as "no" where the row names its unit and day, and asks', async () => {
    const table = await open('tich.csv', head + filled);
    expect(table).toMatchObject({ systemId: 'att-4-lop', rows: 2, observations: 2 });
    expect(await rowsOf(`${layers}tich ORDER BY _row`)).toEqual([
      { layer_1: true, layer_2: true },
      { layer_1: true, layer_2: false },
    ]);
    expect(table.issues.filter((issue) => issue.code === 'blank-means-no')).toMatchObject(
      ['Lớp 2', 'Lớp 3', 'Lớp 4'].map((column) => ({
        kind: 'question',
        column,
        rows: 1,
        examples: [{ row: 4, before: 'Yên Bái · 31/01/2020' }],
      })),
    );
    expect(table.recipe?.steps.filter((step) => step.op === 'parse-yesno').map((step) => step.blankMeansNo)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it.each(['không', '0', '☐', '-'])('leaves blanks alone where a cell says %j', async (word) => {
    const table = await open('tich-2.csv', `${head}${filled}5;Cao Bằng;31/01/2020;x;x;x;${word}\n`);
    expect(codes(table)).not.toContain('blank-means-no');
    expect(await rowsOf(`${layers}tich_2 WHERE unit_name = 'Yên Bái'`)).toEqual([{ layer_1: true, layer_2: null }]);
  });
});

describe('what cannot be read', () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  const cases: [string, Uint8Array, ErrorCode][] = [
    ['zero bytes', new Uint8Array(0), 'file-empty'],
    ['a PNG named .csv', png, 'file-binary'],
    ['a zip cut short', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]), 'file-damaged'],
    ['bytes of no kind', Uint8Array.from({ length: 5000 }, (_, i) => (i * 37) % 256), 'file-binary'],
    [
      '5 000 columns',
      bytesOf(`${Array.from({ length: 5000 }, (_, i) => `c${i}`).join(',')}\n${'1,'.repeat(4999)}1\n`),
      'file-too-many-columns',
    ],
    ['blank lines only', bytesOf('\n\n  \n'), 'file-no-table'],
  ];
  it.each(cases)('%s', async (_, content, code) => {
    expect((await failure('hong.csv', content)).code).toBe(code);
  });

  it('a 200 MB line without a line break, without holding it several times', async () => {
    const content = new Uint8Array(200_000_000).fill(0x61);
    const before = process.memoryUsage().rss;
    const error = await failure('dai.csv', content);
    expect(error.code).toBe('file-line-too-long');
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
  });

  it('never stops the other files', async () => {
    const results = await openFiles(
      engine,
      [
        { name: 'a1.csv', bytes: bytesOf('a,b\n1,2\n') },
        { name: 'a2.csv', bytes: png },
        { name: 'a3.csv', bytes: bytesOf('a,b\n1,2\n') },
      ],
      knowledge,
    );
    expect(results.map((result) => [result.tables.length, result.error?.code ?? null])).toEqual([
      [1, null],
      [0, 'file-binary'],
      [1, null],
    ]);
  });
});

describe('the wide and the long', () => {
  it('holds a thousand columns, and they can be sorted', async () => {
    const width = 1000;
    const line = Array.from({ length: width }, (_, i) => String(i)).join(',');
    const table = await open('rong.csv', `${Array.from({ length: width }, (_, i) => `c${i}`).join(',')}\n${line}\n${line}\n`);
    expect(table).toMatchObject({ rows: 2 });
    expect(await rowsOf('SELECT c999 AS s FROM (SELECT * FROM rong ORDER BY c500 DESC, _row) LIMIT 1')).toEqual([{ s: 999 }]);
  });

  it('takes a large clean file through the engine, and falls back where a late row does not fit', async () => {
    const lines = Array.from(
      { length: 300_000 },
      (_, i) => `${i},tên ${i % 100},${(i / 4).toFixed(2)},2020-01-${String((i % 28) + 1).padStart(2, '0')}`,
    );
    const clean = await open('lon.csv', `id,name,value,day\n${lines.join('\n')}\n`);
    expect(clean).toMatchObject({ path: 'engine', rows: 300_000, columns: ['id', 'name', 'value', 'day'] });
    expect(await rowsOf('SELECT count(*) AS n, sum(id) AS s, max(day) AS d, typeof(any_value(id)) AS t FROM lon')).toEqual([
      { n: 300_000, s: 44_999_850_000, d: '2020-01-28', t: 'BIGINT' },
    ]);
    lines[131_313] = '131313.5,tên,1.00,2020-01-01';
    const odd = await open('lon.csv', `id,name,value,day\n${lines.join('\n')}\n`);
    expect(odd).toMatchObject({ path: 'careful', rows: 300_000 });
    expect(await rowsOf('SELECT id FROM lon WHERE _row = 131315')).toEqual([{ id: 131313.5 }]);
  });

  it('keeps leading zeros that only a late row has', async () => {
    const lines = Array.from({ length: 300_000 }, (_, i) => `${i + 1},tên ${i % 100},x${i}`);
    lines[177_777] = '007,tên,x';
    const table = await open('ma-so.csv', `mã,tên,ghi\n${lines.join('\n')}\n`);
    expect(table).toMatchObject({ path: 'careful', rows: 300_000 });
    expect(await rowsOf('SELECT mã FROM ma_so WHERE _row = 177779')).toEqual([{ mã: '007' }]);
  });

  it('stops when asked, with nothing half loaded', async () => {
    const lines = Array.from({ length: 200_000 }, (_, i) => `${i};${i % 9},5;x`);
    const abort = new AbortController();
    const before = await rowsOf("SELECT count(*) AS n FROM duckdb_tables() WHERE schema_name IN ('main', 'raw')");
    const running = openFiles(engine, [{ name: 'huy.csv', bytes: bytesOf(`a;b;c\n${lines.join('\n')}\n`) }], knowledge, {
      signal: abort.signal,
      onProgress: ({ bytesDone }) => {
        if (bytesDone > 0) abort.abort();
      },
    });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(await rowsOf("SELECT count(*) AS n FROM duckdb_tables() WHERE schema_name IN ('main', 'raw')")).toEqual(before);
  });
});

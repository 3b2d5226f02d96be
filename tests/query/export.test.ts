import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as XLSX from '@e965/xlsx';
import type { Engine } from '../../src/core/engine';
import { auditText, readAuditText } from '../../src/core/audit/audit-trail';
import type { Report, ReportCell, ReportTable } from '../../src/core/report/report';
import type { ResultTable } from '../../src/core/result-table';
import { exportXlsx } from '../../src/jobs/export-xlsx';
import { openNodeEngine } from '../support/node-engine';
import { lazyTable } from '../support/lazy-table';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

const figure = (table: ResultTable, more: Partial<ReportTable> = {}): ReportTable => ({
  kind: 'table',
  id: 'c1',
  name: null,
  title: 'Bảng thử',
  note: null,
  illustrative: false,
  sources: [],
  corrections: [],
  table,
  headings: table.columns.map((column) => column.name),
  ...more,
});
const report = (...cells: ReportCell[]): Report => ({
  title: 'Sổ tháng 12: kết quả & việc còn thiếu',
  language: 'vi',
  app: '0.1.0',
  samples: true,
  tables: [{ table: 'mot_cua', file: 'mot-cua.csv', fileHash: 'a'.repeat(64), content: 'b'.repeat(64), rows: 1234 }],
  madeOn: '2020-12-31',
  asOf: '2020-12-31',
  link: 'https://example.org/doi-chieu/#n=abc&x=1',
  qr: null,
  cells,
});
const formatCount = (count: number) => count.toLocaleString('vi-VN');

async function readBack(blob: Blob): Promise<XLSX.WorkBook> {
  return XLSX.read(new Uint8Array(await blob.arrayBuffer()), { cellNF: true, cellStyles: true, bookFiles: true });
}
const sheetOf = (book: XLSX.WorkBook, name: string) =>
  book.Sheets[name] ?? expect.fail(`no sheet ${name} in ${book.SheetNames.join(', ')}`);
const cellOf = (book: XLSX.WorkBook, name: string, ref: string) => sheetOf(book, name)[ref] as XLSX.CellObject | undefined;
/** Text of a part of the package. */
function part(book: XLSX.WorkBook, path: string): string {
  const files = (book as unknown as { files: Record<string, { content: Uint8Array }> }).files;
  return new TextDecoder().decode(files[path]?.content);
}

const unescaped = (xml: string) =>
  xml.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: 'lt') => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name]);

describe('Excel', () => {
  test('values come back as the engine gave them, in their own types', async () => {
    const table = await engine.query(`
      SELECT * FROM (VALUES
        ('Thừa Thiên – Huế', 1234567, 99.82::DECIMAL(5,2), 0.1 + 0.2, DATE '2020-12-31', TIMESTAMP '2021-06-30 08:05:30', true, 9007199254740993),
        ('=1+1', -5, -0.05, 1e-7, DATE '1900-02-28', TIMESTAMP '1899-01-01 00:00:00', false, 1),
        ('+84 <b>&"''', 0, 0, 0, DATE '1900-03-01', TIMESTAMP '2020-02-29 23:59:59', true, -9223372036854775808),
        ('_x0041_ ' || chr(7) || chr(10) || ' dòng hai', 1, 100, 1e300, DATE '9999-12-31', NULL, NULL, NULL),
        (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
      ) t("Tên", so_luong, ty_le, thuc, ngay, luc, dung, dai)`);
    const book = await readBack(await exportXlsx(report(figure(table)), { formatCount }));
    const sheet = book.SheetNames[1]!;
    expect(sheet).toBe('Bảng thử');
    const epoch = Date.UTC(1899, 11, 30);
    let numbers = 0;
    for (const [column, { name, type }] of table.columns.entries()) {
      expect(cellOf(book, sheet, XLSX.utils.encode_cell({ r: 0, c: column }))?.v).toBe(name);
      for (let row = 0; row < table.rowCount; row++) {
        const value = table.cell(row, column);
        const cell = cellOf(book, sheet, XLSX.utils.encode_cell({ r: row + 1, c: column }));
        const where = `${name}, row ${row}`;
        expect(cell?.f, where).toBeUndefined();
        if (value === null) expect(cell, where).toBeUndefined();
        else if (typeof value === 'string' && cell?.t === 'n' && (type === 'date' || type === 'timestamp')) {
          const day = new Date(Math.round(epoch + Number(cell.v) * 86_400_000)).toISOString();
          expect(day.startsWith(value.slice(0, 19)), `${where}: ${day} for ${value}`).toBe(true);
          expect(cell.z).toBe(type === 'date' ? 'dd/mm/yyyy' : 'dd/mm/yyyy hh:mm');
          numbers++;
        } else {
          expect(cell?.t, where).toBe(typeof value === 'string' ? 's' : typeof value === 'number' ? 'n' : 'b');
          expect(cell?.v, where).toBe(value);
        }
      }
    }
    expect(numbers).toBe(5);
    expect(cellOf(book, sheet, 'B2')?.z).toBe('#,##0');
    expect(cellOf(book, sheet, 'C2')?.z).toBe('#,##0.00');
    expect(cellOf(book, sheet, 'E3')?.v).toBe('1900-02-28');
    expect(cellOf(book, sheet, 'H2')?.v).toBe('9007199254740993');
  });

  test('the head is frozen, filtered, repeated in print; columns are as wide as what stands in them', async () => {
    const table = await engine.query(`SELECT 'Tỉnh ' || i AS don_vi, i * 1000 AS ho_so FROM range(100) r(i)`);
    const book = await readBack(await exportXlsx(report(figure(table, { headings: ['Đơn vị', 'Hồ sơ đã giải quyết'] })), { formatCount }));
    const sheet = sheetOf(book, 'Bảng thử');
    expect(sheet['!autofilter']?.ref).toBe('A1:B101');
    expect(sheet['!ref']).toBe('A1:B101');
    expect(sheet['!cols']?.map((column) => column?.wch)).toEqual([expect.any(Number), expect.any(Number)]);
    const text = part(book, 'xl/worksheets/sheet2.xml');
    expect(text).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    const print = book.Workbook?.Names?.find((name) => name.Name === '_xlnm.Print_Titles');
    expect(print).toMatchObject({ Sheet: 1, Ref: "'Bảng thử'!$1:$1" });
  });

  test('sheets have names Excel accepts, no two alike, and say where figures are illustrative', async () => {
    const table = await engine.query('SELECT 1 AS a');
    const titles = [
      'Ai đang chậm và còn thiếu bao nhiêu việc',
      'Ai đang chậm và còn thiếu bao nhiêu hồ sơ',
      "'a/b:c'",
      'A B C',
      'History',
      '',
      'Giới thiệu',
    ];
    const cells = titles.map((title, at) => figure(table, { id: `c${at}`, title, illustrative: at < 2 }));
    const book = await readBack(await exportXlsx(report(...cells), { formatCount }));
    expect(book.SheetNames).toEqual([
      'Giới thiệu',
      'Ai đang chậm và còn (minh hoạ)',
      'Ai đang chậm và cò 2 (minh hoạ)',
      'a b c',
      'A B C 2',
      'History_',
      '6',
      'Giới thiệu 2',
    ]);
    for (const name of book.SheetNames) expect(name.length).toBeLessThanOrEqual(31);
    expect(part(book, 'xl/worksheets/sheet2.xml')).toContain('Số liệu minh hoạ, không phải số thật');
    expect(part(book, 'xl/worksheets/sheet4.xml')).not.toContain('minh hoạ');
  });

  test('the first sheet says what it is, in reading order, with what is missing', async () => {
    const table = await engine.query('SELECT i FROM range(30) r(i)');
    const text: ReportCell = {
      kind: 'text',
      id: 't',
      html: '<h2>Nhận xét</h2><p>Sáu tỉnh &amp; <strong>hai</strong> bộ</p><script>bad()</script>',
    };
    const divider: ReportCell = { kind: 'divider', id: 'd', title: 'Phần hai' };
    const cell = figure(table, { illustrative: true, sources: ['văn bản 001', 'tệp a.csv'], note: 'Đã lọc' });
    const book = await readBack(await exportXlsx(report(text, divider, cell), { formatCount, rowLimit: 20 }));
    const about = sheetOf(book, 'Giới thiệu');
    const rows = XLSX.utils.sheet_to_json<unknown[]>(about, { header: 1, blankrows: false, raw: true });
    expect(rows).toEqual([
      ['Sổ tháng 12: kết quả & việc còn thiếu'],
      ['Số liệu minh hoạ, không phải số thật'],
      ['Ngày lập', new Date('2020-12-31')],
      ['Số liệu tính đến', new Date('2020-12-31')],
      ['Liên kết mở lại sổ', 'https://example.org/doi-chieu/#n=abc&x=1'],
      ['Dấu vết kiểm tra', 'Tính bằng Đối Chiếu 0.1.0, có số liệu minh hoạ kèm theo phiên bản này.'],
      [undefined, `Bảng mot_cua, tệp mot-cua.csv, 1.234 dòng; SHA-256 nội dung ${'b'.repeat(64)}; SHA-256 tệp ${'a'.repeat(64)}`],
      ['Nội dung', 'Trang tính', 'Số dòng', 'Ghi chú', 'Nguồn số liệu'],
      ['Nhận xét'],
      ['Sáu tỉnh & hai bộ'],
      ['Phần hai'],
      [
        'Bảng thử',
        'Bảng thử (minh hoạ)',
        30,
        'Số liệu minh hoạ, không phải số thật\nĐã lọc\nTrang tính Excel không chứa được hết: thiếu 10 dòng cuối.',
        'văn bản 001\ntệp a.csv',
      ],
    ]);
    expect(sheetOf(book, 'Bảng thử (minh hoạ)')['!ref']).toBe('A1:A21');
    const description = /<dc:description>(.*)<\/dc:description>/.exec(part(book, 'docProps/core.xml'))?.[1] ?? '';
    expect(readAuditText(unescaped(description))).toEqual(JSON.parse(auditText(report())));
    expect((about['B5'] as XLSX.CellObject).l?.Target).toBe('https://example.org/doi-chieu/#n=abc&x=1');
  });

  test('long results are written in turns, can be cancelled, and report how far they are', async () => {
    const table = lazyTable({ a: 'integer', b: 'text' }, 50_000, (row, name) => (name === 'a' ? row : `dòng ${row}`));
    let turns = 0;
    const seen: number[] = [];
    const options = { formatCount, turn: async () => void turns++, onProgress: (done: number) => void seen.push(done) };
    const book = await readBack(await exportXlsx(report(figure(table)), options));
    expect(turns).toBe(50);
    expect(seen.at(-1)).toBe(50_000);
    expect(cellOf(book, 'Bảng thử', 'B50001')?.v).toBe('dòng 49999');

    const abort = new AbortController();
    const stopped = exportXlsx(report(figure(table)), { ...options, signal: abort.signal, turn: async () => abort.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('an empty result is a sheet with a head', async () => {
    const table = await engine.query('SELECT 1 AS a, 2 AS b WHERE false');
    const book = await readBack(await exportXlsx(report(figure(table)), { formatCount }));
    expect(sheetOf(book, 'Bảng thử')['!ref']).toBe('A1:B1');
  });
});

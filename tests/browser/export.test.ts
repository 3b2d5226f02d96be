import '../../src/ui/theme.css';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { auditText, readAuditText, type AuditTrail } from '../../src/core/audit/audit-trail';
import { AppError } from '../../src/core/app-error';
import type { Report, ReportCell } from '../../src/core/report/report';
import { drawSvg } from '../../src/ui/export/draw-svg';
import ExportDialog from '../../src/ui/export/ExportDialog.svelte';
import PrintFoot from '../../src/ui/export/PrintFoot.svelte';
import PrintReport from '../../src/ui/export/PrintReport.svelte';
import { writeReport, type ExportFormat, type WriteOptions } from '../../src/ui/export/write-report';
import SessionFrame from '../support/SessionFrame.svelte';
import { violationsIn } from '../support/axe-here';
import { lazyTable } from '../support/lazy-table';

const units = ['Hà Giang', 'Lạng Sơn', '<img src=x onerror="alert(1)">'];
const table = lazyTable({ don_vi: 'text', dung_han: 'number', ngay: 'date' }, 3, (row, name) =>
  name === 'don_vi' ? units[row]! : name === 'ngay' ? '2020-12-31' : row === 1 ? null : 99.82 + row,
);
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="120"><rect width="320" height="120" fill="#1b6b68"/><script>window.bad = 1</script><image href="http://example.org/x.png"/></svg>';
const headings = ['Đơn vị', 'Đúng hạn, %', 'Ngày'];
const figure = { note: null, illustrative: true, sources: ['tệp mot-cua.csv'], corrections: [], table, headings };
const cells: ReportCell[] = [
  {
    kind: 'text',
    id: 'c1',
    html: '<h2 onclick="bad()">Nhận xét</h2><p>Sáu tỉnh <a href="javascript:bad()">được</a> kiểm tra</p><script>bad()</script>',
  },
  { kind: 'divider', id: 'c2', title: 'Phần </style><script>bad()</script>' },
  { kind: 'table', id: 'c3', name: 'xep_hang', title: 'Xếp hạng "đúng hạn"', ...figure },
  { kind: 'chart', id: 'c4', title: 'Biểu đồ', svg, summary: 'Biểu đồ cột, 3 dòng số liệu.', ...figure, illustrative: false },
];
const report: Report = {
  title: 'Sổ </title><script>bad()</script>',
  language: 'vi',
  app: '0.1.0',
  samples: true,
  tables: [{ table: 'mot_cua', file: 'mot-cua.csv', fileHash: 'a'.repeat(64), content: 'b'.repeat(64), rows: 1234 }],
  madeOn: '2021-01-05',
  asOf: '2020-12-31',
  link: 'https://example.org/#n=1',
  qr: svg,
  cells,
};

const trailOf = (one: AuditTrail) => JSON.parse(auditText(one)) as AuditTrail;

describe('the HTML file', () => {
  async function parsed(given = report): Promise<Document> {
    const { content } = await writeReport('html', given, {});
    return new DOMParser().parseFromString(await content.text(), 'text/html');
  }

  test('holds no script, no handler and no address but the notebook’s own link', async () => {
    const html = await parsed();
    expect(html.querySelectorAll('script, iframe, object, embed, link, form, base, svg').length).toBe(0);
    const attributes = [...html.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes].map(({ name, value }) => `${name}=${value}`),
    );
    expect(attributes.filter((one) => /^on|^style=|javascript:/i.test(one))).toEqual([]);
    expect(
      attributes.filter((one) => /^(src|href|srcset|action|poster|background)=/.test(one) && !/^src=data:image\/svg\+xml,/.test(one)),
    ).toEqual(['href=https://example.org/#n=1']);
    expect(html.querySelector('meta[http-equiv]')?.getAttribute('content')).toMatch(
      /^default-src 'none'; img-src data:; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'$/,
    );
    expect(html.title).toBe(report.title);
    expect(html.querySelector('h2.page')?.textContent).toBe('Phần </style><script>bad()</script>');
    expect(readAuditText(html.querySelector<HTMLMetaElement>('meta[name="doi-chieu.audit"]')!.content)).toEqual(trailOf(report));
    expect(html.querySelector('footer .audit')!.textContent).toContain(`1.234 dòng; SHA-256 nội dung ${'b'.repeat(64)}`);
    const style = html.querySelector('style')!.textContent;
    expect(style).not.toContain('</');
    expect(style).not.toMatch(/url\(|@import/);
  });

  test('a link that is no address of the web is text', async () => {
    const html = await parsed({ ...report, link: 'javascript:bad()' });
    expect(html.querySelector('a')).toBeNull();
    expect(html.querySelector('footer')!.textContent).toContain('javascript:bad()');
  });

  test('shows every figure with its mark, its source and its table, and says what is left out', async () => {
    const long = lazyTable({ a: 'integer' }, 2500, (row) => row);
    const html = await parsed({
      ...report,
      cells: [...cells, { ...figure, kind: 'table', id: 'c5', name: null, title: 'Dài', table: long, headings: ['a'] }],
    });
    const sections = [...html.querySelectorAll('section.figure')];
    expect(sections.map((section) => section.querySelector('.title')!.textContent)).toEqual([
      'Xếp hạng "đúng hạn" 1 số liệu minh hoạ',
      'Biểu đồ 1',
      'Dài 1 số liệu minh hoạ',
    ]);
    expect([...sections[0]!.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
      ['Hà Giang', '99,82', '31/12/2020'],
      ['Lạng Sơn', '', '31/12/2020'],
      ['<img src=x onerror="alert(1)">', '101,82', '31/12/2020'],
    ]);
    expect(sections[0]!.querySelector('thead')!.textContent).toContain('Số liệu minh hoạ, không phải số thật');
    expect(sections[1]!.querySelector('img')!.alt).toBe('Biểu đồ cột, 3 dòng số liệu.');
    expect(sections[2]!.querySelectorAll('tbody tr').length).toBe(2000);
    expect(sections[2]!.textContent).toContain('Còn 500 dòng không in ở đây, trong tổng số 2.500 dòng');
    expect(html.querySelector('footer')!.textContent).toContain('tệp mot-cua.csv');
    expect(html.querySelectorAll('footer img.qr').length).toBe(1);
  });

  test('is accessible, and nothing in it runs, shown under its own policy', async () => {
    const { content } = await writeReport('html', report, {});
    const frame = document.createElement('iframe');
    frame.width = '800';
    frame.srcdoc = await content.text();
    await new Promise((resolve) => {
      frame.onload = resolve;
      document.body.append(frame);
    });
    const inside = frame.contentDocument!;
    expect((frame.contentWindow as unknown as { bad?: number }).bad).toBeUndefined();
    expect(getComputedStyle(inside.querySelector('.report table')!).borderCollapse).toBe('collapse');
    const copy = document.createElement('div');
    copy.lang = 'vi';
    copy.innerHTML = `<style>${inside.querySelector('style')!.textContent}</style>${inside.querySelector('main')!.innerHTML}`;
    frame.replaceWith(copy);
    expect(await violationsIn(copy)).toEqual([]);
    copy.remove();
  });
});

describe('the Word file', () => {
  test('holds texts, real tables with repeated heads, the chart as a picture, marks and sources', async () => {
    const { name, content } = await writeReport('docx', { ...report, title: 'Sổ tháng 12' }, {});
    expect(name).toBe('so-thang-12-2021-01-05-minh-hoa.docx');
    const files = unzipSync(new Uint8Array(await content.arrayBuffer()));
    const text = strFromU8(files['word/document.xml'] ?? expect.fail('no document.xml'));
    const xml = new DOMParser().parseFromString(text, 'text/xml');
    expect(xml.querySelector('parsererror')).toBeNull();
    const said = [...xml.getElementsByTagName('w:t')].map((node) => node.textContent).join(' ');
    for (const words of [
      'Nhận xét',
      'Sáu tỉnh',
      'được',
      'Phần </style><script>bad()</script>',
      'Hà Giang',
      '99,82',
      '31/12/2020',
      'số liệu minh hoạ',
      '1. tệp mot-cua.csv',
    ])
      expect(said).toContain(words);
    const core = new DOMParser().parseFromString(strFromU8(files['docProps/core.xml']!), 'text/xml');
    expect(readAuditText(core.getElementsByTagName('dc:description')[0]!.textContent)).toEqual(trailOf(report));
    expect(said).toContain(`SHA-256 tệp ${'a'.repeat(64)}`);
    expect(xml.getElementsByTagName('w:tbl').length).toBe(2);
    expect(xml.getElementsByTagName('w:tblHeader').length).toBe(3);
    const picture = Object.keys(files).find((path) => path.endsWith('.png')) ?? expect.fail('no picture');
    expect([...files[picture]!.subarray(1, 4)]).toEqual([...new TextEncoder().encode('PNG')]);
  });

  test('draws a chart at twice its size on white, and refuses what is no drawing', async () => {
    const { png, width, height } = await drawSvg(svg);
    expect([width, height]).toEqual([320, 120]);
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(png)], { type: 'image/png' }));
    expect([bitmap.width, bitmap.height]).toEqual([640, 240]);
    await expect(drawSvg('no drawing')).rejects.toMatchObject({ code: 'chart-invalid' });
  });
});

describe('printing', () => {
  test('begins when the pictures are there, and is over once', async () => {
    const print = vi.fn(() => {
      expect(
        [...document.querySelectorAll<HTMLImageElement>('.print-report img')].every((image) => image.complete && image.naturalWidth > 0),
      ).toBe(true);
    });
    const onprinted = vi.fn();
    await render(PrintReport, { report, print, onprinted });
    await expect.poll(() => onprinted.mock.calls.length).toBe(1);
    expect(print).toHaveBeenCalledOnce();
    expect(getComputedStyle(document.querySelector('.print-report')!).display).toBe('none');
    expect(document.querySelector('.print-report h1')!.textContent).toBe(report.title);
    expect(document.querySelector('.print-report script')).toBeNull();
    for (const words of ['Đối Chiếu 0.1.0', 'Bảng mot_cua, tệp mot-cua.csv', 'b'.repeat(64), '31/12/2020', report.link])
      expect(document.querySelector('.print-report footer')!.textContent).toContain(words);
  });

  test('the foot of a page printed as it is holds sources, mark, day, link and code', async () => {
    await render(PrintFoot, {
      trail: { ...report, link: 'https://example.org/#a' },
      qr: svg,
      sources: ['văn bản 001'],
      illustrative: true,
      language: 'vi',
    });
    const foot = document.querySelector('.print-foot')!;
    expect(getComputedStyle(foot).display).toBe('none');
    for (const words of [
      'văn bản 001',
      'Số liệu minh hoạ, không phải số thật',
      '31/12/2020',
      'https://example.org/#a',
      'Đối Chiếu 0.1.0',
      'b'.repeat(64),
    ])
      expect(foot.textContent).toContain(words);
    expect(foot.querySelectorAll('img').length).toBe(1);
  });
});

describe('the export dialog', () => {
  const formats: ExportFormat[] = ['xlsx', 'docx', 'html', 'print'];
  const open = (
    onexport: (format: ExportFormat, ids: ReadonlySet<string>, options: WriteOptions) => Promise<string | null>,
    language: 'vi' | 'en' = 'vi',
  ) => render(SessionFrame, { language, component: ExportDialog, given: { cells, formats, language, onexport, onclose: () => {} } });

  test('gives the format and the chosen cells, shows how far it is and what was written', async () => {
    let done: (name: string) => void = () => {};
    const onexport = vi.fn((_format: ExportFormat, _ids: ReadonlySet<string>, options: WriteOptions) => {
      options.onProgress?.(1500, 3000);
      return new Promise<string>((resolve) => (done = resolve));
    });
    await open(onexport);
    await page.getByRole('radio', { name: 'Trang web (.html)' }).click();
    await page.getByRole('checkbox', { name: /^Nhận xét/ }).click();
    await expect.element(page.getByText('3 / 4 ô')).toBeVisible();
    await page.getByRole('button', { name: 'Xuất tệp' }).click();
    await expect.element(page.getByRole('status')).toHaveTextContent('1.500 / 3.000 dòng');
    await expect.element(page.getByRole('progressbar')).toHaveAttribute('max', '3000');
    done('so.html');
    await expect.element(page.getByRole('status')).toHaveTextContent('Đã ghi so.html');
    expect(onexport.mock.calls[0]![0]).toBe('html');
    expect([...onexport.mock.calls[0]![1]]).toEqual(['c2', 'c3', 'c4']);
  });

  test('can be stopped, tells an error, and wants a cell', async () => {
    const waits = (_format: ExportFormat, _ids: ReadonlySet<string>, { signal }: WriteOptions) =>
      new Promise<string>((_, reject) => signal!.addEventListener('abort', () => reject(new AppError('cancelled'))));
    const first = await open(waits);
    await page.getByRole('button', { name: 'Xuất tệp' }).click();
    await page.getByRole('button', { name: 'Dừng' }).click();
    await expect.element(page.getByRole('status')).toHaveTextContent('Đã dừng');
    await page.getByRole('button', { name: 'Bỏ chọn' }).click();
    await expect.element(page.getByRole('button', { name: 'Xuất tệp' })).toBeDisabled();
    await first.unmount();
    await open(() => Promise.reject(new AppError('chart-invalid', { reason: 'thử' })));
    await page.getByRole('button', { name: 'Xuất tệp' }).click();
    await expect.element(page.getByText('Biểu đồ không vẽ được: thử')).toBeVisible();
  });

  describe.each(['light', 'dark'] as const)('%s', (theme) => {
    beforeEach(() => void (document.documentElement.dataset.theme = theme));
    afterEach(() => void delete document.documentElement.dataset.theme);

    test('is accessible and fits 390 px', async () => {
      await page.viewport(390, 800);
      await open(() => new Promise(() => {}), 'en');
      expect(await violationsIn(document.querySelector('dialog')!)).toEqual([]);
      await userEvent.click(page.getByRole('button', { name: 'Export', exact: true }));
      expect(await violationsIn(document.querySelector('dialog')!)).toEqual([]);
      expect(document.querySelector('dialog')!.scrollWidth).toBeLessThanOrEqual(390);
      await page.viewport(1000, 800);
    });
  });
});

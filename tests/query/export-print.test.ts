import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportBody } from '../../src/core/report/report-html';
import type { Report, ReportCell, ReportTable } from '../../src/core/report/report';
import { reportStyle } from '../../src/core/report/report-style';
import type { ColumnType } from '../../src/core/result-table';
import { exportHtml } from '../../src/jobs/export-html';
import { verdicts } from '../../src/core/verdict';
import { cardOf, inWords } from '../../src/ui/export/report-card';
import { formatValue } from '../../src/ui/parts/format-value';
import { lazyTable } from '../support/lazy-table';
import { openBrowser } from '../support/site';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const table = (id: string, rows: number, columns: Record<string, ColumnType> = { don_vi: 'text', so: 'number' }): ReportTable => ({
  kind: 'table',
  id,
  name: null,
  title: `Bảng ${id}`,
  note: null,
  illustrative: true,
  sources: ['văn bản 001'],
  corrections: [],
  table: lazyTable(columns, rows, (row, name) => (name === 'don_vi' ? `Tỉnh ${row}` : row * 1.5)),
  headings: Object.keys(columns),
});
const divider = (id: string): ReportCell => ({ kind: 'divider', id, title: `Phần ${id}` });
const report = (...cells: ReportCell[]): Report => ({
  title: 'Sổ tháng 12',
  language: 'vi',
  app: '0.1.0',
  samples: true,
  tables: [{ table: 'mot_cua', file: 'mot-cua.csv', fileHash: 'a'.repeat(64), content: 'b'.repeat(64), rows: 1234 }],
  madeOn: '2021-01-05',
  asOf: '2020-12-31',
  link: 'https://example.org/#n=1',
  qr: null,
  cells,
});

/** Width and height of each page in points, whole. */
async function pagesOf(html: string): Promise<[number, number][]> {
  const page = await browser.newPage();
  try {
    await page.setContent(html);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    return [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map((size) => [
      Math.round(Number(size[1])),
      Math.round(Number(size[2])),
    ]);
  } finally {
    await page.close();
  }
}
const a4 = [595, 842];
const across = [842, 595];
const htmlOf = async (given: Report) => (await exportHtml(given, { format: formatValue })).text();

describe('a report on paper', () => {
  test('is A4, with a new page at each divider but none before the first thing', async () => {
    const html = await htmlOf(report(divider('1'), table('a', 3), divider('2'), table('b', 3), divider('3')));
    expect(await pagesOf(html)).toEqual([a4, a4, a4]);
  });

  test('puts wide tables across, and goes back after them', async () => {
    const wide = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`c${n}`, 'number' as const]));
    expect(await pagesOf(await htmlOf(report(table('a', 3), table('b', 20, wide), table('c', 3))))).toEqual([a4, across, a4]);
  });

  test('a scorecard is printed as one: units by targets in words and marks, across, within the page; many targets in parts', async () => {
    const labels = ['Hoàn thành hệ thống thông tin báo cáo', 'Tỷ lệ dịch vụ công trực tuyến mức độ 4', 'LGSP kết nối nền tảng quốc gia'];
    const scorecard = (units: number, targets: number): ReportTable => {
      const verdictRows = lazyTable(
        { unit_id: 'text', unit_name: 'text', target_id: 'text', target: 'text', verdict: 'text', actual: 'number', deadline: 'date' },
        units * targets,
        (row, name) => {
          const [unit, target] = [Math.floor(row / targets), row % targets];
          if (name === 'unit_id') return `63:${unit}`;
          if (name === 'unit_name') return `Bà Rịa - Vũng Tàu ${unit}`;
          if (name === 'target_id') return `t${target}`;
          if (name === 'target') return labels[target % 3]!;
          if (name === 'verdict') return verdicts[(unit + target) % verdicts.length]!;
          return name === 'actual' ? 1234.56 : '2020-12-31';
        },
      );
      return { ...table('s', 0), table: verdictRows, card: cardOf(verdictRows, { corrections: [] }, 'vi') };
    };
    const page = await browser.newPage({ viewport: { width: 1017, height: 700 } });
    await page.emulateMedia({ media: 'print' });
    await page.setContent(await htmlOf(report(scorecard(63, 12))));
    expect(await page.locator('table.card').count()).toBe(1);
    expect(await page.locator('table.card tbody tr').count()).toBe(63);
    expect(await page.locator('table.card td.met').first().innerText()).toBe('✓ 1.235');
    expect(await page.locator('.legend').innerText()).toMatch(/✓ Đạt 108 · ↗ Đúng tiến độ 108/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1017);
    await page.setContent(await htmlOf(report(scorecard(3, 25))));
    expect(await page.locator('table.card').count()).toBe(3);
    expect(await page.locator('table.card').first().locator('tbody td').count()).toBe(3 * 10);
    await page.close();
    const pages = await pagesOf(await htmlOf(report(scorecard(63, 12))));
    expect(pages.filter(([width]) => width === across[0]).length).toBeLessThanOrEqual(4);
    expect(inWords(scorecard(1, 1).table, 'vi').cell(0, 4)).toBe('Đạt');
  });

  test('prints all rows of a long table, its head and mark on every page', async () => {
    const page = await browser.newPage();
    await page.setContent(await htmlOf(report(table('a', 300))));
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('tbody tr').count()).toBe(300);
    expect(await page.locator('thead').evaluate((head) => getComputedStyle(head).display)).toBe('table-header-group');
    expect(await page.locator('thead').innerText()).toContain('Số liệu minh hoạ, không phải số thật');
    await page.close();
    const pages = await pagesOf(await htmlOf(report(table('a', 300))));
    expect(pages.length).toBeGreaterThan(6);
    expect(pages.length).toBeLessThan(13);
  });

  test('printed from within the page stands alone: nothing of the page around it takes a sheet', async () => {
    const given = report(table('a', 3));
    const sheet = (name: string) => readFileSync(fileURLToPath(new URL(`../../src/ui/theme/${name}.css`, import.meta.url)), 'utf8');
    const around = `<div id="app"><header>Đầu trang</header><main style="padding: 40px"><div style="height: 9000px">các ô</div><div class="print-report"><style>${reportStyle(given)}</style>${reportBody(given, { format: formatValue, rowLimit: 100 })}</div></main></div>`;
    const style = ['tokens', 'base', 'surfaces', 'print'].map(sheet).join('\n');
    expect(await pagesOf(`<!doctype html><style>${style}</style><body>${around}</body>`)).toEqual([a4]);
    expect(
      (await pagesOf(`<!doctype html><style>${style}</style><body>${around.replace('print-report', 'no')}</body>`)).length,
    ).toBeGreaterThan(8);
  });
});

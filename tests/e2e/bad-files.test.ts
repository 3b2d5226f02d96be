import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorCatalogue } from '../../src/core/error-catalogue';
import { issueCatalogue } from '../../src/core/issue-catalogue';
import { readyPage, runDone, valueOf } from '../support/e2e';
import { openBrowser, openSite, type Site, type WatchedPage } from '../support/site';

let browser: Browser;
let site: Site;
let watched: WatchedPage;
beforeAll(async () => {
  browser = await openBrowser();
  site = await openSite();
  watched = await readyPage(browser, site);
  await runDone(watched.page);
  // What was loaded before must outlast everything below.
  await watched.page.evaluate(() =>
    window.doiChieu.open([new File(['mặt hàng;số\nchè;1\nquế;2\n'], 'truoc.csv'), new File(['a,b\n1,2\n3,4\n5,6\n'], 'trung-ten.csv')]),
  );
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** How each bad file is made in the page; the tests name them. */
type Maker = 'empty' | 'png' | 'longLine' | 'utf16Cut' | 'manyColumns' | 'headerOnly' | 'sameNames' | 'sameNameEmpty';

/** Makes the file in the page (nothing of it crosses the wire) and opens it. */
function open(page: Page, maker: Maker) {
  return page.evaluate(async (kind) => {
    const make = (): File => {
      switch (kind) {
        case 'empty':
          return new File([], 'khong-byte.csv');
        case 'png':
          return new File(
            [
              Uint8Array.of(
                0x89,
                0x50,
                0x4e,
                0x47,
                0x0d,
                0x0a,
                0x1a,
                0x0a,
                0,
                0,
                0,
                13,
                0x49,
                0x48,
                0x44,
                0x52,
                0,
                0,
                0,
                1,
                0,
                0,
                0,
                1,
                8,
                6,
                0,
                0,
                0,
              ),
            ],
            'anh.csv',
          );
        case 'longLine': {
          const chunk = new Blob(['0123456789'.repeat(100_000)]);
          return new File(
            Array.from({ length: 200 }, () => chunk),
            'mot-dong.csv',
          );
        }
        case 'utf16Cut': {
          const text = 'Đơn vị\tSố hồ sơ\r\nHà Nội\t12\r\nCần Thơ\t7';
          const bytes = new Uint8Array(2 + text.length * 2);
          bytes.set([0xff, 0xfe]);
          for (let i = 0; i < text.length; i++) new DataView(bytes.buffer).setUint16(2 + i * 2, text.charCodeAt(i), true);
          return new File([bytes.subarray(0, bytes.length - 1)], 'utf16-cut.csv');
        }
        case 'manyColumns':
          return new File(
            [Array.from({ length: 5000 }, (_, i) => `c${i}`).join(','), '\n', Array.from({ length: 5000 }, (_, i) => i).join(','), '\n'],
            'nhieu-cot.csv',
          );
        case 'headerOnly':
          return new File(['Đơn vị,Kỳ,Số hồ sơ\n'], 'chi-tieu-de.csv');
        case 'sameNames':
          return new File(['Đơn vị,Số,Số\nHà Nội,1,2\nHuế,3,4\n'], 'trung-cot.csv');
        case 'sameNameEmpty':
          return new File([], 'trung-ten.csv');
      }
    };
    const started = performance.now();
    const [result] = await window.doiChieu.open([make()]);
    return { ...result!, elapsedMs: performance.now() - started };
  }, maker);
}

/** The page still answers, and what was there before is as it was. */
async function stillAlive(page: Page): Promise<void> {
  expect(await valueOf(page, 'SELECT 6 * 7')).toBe(42);
  expect(await valueOf(page, 'SELECT list(t ORDER BY "số")::VARCHAR FROM truoc t')).toMatch(/chè.*1.*quế.*2/);
  expect(await valueOf(page, 'SELECT count(*) FROM trung_ten')).toBe(3);
  expect((await page.evaluate(() => window.doiChieu.run('due-soon'))).columns.length).toBeGreaterThan(3);
  expect(watched.errors).toEqual([]);
}

/** The message is on the page in both languages, with every blank filled. */
async function shownInBoth(page: Page, code: string, selector: string): Promise<void> {
  const catalogue: Readonly<Record<string, unknown>> = { ...errorCatalogue, ...issueCatalogue };
  expect(catalogue).toHaveProperty([code]);
  const note = page.locator(`${selector}[data-code="${code}"]`).first();
  await note.waitFor({ state: 'attached' });
  const vi = (await note.textContent())!.trim();
  await page.getByRole('button', { name: 'EN', exact: true }).click();
  const en = (await note.textContent())!.trim();
  await page.getByRole('button', { name: 'VI', exact: true }).click();
  expect((await note.textContent())!.trim()).toBe(vi);
  expect(en).not.toBe(vi);
  for (const text of [vi, en]) {
    expect(text.length).toBeGreaterThan(15);
    expect(text).not.toMatch(/\{\w+\}|undefined|NaN/);
  }
  expect(vi).toMatch(/[ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữửừứíìịỉĩýỳỷỵỹđ]/i);
}

it.each([
  ['zero bytes', 'empty', 'file-empty'],
  ['a picture named .csv', 'png', 'file-binary'],
  ['200 MB without a line break', 'longLine', 'file-line-too-long'],
] as const)('refuses %s with a clear error', async (_, maker, code) => {
  const { page } = watched;
  const result = await open(page, maker);
  expect(result.error?.code).toBe(code);
  expect(result.tables).toEqual([]);
  if (maker === 'longLine') console.info(`200 MB line refused after ${Math.round(result.elapsedMs)} ms`);
  await shownInBoth(page, code, '[role=alert]');
  await stillAlive(page);
});

it('opens or refuses 5 000 columns, and says which', async () => {
  const { page } = watched;
  const result = await open(page, 'manyColumns');
  if (result.error) {
    expect(result.error.code).toBe('file-too-many-columns');
    await shownInBoth(page, 'file-too-many-columns', '[role=alert]');
  } else {
    expect(result.tables[0]?.columns).toHaveLength(5000);
    expect(await valueOf(page, `SELECT c4999 FROM "${result.tables[0]!.name}"`)).toBe(4999);
  }
  await stillAlive(page);
});

it.each([
  ['a UTF-16 file that was cut off', 'utf16Cut', 'text-truncated', 2],
  ['a file of column heads only', 'headerOnly', 'file-no-rows', 0],
  ['a file with two equal column names', 'sameNames', 'duplicate-column', 2],
] as const)('opens %s and says what is wrong with it', async (_, maker, code, rows) => {
  const { page } = watched;
  const result = await open(page, maker);
  expect(result.error).toBeNull();
  expect(result.tables[0]?.issues.map((issue) => issue.code)).toContain(code);
  expect(result.tables[0]?.rows).toBe(rows);
  expect(new Set(result.tables[0]?.columns).size).toBe(result.tables[0]?.columns.length);
  await shownInBoth(page, code, 'li');
  await stillAlive(page);
});

it('keeps a table when a bad file of the same name comes', async () => {
  const { page } = watched;
  const result = await open(page, 'sameNameEmpty');
  expect(result.error?.code).toBe('file-empty');
  await stillAlive(page);
});

it('opens the good files of a batch beside the bad ones', async () => {
  const { page } = watched;
  const results = await page.evaluate(() =>
    window.doiChieu.open([new File([], 'lan-nay-rong.csv'), new File(['x,y\n1,2\n'], 'lan-nay-tot.csv')]),
  );
  expect(results.map(({ name, error, tables }) => [name, error?.code ?? null, tables.length])).toEqual([
    ['lan-nay-rong.csv', 'file-empty', 0],
    ['lan-nay-tot.csv', null, 1],
  ]);
  await stillAlive(page);
});

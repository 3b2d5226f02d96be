import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { imported, openInPage, readyPage, runDone, runOwnSql } from '../support/e2e';
import { openBrowser, openSite, type Site } from '../support/site';

let browser: Browser;
let site: Site;
/** What the sender's page gave: the link, and what it showed. */
let link: string;

const rows = Array.from({ length: 300 }, (_, i) => `Xã ${i + 1};${100 + ((i * 37) % 900)};${(i * 7) % 50}`);
const file = (name: string, lines: readonly string[]) => ({
  name,
  base64: Buffer.from(`Địa bàn;Hồ sơ;Quá hạn\n${lines.join('\n')}\n`).toString('base64'),
});
const sent = file('ho-so-xa.csv', rows);

beforeAll(async () => {
  browser = await openBrowser();
  site = await openSite();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

it('of one cell: carries the fingerprint of its table and of its result, as text and as QR code; equal content gives an equal link', async () => {
  const { page, context } = await readyPage(browser, site, { permissions: ['clipboard-read', 'clipboard-write'] });
  await runDone(page);
  const [opened] = await openInPage(page, [sent]);
  const { name } = opened!.tables[0]!;
  const cell = await runOwnSql(page, `SELECT sum("Hồ sơ") AS tong, count(*) AS dong FROM ${name}`);
  await cell.locator('[data-run=done]').waitFor();
  await page.getByRole('button', { name: 'Chia sẻ', exact: true }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByLabel('Gửi').selectOption({ index: 2 });
  await dialog.getByText('ho-so-xa.csv').waitFor();
  expect(await dialog.getByText('300 dòng').count()).toBe(1);
  await dialog.getByRole('img', { name: 'Mã QR' }).locator('svg').waitFor();
  link = await dialog.getByRole('textbox').inputValue();
  await dialog.getByRole('checkbox').uncheck();
  await expect.poll(() => dialog.getByRole('textbox').inputValue()).not.toBe(link);
  await dialog.getByRole('checkbox').check();
  await expect.poll(() => dialog.getByRole('textbox').inputValue()).toBe(link);
  await context.close();
});

const room = (page: Page) => page.locator('section.proof');

/** A fresh profile that knows the page, opens the link with the network off and runs what it brings. */
async function reader() {
  const watched = await readyPage(browser, site);
  const { page, context } = watched;
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
  await page.reload();
  const kept = () =>
    page.evaluate(async () => {
      const [name] = (await caches.keys()).filter((key) => key.startsWith('doi-chieu-'));
      const cache = await caches.open(name!);
      const files = (await (await cache.match('kept-files.json'))!.json()) as [path: string][];
      return (await Promise.all(files.map(([path]) => cache.match(path)))).every((one) => one !== undefined);
    });
  while (!(await kept())) await page.waitForTimeout(200);
  await context.setOffline(true);
  await page.goto('about:blank');
  await page.goto(link);
  await page.evaluate(() => window.doiChieu.ready);
  return watched;
}

it('opened on a fresh profile without network: the file is missing, then equal, and so is the result', async () => {
  const { page, context, errors } = await reader();
  await room(page).locator('[data-standing=missing]').waitFor();
  expect(await room(page).getAttribute('data-proof')).toBe('missing');
  await page.getByRole('button', { name: 'Tôi đã đọc, chạy' }).click();
  // The same rows under another name stand in by themselves.
  await openInPage(page, [file('ban-sao.csv', [...rows].reverse())]);
  await imported(page, 1);
  await room(page).locator('[data-standing=same]').waitFor({ state: 'attached', timeout: 30_000 });
  await expect.poll(() => room(page).getAttribute('data-proof'), { timeout: 30_000 }).toBe('holds');
  expect(await room(page).locator('[data-result=same]').count()).toBe(1);
  // Said once the last comparison is through.
  await room(page).getByText('Cùng số liệu, cùng kết quả').waitFor({ timeout: 30_000 });
  // What stands in is remembered in the page.
  const carried = await page.evaluate(() => window.doiChieu.link());
  expect(carried.split('#')[1]).toMatch(/^v2\./);
  expect(errors).toEqual([]);
  await context.close();
});

it('with one cell changed says which table, which row and which column, and that the result is another', async () => {
  const { page, context, errors } = await reader();
  const changed = rows.map((row, i) => (i === 122 ? row.replace(/;\d+;/, ';99999;') : row));
  await openInPage(page, [file('ho-so-xa.csv', changed)]);
  await imported(page, 1);
  await page.getByRole('button', { name: 'Tôi đã đọc, chạy' }).click();
  const card = room(page).locator('[data-table][data-standing=different]');
  await card.waitFor({ timeout: 30_000 });
  // The 123rd row stands in line 124, below the heads.
  expect(await card.innerText()).toContain('dòng 124');
  expect(await card.getByRole('row').last().innerText()).toMatch(/124\s+99999/);
  await room(page).locator('[data-result=different]').waitFor({ timeout: 30_000 });
  expect(await room(page).getAttribute('data-proof')).toBe('differs');
  expect(errors).toEqual([]);
  await context.close();
});

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openInPage, readyPage, runDone, runOwnSql } from '../support/e2e';
import { openBrowser, openSite, type Site } from '../support/site';

let browser: Browser;
let site: Site;

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
  const link = await dialog.getByRole('textbox').inputValue();
  await dialog.getByRole('checkbox').uncheck();
  await expect.poll(() => dialog.getByRole('textbox').inputValue()).not.toBe(link);
  await dialog.getByRole('checkbox').check();
  await expect.poll(() => dialog.getByRole('textbox').inputValue()).toBe(link);
  await context.close();
});

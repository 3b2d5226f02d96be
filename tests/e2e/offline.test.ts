import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dropSamples, imported, plantedFiles, readyPage, runDone, runOwnSql, samplesFolder } from '../support/e2e';
import { openBrowser, openSite, type WatchedPage } from '../support/site';

let browser: Browser;
let watched: WatchedPage;
beforeAll(async () => {
  browser = await openBrowser();
  const site = await openSite();
  watched = await readyPage(browser, site);
  const { page, context } = watched;
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
  // The next visit brings what the first one left out.
  await page.reload();
  const missing = () =>
    page.evaluate(async () => {
      const [name] = (await caches.keys()).filter((key) => key.startsWith('doi-chieu-'));
      const cache = await caches.open(name!);
      const files = (await (await cache.match('kept-files.json'))!.json()) as [path: string, revision: string | null, later: unknown][];
      return (
        await Promise.all(files.map(async ([path, , later]) => (later === 'on use' || (await cache.match(path)) ? [] : [path])))
      ).flat();
    });
  while ((await missing()).length > 0) await page.waitForTimeout(200);
  // The server is gone and the network is off; nothing below can come from either.
  await site.close();
  await context.setOffline(true);
  await page.reload();
  await page.evaluate(() => window.doiChieu.ready);
});
afterAll(() => browser.close());

it('shows the scorecard and confirms it', async () => {
  const { page, errors } = watched;
  expect(await page.evaluate(() => navigator.onLine)).toBe(false);
  await runDone(page);
  await expect.poll(() => page.getByRole('grid').locator('tbody tr').count(), { timeout: 60_000 }).toBe(63);
  expect(errors).toEqual([]);
});

it('answers a saved question, SQL and a chart', async () => {
  const { page, errors } = watched;
  const { rows } = await page.evaluate(() => window.doiChieu.run('rank-on-time'));
  expect(rows.length).toBeGreaterThan(0);
  const cell = await runOwnSql(page, "SELECT count(*) AS n FROM unit WHERE unit_system = '34'");
  await cell.getByRole('gridcell', { name: '34' }).waitFor();
  await page.getByRole('searchbox', { name: 'Tìm câu hỏi' }).fill('muc do 4');
  await page.locator('#panel-questions li button').first().click();
  const asked = page.locator('section[data-kind=query]').last();
  await asked.getByRole('button', { name: 'Biểu đồ', exact: true }).click();
  await asked.locator('.chart-frame :is(svg, canvas)').first().waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Ghi chú' }).click();
  const note = page.locator('section[data-kind=text]').last();
  await note.locator('textarea').fill('**không có mạng**');
  await note.getByRole('button', { name: 'Xong' }).click();
  await note.locator('.prose strong').waitFor();
  expect(errors).toEqual([]);
});

it('opens a sample file from a verdict, from a drop and from the picker', async () => {
  const { page, errors } = watched;
  await page.locator('.scorecard td.judged[data-verdict=missed]:not(:empty)').first().click();
  const drawer = page.locator('dialog.drawer[open]');
  await drawer
    .getByRole('button', { name: /^Mở .+, dòng [\d.]+$/ })
    .first()
    .click();
  await drawer.locator('tr[aria-current=true]').waitFor({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  const [first, second] = plantedFiles();
  await dropSamples(page, [first!.file]);
  await imported(page, 1);
  await page.getByTestId('file-picker').setInputFiles(samplesFolder + second!.file);
  await imported(page, 2);
  expect(errors).toEqual([]);
});

it('changes language and theme, and keeps both over a reload', async () => {
  const { page, errors } = watched;
  await page.getByRole('button', { name: 'EN', exact: true }).click();
  await page.getByRole('button', { name: 'Open files' }).waitFor();
  await page.goto(page.url().replace(/#.*$/, ''));
  await page.evaluate(() => window.doiChieu.ready);
  await page.getByRole('button', { name: 'Open files' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  expect(errors).toEqual([]);
});

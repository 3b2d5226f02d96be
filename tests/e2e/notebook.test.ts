import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dropSamples, imported, readyPage, runDone } from '../support/e2e';
import { openBrowser, openSite, type Site, type WatchedPage } from '../support/site';

let browser: Browser;
let site: Site;
/** One page for all of it, in this order. */
let watched: WatchedPage;
beforeAll(async () => {
  browser = await openBrowser();
  site = await openSite();
  watched = await readyPage(browser, site);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const openShipped = async (page: Page, title: string) => {
  await page.locator('summary', { hasText: 'Sổ có sẵn' }).click();
  await page.locator('nav').getByRole('button', { name: title }).click();
};
const settled = (page: Page) =>
  expect.poll(() => page.locator('section.cell[data-status=running], section.cell[data-status=idle]').count(), { timeout: 60_000 }).toBe(0);

it('the palette finds a command without accents; the notebook leaves as a workbook', async () => {
  const { page, errors } = watched;
  await runDone(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('xuat bao cao');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Excel').first().click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog
      .getByRole('button', { name: /^(Xuất|Tải|Lưu)/ })
      .first()
      .click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
  expect(
    readFileSync(await download.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(errors).toEqual([]);
});

it('on-time rate by region and quarter, with a chart, in three steps from a file and without SQL', async () => {
  const { page, errors } = watched;
  await dropSamples(page, ['mot-cua-dien-tu_2025-2026_minh-hoa.csv']);
  await imported(page, 1);
  await page.getByRole('button', { name: 'Bảng tổng hợp' }).click();
  const cell = page.locator('section[data-kind=query]').last();
  const grid = cell.getByRole('grid');
  await grid.waitFor({ timeout: 60_000 });
  await runDone(page, -1);
  await expect.poll(() => grid.getByRole('columnheader').allTextContents()).toEqual(expect.arrayContaining([expect.stringMatching(/quý/)]));
  expect(await cell.locator('.tag.illustrative').count()).toBe(1);
  // A region's rate is that of its sums, as the engine computes it from the file's own rows.
  const [region, rate] = await page.evaluate(async () => {
    const { rows } = await window.doiChieu.sql(
      `SELECT u.region_vi, round(100.0 * sum(o.numerator) / sum(o.denominator), 6) FROM observation o JOIN unit u USING (unit_id)
       WHERE o.indicator_id = 'ontime_rate' AND o.file LIKE 'mot-cua-dien-tu_2025%' AND o.period_end BETWEEN DATE '2025-07-01' AND DATE '2025-09-30'
       GROUP BY ALL ORDER BY 1 LIMIT 1`,
    );
    return rows[0] as [string, number];
  });
  const shown = await grid.getByRole('row').filter({ hasText: region }).first().getByRole('gridcell').allTextContents();
  expect(shown.map((text) => Number(text.replace(/\./g, '').replace(',', '.')))).toContainEqual(expect.closeTo(rate, 1));
  await cell.getByRole('button', { name: 'Biểu đồ', exact: true }).click();
  await cell.locator('.chart-frame :is(svg, canvas)').first().waitFor({ timeout: 60_000 });
  expect(errors).toEqual([]);
});

it('a shipped notebook runs; one input runs what follows; saved as a file and dropped again it is the same', async () => {
  const { page, errors } = watched;
  await openShipped(page, 'Bảng điểm tháng');
  await settled(page);
  expect(await page.locator('section.cell[data-status=failed]').count()).toBe(0);
  const before = await page.evaluate(() => window.doiChieu.link());

  const day = page.locator('section[data-kind=input] input').first();
  await day.fill('30/06/2021');
  await day.press('Enter');
  await settled(page);
  expect(await page.evaluate(() => window.doiChieu.link())).not.toBe(before);
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await settled(page);
  expect(await page.evaluate(() => window.doiChieu.link())).toBe(before);

  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  const text = readFileSync(await download.path(), 'utf8');
  expect(text).toMatch(/^---\ndoi-chieu: 1\n/);
  await page.getByTestId('file-picker').setInputFiles({ name: 'so.md', mimeType: 'text/markdown', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: /chạy tất cả/i }).click();
  await settled(page);
  expect(await page.evaluate(() => window.doiChieu.link())).toBe(before);
  expect(errors).toEqual([]);
});

it('the other shipped notebooks open without a failure', async () => {
  const { page, errors } = watched;
  const list = page.locator('nav details li button');
  await expect.poll(() => list.count()).toBe(5);
  for (let at = 0; at < 5; at++) {
    if ((await list.nth(at).textContent())!.includes('Bảng điểm tháng')) continue;
    await list.nth(at).click();
    await expect.poll(() => page.locator('section.cell').count()).toBeGreaterThan(3);
    await settled(page);
    expect(await page.locator('section.cell[data-status=failed]').count(), await list.nth(at).textContent().then(String)).toBe(0);
  }
  expect(errors).toEqual([]);
});

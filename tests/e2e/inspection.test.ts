import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readyPage, runDone } from '../support/e2e';
import { openBrowser, openSite, type Site, type WatchedPage } from '../support/site';

let browser: Browser;
let site: Site;
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

it('answers with the printed figures, each with its document, and derives nothing', async () => {
  const { columns, rows } = await watched.page.evaluate(() => window.doiChieu.run('inspected-provinces'));
  const at = (row: readonly unknown[], name: string) => row[columns.indexOf(name)];
  const figure = (indicator: string, unit: string) => {
    const row = rows.find((one) => at(one, 'indicator_id') === indicator && at(one, 'unit_name') === unit)!;
    return [at(row, 'value'), at(row, 'state'), at(row, 'document_id'), at(row, 'origin')];
  };
  expect(figure('ontime_rate', 'Lạng Sơn')).toEqual([99.82, 'printed', '001', 'act']);
  expect(figure('ontime_rate', 'Thái Nguyên')).toEqual([99.36, 'printed', '001', 'act']);
  expect(figure('ontime_rate', 'Tuyên Quang')).toEqual([99, 'printed', '001', 'act']);
  expect(figure('overdue_rate', 'Hà Giang')).toEqual([7.76, 'printed', '001', 'act']);
  expect(figure('ontime_rate', 'Hà Giang')).toEqual([null, 'no_data', null, null]);
});

it('shows them where a reader asks, down to the document and its paragraph', async () => {
  const { page, errors, foreign } = watched;
  await page.getByRole('button', { name: 'Sáu tỉnh được kiểm tra: số liệu in trong văn bản' }).click();
  await runDone(page, 1);
  const grid = page.locator('section[data-kind=query]').nth(1).getByRole('grid');

  /** What a reader sees in the row, walked through with the arrow keys; columns out of view come into it. */
  async function lineOf(indicator: string, unit: string): Promise<string[]> {
    const { columns, rows } = await page.evaluate(() => window.doiChieu.run('inspected-provinces'));
    const row = rows.findIndex((one) => one[columns.indexOf('indicator_id')] === indicator && one[columns.indexOf('unit_name')] === unit);
    await grid.getByRole('gridcell').first().click();
    await page.keyboard.press('Control+Home');
    for (let down = 0; down < row; down++) await page.keyboard.press('ArrowDown');
    const line: string[] = [];
    for (let at = -1; ;) {
      const cell = grid.locator(`[role=row][aria-rowindex="${row + 2}"] [role=gridcell][tabindex="0"]`);
      await cell.waitFor();
      const next = Number(await cell.getAttribute('aria-colindex'));
      if (next === at) return line;
      line.push((await cell.textContent())!.trim());
      at = next;
      await page.keyboard.press('ArrowRight');
    }
  }

  const langSon = await lineOf('ontime_rate', 'Lạng Sơn');
  expect(langSon).toEqual(expect.arrayContaining(['Lạng Sơn', '99,82', '001']));
  expect(langSon.join(' | ')).toContain('kiểm tra 6 địa phương');
  expect(langSon.join(' | ')).toContain('“99,82%”');
  expect(await lineOf('overdue_rate', 'Hà Giang')).toEqual(expect.arrayContaining(['Hà Giang', '7,76', '001']));
  await page.keyboard.press('Enter');
  const source = page.getByRole('dialog');
  await source.getByText('kiểm tra 6 địa phương').first().waitFor();
  expect(await source.textContent()).toContain('001');
  await page.keyboard.press('Escape');
  await source.waitFor({ state: 'detached' });
  const noData = await lineOf('ontime_rate', 'Hà Giang');
  expect(noData).toEqual(expect.arrayContaining(['Hà Giang', '–']));
  expect(noData.join(' | ')).not.toMatch(/\| (0|92,24|001) \|/);
  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
});

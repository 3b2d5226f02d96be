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
  const heads = ['indicator_id', 'unit_name', 'value', 'state', 'document_id', 'document_vi', 'note'];

  /** The row's cells by the names of their columns; columns out of view are scrolled to with the keyboard. */
  async function lineOf(indicator: string, unit: string): Promise<Record<string, string>> {
    const { columns, rows } = await page.evaluate(() => window.doiChieu.run('inspected-provinces'));
    const row = rows.findIndex((one) => one[columns.indexOf('indicator_id')] === indicator && one[columns.indexOf('unit_name')] === unit);
    const line: Record<string, string> = {};
    await grid.getByRole('gridcell').first().click();
    await page.keyboard.press('Control+Home');
    for (let down = 0; down < row; down++) await page.keyboard.press('ArrowDown');
    for (const [index, name] of columns.entries()) {
      const cell = grid.locator(`[role=row][aria-rowindex="${row + 2}"] [aria-colindex="${index + 1}"]`);
      await cell.waitFor();
      if (heads.includes(name)) line[name] = (await cell.textContent())!.trim();
      await page.keyboard.press('ArrowRight');
    }
    return line;
  }

  const langSon = await lineOf('ontime_rate', 'Lạng Sơn');
  expect(langSon).toMatchObject({ value: '99,82', document_id: '001', document_vi: expect.stringContaining('kiểm tra 6 địa phương') });
  expect(langSon.note).toContain('“99,82%”');
  expect(await lineOf('overdue_rate', 'Hà Giang')).toMatchObject({ value: '7,76', document_id: '001' });
  expect(await lineOf('ontime_rate', 'Hà Giang')).toMatchObject({ value: '–', document_id: '–' });
  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCsv } from '../support/csv';
import { openInPage, readyPage, runDone } from '../support/e2e';
import { openBrowser, openPage, openSite, type Site } from '../support/site';

let browser: Browser;
let site: Site;
beforeAll(async () => {
  browser = await openBrowser();
  site = await openSite();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** The picture has its rows and is drawn. */
async function drawn(page: Page): Promise<void> {
  await page.locator('[data-room=done] .picture .holder[aria-busy=false] svg').first().waitFor({ timeout: 90_000 });
}

const shown = async (page: Page) => ({
  units: await page.getByRole('list', { name: 'Đơn vị' }).getByRole('button').allInnerTexts(),
  view: await page.getByRole('tab', { selected: true }).last().innerText(),
  picture: await page.locator('.picture .holder').getAttribute('aria-label'),
  texts: await page.locator('.picture .holder svg text').allTextContents(),
});

it('compares three provinces over the merger in four actions of the keyboard, and the link opens the same picture', async () => {
  const { page, errors, context } = await readyPage(browser, site);
  await runDone(page);
  const actions: (() => Promise<unknown>)[] = [
    () => page.keyboard.press('Alt+c'),
    async () => (
      await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox', undefined, { timeout: 60_000 }),
      await page.keyboard.type('tuyen quang'),
      page.keyboard.press('Enter')
    ),
    async () => (await page.keyboard.type('lam dong'), page.keyboard.press('Enter')),
    async () => (await page.keyboard.type('can tho'), page.keyboard.press('Enter')),
  ];
  expect(actions.length).toBeLessThan(6);
  for (const action of actions) await action();
  await page.getByRole('tab', { name: 'Theo thời gian', selected: true }).waitFor();
  await page.locator('.picture[aria-label="Theo thời gian"]').waitFor({ timeout: 60_000 });
  await drawn(page);

  const here = await shown(page);
  expect(here.view).toBe('Theo thời gian');
  expect(here.units.join()).toMatch(/Tuyên Quang.*Lâm Đồng.*Cần Thơ/s);
  expect(here.texts).toEqual(expect.arrayContaining(['Tuyên Quang', 'Lâm Đồng', 'Cần Thơ']));
  expect(here.texts.join(' ')).toContain('Số minh hoạ, không phải kết quả thật');
  expect(here.texts.filter((text) => text === 'sáp nhập 1/7/2025')).toHaveLength(3);

  // Each figure of former territory is said to be restated, in the table behind the picture.
  await page.locator('.picture summary').click();
  await page.getByRole('cell', { name: 'restated' }).first().waitFor();

  const stranger = await browser.newPage();
  await openPage(stranger, page.url());
  await drawn(stranger);
  expect(await shown(stranger)).toEqual(here);
  await stranger.close();
  expect(errors).toEqual([]);
  await context.close();
});

it('takes a picture into the notebook as a cell with its question, and a map by the keyboard to a unit’s card', async () => {
  const { page, errors, context } = await readyPage(browser, site);
  await runDone(page);
  await page.keyboard.press('Alt+m');
  await page.locator('[data-room=done] svg.map').waitFor({ timeout: 90_000 });
  expect(await page.locator('svg.map .islands').allTextContents()).toEqual(
    [expect.stringContaining('Trường Sa'), expect.stringContaining('Hoàng Sa')].reverse(),
  );
  await page.locator('svg.map .unit[tabindex="0"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const name = (await page.locator('svg.map .unit[aria-pressed=true]').getAttribute('aria-label'))!.split(':')[0]!;
  await page.locator('.unit-card').getByRole('heading', { name }).waitFor();

  await page.getByRole('button', { name: 'Thêm vào sổ' }).click();
  await page.getByRole('button', { name: 'Về sổ' }).click();
  const cell = page.locator('section[data-kind=query]').last();
  await cell.locator('svg.map').waitFor({ timeout: 60_000 });
  await cell.getByRole('button', { name: 'SQL', exact: true }).click();
  await cell.getByText('ranked(').first().waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

it('a join of two files of different unit systems is caught while it is written, and joined by territory with one click', async () => {
  const { page, errors, context } = await readyPage(browser, site);
  await runDone(page);
  const list = (system: string): string =>
    readCsv('sample-data/reference/unit.csv')
      .rows.filter((row) => row.unit_system === system)
      .map((row, at) => `${row.name_vi},${100 + at}\n`)
      .join('');
  const file = (name: string, system: string) => ({ name, base64: Buffer.from(`tinh,so\n${list(system)}`).toString('base64') });
  await openInPage(page, [file('cu.csv', '63'), file('moi.csv', '34')]);

  await page.getByRole('button', { name: 'Viết SQL' }).click();
  const cell = page.locator('section[data-kind=query]').last();
  await cell.locator('.cm-content').click();
  await page.keyboard.insertText('SELECT count(*) AS cap, count(DISTINCT moi.tinh) AS moi FROM cu JOIN moi USING (tinh)');
  const problem = cell.getByRole('list', { name: 'Chỗ cần sửa' }).getByRole('listitem');
  await problem.filter({ hasText: 'Tuyên Quang' }).waitFor();
  expect(await problem.innerText()).toContain('23');

  // Run all the same, it stops at the same place.
  await page.keyboard.press('Control+Enter');
  await cell.getByRole('alert').filter({ hasText: 'Tuyên Quang' }).waitFor();

  await problem.getByRole('button').click();
  await problem.waitFor({ state: 'detached' });
  await cell.locator('.cm-content').click();
  await page.keyboard.press('Control+Enter');
  await runDone(page, -1);
  expect(await cell.getByRole('gridcell').allInnerTexts()).toEqual(['63', '34']);
  expect(errors).toEqual([]);
  await context.close();
});

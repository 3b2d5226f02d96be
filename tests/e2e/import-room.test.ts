import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dropFiles, imported, readyPage, runDone, samplesFolder } from '../support/e2e';
import { openBrowser, openSite, type Site, type WatchedPage } from '../support/site';

let browser: Browser;
let site: Site;
let watched: WatchedPage;
beforeAll(async () => {
  browser = await openBrowser();
  site = await openSite();
  watched = await readyPage(browser, site, { viewport: { width: 1440, height: 900 } });
  await runDone(watched.page);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const named = (name: string, text: string) => ({ name, base64: Buffer.from(text).toString('base64') });

/** A sample export as one month of it would come, as real figures: without the mark that it is illustrative. */
function monthOf(month: string, changed: (cells: string[]) => void = () => {}): string {
  const lines = readFileSync(`${samplesFolder}cong-dvcqg_2019-2021_minh-hoa.csv`, 'utf8').split(/\r?\n/);
  const heads = lines.findIndex((line) => line.startsWith('TT;'));
  const rows = lines.filter((line) => line.split(';')[2] === month).map((line) => line.split(';'));
  rows.forEach(changed);
  return [...lines.slice(0, heads + 1).filter((line) => !/MINH HOẠ/i.test(line)), ...rows.map((cells) => cells.join(';'))].join('\r\n');
}

/** The scorecard's line of a unit. */
const lineOf = async (page: Page, unit: string) =>
  (await page.locator('.scorecard tr', { hasText: unit }).first().innerText()).replace(/\s+/g, ' ');

it('takes a second month’s file from the drop to the new scorecard with two clicks at most', async () => {
  const { page, errors, foreign } = watched;
  await dropFiles(page, [named('dvcqg tháng 11.csv', monthOf('11/2020'))]);
  await imported(page, 1);
  await runDone(page);
  const before = await lineOf(page, 'An Giang');
  await page.evaluate(() => {
    document.addEventListener('click', () => (document.body.dataset.clicks = String(Number(document.body.dataset.clicks ?? 0) + 1)), true);
  });

  const worse = monthOf('12/2020', (cells) => {
    if (cells[1] === 'An Giang') cells.splice(4, 2, '43', '10,07%');
  });
  await dropFiles(page, [named('dvcqg tháng 12.csv', worse)]);
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/\d+ kết luận/).waitFor({ timeout: 60_000 });
  await dialog.getByRole('button', { name: 'Thêm vào' }).click();
  await imported(page, 2);
  await page.locator('.scorecard tr', { hasText: 'An Giang' }).filter({ hasText: '10,07' }).waitFor({ timeout: 60_000 });

  expect(before).not.toContain('10,07');
  expect(Number(await page.locator('body').getAttribute('data-clicks'))).toBeLessThanOrEqual(2);
  expect(
    await page.evaluate(async () => (await window.doiChieu.sql("SELECT count(DISTINCT file) FROM observation WHERE origin = 'user'")).rows),
  ).toEqual([[2]]);
  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
});

it('shows file, steps and clean table side by side; a step is switched off and on again by undo; one key takes every suggestion', async () => {
  const { page, errors } = watched;
  const doubtful = ['Báo cáo;;', 'Tỉnh;Số tiền;Ghi chú', 'Hà Nội;407.673;x', 'Hà Giang;125.400;y', 'Cao Bằng;98.125;z', 'Bắc Kan;64.250;t'];
  await dropFiles(page, [named('số tiền.csv', doubtful.join('\r\n'))]);
  await imported(page, 3);
  const card = page.locator('details.file', { hasText: 'số tiền.csv' });
  await card.locator('summary').click();
  await card.getByRole('button', { name: 'Xem và sửa' }).click();
  const room = page.getByRole('dialog', { name: /số tiền\.csv/ });
  const original = room.getByRole('region', { name: 'Tệp gốc' }).last();
  await original.locator('tr[data-kind=header]', { hasText: 'Số tiền' }).waitFor({ timeout: 60_000 });
  expect((await original.locator('tr[data-kind=data]').first().innerText()).replace(/\s+/g, ' ')).toMatch(/^3 .*Hà Nội 407\.673/);
  const clean = room.getByRole('region', { name: 'Bảng sạch' }).getByRole('grid');
  const shown = async () => (await clean.innerText()).replace(/\s+/g, ' ');
  await expect.poll(shown).toContain('63:01');

  const step = room.getByRole('button', { name: /^Khớp đơn vị/ });
  await step.click();
  await room.getByRole('button', { name: 'Tắt bước' }).click();
  await expect.poll(shown, { timeout: 60_000 }).not.toContain('unit_id');
  await room.getByRole('button', { name: 'Hoàn tác', exact: true }).click();
  await expect.poll(shown, { timeout: 60_000 }).toContain('unit_id');

  expect(await room.locator('fieldset').count()).toBeGreaterThan(0);
  await page.keyboard.press('Control+Enter');
  await room.getByText('Không còn gì phải hỏi.').waitFor({ timeout: 60_000 });
  await page.keyboard.press('Control+z');
  await room.locator('fieldset').first().waitFor({ timeout: 60_000 });
  await room.getByRole('button', { name: 'Xong' }).click();
  expect(errors).toEqual([]);
});

it('shows the tables of one file to choose from', async () => {
  const { page, errors } = watched;
  const two = [
    'Tỉnh,Hồ sơ',
    'Hà Nội,12',
    'Hà Giang,7',
    'Cao Bằng,5',
    '',
    'Ngành,Cán bộ,Máy',
    'Y tế,31,8',
    'Giáo dục,44,9',
    'Giao thông,12,3',
  ];
  await dropFiles(page, [named('hai bảng.csv', two.join('\n'))]);
  await imported(page, 4);
  const card = page.locator('details.file', { hasText: 'hai bảng.csv' }).first();
  await card.locator('summary').click();
  await card.getByRole('button', { name: 'Xem và sửa' }).click();
  const room = page.getByRole('dialog', { name: /hai bảng\.csv/ });
  const thumbs = room.getByRole('navigation').getByRole('button');
  await expect.poll(() => thumbs.count(), { timeout: 60_000 }).toBe(2);
  await thumbs.filter({ hasText: 'Cán bộ' }).click();
  await room.getByRole('region', { name: 'Bảng sạch' }).getByRole('gridcell', { name: 'Giáo dục' }).waitFor({ timeout: 60_000 });
  await room.getByRole('button', { name: 'Xong' }).click();
  expect(errors).toEqual([]);
});

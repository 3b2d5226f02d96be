import { readFileSync } from 'node:fs';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeLink } from '../../src/core/link';
import { queryCell, type SharedPage } from '../../src/core/notebook/notebook';
import { plantedFiles, readyPage, runDone, runOwnSql, samplesFolder } from '../support/e2e';
import { openBrowser, openPage, openSite, watchedPage, type Site, type WatchedPage } from '../support/site';

let browser: Browser;
let site: Site;
/** One visit that the tests below share; each adds its own cells. */
let visit: WatchedPage;
beforeAll(async () => {
  browser = await openBrowser();
  site = await openSite();
  visit = await readyPage(browser, site, { acceptDownloads: true });
  await runDone(visit.page);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** The legend's counts: one line for all verdicts on the scorecard. */
const tally = async (page: Page): Promise<string> => (await page.locator('.scorecard .legend').first().innerText()).replace(/\s+/g, ' ');
const bytesOf = async (download: Download): Promise<Buffer> => readFileSync(await download.path());

async function textOfSample(file: string): Promise<string[]> {
  const bytes = readFileSync(samplesFolder + file);
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes).split(/\r?\n/);
}

it('opens a verdict down to its formula, act, clause, observations and the row of the file', async () => {
  const { page } = visit;
  const cell = page.locator('.scorecard td.judged[data-verdict=missed]:not(:empty)').first();
  await cell.click();
  const drawer = page.locator('dialog.drawer[open]');
  for (const heading of ['Cách tính', 'Văn bản', 'Quan sát']) await drawer.getByRole('heading', { name: heading, exact: true }).waitFor();
  const facts = await drawer
    .locator('dl')
    .evaluateAll((lists) =>
      Object.fromEntries(
        lists.flatMap((list) =>
          [...list.children].map((one) => [one.querySelector('dt')!.textContent!, one.querySelector('dd')!.textContent!]),
        ),
      ),
    );
  for (const name of ['Mục tiêu', 'Thực tế', 'Hạn', 'Văn bản', 'Điều khoản', 'Nguồn', 'Phạm vi'])
    expect([name, facts[name]?.trim()]).not.toEqual([name, '']);
  expect(facts['Nguồn']).toMatch(/\(\d{3}\)/);
  expect(await drawer.locator('.verdict-label, [data-verdict=missed]').first().innerText()).toContain('Không đạt');
  await drawer.locator('.tag.illustrative').first().waitFor();

  const open = drawer.getByRole('button', { name: /^Mở .+, dòng [\d.]+$/ }).first();
  const [, file, line] = /^Mở (.+), dòng ([\d.]+)$/.exec((await open.innerText()).trim())!;
  const row = Number(line!.replaceAll('.', ''));
  await open.click();
  const wanted = drawer.locator('tr[aria-current=true]');
  await wanted.waitFor({ timeout: 60_000 });
  expect(await wanted.count()).toBe(1);
  expect(Number((await wanted.locator('th').innerText()).replaceAll('.', ''))).toBe(row);
  // What is marked is what stands in that line of the file on disk.
  expect(plantedFiles().map((one) => one.file)).toContain(file);
  const inFile = (await textOfSample(file!))[row - 1]!.normalize('NFC');
  const shown = (await wanted.locator('td').allInnerTexts()).map((text) => text.trim().normalize('NFC')).filter(Boolean);
  expect(shown.length).toBeGreaterThan(2);
  for (const text of shown) expect(inFile.replaceAll('""', '"')).toContain(text);

  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  expect(await cell.evaluate((one) => one === document.activeElement)).toBe(true);
});

it('judges again for another day, and goes back and forward', async () => {
  const { page } = visit;
  const before = await tally(page);
  const asOf = page.locator('section[data-kind=query]').first().locator('[data-param=as_of] input[type=text]');
  const day = await asOf.inputValue();
  await asOf.fill('31/03/2020');
  await page.keyboard.press('Tab');
  await page.waitForFunction(
    (old) => (document.querySelector('.scorecard .legend') as HTMLElement | null)?.innerText.replace(/\s+/g, ' ') !== old,
    before,
  );
  await runDone(page);
  const after = await tally(page);
  expect(after).not.toBe(before);

  await page.goBack();
  await page.waitForFunction(
    (old) => (document.querySelector('.scorecard .legend') as HTMLElement | null)?.innerText.replace(/\s+/g, ' ') === old,
    before,
  );
  expect(await asOf.inputValue()).toBe(day);
  await page.goForward();
  await page.waitForFunction(
    (old) => (document.querySelector('.scorecard .legend') as HTMLElement | null)?.innerText.replace(/\s+/g, ' ') === old,
    after,
  );
  expect(await asOf.inputValue()).toBe('31/03/2020');
});

it('runs SQL of the reader’s own and sorts it by its headers', async () => {
  const { page } = visit;
  const cell = await runOwnSql(page, 'SELECT (i * 37) % 101 AS m, if(i = 3, NULL, i) AS n FROM range(500) t(i)');
  const grid = cell.getByRole('grid');
  await grid.waitFor();
  await cell.locator('[data-run=done]').waitFor();
  expect(await grid.getAttribute('aria-rowcount')).toBe('501');
  const first = grid.locator('[aria-rowindex="2"] [role=gridcell]').first();
  const head = grid.getByRole('columnheader', { name: 'm', exact: true });
  await head.click();
  await grid.locator('[role=columnheader][aria-sort=ascending]').waitFor();
  await page.waitForFunction(
    (one) => one!.querySelector('[aria-rowindex="2"] [role=gridcell]')?.textContent?.trim() === '0',
    await grid.elementHandle(),
  );
  await head.click();
  await page.waitForFunction(
    (one) => one!.querySelector('[aria-rowindex="2"] [role=gridcell]')?.textContent?.trim() === '100',
    await grid.elementHandle(),
  );
  expect(await first.innerText()).toBe('100');
});

it('sorts names as a Vietnamese dictionary does', async () => {
  const { page } = visit;
  const cell = await runOwnSql(page, "SELECT name_vi FROM unit WHERE unit_system = '63' ORDER BY unit_id");
  const grid = cell.getByRole('grid');
  await grid.waitFor();
  await grid.getByRole('columnheader', { name: 'name_vi' }).click();
  await grid.locator('[role=columnheader][aria-sort=ascending]').waitFor();
  await page.waitForFunction(
    (one) => one!.querySelector('[aria-rowindex="2"] [role=gridcell]')?.textContent?.trim() === 'An Giang',
    await grid.elementHandle(),
  );
  const names = (await grid.locator('[role=gridcell]').allInnerTexts()).map((name) => name.trim());
  expect(names).toEqual([...names].sort(new Intl.Collator('vi').compare));
  expect(names.length).toBeGreaterThan(8);
});

it('draws a question as a chart and saves it as PNG, SVG and CSV', async () => {
  const { page } = visit;
  await page.getByRole('searchbox', { name: 'Tìm câu hỏi' }).fill('muc do 4');
  await page.locator('#panel-questions li button').first().click();
  const cell = page.locator('section[data-kind=query]').last();
  await cell.locator('[data-run=done]').waitFor();
  await cell.getByRole('button', { name: 'Biểu đồ', exact: true }).click();
  await cell.locator('.chart-frame svg, .chart-frame canvas').first().waitFor({ timeout: 60_000 });
  const saved = async (name: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), cell.getByRole('button', { name }).click()]);
    return { name: download.suggestedFilename(), bytes: await bytesOf(download) };
  };
  const png = await saved('Tải PNG');
  expect(png.name).toMatch(/\.png$/);
  expect([...png.bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  expect(png.bytes.length).toBeGreaterThan(2000);
  const svg = await saved('Tải SVG');
  expect(svg.name).toMatch(/\.svg$/);
  expect(svg.bytes.toString('utf8')).toMatch(/^<svg[\s>]/);
  const csv = await saved('Tải CSV');
  const rows = Number(/([\d.]+) dòng/.exec(await cell.locator('[data-run]').innerText())![1]!.replaceAll('.', ''));
  const lines = csv.bytes.toString('utf8').split('\r\n');
  expect(csv.bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(lines.length - 2).toBe(rows);
  expect(lines[0]).toContain(';');
  await page.getByRole('searchbox', { name: 'Tìm câu hỏi' }).fill('');
});

it('shares a link that shows the same in a fresh profile', async () => {
  const { page } = visit;
  await openPage(page, site.url);
  await runDone(page);
  await page.locator('section[data-kind=query]').first().locator('[data-param=as_of] input[type=text]').fill('30/06/2021');
  await page.keyboard.press('Tab');
  await page.locator('#panel-questions li button').nth(3).click();
  const second = page.locator('section[data-kind=query]').nth(1);
  await second.locator('[data-run=done]').waitFor();
  await second.getByRole('button', { name: 'Bảng', exact: true }).click();
  await second.getByRole('grid').waitFor();
  await runDone(page);

  await page.getByRole('button', { name: 'Chia sẻ', exact: true }).click();
  const dialog = page.locator('dialog[open]');
  // Without fingerprints of results, and with no file needed, it is the page's own address.
  await dialog.getByRole('checkbox').uncheck();
  await expect.poll(() => dialog.locator('textarea').inputValue()).toContain('#v1.');
  const link = await dialog.locator('textarea').inputValue();
  expect(link.startsWith(`${site.url}#v1.`)).toBe(true);
  expect(link).toBe(await page.evaluate(() => window.doiChieu.link()));
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  const shown = async (one: Page) => ({
    tally: await tally(one),
    titles: await one.locator('section[data-kind=query] h2').allInnerTexts(),
    asOf: await one.locator('[data-param=as_of] input[type=text]').first().inputValue(),
    firstRows: await one.locator('section[data-kind=query]').nth(1).getByRole('gridcell').allInnerTexts(),
  });
  const stranger = await watchedPage(browser, site);
  await openPage(stranger.page, link);
  await runDone(stranger.page);
  await runDone(stranger.page, 1);
  expect(await shown(stranger.page)).toEqual(await shown(page));
  expect(stranger.errors).toEqual([]);
  await stranger.context.close();
});

const pageWith = (sql: string): SharedPage => ({
  notebook: { title: '', cells: [{ ...queryCell('c1', null), sql }] },
  language: 'vi',
  samples: true,
  needs: [],
  corrections: [],
  room: null,
  recipes: [],
});

it('shows a stranger’s SQL and runs it only when told to', async () => {
  const { page, context, errors } = await watchedPage(browser, site);
  await openPage(page, `${site.url}#${writeLink(pageWith('CREATE TABLE stranger_was_here AS SELECT 42 AS n'))}`);
  const cell = page.locator('section[data-kind=query]');
  await cell.getByText('SQL đến từ một liên kết').waitFor();
  await page.waitForFunction(() => document.querySelector('section[data-kind=query]')?.textContent?.includes('stranger_was_here'));
  const tables = () => page.evaluate(async () => (await window.doiChieu.tables()).map((table) => table.name));
  expect(await cell.locator('[data-run]').getAttribute('data-run')).toBe('idle');
  // The keyboard's way to run waits for the same answer.
  await cell.locator('.cm-content').click();
  await page.keyboard.press('Control+Enter');
  expect(await tables()).not.toContain('stranger_was_here');
  await cell.getByRole('button', { name: 'Tôi đã đọc, chạy' }).click();
  await cell.locator('[data-run=done], [data-code]').first().waitFor();
  // Read and let through, it runs: the marker would have been seen.
  expect(await tables()).toContain('stranger_was_here');
  expect(errors).toEqual([]);
  await context.close();
});

it('says that a link is damaged, cut off or newer, and works', async () => {
  const whole = `#${writeLink(pageWith(Array.from({ length: 80 }, (_, i) => `SELECT ${i * 7919} AS c${i}`).join(' UNION ALL ')))}`;
  const { page, context } = await watchedPage(browser, site);
  const said = async (code: string, text: string) => {
    const note = page.locator(`main [data-code=${code}]`);
    await note.filter({ hasText: text }).waitFor();
    expect(await note.innerText()).not.toMatch(/\{\w+\}/);
    await runDone(page);
    await expect.poll(() => page.getByRole('grid').locator('tbody tr').count(), { timeout: 60_000 }).toBe(63);
  };
  await openPage(page, `${site.url}#v1.AAAA`);
  await said('link-damaged', 'Liên kết bị hỏng');
  // The next two are pasted into the bar of the page that is open.
  await page.goto(`${site.url}#v3.AAAA`);
  await said('link-newer', 'bản mới hơn');
  await page.goto(site.url + whole.slice(0, Math.floor(whole.length / 2)));
  await said('link-damaged', 'Liên kết bị hỏng');
  // Whole again, it opens, and the complaint is gone.
  await page.goto(site.url + whole);
  await page.getByText('SQL đến từ một liên kết').waitFor();
  expect(await page.locator('main [data-code^=link-]').count()).toBe(0);
  await context.close();
});

it('said nothing on the console and asked nobody else', () => {
  expect(visit.errors).toEqual([]);
  expect(visit.foreign).toEqual([]);
});

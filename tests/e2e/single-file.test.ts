import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPortable } from '../../src/ingest/portable/portable-file';
import { dropFiles, dropSamples, imported, openListener, readyPage, runDone, runOwnSql } from '../support/e2e';
import { firefoxPath, openFirefox } from '../support/firefox';
import { distFolder, openBrowser, openSite, watchedPage, type WatchedPage } from '../support/site';

// As `npm run -s single-file` makes it; the build puts one beside the page, which makes others from it.
const file = join(distFolder, 'doi-chieu.html');
const url = pathToFileURL(file).href;

let browser: Browser;
let watched: WatchedPage;
beforeAll(async () => {
  browser = await openBrowser();
  watched = await offlinePage(url);
});
afterAll(() => browser?.close());

/** A page opened from the disk, in a profile of its own, without a network. */
async function offlinePage(address: string): Promise<WatchedPage> {
  const opened = await watchedPage(browser, { url: address } as Parameters<typeof watchedPage>[1]);
  await opened.context.setOffline(true);
  await opened.page.goto(address);
  return opened;
}

const text = (name: string, lines: readonly string[]) => ({ name, base64: Buffer.from(`${lines.join('\n')}\n`).toString('base64') });

/** Has the page make one HTML file of itself. @returns its address */
async function savedPage(page: Page, name: string): Promise<string> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('noi lam viec');
  await page.keyboard.press('Enter');
  const drawer = page.locator('dialog[open]');
  await drawer.getByRole('radio', { name: /Một trang HTML/ }).check();
  const [download] = await Promise.all([page.waitForEvent('download'), drawer.getByRole('button', { name: 'Tải tệp .html' }).click()]);
  expect(download.suggestedFilename()).toMatch(/\.html$/);
  // Under another name than it was saved: nothing depends on it.
  const saved = join(import.meta.dirname, `../.output/${name}.html`);
  await download.saveAs(saved);
  await page.keyboard.press('Escape');
  return pathToFileURL(saved).href;
}

it('shows the scorecard from a disk without a network, confirmed by the engine', async () => {
  const { page, errors, foreign } = watched;
  await runDone(page);
  expect(await page.getByRole('grid').locator('tbody tr').count()).toBe(63);
  expect(errors).toEqual([]);
  expect(foreign.filter((address) => address !== url)).toEqual([]);
  expect(statSync(file).size).toBeLessThan(14e6);
});

it('makes a table from a dropped file', async () => {
  const { page, errors } = watched;
  await dropSamples(page, ['cong-dvc-bo-tinh_2025-2026_minh-hoa.csv']);
  await imported(page, 1);
  expect(await page.locator('.results').textContent()).toContain('815 dòng');
  expect(errors).toEqual([]);
});

it('has the rooms that a site fetches later, and lets nothing out', async () => {
  const { page, errors } = watched;
  await page.getByRole('button', { name: 'So sánh' }).first().click();
  await page
    .getByRole('heading', { name: /So sánh/ })
    .first()
    .waitFor();
  expect(errors).toEqual([]);
  await watched.context.setOffline(false);
  const listener = await openListener();
  const outcome = await page.evaluate(
    (address) =>
      Promise.all([
        new Promise((resolve) =>
          Object.assign(new Image(), { onload: () => resolve('loaded'), onerror: () => resolve('refused'), src: address }),
        ),
        fetch(address).then(({ status }) => status),
        new Promise((resolve) => {
          const request = Object.assign(new XMLHttpRequest(), { onload: () => resolve('loaded'), onerror: () => resolve('refused') });
          request.open('GET', address);
          request.send();
        }),
      ]),
    listener.url,
  );
  expect(outcome).toEqual(['refused', 404, 'refused']);
  expect(listener.asked).toEqual([]);
  await listener.close();
});

it('made by the page with the reader’s own data: shows it from a disk without a network, takes a dropped file, and makes the next one of itself', async () => {
  const site = await openSite();
  const { page, context } = await readyPage(browser, site);
  await dropFiles(page, [text('ho-so-xa.csv', ['Tên xã;Số hồ sơ', 'Xã Đông;12', 'Xã Tây;34', 'Xã Nam;5'])]);
  await imported(page, 1);
  const cell = await runOwnSql(page, 'SELECT 100 * max(_row) + count(*) AS tong FROM ho_so_xa');
  await cell.getByRole('gridcell', { name: '403' }).waitFor();
  const made = await savedPage(page, 'co-so-lieu');
  await context.close();
  await site.close();

  const first = await offlinePage(made);
  const shown = first.page.locator('section[data-kind=query]').last();
  await shown.getByRole('gridcell', { name: '403' }).waitFor({ timeout: 60_000 });
  await dropFiles(first.page, [text('them.csv', ['Tên xã;Số hồ sơ', 'Xã Bắc;7', 'Xã Trung;1', 'Xã Thượng;2'])]);
  await imported(first.page, 2);
  const again = await savedPage(first.page, 'co-so-lieu-lan-hai');
  expect(first.errors).toEqual([]);
  await first.context.close();

  // The same document but for the data: every script and style as it was built.
  const [built, next] = [readFileSync(file, 'utf8'), readFileSync(fileURLToPath(again), 'utf8')];
  const texts = (html: string) => [...html.matchAll(/<(?:script|style)\b([^>]*)>([^<]*)<\//g)].map(([, , inner]) => inner);
  const [own] = /(?<=id="file-own">)[^<]+/.exec(next) ?? [''];
  expect(texts(next).filter((one) => one !== own)).toEqual(texts(built));
  const { content } = await readPortable({ name: 'own.doichieu', bytes: new Uint8Array(Buffer.from(own, 'base64')) });
  expect(content.files.map((one) => one.name).sort()).toEqual(['ho-so-xa.csv', 'them.csv']);
});

it.skipIf(!firefoxPath)('opens in Firefox from a disk without a network, with the scorecard, and takes a dropped file', async () => {
  const firefox = await openFirefox();
  try {
    await firefox.open(url);
    const rows = await firefox.run<number>(
      `const there = () => document.querySelectorAll('[role=grid] tbody tr').length === 63 && document.querySelector('[data-run=done][data-confirmed=true]');
      while (!there()) await new Promise((resolve) => setTimeout(resolve, 100));
      return document.querySelectorAll('[role=grid] tbody tr').length;`,
    );
    expect(rows).toBe(63);
    const results = await firefox.run<string>(
      `const transfer = new DataTransfer();
      transfer.items.add(new File([args[0]], 'ho-so-xa.csv'));
      for (const type of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      const there = () => document.querySelector('.results .files .name') && !document.querySelector('main progress');
      while (!there()) await new Promise((resolve) => setTimeout(resolve, 100));
      return document.querySelector('.results').textContent;`,
      'Tên xã;Số hồ sơ\nXã Đông;12\nXã Tây;34\nXã Nam;5\n',
    );
    expect(results).toContain('3 dòng');
  } finally {
    await firefox.close();
  }
});

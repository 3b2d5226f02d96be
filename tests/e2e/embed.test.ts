import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EmbedAnswer } from '../../src/core/embed/embed-message';
import { writeLink } from '../../src/core/link';
import { queryCell } from '../../src/core/notebook/notebook';
import { readyPage } from '../support/e2e';
import { openBrowser, openSite, type Site, type WatchedPage } from '../support/site';

type Said = { readonly origin: string; readonly data: EmbedAnswer }[];
interface HostWindow {
  said: Said;
}

let browser: Browser;
let site: Site;
let watched: WatchedPage;
const hosts: Server[] = [];
beforeAll(async () => {
  browser = await openBrowser();
  site = await openSite();
  watched = await readyPage(browser, site);
});
afterAll(async () => {
  await browser.close();
  await site.close();
  for (const host of hosts) {
    host.closeAllConnections();
    host.close();
  }
});

/** Another site: a page with the frame in it that keeps whatever it is told. */
async function openHost(frameAddress: (origin: string) => string): Promise<string> {
  const host = createServer((_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(
        `<!doctype html><title>Host</title><script>window.said = []; addEventListener('message', ({ origin, data }) => said.push({ origin, data }))</script>` +
          `<iframe width="900" height="700" src="${frameAddress(`http://127.0.0.1:${(host.address() as AddressInfo).port}`).replaceAll('&', '&amp;')}"></iframe>`,
      ),
  );
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  hosts.push(host);
  return `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
}

const fragment = writeLink({
  language: 'vi',
  samples: true,
  needs: [],
  corrections: [],
  room: null,
  recipes: [],
  notebook: {
    title: 'Sổ trong khung',
    cells: [
      { kind: 'text', id: 'c1', collapsed: false, markdown: '## Lời dẫn\n\nGấp đôi là {{gap_doi.doi}}.' },
      { kind: 'input', id: 'c2', collapsed: false, label: 'Ngưỡng', name: 'nguong', type: 'number', source: null, value: 4 },
      { ...queryCell('c3', null), name: 'gap_doi', title: 'Gấp đôi', sql: 'SELECT $nguong * 2 AS doi' },
      queryCell('c4', 'scorecard'),
    ],
  },
});
const shown = async (page: Page): Promise<Frame> => {
  const frame = await expect
    .poll(() => page.frames()[1], { timeout: 60_000 })
    .toBeDefined()
    .then(() => page.frames()[1]!);
  await frame.locator('main.embed #cell-c3 [data-run=done]').waitFor({ timeout: 60_000 });
  return frame;
};
const said = (page: Page, type: EmbedAnswer['type']) =>
  page.evaluate((wanted) => (window as unknown as HostWindow).said.filter(({ data }) => data.type === wanted), type);
const resultsOf = async (page: Page, request: number | null) =>
  (await said(page, 'doi-chieu.result')).flatMap(({ data }) =>
    data.type === 'doi-chieu.result' && data.request === request ? [data] : [],
  );
const tell = (page: Page, message: object) =>
  page.evaluate((sent) => document.querySelector('iframe')!.contentWindow!.postMessage(sent, '*'), message);
const kept = (page: Page) =>
  page.evaluate(async () => {
    const opening = indexedDB.open('doi-chieu');
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const counting = opening.result.transaction('step').objectStore('step').count();
    await new Promise((resolve) => (counting.onsuccess = resolve));
    opening.result.close();
    return { steps: counting.result, storage: JSON.stringify(localStorage) };
  });

it('in a frame of a page that its address names: shows, is set by message, answers with results; nothing of the reader’s is touched', async () => {
  const { page, context, errors } = watched;
  await page.getByRole('textbox', { name: 'Tên sổ' }).fill('của tôi');
  await expect.poll(() => page.evaluate(() => localStorage.getItem('doi-chieu.workspace')), { timeout: 60_000 }).not.toBeNull();
  const before = await kept(page);

  const origin = await openHost((own) => `${site.url}?embed=${encodeURIComponent(own)}#${fragment}`);
  const outside = await context.newPage();
  const problems: string[] = [];
  outside.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  outside.on('pageerror', (error) => problems.push(error.message));
  await outside.goto(origin);
  const frame = await shown(outside);
  await expect.poll(async () => (await resultsOf(outside, null)).length, { timeout: 60_000 }).toBe(2);
  const [ready] = await said(outside, 'doi-chieu.ready');
  expect(ready!.origin).toBe(new URL(site.url).origin);
  expect(ready!.data).toMatchObject({ version: 1, app: '0.1.0', params: { nguong: 4, as_of: expect.any(String) as string } });
  expect((await resultsOf(outside, null))[0]).toMatchObject({ cell: 'c3', title: 'Gấp đôi', rows: [[8]], rowCount: 1, error: null });
  expect((await resultsOf(outside, null))[1]).toMatchObject({ cell: 'c4', illustrative: true });

  await tell(outside, { type: 'doi-chieu.set', params: { nguong: 21, as_of: '2021-06-30' }, request: 1 });
  await expect.poll(async () => (await resultsOf(outside, 1)).length, { timeout: 60_000 }).toBe(2);
  expect((await resultsOf(outside, 1))[0]!.rows).toEqual([[42]]);
  await frame.getByText('Gấp đôi là 42.').waitFor();
  await frame.locator('#cell-c4').getByText('Tính đến ngày: 30/06/2021').first().waitFor();
  expect((await said(outside, 'doi-chieu.size')).length).toBeGreaterThan(0);

  // What cannot be set is refused and changes nothing; what fails is told.
  await tell(outside, { type: 'doi-chieu.set', params: { khong_co: 1, nguong: 5 }, request: 2 });
  await tell(outside, { type: 'doi-chieu.set', sql: 'DROP TABLE observation' });
  await expect.poll(async () => (await said(outside, 'doi-chieu.refused')).length).toBe(2);
  await tell(outside, { type: 'doi-chieu.set', params: { nguong: '1; DROP TABLE unit' }, request: 3 });
  await expect.poll(async () => (await resultsOf(outside, 3)).length, { timeout: 60_000 }).toBe(2);
  expect((await resultsOf(outside, 3))[0]).toMatchObject({ rows: [], error: { code: 'param-invalid' } });

  expect((await resultsOf(outside, 3))[1]).toMatchObject({
    error: null,
    columns: expect.arrayContaining([{ name: 'verdict', type: 'text' }]) as unknown,
  });

  // A verdict still opens; nothing can be written, opened or corrected.
  await frame.locator('.scorecard td.judged:not(:empty)').first().click();
  await frame.locator('dialog[open]').waitFor();
  expect(await frame.getByRole('button', { name: /Sửa số liệu|Viết SQL|Mở tệp|Chia sẻ|Xem và sửa/ }).count()).toBe(0);
  expect(await frame.locator('.cm-editor, input, textarea').count()).toBe(0);
  expect(await frame.getByRole('link', { name: 'Mở trong Đối Chiếu' }).getAttribute('href')).toMatch(new RegExp(`^${site.url}#v1\\.`));

  expect(await kept(page)).toEqual(before);
  expect(problems).toEqual([]);
  expect(errors).toEqual([]);
  await outside.close();
});

it('in any other frame it shows and tells nobody anything, and does nothing it is told', async () => {
  const { page, context } = watched;
  const before = await kept(page);
  const origin = await openHost(() => `${site.url}?embed=https://other.example#${fragment}`);
  const outside = await context.newPage();
  await outside.goto(origin);
  const frame = await shown(outside);
  await tell(outside, { type: 'doi-chieu.set', params: { nguong: 21 }, request: 1 });
  // Without any word in its address, too: what stands in a frame only shows.
  const plain = await openHost(() => site.url);
  const second = await context.newPage();
  await second.goto(plain);
  await second.frameLocator('iframe').locator('main.embed [data-kind=query] [data-run=done]').first().waitFor({ timeout: 60_000 });
  expect(await second.frameLocator('iframe').getByText('của tôi').count()).toBe(0);
  await frame.getByText('Gấp đôi là 8.').waitFor();
  for (const one of [outside, second]) expect(await one.evaluate(() => (window as unknown as HostWindow).said)).toEqual([]);
  expect(await kept(page)).toEqual(before);
  await outside.close();
  await second.close();
});

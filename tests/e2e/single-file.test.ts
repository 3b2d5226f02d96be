import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dropSamples, imported, openListener, runDone } from '../support/e2e';
import { openBrowser, watchedPage, type WatchedPage } from '../support/site';

const root = join(import.meta.dirname, '../..');
const file = join(root, 'tests/.output/doi-chieu.html');
const url = pathToFileURL(file).href;

let browser: Browser;
let watched: WatchedPage;
beforeAll(async () => {
  mkdirSync(join(file, '..'), { recursive: true });
  // As `npm run -s single-file` does, on what the build has prepared.
  execFileSync('npx', ['tsx', 'src/build/single-file-command.ts', '--out', file], { cwd: root, stdio: 'pipe' });
  browser = await openBrowser();
  watched = await watchedPage(browser, { url } as Parameters<typeof watchedPage>[1]);
  await watched.context.setOffline(true);
  await watched.page.goto(url);
}, 300_000);
afterAll(() => browser?.close());

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

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlainTable } from '../../src/core/plain-table';
import { verdictShapes, type Verdict } from '../../src/ui/parts/verdict-words';
import { openListener, readyPage, runDone } from '../support/e2e';
import { distFolder, openBrowser, openSite, watchedPage } from '../support/site';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The start page's verdicts as they were built. */
function builtScorecard(): { units: number; targets: number; verdicts: Map<string, number> } {
  const file = readdirSync(distFolder, { recursive: true, encoding: 'utf8' }).find((path) => /(^|[\\/])start(-[\w-]+)?\.json$/.test(path));
  const table = JSON.parse(readFileSync(join(distFolder, file!), 'utf8')) as PlainTable;
  const names = table.columns.map((column) => column.name);
  const column = (name: string) => table.values[names.indexOf(name)]!.map(String);
  const verdicts = new Map<string, number>();
  for (const verdict of column('verdict')) verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
  return { units: new Set(column('unit_id')).size, targets: new Set(column('target_id')).size, verdicts };
}

it('shows the sample scorecard, takes it over as it stands in the document, has it confirmed, and sends a first visit of at most 6.5 MB', async () => {
  const sent: { path: string; bytes: number }[] = [];
  const site = await openSite({ onSent: (path, bytes) => sent.push({ path, bytes }) });
  const { page, context, errors, foreign } = await watchedPage(browser, site);
  const warnings: string[] = [];
  page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  await page.goto(site.url, { waitUntil: 'commit' });
  const written = await page.getByRole('gridcell').first().elementHandle();

  const built = builtScorecard();
  expect(built.units).toBe(63);
  const grid = page.getByRole('grid');
  await grid.waitFor();
  // The rows below the view follow when the rush of the start is over.
  await expect.poll(() => grid.locator('tbody tr').count(), { timeout: 60_000 }).toBe(63);
  expect(Number(await grid.getAttribute('aria-colcount'))).toBe(built.targets + 2);
  expect(await grid.locator('thead th.target').count()).toBe(built.targets);
  const shown = await grid
    .locator('tbody td.judged')
    .evaluateAll((cells) => cells.map((cell) => [cell.getAttribute('data-verdict')!, cell.getAttribute('aria-label')!]));
  expect(shown).toHaveLength(63 * built.targets);
  const counts = new Map<string, number>();
  for (const [verdict, name] of shown) {
    counts.set(verdict!, (counts.get(verdict!) ?? 0) + 1);
    expect(name!.startsWith(verdictShapes[verdict as Verdict].word.vi)).toBe(true);
  }
  for (const [verdict, count] of built.verdicts)
    if (verdict !== 'not_applicable') expect([verdict, counts.get(verdict)]).toEqual([verdict, count]);
  // A scorecard of one word judges nothing.
  expect([...counts.keys()].length).toBeGreaterThanOrEqual(3);
  expect(counts.get('met') ?? 0).toBeGreaterThan(0);
  expect(counts.get('missed') ?? 0).toBeGreaterThan(0);
  await page.locator('.tag.illustrative').first().waitFor();

  await runDone(page);
  expect(await written!.evaluate((cell) => cell.isConnected)).toBe(true);
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
  const bytes = sent.reduce((sum, one) => sum + one.bytes, 0);
  console.info(`first visit, service worker included: ${(bytes / 1e6).toFixed(2)} MB in ${sent.length} answers`);
  expect(sent.some(({ path }) => path.endsWith('sw.js'))).toBe(true);
  expect(bytes).toBeLessThanOrEqual(6.5e6);

  expect(foreign).toEqual([]);
  expect(errors).toEqual([]);
  expect(warnings).toEqual([]);
  await context.close();
  await site.close();
});

it('has the scorecard in the document, before any script', async () => {
  const site = await openSite();
  const still = await watchedPage(browser, site, { javaScriptEnabled: false });
  await still.page.goto(site.url);
  await still.page.getByRole('gridcell').first().waitFor();
  await still.page.locator('.tag.illustrative').first().waitFor();
  await still.context.close();
  await site.close();
});

it('does what the reader asks for before the page is alive', async () => {
  const site = await openSite();
  const { page, context, errors } = await watchedPage(browser, site);
  await page.goto(site.url, { waitUntil: 'commit' });
  await page.getByRole('button', { name: 'EN', exact: true }).click();
  await page.getByRole('button', { name: 'Open files' }).waitFor();
  await runDone(page);
  expect(errors).toEqual([]);
  // The next visit is in English from its first frame on.
  const next = await context.newPage();
  await next.goto(site.url, { waitUntil: 'commit' });
  await next.getByRole('grid', { name: 'Scorecard of units by target' }).waitFor();
  await context.close();
  await site.close();
});

it('would see a request to another origin', async () => {
  const [site, listener] = [await openSite(), await openListener()];
  const { page, context, errors, foreign } = await watchedPage(browser, site);
  await page.goto(site.url);
  // The policy stops both before they leave; the test's watch sees the one, the console tells of the other.
  await page.evaluate((url) => fetch(`${url}fetch`, { mode: 'no-cors' }).catch(() => null), listener.url);
  expect(errors.some((error) => error.includes('Content Security Policy'))).toBe(true);
  await page.evaluate(
    (url) => new Promise((resolve) => Object.assign(new Image(), { onerror: resolve, src: `${url}image` })),
    listener.url,
  );
  expect(foreign).toEqual([`${listener.url}image`]);
  expect(listener.asked).toEqual([]);
  await context.close();
  await Promise.all([site.close(), listener.close()]);
});

it('works under a sub-path of a host that sends no headers', async () => {
  const site = await openSite({ basePath: '/a/b/', headers: false });
  const { page, context, errors, foreign } = await readyPage(browser, site);
  await runDone(page);
  await expect.poll(() => page.getByRole('grid').locator('tbody tr').count(), { timeout: 60_000 }).toBe(63);
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
  expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).scope)).toBe(site.url);
  expect(foreign).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
  await site.close();
});

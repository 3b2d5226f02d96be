import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeLink } from '../../src/core/link';
import { queryCell } from '../../src/core/notebook/notebook';
import { openInPage, openListener, readyPage, runDone, valueOf, type Listener } from '../support/e2e';
import { hostileCorpus, hostileSql, scriptPage, soundPage, type HostileCase } from '../support/fuzz/hostile';
import { openBrowser, openSite, type Site } from '../support/site';

let browser: Browser;
let site: Site;
let listener: Listener;
let context: BrowserContext;
let page: Page;
let foreign: readonly string[];
let corpus: readonly HostileCase[];

beforeAll(async () => {
  browser = await openBrowser();
  site = await openSite();
  listener = await openListener();
  corpus = await hostileCorpus(6);
  const watched = await readyPage(browser, site);
  ({ page, context, foreign } = watched);
  await runDone(page);
  await openInPage(page, [{ name: 'cua-toi.csv', base64: Buffer.from('Đơn vị;Giá trị\nHà Nội;1\nBắc Giang;2\n').toString('base64') }]);
  await page.waitForFunction(() => localStorage.getItem('doi-chieu.workspace') !== null);
});
afterAll(async () => {
  await context.close();
  await browser.close();
  await listener.close();
  await site.close();
});

const ownRows = 'SELECT count(*) FROM cua_toi';

/** The page draws a frame soon, nothing ran that came as text, and nobody was asked for anything. */
async function unharmed(of: string): Promise<void> {
  const startedMs = performance.now();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(null))));
  expect(performance.now() - startedMs, of).toBeLessThan(3_000);
  expect(await page.evaluate(() => 'hostile' in window || 'polluted' in {}), of).toBe(false);
  expect([...listener.asked, ...foreign], of).toEqual([]);
}

async function open(fragment: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${site.url}#${fragment}`);
  await page.evaluate(() => window.doiChieu.ready);
}

/** Some of each name. */
const chosen = (kind: HostileCase['kind'], each: number): HostileCase[] =>
  corpus.filter(
    (one, at) => one.kind === kind && corpus.slice(0, at).filter((two) => two.kind === kind && two.name === one.name).length < each,
  );

it('links: each gives a page or says what is wrong with it', async () => {
  // Each opens the page anew: the readers have met all of them (tests/unit), the page meets the worst.
  const worst = chosen('link', 1).filter((one, at) => at < 2 || one.name === 'bomb' || one.name === 'cut');
  const links = [...worst.map((one) => [one.name, one.fragment!] as const), ['script', writeLink(scriptPage)] as const];
  expect(links.length).toBeGreaterThanOrEqual(4);
  for (const [name, fragment] of links) {
    await open(fragment);
    await unharmed(name);
    if (name === 'bomb' || name === 'cut') expect(await page.locator('[data-code=link-damaged]').count(), name).toBe(1);
  }
  await page.locator('.prose').first().waitFor();
  expect(await page.locator('main :is(script, iframe, [onerror], [onload], a[href^="javascript:"])').count()).toBe(0);
});

it('SQL of a stranger: nothing runs unseen, and what is let run ends by its limits', async () => {
  const statements = hostileSql(listener.url);
  const cells = statements.map((sql, i) => ({ ...queryCell(`c${i + 1}`, null), sql }));
  const { proof: _, ...rest } = soundPage;
  await open(writeLink({ ...rest, notebook: { title: '', cells } }));
  await unharmed('SQL unseen');
  expect(await page.locator('[data-run=done], [data-run=running]').count()).toBe(0);
  await page.getByRole('button', { name: /chạy tất cả/i }).click();
  for (let seconds = 0; seconds < 6; seconds++) {
    await unharmed('SQL at work');
    await page.waitForTimeout(500);
  }
  const cellAt = (i: number) => page.locator('section[data-kind=query]').nth(i);
  const codes: string[] = [];
  for (let i = 0; i < statements.length; i++) {
    const note = cellAt(i).locator('[role=alert][data-code]');
    await note.waitFor({ timeout: 90_000 });
    codes.push((await note.getAttribute('data-code'))!);
  }
  expect(codes.filter((code) => !/^(sql-|stranger-)/.test(code))).toEqual([]);
  expect(codes.filter((code) => code === 'stranger-time').length).toBeGreaterThanOrEqual(1);
  expect(await valueOf(page, 'SELECT 6 * 7')).toBe(42);
  await unharmed('SQL ended');
});

it('files dropped into the own workspace leave what is there; the workspace comes back whole', async () => {
  await page.goto('about:blank');
  await page.goto(site.url);
  await page.evaluate(() => window.doiChieu.ready);
  await expect.poll(() => valueOf(page, ownRows).catch(() => null), { timeout: 60_000 }).toBe(2);
  const files = [...chosen('recipe', 2), ...chosen('portable', 1).filter((one) => one.name !== 'bits turned'), ...chosen('notebook', 1)];
  expect(files.length).toBeGreaterThanOrEqual(12);
  const endings = { recipe: 'x.recipe.json', portable: 'x.doichieu', notebook: 'x.md', link: 'x' };
  for (const { kind, name, bytes } of files) {
    await openInPage(page, [{ name: endings[kind], base64: Buffer.from(bytes).toString('base64') }]).catch(() => null);
    await page.waitForFunction(() => 'doiChieu' in window);
    await unharmed(`${kind} · ${name}`);
  }
  expect(await valueOf(page, ownRows)).toBe(2);
});

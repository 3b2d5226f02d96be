import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readyPage, runDone, runOwnSql, tried, valueOf, removeCell } from '../support/e2e';
import { openBrowser, openSite, type Site, type WatchedPage } from '../support/site';

/** What a cancelled statement may take to stop here; the bench measures the 100 ms of a machine that does nothing else. */
const patienceMs = 500;
const endless = 'SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE a.range + b.range = 1';

let browser: Browser;
let site: Site;
let watched: WatchedPage;
beforeAll(async () => {
  browser = await openBrowser();
  site = await openSite();
  watched = await readyPage(browser, site);
  await runDone(watched.page);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

it('stops an endless join from the page, and runs the next question', async () => {
  const { page, errors } = watched;
  const cell = await runOwnSql(page, endless);
  await cell.locator('[data-run=running]').waitFor();
  // It works for a while; a statement that has not begun is no test of stopping.
  await page.waitForFunction((from) => performance.now() - from > 600, await page.evaluate(() => performance.now()));
  expect(await cell.locator('[data-run]').getAttribute('data-run')).toBe('running');
  const elapsedMs = await cell.evaluate(
    (section) =>
      new Promise<number>((resolve) => {
        const button = [...section.querySelectorAll('button')].find((one) => one.textContent?.includes('Dừng'))!;
        const started = performance.now();
        new MutationObserver((_, observer) => {
          if (!section.querySelector('[data-code=cancelled]')) return;
          observer.disconnect();
          resolve(performance.now() - started);
        }).observe(section, { childList: true, subtree: true, attributes: true });
        button.click();
      }),
  );
  console.info(`cancelled in the page after ${Math.round(elapsedMs)} ms`);
  expect(elapsedMs).toBeLessThan(patienceMs);
  expect(await valueOf(page, 'SELECT 6 * 7')).toBe(42);
  await removeCell(cell);
  expect(errors).toEqual([]);
});

it('stops an endless join of a script, and says that something was stopped', async () => {
  const { page } = watched;
  const result = await page.evaluate(async (sql) => {
    const running = window.doiChieu.sql(sql).then(
      () => ({ code: 'RAN', atMs: performance.now() }),
      (cause: { code?: string }) => ({ code: cause.code ?? String(cause), atMs: performance.now() }),
    );
    // A second statement answers meanwhile, so the first one is at work.
    const meanwhile = (await window.doiChieu.sql('SELECT 1')).rows[0]![0];
    const started = performance.now();
    const had = window.doiChieu.cancel();
    const { code, atMs } = await running;
    return { code, had, meanwhile, elapsedMs: atMs - started, again: window.doiChieu.cancel() };
  }, endless);
  console.info(`cancelled in a script after ${Math.round(result.elapsedMs)} ms`);
  expect(result).toMatchObject({ code: 'cancelled', had: true, meanwhile: 1, again: false });
  expect(result.elapsedMs).toBeLessThan(patienceMs);
  expect(await valueOf(page, 'SELECT 6 * 7')).toBe(42);
});

it('comes back with every table after its worker was killed', async () => {
  const { page, errors } = watched;
  await page.evaluate(() => window.doiChieu.open([new File(['Đơn vị;Số\nHà Nội;1\nHuế;2\n'], 'cua-toi.csv')]));
  const counts = `SELECT (SELECT count(*) FROM cua_toi), (SELECT count(*) FROM unit), (SELECT count(*) FROM target), (SELECT count(*) FROM observation)`;
  const before = (await tried(page, counts)).rows;
  expect(before?.[0]?.[0]).toBe(2);
  const scorecard = (await page.evaluate(() => window.doiChieu.run('scorecard'))).rows;

  const [worker] = page.workers();
  expect(page.workers()).toHaveLength(1);
  const started = performance.now();
  const gone = new Promise((resolve) => worker!.once('close', resolve));
  await worker!.evaluate(() => self.close()).catch(() => undefined);
  await gone;
  // The first statement after the death may meet it; the next ones wait for the new engine.
  let after = await tried(page, counts);
  if (after.error?.code === 'engine-lost') after = await tried(page, counts);
  console.info(`engine and tables back after ${Math.round(performance.now() - started)} ms`);
  expect(after).toEqual({ rows: before, error: null });
  expect((await page.evaluate(() => window.doiChieu.run('scorecard'))).rows).toEqual(scorecard);
  // Locked down again.
  expect((await tried(page, 'SET threads = 1')).error?.code).toBe('sql-refused');
  expect((await tried(page, "FROM read_csv('ht' || 'tp://127.0.0.1:9/x.csv')")).error?.code).toBe('sql-refused');
  expect(errors).toEqual([]);
});

it('ends a statement that runs while its worker is killed, and runs the next', async () => {
  const { page } = watched;
  const running = tried(page, endless);
  expect(await valueOf(page, 'SELECT 1')).toBe(1);
  const [worker] = page.workers();
  const gone = new Promise((resolve) => worker!.once('close', resolve));
  await worker!.evaluate(() => self.close()).catch(() => undefined);
  await gone;
  expect((await running).error?.code).toBe('engine-lost');
  expect((await tried(page, 'SELECT count(*) FROM cua_toi')).rows).toEqual([[2]]);
});

import type { Browser, Page } from 'playwright-core';
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
  await runDone(watched.page);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const focusIs = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);

/** Presses Tab (or Shift+Tab) until the focus is where the selector says; every stop on the way must be visible. */
async function tabTo(page: Page, selector: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 250; presses++) {
    await page.keyboard.press(key);
    if (await focusIs(page, selector)) return;
  }
  throw new Error(`${key} never came to ${selector}`);
}

/** The focused element shows that it is: an outline, or a shadow in its place. */
const focusShows = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const style = getComputedStyle(document.activeElement!);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  });

it('goes the whole way with the keyboard alone', async () => {
  const { page, errors } = watched;
  const cells = page.locator('section[data-kind=query]');
  const tally = () => page.evaluate(() => (document.querySelector('.scorecard .legend') as HTMLElement).innerText);

  // Skip link, first of all.
  await page.keyboard.press('Tab');
  expect(await focusIs(page, '.skip-link')).toBe(true);
  expect(await focusShows(page)).toBe(true);
  await page.keyboard.press('Enter');
  expect(await focusIs(page, 'main#content')).toBe(true);

  // A question by search.
  await tabTo(page, '#panel-questions input[type=search]', 'Shift+Tab');
  expect(await focusShows(page)).toBe(true);
  await page.keyboard.type('hai long');
  await page.waitForFunction(() => document.querySelectorAll('#panel-questions li button').length < 6);
  await page.keyboard.press('Tab');
  expect(await focusIs(page, '#panel-questions li button')).toBe(true);
  const title = await page.evaluate(() => document.activeElement!.textContent!.trim());
  await page.keyboard.press('Enter');
  await runDone(page, 1);
  expect(await cells.nth(1).locator('h2').innerText()).toBe(title);

  // A parameter of the scorecard.
  const before = await tally();
  await tabTo(page, 'section[data-kind=query] [data-param=as_of] input');
  expect(await focusShows(page)).toBe(true);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('31/03/2020');
  await page.keyboard.press('Enter');
  await page.waitForFunction((old) => (document.querySelector('.scorecard .legend') as HTMLElement | null)?.innerText !== old, before);
  await runDone(page);

  // Through the scorecard by arrows, into a verdict, down to the row, and back.
  await tabTo(page, '.scorecard [role=gridcell]');
  const found = '.scorecard td:is([data-verdict=met], [data-verdict=missed], [data-verdict=behind], [data-verdict=on_pace]):not(:empty)';
  const firstPlace = await page.evaluate(() => document.activeElement!.parentElement!.textContent);
  await page.keyboard.press('ArrowDown');
  expect(await page.evaluate(() => document.activeElement!.parentElement!.textContent)).not.toBe(firstPlace);
  for (let steps = 0; steps < 40 && !(await focusIs(page, found)); steps++) await page.keyboard.press('ArrowRight');
  expect(await focusIs(page, found)).toBe(true);
  expect(await focusShows(page)).toBe(true);
  const place = await page.evaluate(() => (document.activeElement as HTMLTableCellElement).cellIndex);
  await page.keyboard.press('Enter');
  const drawer = page.locator('dialog.drawer[open]');
  await drawer.getByRole('heading', { name: 'Cách tính' }).waitFor();
  expect(await page.evaluate(() => document.activeElement!.closest('dialog') !== null)).toBe(true);
  await tabTo(page, 'dialog.drawer tbody button');
  expect(await focusShows(page)).toBe(true);
  await page.keyboard.press('Enter');
  await drawer.locator('tr[aria-current=true]').waitFor({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => (document.activeElement as HTMLTableCellElement).cellIndex)).toBe(place);

  // SQL of the reader's own, out of the editor again, and its rows.
  await tabTo(page, '.add button:nth-child(2)');
  await page.keyboard.press('Enter');
  await cells.nth(2).locator('.cm-content').waitFor();
  if (!(await focusIs(page, '.cm-content'))) await tabTo(page, '.cm-content', 'Shift+Tab');
  await page.keyboard.type('SELECT 6 * 7 AS n, 1 AS m');
  await page.keyboard.press('Control+Enter');
  await runDone(page, 2);
  expect(await cells.nth(2).getByRole('gridcell').first().innerText()).toBe('42');
  // A list of completions that is still open takes the first Escape.
  if ((await page.locator('.cm-tooltip-autocomplete').count()) > 0) await page.keyboard.press('Escape');
  await page.locator('.cm-tooltip-autocomplete').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement!.closest('.cm-editor') === null)).toBe(true);
  await tabTo(page, '.result-grid :is([role=gridcell], [role=columnheader], [role=grid])');
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate(() => document.activeElement!.textContent!.trim())).toBe('1');

  // Share.
  await tabTo(page, '.bar .actions button[aria-label]', 'Shift+Tab');
  for (let steps = 0; steps < 12 && !(await page.evaluate(() => document.activeElement!.getAttribute('aria-label') === 'Chia sẻ')); steps++)
    await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  const dialog = page.locator('dialog[open]');
  await dialog.waitFor();
  // Without fingerprints of results it is the page's own address.
  await tabTo(page, 'dialog input[type=checkbox]');
  await page.keyboard.press('Space');
  await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('dialog textarea')?.value === window.doiChieu.link());
  await tabTo(page, 'dialog textarea');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement!.getAttribute('aria-label'))).toBe('Chia sẻ');
  expect(errors).toEqual([]);
});

it('changes tabs of the side with the arrows and opens a table', async () => {
  const { page } = watched;
  await tabTo(page, '[role=tab]');
  await page.keyboard.press('ArrowRight');
  expect(await focusIs(page, '#tab-targets[aria-selected=true]')).toBe(true);
  await page.keyboard.press('ArrowRight');
  expect(await focusIs(page, '#tab-tables[aria-selected=true]')).toBe(true);
  await tabTo(page, '#panel-tables summary');
  await page.keyboard.press('Enter');
  await tabTo(page, '#panel-tables details[open] button.quiet');
  await page.keyboard.press('Enter');
  const dialog = page.locator('dialog[open]');
  await dialog.locator('tbody tr').first().waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await focusIs(page, '#panel-tables button')).toBe(true);
});

it('chooses several of a long list', async () => {
  const { page } = watched;
  await tabTo(page, '[data-param=units] .opener');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.matches('[popover] input[type=search]'));
  await page.keyboard.type('lang son');
  await tabTo(page, '[popover] input[type=checkbox]');
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelectorAll('.scorecard tbody tr').length === 1);
  expect(await page.locator('.scorecard tbody th').first().innerText()).toContain('Lạng Sơn');
});

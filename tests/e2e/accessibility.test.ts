import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../src/core/language';
import { compareWords } from '../../src/ui/compare/words';
import { wordsIn } from '../../src/ui/messages/words';
import { carriedSamples, imported, openInPage, plantedFiles, runDone } from '../support/e2e';
import { openBrowser, openPage, openSite, watchedPage, type Site } from '../support/site';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const narrow = 390;

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

/** Violations on the screen as it stands, as one line each; of the other theme, worn for it, those of contrast. */
async function violationsOn(page: Page, screen: string, within?: string): Promise<string[]> {
  // By evaluation, which the page's policy does not reach; once, since the script is large.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async ([name, context, values]) => {
      const { run } = (window as unknown as { axe: typeof axe }).axe;
      const wear = (theme: string) => void (document.documentElement.dataset.theme = theme);
      const lines = (theme: string, { violations }: AxeResults) =>
        violations.map(({ id, nodes }) => {
          const said = nodes
            .slice(0, 3)
            .map((node) => `${node.target.join(' ')} | ${node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ''}`);
          return `${name} (${theme}): ${id} ×${nodes.length} ${said.join(' || ')}`;
        });
      const options = { resultTypes: ['violations' as const] };
      const light = await run(context, { ...options, runOnly: { type: 'tag', values: [...values] } });
      if (light.passes.length === 0) throw new Error(`${name}: axe looked at nothing`);
      wear('dark');
      const dark = await run(context, { ...options, runOnly: { type: 'rule', values: ['color-contrast'] } });
      wear('light');
      return [...lines('light', light), ...lines('dark', dark)];
    },
    [screen, within ?? 'html', tags] as const,
  );
}

// Every screen in both themes, the other one put on where it stands; each language in one width.
describe.each([
  ['vi', 1440],
  ['en', narrow],
] as const)('%s, %i px', (language: Language, width: number) => {
  it('has no violation on any screen', async () => {
    const words = wordsIn(language);
    const { page, context } = await watchedPage(browser, site, { viewport: { width, height: 900 }, reducedMotion: 'reduce' });
    await page.addInitScript((one) => {
      localStorage.setItem('doi-chieu.theme', 'light');
      localStorage.setItem('doi-chieu.language', one);
    }, language);
    await openPage(page, site.url);
    await runDone(page);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    const found: string[] = [];
    const look = async (screen: string, within?: string) => void found.push(...(await violationsOn(page, screen, within)));
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const dialog = page.locator('dialog[open]');
    const closed = async () => {
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    };
    /** The side is a sheet behind a button on narrow screens. */
    const side = async (tab: 'questions' | 'targets' | 'tables') => {
      if (width === narrow && !(await page.locator('#side').isVisible())) await button(words.menu).click();
      await page.locator(`#tab-${tab}`).click();
    };
    const sideAway = async () => {
      if (width === narrow) await button(words.menu).click();
    };

    await look('start');

    // A few units from here on: axe goes through the whole page for each look, also of one dialog.
    await page.locator('.opener').last().click();
    const choices = page.locator('[popover]:popover-open input[type=checkbox]');
    await choices.first().waitFor();
    await look('choose several', '[popover]:popover-open');
    for (const nth of [0, 1, 2, 3]) await choices.nth(nth).check();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelectorAll('.scorecard tbody tr').length < 10);
    await runDone(page);

    await side('questions');
    if (width === narrow) await look('questions', '#side');
    await side('targets');
    await page.locator('#panel-targets li button').first().waitFor();
    await look('targets', '#side');
    await side('tables');
    await page.locator('#panel-tables summary').nth(1).click();
    await look('tables', '#side');
    await page.locator('#panel-tables details[open] button.quiet').click();
    await dialog.locator('tbody tr').first().waitFor();
    await look('profile', 'dialog[open]');
    await closed();
    await sideAway();

    await page.locator('.scorecard td.judged[data-verdict=missed]:not(:empty)').first().click();
    await dialog.locator('tbody button').first().click();
    await dialog.locator('tr[aria-current=true]').waitFor({ timeout: 60_000 });
    await dialog.locator('details summary').last().click();
    await look('verdict', 'dialog[open]');
    await closed();

    await page.getByRole('button', { name: words.share, exact: true }).click();
    await dialog.waitFor();
    await look('share', 'dialog[open]');
    await closed();

    if (await button(words.paste).isVisible()) {
      await button(words.paste).click();
      await dialog.waitFor();
      await look('paste', 'dialog[open]');
      await closed();
    }

    const cell = page.locator('section[data-kind=query]').first();
    await cell.getByRole('button', { name: words.views.chart, exact: true }).click();
    await cell.locator('.chart-frame :is(svg, canvas)').first().waitFor({ timeout: 60_000 });
    await cell.locator('details summary').click();
    await look('chart', '#cell-c1');
    await cell.getByRole('button', { name: words.views.grid, exact: true }).click();
    await cell.locator('.result-grid [role=gridcell]').first().waitFor();
    await look('grid', '#cell-c1');
    await cell.getByRole('button', { name: words.showSql, exact: true }).click();
    await cell.locator('.cm-content').waitFor();
    await look('SQL open', '#cell-c1');

    // A statement that fails, with its problem under the editor.
    await cell.locator('.cm-content').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('SELECT name_v FROM unit');
    await page.keyboard.press('Control+Enter');
    await cell.locator('[role=alert][data-code]').waitFor();
    await cell.locator('.problems').waitFor();
    await look('error', '#cell-c1');

    await button(words.newInput).click();
    await dialog.waitFor();
    await look('new input', 'dialog[open]');
    await dialog.locator('form button').click();
    await button(words.newText).click();
    const note = page.locator('section[data-kind=text] textarea');
    await note.fill('# Một\n\n- hai\n\n| a | b |\n|---|---|\n| 1 | 2 |');
    await look('note being written', 'section[data-kind=text]');
    await page.locator('section[data-kind=text]').getByRole('button', { name: words.done, exact: true }).click();
    await page.locator('.prose h1').waitFor();

    const sample = plantedFiles().find((plan) => plan.faults.some((fault) => fault.code === 'duplicate-conflict')) ?? plantedFiles()[0]!;
    await openInPage(page, [...carriedSamples([sample.file]), { name: 'rong.csv', base64: '' }]);
    await imported(page, 2);
    await page.locator('details.file summary').first().click();
    await look('import results and the whole page');

    await button(words.review).first().click();
    await dialog.locator(':is(.result-grid [role=gridcell], [role=tablist]):visible').first().waitFor({ timeout: 60_000 });
    await look('review', 'dialog[open]');
    await closed();

    await page.keyboard.press('Alt+c');
    await page.locator('[data-room=done] [role=tabpanel]').waitFor({ timeout: 60_000 });
    await look('comparison');
    for (const view of width === narrow ? (['slope', 'profile', 'gap'] as const) : (['map'] as const)) {
      await page.getByRole('tab', { name: compareWords[language].views[view], exact: true }).click();
      await page.locator('[data-room=done] [role=tabpanel]').waitFor({ timeout: 60_000 });
      await look(`comparison, ${view}`, '[role=tabpanel]');
    }

    expect(found).toEqual([]);
    await context.close();
  }, 400_000);
});

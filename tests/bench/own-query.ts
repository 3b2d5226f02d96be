import type { Page } from 'playwright-core';

/** Adds a query cell with this SQL to the page, as a reader does; nothing has run yet. */
export async function writeOwnQuery(page: Page, sql: string): Promise<void> {
  const editors = page.locator('.cm-content');
  const before = await editors.count();
  await page.getByRole('button', { name: 'Viết SQL' }).click();
  const editor = editors.nth(before);
  await editor.click();
  await page.keyboard.insertText(sql);
  await page.keyboard.press('Escape');
  await page.waitForTimeout(800);
}

/** Presses "Run" of the last cell; milliseconds from the press to its rows on the screen, complete. */
export function runLastCell(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const status = [...document.querySelectorAll('[data-run]')].at(-1)!;
        const button = [...status.parentElement!.querySelectorAll('button')].at(-1)!;
        const started = performance.now();
        let ran = false;
        const look = (): void => {
          const state = status.getAttribute('data-run');
          ran ||= state === 'running';
          if (state === 'failed') reject(new Error(document.querySelector('[role=alert]')?.textContent ?? 'failed'));
          else if (ran && state === 'done' && [...document.querySelectorAll('[role=grid]')].at(-1)?.querySelector('[role=gridcell]'))
            setTimeout(() => resolve(performance.now() - started));
          else requestAnimationFrame(look);
        };
        new MutationObserver((changes) => {
          ran ||= changes.some((change) => (change.target as Element).getAttribute('data-run') === 'running');
        }).observe(status, { attributes: true, attributeFilter: ['data-run'], attributeOldValue: true });
        button.click();
        requestAnimationFrame(look);
      }),
  );
}

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { openSite } from '../support/site';
import { openCounted, outputFolder } from './bench-sites';
import { quantile, type Figure } from './figure';
import { Profile } from './profile';
import { peakRendererMegabytes } from './renderer-memory';

const rowCount = 10_000_000;
const rowsSql = `SELECT range AS id, 'Đơn vị ' || (range % 63) AS unit, DATE '2020-01-01' + (range % 366)::INTEGER AS day, range % 1000 AS dossiers, (range % 9700) / 7.0 AS rate FROM range(${rowCount})`;
const wayMs = 4000;

/** Builds a page with nothing but the grid and the engine. */
async function buildGridPage(): Promise<string> {
  const folder = join(outputFolder, 'grid');
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(import.meta.dirname, 'grid'),
    base: './',
    plugins: [svelte({ configFile: false })],
    build: { outDir: folder, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  return folder;
}

/** Moves the scrollbar from the top to the end and back, every frame further on, and gives the time between frames. */
function scrollThere(page: Page, selector: string): Promise<number[]> {
  return page.evaluate(
    async ({ wayMs, selector }) => {
      const view = document.querySelector<HTMLElement>(selector)!;
      const most = view.scrollHeight - view.clientHeight;
      const gaps: number[] = [];
      const rows: string[] = [];
      const began = performance.now();
      let before = began;
      await new Promise<void>((resolve) => {
        const frame = (now: number): void => {
          gaps.push(now - before);
          before = now;
          const done = (performance.now() - began) / wayMs;
          view.scrollTop = most * (done < 1 ? done : Math.max(0, 2 - done));
          if (gaps.length % 30 === 0) rows.push(view.querySelector('.rows [role=row], tr')!.textContent!);
          if (done < 2) requestAnimationFrame(frame);
          else resolve();
        };
        requestAnimationFrame((now) => ((before = now), requestAnimationFrame(frame)));
      });
      if (new Set(rows).size < rows.length - 2) throw new Error('the rows did not move with the scrollbar');
      return gaps;
    },
    { wayMs, selector },
  );
}

/** The same way over the same rows in the least windowed table there can be. */
async function scrollBare(url: string): Promise<number> {
  const profile = new Profile();
  try {
    const page = await profile.open();
    await page.goto(url);
    await page.waitForFunction(() => window.__bare !== undefined, null, { timeout: 60_000 });
    await page.evaluate((sql) => window.__bare!.show(sql), rowsSql);
    return quantile(await scrollThere(page, '#grid'), 0.95);
  } finally {
    await profile.remove();
  }
}

/** From the key press to the text on the clipboard. */
async function copy(page: Page, rows: number): Promise<number> {
  await page.locator('.rows [role=gridcell]').first().click();
  await page.evaluate(() => {
    Object.assign(window, {
      __copy: new Promise<{ ms: number; rows: number }>((resolve) => {
        let pressed = 0;
        addEventListener(
          'keydown',
          (event) => {
            if (event instanceof KeyboardEvent && event.key === 'c') pressed = performance.now();
          },
          true,
        );
        document.addEventListener(
          'copy',
          (event) => resolve({ ms: performance.now() - pressed, rows: event.clipboardData!.getData('text/plain').split('\n').length }),
          { once: true },
        );
      }),
    });
  });
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  const copied = await page.evaluate(() => (window as unknown as { __copy: Promise<{ ms: number; rows: number }> }).__copy);
  if (copied.rows !== rows) throw new Error(`${copied.rows} rows were copied instead of ${rows}`);
  return copied.ms;
}

/** Ten million rows of the real engine in the grid: how soon, how smoothly, and with how much memory beyond the result itself. */
export async function measureRows(rounds: number): Promise<Figure[]> {
  const site = await openSite({ folder: await buildGridPage() });
  const bareSite = await openCounted('bare');
  const bareFrames: number[] = [];
  const first: number[] = [];
  const all: number[] = [];
  const frames: number[] = [];
  const memory: number[] = [];
  const copies: number[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const profile = new Profile();
      try {
        const page = await profile.open();
        await page.goto(site.url);
        await page.waitForFunction(() => window.__gridBench !== undefined, null, { timeout: 60_000 });
        await page.evaluate((sql) => window.__gridBench!.keep(sql), rowsSql);
        const result = peakRendererMegabytes(profile.folder);
        await page.evaluate(() => window.__gridBench!.show());
        frames.push(quantile(await scrollThere(page, '.viewport'), 0.95));
        await page.locator('.rows [role=gridcell]').first().click();
        await page.keyboard.press('Control+a');
        await page.waitForSelector('.figures', { timeout: 120_000 });
        memory.push(peakRendererMegabytes(profile.folder) - result);
        await page.evaluate((sql) => window.__gridBench!.keep(sql), `FROM (${rowsSql}) LIMIT 20000`);
        await page.evaluate(() => window.__gridBench!.show());
        copies.push(await copy(page, 20_000));
        const streamed = await page.evaluate((sql) => window.__gridBench!.run(sql), rowsSql);
        first.push(streamed.firstRowsMs);
        all.push(streamed.allRowsMs);
      } finally {
        await profile.remove();
      }
      bareFrames.push(await scrollBare(bareSite.url));
    }
    return [
      { name: '10,000,000 rows: first batch to first rows on the screen', unit: 'ms', page: first, bare: [], limit: { most: 300 } },
      { name: '10,000,000 rows: first batch to all rows there', unit: 'ms', page: all, bare: [] },
      {
        name: '10,000,000 rows: 95th percentile of frame time, to the end and back',
        unit: 'ms',
        page: frames,
        bare: bareFrames,
        limit: { most: 20 },
      },
      { name: '10,000,000 rows: memory beyond the result, scrolled and summed', unit: 'MB', page: memory, bare: [], limit: { most: 300 } },
      { name: 'copy of 100,000 cells', unit: 'ms', page: copies, bare: [], limit: { most: 1000 } },
    ];
  } finally {
    await Promise.all([site.close(), bareSite.close()]);
  }
}

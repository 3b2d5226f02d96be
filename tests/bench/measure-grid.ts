import type { Page } from 'playwright-core';
import { openCounted } from './bench-sites';
import { quantile, type Figure } from './figure';
import { measureRows } from './measure-rows';
import { runLastCell, writeOwnQuery } from './own-query';
import { Profile } from './profile';

const millionRows = `SELECT i AS id, 'unit ' || (i % 63) AS unit, DATE '2020-01-01' + (i % 366)::INTEGER AS day, i % 1000 AS dossiers, i % 97 / 7.0 AS rate, hash(i) % 100000 AS code FROM range(1000000) AS r(i)`;
const scrollMs = 3000;

interface Scrolled {
  readonly frames: number;
  readonly p95Ms: number;
  /** The rows in view changed while scrolling; otherwise nothing was measured. */
  readonly moved: boolean;
}

/** Turns the wheel over an element for three seconds and looks at the time between frames. */
async function scroll(page: Page, selector: string): Promise<Scrolled> {
  const target = page.locator(selector).last();
  await target.scrollIntoViewIfNeeded();
  const box = (await target.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + Math.min(box.height / 2, 200));
  const text = () => target.innerText();
  const before = await text();
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { __frames: frames, __framing: true });
    const frame = (now: number): void => {
      frames.push(now);
      if ((window as unknown as { __framing: boolean }).__framing) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const until = Date.now() + scrollMs;
  while (Date.now() < until) {
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(8);
  }
  const frames = await page.evaluate(() => {
    Object.assign(window, { __framing: false });
    return (window as unknown as { __frames: number[] }).__frames;
  });
  const gaps = frames.slice(1).map((now, at) => now - frames[at]!);
  return { frames: frames.length, p95Ms: quantile(gaps, 0.95), moved: (await text()) !== before };
}

/** A result of a million rows: how soon it is on the screen and how smoothly it scrolls, beside the least windowed table there can be. */
export async function measureGrid(rounds: number): Promise<Figure[]> {
  const [ourSite, bareSite] = [await openCounted('page'), await openCounted('bare')];
  const [ours, theirs] = [new Profile(), new Profile()];
  try {
    const [page, bare] = [await ours.open(), await theirs.open()];
    await page.goto(ourSite.url);
    await page.waitForSelector('[data-confirmed=true]', { timeout: 60_000 });
    await bare.goto(bareSite.url);
    await bare.waitForFunction(() => window.__bare !== undefined, null, { timeout: 60_000 });
    await writeOwnQuery(page, millionRows);
    const shown = { page: [] as number[], bare: [] as number[] };
    const scrolled = { page: [] as Scrolled[], bare: [] as Scrolled[] };
    for (let round = 0; round < rounds; round++) {
      shown.page.push(await runLastCell(page));
      shown.bare.push(
        await bare.evaluate(async (sql) => {
          const started = performance.now();
          await window.__bare!.show(sql);
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
          return performance.now() - started;
        }, millionRows),
      );
      scrolled.page.push(await scroll(page, '[role=grid]'));
      scrolled.bare.push(await scroll(bare, '#grid'));
    }
    if (![...scrolled.page, ...scrolled.bare].every((one) => one.moved)) throw new Error('the rows did not move under the wheel');
    const p95 = (all: Scrolled[]) => all.map((one) => one.p95Ms);
    const frames = (all: Scrolled[]) => all.map((one) => one.frames);
    return [
      { name: '1,000,000 rows: run to rows on the screen, complete', unit: 'ms', page: shown.page, bare: shown.bare },
      { name: '1,000,000 rows: frames in 3 s of wheel', unit: 'frames', page: frames(scrolled.page), bare: frames(scrolled.bare) },
      { name: '1,000,000 rows: 95th percentile of frame time', unit: 'ms', page: p95(scrolled.page), bare: p95(scrolled.bare) },
      ...(await measureRows(rounds)),
    ];
  } finally {
    await Promise.all([ours.remove(), theirs.remove(), ourSite.close(), bareSite.close()]);
  }
}

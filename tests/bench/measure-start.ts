import type { Page } from 'playwright-core';
import { openCounted } from './bench-sites';
import type { Figure } from './figure';
import { Profile } from './profile';

/** Milliseconds from the navigation. */
interface PageStart {
  /** The first row of the scorecard is on the screen. */
  shown: number;
  /** The engine has answered a query. */
  live: number;
  /** The engine has computed the scorecard and found what was shown. */
  confirmed: number;
}

/**
 * Runs in the page before anything of its own: notes when things appear, asks a query as soon as one can be asked. It looks when the
 * document changes, never on every frame, which would make the page draw frames that the bare page does not draw.
 */
function watchStart(): void {
  const seen: Partial<PageStart> = {};
  Object.assign(window, { __start: seen });
  // What a frame's callbacks find is painted at the end of that frame; the task after it is the first that can know.
  const noted = (name: 'shown' | 'confirmed') => requestAnimationFrame(() => setTimeout(() => (seen[name] ??= performance.now())));
  let surface: { sql(text: string): Promise<unknown> };
  Object.defineProperty(window, 'doiChieu', {
    configurable: true,
    get: () => surface,
    set: (given: typeof surface) => {
      surface = given;
      void given.sql('SELECT 42 AS answer').then(() => (seen.live = performance.now()));
    },
  });
  const look = (): void => {
    if (document.querySelector('[role=grid] tbody tr:first-child td[data-verdict]')) noted('shown');
    if (!document.querySelector('[data-confirmed=true]')) return;
    noted('confirmed');
    watcher.disconnect();
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-confirmed'] });
}

async function startOfPage(page: Page, url: string): Promise<PageStart> {
  await page.addInitScript(watchStart);
  await page.goto(url);
  const complete = () => {
    const seen = (window as unknown as { __start: Partial<PageStart> }).__start;
    return seen.shown !== undefined && seen.live !== undefined && seen.confirmed !== undefined ? seen : null;
  };
  return (await (await page.waitForFunction(complete, null, { timeout: 60_000, polling: 100 })).jsonValue()) as PageStart;
}

/** Milliseconds to the first answer of the bare page. */
export async function firstBareQuery(page: Page, url: string): Promise<number> {
  await page.goto(url);
  await page.waitForFunction(() => window.__firstQueryMs !== undefined, null, { timeout: 60_000, polling: 100 });
  return page.evaluate(() => window.__firstQueryMs!);
}

async function serviceWorkerActive(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state === 'activated') return;
    await new Promise<void>((resolve) => active?.addEventListener('statechange', () => active.state === 'activated' && resolve()));
  });
}

/** Cold, warm and offline starts of the page between cold and warm starts of the bare engine, each round with fresh profiles. */
export async function measureStart(rounds: number): Promise<Figure[]> {
  const kinds = ['cold', 'warm', 'offline'] as const;
  const page = Object.fromEntries(kinds.map((kind) => [kind, [] as PageStart[]])) as Record<(typeof kinds)[number], PageStart[]>;
  const bare = { cold: [] as number[], warm: [] as number[] };
  const bytes = { page: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const [ourSite, bareSite] = [await openCounted('page'), await openCounted('bare')];
    const [ours, theirs] = [new Profile(), new Profile()];
    try {
      const coldPage = await ours.open();
      page.cold.push(await startOfPage(coldPage, ourSite.url));
      await serviceWorkerActive(coldPage);
      bytes.page.push(ourSite.sent.bytes / 1e6);
      await ours.close();

      bare.cold.push(await firstBareQuery(await theirs.open(), bareSite.url));
      bytes.bare.push(bareSite.sent.bytes / 1e6);
      await theirs.close();

      page.warm.push(await startOfPage(await ours.open(), ourSite.url));
      await ours.close();

      bare.warm.push(await firstBareQuery(await theirs.open(), bareSite.url));
      await theirs.close();

      await ourSite.close();
      page.offline.push(await startOfPage(await ours.open(), ourSite.url));
    } finally {
      await Promise.all([ours.remove(), theirs.remove(), bareSite.close(), ourSite.close()]);
    }
  }
  const all = (kind: (typeof kinds)[number], name: keyof PageStart) => page[kind].map((start) => start[name]);
  return [
    {
      name: 'cold start: scorecard on the screen : first query',
      unit: 'ms',
      page: all('cold', 'shown'),
      bare: bare.cold,
      limit: { times: 0.5 },
    },
    { name: 'cold start: first live query', unit: 'ms', page: all('cold', 'live'), bare: bare.cold, limit: { times: 1.2 } },
    { name: 'cold start: scorecard confirmed by the engine : first query', unit: 'ms', page: all('cold', 'confirmed'), bare: bare.cold },
    { name: 'warm start: scorecard on the screen : first query', unit: 'ms', page: all('warm', 'shown'), bare: bare.warm },
    { name: 'warm start: first live query', unit: 'ms', page: all('warm', 'live'), bare: bare.warm },
    { name: 'warm start: scorecard confirmed by the engine : first query', unit: 'ms', page: all('warm', 'confirmed'), bare: bare.warm },
    { name: 'offline start: scorecard on the screen : warm first query', unit: 'ms', page: all('offline', 'shown'), bare: bare.warm },
    { name: 'offline start: first live query : warm first query', unit: 'ms', page: all('offline', 'live'), bare: bare.warm },
    { name: 'offline start: scorecard confirmed : warm first query', unit: 'ms', page: all('offline', 'confirmed'), bare: bare.warm },
    { name: 'first visit as served (page: until it works offline)', unit: 'MB', page: bytes.page, bare: bytes.bare, limit: { most: 6.5 } },
  ];
}

import type { Page } from 'playwright-core';
import { runDone, runOwnSql } from '../support/e2e';
import { openCounted } from './bench-sites';
import { cleanCsv, groupedSql } from './clean-csv';
import type { Figure } from './figure';
import { importInPage } from './measure-import';
import { firstBareQuery } from './measure-start';
import { Profile } from './profile';

/** Milliseconds from the navigation. */
interface Return {
  /** The last result is on the screen, from what was kept of it. */
  shown: number;
  /** The table answers. */
  table: number;
  /** The engine has computed the result again and found it equal. */
  confirmed: number;
}

/** Runs in the page before anything of its own. @param name of the table that has to come back */
function watchReturn(name: string): void {
  const seen: Partial<Return> = {};
  Object.assign(window, { __return: seen });
  const noted = (what: keyof Return) => requestAnimationFrame(() => setTimeout(() => (seen[what] ??= performance.now())));
  const watcher = new MutationObserver(() => {
    const cell = [...document.querySelectorAll('section[data-kind=query]')].at(-1);
    if (cell?.querySelector('.result-grid [role=gridcell]')) noted('shown');
    if (cell?.querySelector('[data-run=done][data-confirmed=true]')) noted('confirmed');
  });
  watcher.observe(document, { childList: true, subtree: true, attributes: true });
  addEventListener('DOMContentLoaded', () => {
    const ask = async (): Promise<void> => {
      const { rows } = await window.doiChieu.sql(`SELECT count(*) FROM ${name}`).catch(() => ({ rows: [] }));
      if (rows.length > 0) seen.table = performance.now();
      else setTimeout(() => void ask(), 20);
    };
    const wait = (): void => void ('doiChieu' in window ? ask() : setTimeout(wait, 10));
    wait();
  });
}

async function tablesAreKept(): Promise<boolean> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('doi-chieu-tables').catch(() => null);
  const names: string[] = [];
  for await (const name of folder?.keys() ?? []) if (!name.endsWith('.crswap')) names.push(name);
  return names.length > 0;
}

async function comeBack(page: Page, url: string, table: string): Promise<Return> {
  await page.addInitScript(watchReturn, table);
  await page.goto(url);
  const complete = () => {
    const seen = (window as unknown as { __return: Partial<Return> }).__return;
    return seen.shown !== undefined && seen.table !== undefined && seen.confirmed !== undefined ? seen : null;
  };
  return (await (await page.waitForFunction(complete, null, { timeout: 120_000, polling: 100 })).jsonValue()) as Return;
}

/** A visit to a workspace that holds a clean CSV of 50 MB and a result over it, beside a warm start of the bare engine without any data. */
export async function measureReturn(rounds: number): Promise<Figure[]> {
  const [ourSite, bareSite] = [await openCounted('page'), await openCounted('bare')];
  const [ours, theirs] = [new Profile(), new Profile()];
  const page: Return[] = [];
  const bare: number[] = [];
  try {
    const first = await ours.open();
    const { table } = await importInPage(first, ourSite.url, cleanCsv(50));
    await runOwnSql(first, groupedSql(table));
    await runDone(first, -1);
    await first.getByText('đã lưu', { exact: true }).waitFor({ timeout: 60_000 });
    // The page keeps the cleaned table while nothing else is going on.
    await first.waitForFunction(tablesAreKept, null, { timeout: 60_000, polling: 500 });
    // So are results, a moment after they are there.
    await first.waitForTimeout(1000);
    await ours.close();
    await firstBareQuery(await theirs.open(), bareSite.url);
    await theirs.close();
    for (let round = 0; round < rounds; round++) {
      page.push(await comeBack(await ours.open(), ourSite.url, table));
      await ours.close();
      bare.push(await firstBareQuery(await theirs.open(), bareSite.url));
      await theirs.close();
    }
  } finally {
    await Promise.all([ours.remove(), theirs.remove(), ourSite.close(), bareSite.close()]);
  }
  const all = (name: keyof Return) => page.map((one) => one[name]);
  return [
    { name: 'return to 50 MB: last result on the screen : first query', unit: 'ms', page: all('shown'), bare },
    { name: 'return to 50 MB: its table answers : first query', unit: 'ms', page: all('table'), bare, limit: { plus: 1000 } },
    { name: 'return to 50 MB: result confirmed by the engine : first query', unit: 'ms', page: all('confirmed'), bare },
  ];
}

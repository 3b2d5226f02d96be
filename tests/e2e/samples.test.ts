import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueCatalogue, type IssueCode } from '../../src/core/issue-catalogue';
import { dropSamples, imported, plantedFiles, readyPage, runDone, samplesFolder, type Fault } from '../support/e2e';
import { openBrowser, openSite, type Site, type WatchedPage } from '../support/site';

/** An import card as it stands on the page. */
interface Card {
  readonly read: number;
  readonly out: number;
  readonly rejected: number;
  readonly recognised: number;
  readonly observations: number;
  readonly issues: readonly { readonly code: string; readonly text: string; readonly examples: number; readonly rows: readonly number[] }[];
}

const planted = plantedFiles();
let browser: Browser;
let site: Site;
let watched: WatchedPage;
let cards: Map<string, Card>;
let unitNames: Map<string, string>;

async function readCards(page: Page): Promise<Map<string, Card>> {
  const read = await page.locator('details.file').evaluateAll((all) =>
    all.map((card) => {
      const digits = (text: string | null) => Number((text ?? '').replace(/\D/g, ''));
      const [rows, out, rejected, recognised, observations] = [...card.querySelectorAll('dl dd')].map((value) => digits(value.textContent));
      const issues = [...card.querySelectorAll('li[data-code]')].map((line) => ({
        code: line.getAttribute('data-code')!,
        text: line.textContent ?? '',
        examples: line.querySelectorAll('.examples > span').length,
        rows: [...line.querySelectorAll('.examples .muted')].map((place) => digits(place.textContent)),
      }));
      return [
        card.querySelector('.name')!.textContent!,
        { read: rows!, out: out!, rejected: rejected!, recognised: recognised!, observations: observations!, issues },
      ] as const;
    }),
  );
  return new Map(read);
}

beforeAll(async () => {
  browser = await openBrowser();
  site = await openSite();
  watched = await readyPage(browser, site);
  const started = performance.now();
  await dropSamples(
    watched.page,
    planted.map(({ file }) => file),
  );
  await imported(watched.page, planted.length, 120_000);
  console.info(`${planted.length} files dropped and read in ${Math.round(performance.now() - started)} ms`);
  await runDone(watched.page);
  cards = await readCards(watched.page);
  const units = await watched.page.evaluate(() => window.doiChieu.sql('SELECT unit_id, name_vi FROM unit'));
  unitNames = new Map(units.rows.map(([id, name]) => [String(id), String(name)]));
}, 150_000);
afterAll(async () => {
  await browser.close();
  await site.close();
});

it('reads every file that was dropped', () => {
  expect([...cards.keys()].sort()).toEqual(planted.map(({ file }) => file).sort());
});

describe.each(planted.map((plan) => [plan.file, plan] as const))('%s', (file, plan) => {
  it('accounts for every line', () => {
    const { read, out, rejected, recognised } = cards.get(file)!;
    const { title, unit, header, total, region, note, blank } = plan.rows;
    expect({ read, out, rejected, recognised }).toEqual({
      read: plan.expected.lines,
      out: plan.expected.out,
      rejected: plan.expected.rejected,
      recognised: title + unit + header + total + region + note + blank,
    });
    expect(out + rejected + recognised).toBe(read);
  });

  it('reports every planted fault', () => {
    const missing = plan.faults.filter((fault) => !isReported(fault, cards.get(file)!));
    expect(missing.map((fault) => JSON.stringify(fault))).toEqual([]);
  });
});

/** Codes whose lines are counted above; the card shows the first few only. */
const countedByKind = new Set(['title-rows', 'total-rows', 'region-rows', 'note-rows']);

function isReported(fault: Fault, card: Card): boolean {
  const namesColumn = issueCatalogue[fault.code as IssueCode].vi.includes('{column}');
  const same = card.issues.filter(
    ({ code, text }) =>
      (code === fault.code || (code === 'unit-vanished' && fault.code === 'unit-unknown')) &&
      (!namesColumn || fault.column === undefined || text.includes(`“${fault.column}”`)),
  );
  // Five examples are the most that are shown; with five there may be more.
  if (fault.code === 'unit-missing' || fault.code === 'period-missing') {
    const name = unitNames.get(fault.unit ?? '');
    return same.some(({ examples, text }) => examples === 5 || (name !== undefined && text.includes(name)));
  }
  if (fault.rows.length === 0 || countedByKind.has(fault.code)) return same.length > 0;
  return same.some(({ examples, rows }) => examples === 5 || fault.rows.some((row) => rows.includes(row)));
}

it('keeps illustrative figures marked, and turns none of them into the reader’s own', async () => {
  const { page, errors, foreign } = watched;
  await page.locator('section[data-kind=query] .tag.illustrative').first().waitFor();
  const files = await page.evaluate(() =>
    window.doiChieu.sql("SELECT DISTINCT origin FROM observation WHERE file IS NOT NULL AND file <> ''"),
  );
  expect(files.rows).toEqual([['illustrative']]);
  expect([...cards.values()].reduce((sum, card) => sum + card.observations, 0)).toBeGreaterThan(100_000);
  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
});

it('takes what the file picker gives, and notices what is open already', async () => {
  const { page } = watched;
  const three = planted.slice(3, 6).map(({ file }) => file);
  await page.getByTestId('file-picker').setInputFiles(three.map((file) => samplesFolder + file));
  // The same bytes are not read again: nothing is listed twice and every result stays as it was.
  await page.waitForTimeout(1_000);
  const again = await readCards(page);
  expect(again.size).toBe(cards.size);
  for (const file of three) expect(again.get(file)).toEqual(cards.get(file));
});

it('walks through a folder that is dropped', async () => {
  const { page, context } = watched;
  const folder = mkdtempSync(join(tmpdir(), 'doi-chieu-'));
  mkdirSync(join(folder, 'tháng 6'));
  writeFileSync(join(folder, 'tháng 6', 'một.csv'), 'tên,số\na,1\nb,2\n');
  writeFileSync(join(folder, 'hai.csv'), 'mã;ngày\n7;01/06/2020\n');
  writeFileSync(join(folder, 'Thumbs.db'), 'no table');
  // The browser's own drop, with a real folder of this machine behind it.
  const session = await context.newCDPSession(page);
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', { type, x: 700, y: 400, data: { items: [], files: [folder], dragOperationsMask: 1 } });
  await drag('dragEnter');
  await drag('dragOver');
  await page.locator('.drop-veil').waitFor();
  await drag('drop');
  await imported(page, planted.length + 2);
  const opened = await readCards(page);
  expect(opened.size).toBe(planted.length + 2);
  expect([...opened.keys()].filter((name) => !cards.has(name)).sort()).toEqual(['hai.csv', 'một.csv']);
  expect(await page.locator('.drop-veil').count()).toBe(0);
  rmSync(folder, { recursive: true });
});

import type { Page } from 'playwright-core';
import type { Engine } from '../../src/core/engine';
import { readLink } from '../../src/core/link';
import { contentSql } from '../../src/core/proof/fingerprint';
import type { SavedRecipe } from '../../src/core/recipe/saved-recipe';
import type { Knowledge } from '../../src/ingest/knowledge';
import { openFiles } from '../../src/jobs/open-files';
import { printTable } from '../../src/jobs/print-table';
import { openInPage, runDone, valueOf } from './e2e';
import { openKillable } from './killed-browser';

/** What the page has been, and when by its own clock: every state that its address showed, every version of the file that was opened. */
interface Log {
  readonly states: { readonly fragment: string; readonly atMs: number }[];
  readonly files: { readonly version: number; readonly atMs: number }[];
}

/** What one kill cost. */
export interface Killed {
  /** Age of the oldest change that is missing afterwards, in ms; 0 when none is. */
  readonly lostMs: number;
  /** Changes made since the restart before. */
  readonly edits: number;
  /** From the new page's address to its first cell, in ms. */
  readonly reopenMs: number;
}

const table = 'ho_so_xa';
const nameOf = 'ho-so-xa.csv';
const places = ['Hà Nội', 'Hải Phòng', 'Cần Thơ', 'An Giang', 'Lào Cai', 'Quảng Ninh'];

/** A version of the file: as many rows as its number says, with repairs to make. */
function fileText(version: number): string {
  const rows = Array.from(
    { length: version },
    (_, i) => `${places[i % 6]};${i % 7 === 0 ? `1.${100 + i},50` : `${i}`};${i % 9 === 0 ? 'x' : i}`,
  );
  return `Tỉnh;Hồ sơ;Quá hạn\n${rows.join('\n')}\n`;
}

/**
 * A session of edits by a seed: title, notes, parameters, files, steps of a recipe, corrections. The browser is killed in the middle, opened again over the same
 * profile, and what it shows is held against what it was.
 */
export class KilledSession {
  #log: Log = { states: [], files: [] };
  #edits = 0;
  #rounds = 0;
  #expected = new Map<string, string>();
  #version = 40;

  constructor(
    private readonly url: string,
    private readonly profile: string,
    private readonly random: () => number,
    private readonly node: { readonly engine: Engine; readonly knowledge: Knowledge },
  ) {}

  /**
   * Opens the browser, checks what it shows, edits for a while and kills it.
   * @param editMs how long it is edited at least and at most, once one edit was made
   * @throws Error when what is shown is nothing the page has been, or a table is not what its recipe makes of its file
   */
  async round(editMs: readonly [number, number]): Promise<Killed> {
    const before = this.#log;
    const browser = await openKillable(this.profile);
    try {
      const page = browser.context.pages()[0] ?? (await browser.context.newPage());
      await this.#watch(page);
      await page.goto(this.url);
      const startMs = performance.now();
      await page.locator('main section[data-kind]').first().waitFor({ timeout: 60_000 });
      const reopenMs = performance.now() - startMs;
      await this.#opened(page, before);
      const lostMs = await this.#check(page, before);
      // A new profile begins with a file; what is killed is the work after it.
      if (this.#log.files.length === 0) await this.#file(page);
      const edits = this.#edits;
      const over = new AbortController();
      const editing = this.#edit(page, over.signal);
      for (let tries = 0; tries < 200 && this.#edits === edits; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
      await new Promise((resolve) => setTimeout(resolve, editMs[0] + this.random() * (editMs[1] - editMs[0])));
      over.abort();
      this.#killedAtMs = Date.now();
      await browser.kill();
      await editing;
      return { lostMs, edits: this.#edits - edits, reopenMs };
    } finally {
      await browser.kill().catch(() => undefined);
    }
  }

  #killedAtMs = 0;

  async #watch(page: Page): Promise<void> {
    this.#log = { states: [], files: [] };
    const log = this.#log;
    await page.exposeBinding('logState', (_, fragment: string, atMs: number) => void log.states.push({ fragment, atMs }));
    await page.addInitScript(() => {
      // A page that begins without the note shows the start page, until it has found the workspace and loads itself again.
      Object.assign(window, { notedAtStart: localStorage.getItem('doi-chieu.workspace') !== null });
      const { logState } = window as unknown as { logState: (fragment: string, atMs: number) => void };
      for (const name of ['pushState', 'replaceState'] as const) {
        const original = history[name].bind(history);
        history[name] = (data, unused, url) => {
          original(data, unused, url);
          // Without one it only opens afresh.
          if (location.hash.length > 1) logState(location.hash, Date.now());
        };
      }
    });
  }

  /**
   * Ready, and with the workspace: where the note of it was lost with the crash, the page looks for it and loads itself once more. Nothing comes where the
   * browser was killed before anything could be kept; what that cost is counted like everything else.
   */
  async #opened(page: Page, before: Log): Promise<void> {
    const waitMs = before.files.length === 0 ? 0 : 10_000;
    const startMs = performance.now();
    for (;;) {
      const kept = await page
        .evaluate(async () => {
          await window.doiChieu.ready;
          return (window as unknown as { notedAtStart: boolean }).notedAtStart;
        })
        .catch(() => false);
      if (kept || performance.now() - startMs > waitMs) return;
      await page.waitForTimeout(50);
    }
  }

  /** Holds what is shown against what was logged before the kill. @returns age of the oldest change that is missing, in ms */
  async #check(page: Page, before: Log): Promise<number> {
    // The start page, and a page as it was kept, may write no address until something changes.
    const link = await page.evaluate(() => window.doiChieu.link());
    if (this.#log.states.length === 0) this.#log.states.push({ fragment: link.slice(link.indexOf('#')), atMs: -Infinity });
    if (before.states.length === 0) return 0;
    const shown = this.#log.states[0]!.fragment;
    // What was logged in the very last moment may not have reached this side; the page may then show a newer state, whose forerunners it has kept.
    const kept = before.states.some(({ fragment }) => fragment === shown) ? [shown] : await this.#keptStates(page);
    const at = before.states.findLastIndex(({ fragment }) => kept.includes(fragment));
    if (at < 0 || kept.at(-1) !== shown)
      throw new Error(`after the kill the page shows what it never was: ${JSON.stringify(readLink(shown))}`);
    const missing = before.states[at + 1];
    const lost = [missing ? this.#killedAtMs - missing.atMs : 0];
    const last = before.files.at(-1);
    const isKept = await page.evaluate(() => (window as unknown as { notedAtStart: boolean }).notedAtStart);
    if (last && !isKept) lost.push(this.#killedAtMs - before.files[0]!.atMs);
    else if (last) {
      const { recipes } = readLink(shown)!;
      const rows = await this.#rows(page);
      // The file before the last, when that had not been kept yet.
      if (rows < last.version) lost.push(this.#killedAtMs - before.files.find(({ version }) => version > rows)!.atMs);
      await this.#sameAsItsRecipe(page, rows, recipes);
      // What is loaded now is what the next kill is held against.
      this.#log.files.push({ version: rows, atMs: -Infinity });
    }
    return Math.max(...lost);
  }

  /** The states that the browser keeps, as an address shows them, the newest last. */
  #keptStates(page: Page): Promise<string[]> {
    return page.evaluate(async () => {
      const opening = indexedDB.open('doi-chieu');
      await new Promise((resolve) => (opening.onsuccess = resolve));
      const all = opening.result.transaction('step').objectStore('step').getAll();
      await new Promise((resolve) => (all.onsuccess = resolve));
      opening.result.close();
      return (all.result as { page: Uint8Array }[]).map((step) => {
        const text = btoa(Array.from(step.page, (byte) => String.fromCharCode(byte)).join(''));
        return `#v1.${text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
      });
    });
  }

  /** Rows of the table in the page, once the file is loaded again. */
  async #rows(page: Page): Promise<number> {
    for (let tries = 0; tries < 300; tries++) {
      const { rows } = (await page.evaluate(() => window.doiChieu.tables())).find((one) => one.name === 'ho_so_xa') ?? {};
      if (rows !== undefined) return rows;
      await page.waitForTimeout(100);
    }
    throw new Error('the file did not come back');
  }

  /** The table in the page, by hash, is what the node engine makes of the same file with the recipes of the page. */
  async #sameAsItsRecipe(page: Page, version: number, recipes: readonly SavedRecipe[]): Promise<void> {
    const key = `${version} ${JSON.stringify(recipes)}`;
    const { engine, knowledge } = this.node;
    let expected = this.#expected.get(key);
    if (expected === undefined) {
      const bytes = new TextEncoder().encode(fileText(version));
      const [opened] = await openFiles(engine, [{ name: nameOf, bytes }], knowledge, { recipes });
      expected = (await printTable(engine, opened!.tables[0]!.name, { file: null, unitSystems: [] })).content;
      this.#expected.set(key, expected);
    }
    const columns = (
      await page.evaluate(
        (name) =>
          window.doiChieu.sql(`SELECT column_name, data_type FROM duckdb_columns() WHERE schema_name = 'main' AND table_name = '${name}'`),
        table,
      )
    ).rows.map((row) => ({ name: String(row[0]), sqlType: String(row[1]) }));
    const own = await valueOf(page, contentSql(`main.${table}`, columns));
    if (own !== expected)
      throw new Error(`${table} of ${version} rows is not what its recipe makes of its file: ${String(own)}, not ${expected}`);
  }

  /** How often each kind of edit was made. */
  readonly made: Record<string, number> = {};
  /** What kept a kind of edit from being made, the last time. */
  readonly failed: Record<string, string> = {};

  /** Edits until it is over or the browser is gone. What cannot be done just then (a list is not there yet) is left for another time. */
  async #edit(page: Page, signal: AbortSignal): Promise<void> {
    const kinds: readonly (readonly [string, (page: Page) => Promise<void>, times: number])[] = [
      ['title', this.#title, 6],
      ['recipe', this.#recipe, 2],
      ['note', this.#note, 8],
      ['correction', this.#correction, 2],
      ['sheet', this.#sheet, 4],
      ['file', this.#file, 1],
      ['sql', this.#sql, 3],
      ['day', this.#day, 2],
    ];
    // What takes seconds would never be done between two kills: each kind in its turn is what a round begins with.
    let next = kinds[this.#rounds++ % kinds.length];
    const bag = kinds.flatMap((kind) => Array.from({ length: kind[2] }, () => kind));
    page.setDefaultTimeout(5_000);
    while (!signal.aborted) {
      const [name, edit] = next ?? bag[Math.floor(this.random() * bag.length)]!;
      next = undefined;
      try {
        await edit.call(this, page);
        this.#edits++;
        this.made[name] = (this.made[name] ?? 0) + 1;
      } catch (cause) {
        if (signal.aborted) return;
        this.failed[name] = cause instanceof Error ? cause.message : String(cause);
        await page.keyboard.press('Escape').catch(() => undefined);
      }
    }
  }

  async #title(page: Page): Promise<void> {
    await page.getByRole('textbox', { name: 'Tên sổ' }).fill(`Sổ ${this.#edits}`);
  }

  async #note(page: Page): Promise<void> {
    const note = page.locator('section[data-kind=text]').first();
    if ((await note.count()) === 0) await page.getByRole('button', { name: 'Ghi chú', exact: true }).first().click();
    const area = note.locator('textarea');
    if ((await area.count()) === 0) await note.getByRole('button', { name: 'Sửa ô chữ', exact: true }).click();
    await area.pressSequentially(` ${this.#edits}`, { delay: 20 });
  }

  async #day(page: Page): Promise<void> {
    const day = page.locator('[data-param=as_of] input[type=text]').first();
    await day.fill(`${10 + Math.floor(this.random() * 18)}/12/2020`);
    await page.keyboard.press('Tab');
  }

  async #file(page: Page): Promise<void> {
    const version = (this.#version += 1);
    await openInPage(page, [{ name: nameOf, base64: Buffer.from(fileText(version)).toString('base64') }]);
    this.#log.files.push({ version, atMs: Date.now() });
  }

  async #recipe(page: Page): Promise<void> {
    await page.evaluate(() => window.scrollTo(0, 0));
    const review = page.getByRole('button', { name: 'Xem và sửa' }).first();
    if (!(await review.isVisible())) await page.locator('.results .files summary').first().click();
    await review.click();
    const steps = page.locator('dialog[open] section.steps');
    await steps.getByRole('button', { name: /^Tất cả/ }).click();
    const all = steps.locator('li > button.step');
    await all.nth(Math.floor(this.random() * (await all.count()))).click();
    await steps.getByRole('button', { name: /^(Tắt|Bật) bước$/ }).click();
    await page.locator('dialog[open]').getByRole('button', { name: 'Xong', exact: true }).click();
  }

  async #sheet(page: Page): Promise<void> {
    const grid = page.locator('section[data-kind=sheet] [role=grid]').first();
    if ((await grid.count()) === 0) await page.getByRole('button', { name: 'Bảng tính tay', exact: true }).first().click();
    await grid.locator('[role=gridcell]').first().click();
    await page.keyboard.type(`dòng ${this.#edits}`, { delay: 10 });
    await page.keyboard.press('Tab');
    await page.keyboard.type(`${this.#edits}`);
    await page.keyboard.press('Enter');
  }

  async #sql(page: Page): Promise<void> {
    const editor = page.locator('section[data-kind=query] .cm-content').first();
    if ((await editor.count()) === 0) await page.getByRole('button', { name: 'Viết SQL' }).click();
    await editor.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(`SELECT ${this.#edits} AS lần, count(*) AS dòng FROM ${table}`);
    await page.keyboard.press('Control+Enter');
  }

  async #correction(page: Page): Promise<void> {
    await runDone(page);
    const figures = page.locator('.scorecard td.judged').filter({ hasText: /\d/ });
    await figures.nth(Math.floor(this.random() * 20)).click();
    const drawer = page.locator('dialog[open]').last();
    await drawer.getByRole('button', { name: 'Sửa số liệu' }).first().click();
    const dialog = page.locator('dialog[open]').last();
    await dialog
      .locator('input.number')
      .first()
      .fill(String(100 + this.#edits));
    await dialog.getByLabel('Lý do').fill('đối chiếu lại');
    await dialog.getByLabel('Người sửa').fill('An');
    await dialog.getByRole('button', { name: 'Ghi vào sổ sửa' }).click();
    await page.keyboard.press('Escape');
  }
}

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import type { ParamValues } from '../../src/core/question';
import type { ScriptingSurface } from '../../src/state/scripting-surface';
import { openPage, watchedPage, type Site, type WatchedPage } from './site';

declare global {
  interface Window {
    readonly doiChieu: ScriptingSurface;
  }
}

/** An error of the catalogue as a script sees it. */
export interface Refusal {
  readonly code: string;
  readonly vi: string;
  readonly en: string;
}

/** A fresh profile with the page open and its engine up. */
export async function readyPage(browser: Browser, site: Site, options: Parameters<Browser['newContext']>[0] = {}): Promise<WatchedPage> {
  const watched = await watchedPage(browser, site, options);
  await openPage(watched.page, site.url);
  return watched;
}

/** The run of the `nth` query cell (0-based; -1 the last) has come to its end and the engine stands behind it. */
export async function runDone(page: Page, nth = 0): Promise<void> {
  const cells = page.locator('section[data-kind=query]');
  await (nth < 0 ? cells.last() : cells.nth(nth)).locator('[data-run=done][data-confirmed=true]').waitFor({ timeout: 60_000 });
}

/** What one statement gives in the page: rows, or the error of the catalogue it ends with. */
export function tried(page: Page, sql: string, params: ParamValues = {}): Promise<{ rows: unknown[][] | null; error: Refusal | null }> {
  return page.evaluate(
    async ([text, values]) => {
      try {
        return { rows: (await window.doiChieu.sql(text, values)).rows.map((row) => [...row]), error: null };
      } catch (cause) {
        const error = cause as { code?: string; text?: (language: string) => string; message?: string };
        const text = (language: string) => error.text?.(language) ?? error.message ?? String(cause);
        return { rows: null, error: { code: error.code ?? 'none', vi: text('vi'), en: text('en') } };
      }
    },
    [sql, params] as const,
  );
}

/** One value of one row. */
export async function valueOf(page: Page, sql: string): Promise<unknown> {
  const { rows, error } = await tried(page, sql);
  if (error) throw new Error(`${error.code}: ${error.en}`);
  return rows?.[0]?.[0];
}

/** Adds a query cell, writes SQL into its editor and runs it with Ctrl+Enter. @returns the cell */
export async function runOwnSql(page: Page, sql: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Viết SQL' }).click();
  const cell = page.locator('section[data-kind=query]').last();
  const editor = cell.locator('.cm-content');
  await editor.click();
  await page.keyboard.insertText(sql);
  await page.keyboard.press('Control+Enter');
  return cell;
}

/** Takes a cell away through its menu. */
export async function removeCell(cell: Locator): Promise<void> {
  await cell.getByRole('button', { name: /^Việc với ô/ }).click();
  await cell.getByRole('menuitem', { name: 'Xoá ô' }).click();
}

/** A file as it crosses into the page: its bytes as base64. */
export interface CarriedFile {
  readonly name: string;
  readonly base64: string;
}

/** Sample exports from disk. */
export function carriedSamples(names: readonly string[]): CarriedFile[] {
  return names.map((name) => ({ name, base64: readFileSync(samplesFolder + name).toString('base64') }));
}

/** Opens files through the scripting surface. */
export function openInPage(page: Page, files: readonly CarriedFile[]): ReturnType<ScriptingSurface['open']> {
  return page.evaluate(async (carried) => {
    const made: File[] = [];
    for (const { name, base64 } of carried) {
      made.push(new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], name));
    }
    return window.doiChieu.open(made);
  }, files);
}

/** Drops sample exports on the page. */
export function dropSamples(page: Page, names: readonly string[]): Promise<void> {
  return dropFiles(page, carriedSamples(names));
}

/** Drops files on the page: a drop event that carries them. */
export async function dropFiles(page: Page, files: readonly CarriedFile[]): Promise<void> {
  await page.evaluate((carried) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of carried) {
      transfer.items.add(new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], name));
    }
    document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, files);
}

/** Waits until `count` opened files are listed and nothing is being read. */
export async function imported(page: Page, count: number, timeoutMs = 60_000): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      new Set([...document.querySelectorAll('.results .files .name')].map((one) => one.textContent)).size >= wanted &&
      !document.querySelector('main progress'),
    count,
    { timeout: timeoutMs },
  );
}

export interface Fault {
  readonly code: string;
  readonly rows: readonly number[];
  readonly column?: string;
  readonly text?: string;
  readonly unit?: string;
}

/** One sample export and what was planted in it. */
export interface PlantedFile {
  readonly file: string;
  readonly rows: Readonly<Record<'title' | 'unit' | 'header' | 'data' | 'total' | 'region' | 'note' | 'blank', number>>;
  readonly expected: { readonly lines: number; readonly rejected: number; readonly out: number };
  readonly faults: readonly Fault[];
}

export const samplesFolder = fileURLToPath(new URL('../../sample-data/exports/', import.meta.url));

export function plantedFiles(): readonly PlantedFile[] {
  return (JSON.parse(readFileSync(`${samplesFolder}faults.json`, 'utf8')) as { files: PlantedFile[] }).files;
}

/** A listener of another origin that answers everything and keeps what it was asked. */
export interface Listener {
  readonly url: string;
  readonly asked: string[];
  close(): Promise<void>;
}

export async function openListener(): Promise<Listener> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/csv' }).end('a,b\n1,2\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

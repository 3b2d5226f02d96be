import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { siteServer, type ServeOptions } from '../../src/build/serve';

/** The built site under test; SITE_FOLDER names another one than `dist/`. */
export const distFolder = process.env.SITE_FOLDER ?? join(import.meta.dirname, '../../dist');

export interface Site {
  /** Address of the page, ending in '/'. */
  readonly url: string;
  readonly server: Server;
  close(): Promise<void>;
}

/** Serves the built site, or another folder, on a free port of 127.0.0.1. */
export async function openSite(options: Partial<ServeOptions> = {}): Promise<Site> {
  const folder = options.folder ?? distFolder;
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`${folder} is missing; run npm run build first`);
  const server = siteServer({ ...options, folder });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${options.basePath ?? '/'}`,
    server,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The machine's own Chromium, never one that is downloaded. */
export const launchOptions = {
  executablePath:
    process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path)),
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
};

/** A real Chromium. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch(launchOptions);
}

/** A page that keeps what it said and asked for. */
export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Console errors and uncaught exceptions so far. */
  readonly errors: string[];
  /** Every address asked for that is not the site's own; workers' requests included. */
  readonly foreign: string[];
}

/** A fresh profile with one page, watched from before its first request. */
export async function watchedPage(browser: Browser, site: Site, options: Parameters<Browser['newContext']>[0] = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1440, height: 900 }, ...options });
  // Two pages and their engines may share two processors.
  context.setDefaultTimeout(60_000);
  const errors: string[] = [];
  const foreign: string[] = [];
  const origin = new URL(site.url).origin;
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(blob|data|about):/.test(url)) foreign.push(url);
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  return { page, context, errors, foreign };
}

/** Opens the page and waits until the engine has answered. */
export async function openPage(page: Page, url: string): Promise<void> {
  // What an earlier test did on the page is not what this one begins with.
  if (page.url().startsWith('http'))
    await page.evaluate(async () => {
      localStorage.removeItem('doi-chieu.workspace');
      const folder = await navigator.storage.getDirectory().catch(() => null);
      for (const name of ['doi-chieu-states', 'doi-chieu-tables'])
        await folder?.removeEntry(name, { recursive: true }).catch(() => undefined);
      await new Promise((resolve, reject) => {
        const gone = indexedDB.deleteDatabase('doi-chieu');
        gone.onsuccess = resolve;
        gone.onerror = reject;
      });
    });
  await page.goto(url);
  await page.evaluate(() => (window as unknown as { doiChieu: { ready: Promise<void> } }).doiChieu.ready);
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { launchOptions } from '../support/site';

/** A browser with a profile of its own on disk, so that its HTTP cache and service workers are those of a real visit. */
export class Profile {
  readonly folder = mkdtempSync(join(tmpdir(), 'doi-chieu-bench-'));
  #context: BrowserContext | null = null;

  /** Starts the browser on this profile and waits until it is quiet. */
  async open(): Promise<Page> {
    this.#context = await chromium.launchPersistentContext(this.folder, {
      ...launchOptions,
      // A renderer kept in reserve would be counted with the page's memory.
      args: [...launchOptions.args, '--disable-features=SpareRendererForSitePerProcess'],
      locale: 'vi-VN',
      viewport: { width: 1440, height: 900 },
    });
    // tsx names inner functions with a helper of its own, which functions sent into the page then call.
    await this.#context.addInitScript({ content: 'globalThis.__name = (named) => named;' });
    const page = this.#context.pages()[0] ?? (await this.#context.newPage());
    await page.waitForTimeout(800);
    return page;
  }

  /** Ends the browser; the profile stays. */
  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
  }

  async remove(): Promise<void> {
    await this.close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

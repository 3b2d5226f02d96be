import type { Page } from 'playwright-core';
import { openCounted } from './bench-sites';
import { cleanCsv } from './clean-csv';
import type { Figure } from './figure';
import { Profile } from './profile';
import { peakRendererMegabytes } from './renderer-memory';

interface Imported {
  readonly ms: number;
  readonly peakMegabytes: number;
}

interface Surface {
  readonly ready: Promise<void>;
  open(files: readonly File[]): Promise<{ tables: { name: string; rows: number }[]; error: { en: string } | null }[]>;
}

/** Opens the page, waits for its engine and imports a file through a file input; leaves the page open. */
export async function importInPage(page: Page, url: string, path: string): Promise<{ ms: number; table: string }> {
  await page.goto(url);
  await page.evaluate(() => (window as unknown as { doiChieu: Surface }).doiChieu.ready);
  // Both pages are at rest: this one has confirmed its scorecard.
  await page.locator('[data-run=done][data-confirmed=true]').first().waitFor({ timeout: 60_000 });
  await page.waitForTimeout(3000);
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'bench-file' })));
  await page.setInputFiles('#bench-file', path);
  return page.evaluate(async () => {
    const [file] = document.querySelector<HTMLInputElement>('#bench-file')!.files!;
    const started = performance.now();
    const [result] = await (window as unknown as { doiChieu: Surface }).doiChieu.open([file!]);
    const ms = performance.now() - started;
    if (!result?.tables[0]) throw new Error(result?.error?.en ?? 'no table');
    return { ms, table: result.tables[0].name };
  });
}

/** The same on the bare page; the table is `t`. */
export async function importInBare(page: Page, url: string, path: string): Promise<{ ms: number }> {
  await page.goto(url);
  await page.waitForFunction(() => window.__bare !== undefined, null, { timeout: 60_000 });
  await page.waitForTimeout(1000);
  await page.setInputFiles('#file', path);
  return page.evaluate(async () => ({ ms: await window.__bare!.importCsv(document.querySelector<HTMLInputElement>('#file')!.files![0]!) }));
}

async function inFreshBrowser(run: (page: Page) => Promise<{ ms: number }>): Promise<Imported> {
  const profile = new Profile();
  try {
    const { ms } = await run(await profile.open());
    return { ms, peakMegabytes: peakRendererMegabytes(profile.folder) };
  } finally {
    await profile.remove();
  }
}

/** A file to import, and what was promised of time and memory against the engine's own import of it. */
export interface ImportedFile {
  readonly name: string;
  readonly path: string;
  readonly limits?: { readonly ms: number; readonly memory?: number };
}

/** Clean files of the given sizes (in million bytes). */
export function measureImport(rounds: number, sizes: readonly number[]): Promise<Figure[]> {
  const promised = { ms: 1.15, memory: 1.3 };
  const files = sizes.map((size) => ({
    name: `clean CSV of ${size} MB`,
    path: cleanCsv(size),
    ...(size === 100 ? { limits: promised } : {}),
  }));
  return measureImports(rounds, files);
}

/** Imports of files, page and bare in turn, each in a browser of its own. */
export async function measureImports(rounds: number, files: readonly ImportedFile[]): Promise<Figure[]> {
  const [ourSite, bareSite] = [await openCounted('page'), await openCounted('bare')];
  const figures: Figure[] = [];
  try {
    for (const { name, path, limits } of files) {
      const [ours, theirs]: [Imported[], Imported[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        ours.push(await inFreshBrowser((page) => importInPage(page, ourSite.url, path)));
        theirs.push(await inFreshBrowser((page) => importInBare(page, bareSite.url, path)));
      }
      const ms = (all: Imported[]) => all.map((one) => one.ms);
      const peak = (all: Imported[]) => all.map((one) => one.peakMegabytes);
      figures.push(
        {
          name: `import of a ${name}`,
          unit: 'ms',
          page: ms(ours),
          bare: ms(theirs),
          ...(limits ? { limit: { times: limits.ms } } : {}),
        },
        {
          name: `import of a ${name}: peak renderer memory`,
          unit: 'MB',
          page: peak(ours),
          bare: peak(theirs),
          ...(limits?.memory ? { limit: { times: limits.memory } } : {}),
        },
      );
    }
  } finally {
    await Promise.all([ourSite.close(), bareSite.close()]);
  }
  return figures;
}

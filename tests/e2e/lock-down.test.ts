import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../src/core/error-catalogue';
import { openListener, readyPage, removeCell, runDone, tried, type Listener } from '../support/e2e';
import { openBrowser, openSite, type Site, type WatchedPage } from '../support/site';

/** Ways out of the page, each of which must be refused; `url` is a listener of another origin that would see them. */
const waysOut = (url: string): readonly string[] => [
  `SELECT * FROM read_csv('${url}read_csv.csv')`,
  `SELECT * FROM read_text('${url}read_text')`,
  `SELECT * FROM read_blob('${url}read_blob')`,
  `SELECT * FROM glob('${url}*')`,
  `FROM '${url}from.csv'`,
  `SELECT * FROM read_csv('ht' || 'tp' || '${url.slice(4)}built.csv')`,
  `WITH inner_one AS (FROM read_csv(['${url}list.csv'])) FROM inner_one`,
  `SELECT * FROM sniff_csv('${url}sniff.csv')`,
  `CREATE TABLE leak AS FROM read_csv('${url}create.csv')`,
  `CREATE VIEW leak AS FROM read_text('${url}view')`,
  `FROM query('FROM read_text(''${url}query'')')`,
  `LOAD httpfs`,
  `INSTALL httpfs`,
  `INSTALL spatial FROM '${url}'`,
  `ATTACH '${url}leak.db' AS other`,
  `ATTACH 'leak.db' AS other`,
  `COPY (SELECT 'secret') TO '${url}copy.csv'`,
  `COPY unit TO '/tmp/leak.csv'`,
  `COPY unit TO 'local/../leak.csv'`,
  `COPY unit TO 's3://bucket/leak.csv'`,
  `EXPORT DATABASE 'local/all'`,
  `CREATE SECRET leak (TYPE http)`,
  `SET enable_external_access = true`,
  `SET lock_configuration = false`,
  `SET threads = 4`,
  `SET search_path = 'raw'`,
  `RESET enable_external_access`,
  `PRAGMA enable_profiling`,
  `PRAGMA threads = 4`,
  `SELECT * FROM read_csv('local/../secret.csv')`,
  `SELECT * FROM read_text('/etc/passwd')`,
  `SELECT * FROM read_text('../secret')`,
  `SELECT 1; SELECT * FROM read_csv('${url}second.csv')`,
  `EXPLAIN SELECT 1; CREATE TABLE leak AS SELECT 1`,
];

let browser: Browser;
let listener: Listener;
beforeAll(async () => {
  browser = await openBrowser();
  listener = await openListener();
});
afterAll(async () => {
  await browser.close();
  await listener.close();
});

/** What becomes of a request that the page's own script makes. */
const tryOut = (page: Page, url: string): Promise<Record<'fetched' | 'image', string>> =>
  page.evaluate(async (address) => {
    const fetched = await fetch(`${address}fetch`, { mode: 'no-cors' }).then(
      () => 'answered',
      () => 'refused',
    );
    const image = await new Promise<string>((resolve) => {
      const one = new Image();
      one.onload = () => resolve('answered');
      one.onerror = () => resolve('refused');
      one.src = `${address}img`;
    });
    return { fetched, image };
  }, url);

describe.each([
  ['with the header', true],
  ['on a host without headers', false],
] as const)('%s', (_, headers) => {
  let site: Site;
  let watched: WatchedPage;
  beforeAll(async () => {
    site = await openSite({ headers });
    watched = await readyPage(browser, site);
    await runDone(watched.page);
  });
  afterAll(async () => {
    await watched.context.close();
    await site.close();
  });

  it('refuses every way out of SQL to a script', async () => {
    const answers: string[] = [];
    for (const sql of waysOut(listener.url)) {
      const { error } = await tried(watched.page, sql);
      answers.push(`${error?.code ?? 'RAN'} · ${sql}`);
      if (error) {
        expect(Object.keys(errorCatalogue)).toContain(error.code);
        expect(error.vi + error.en).not.toMatch(/\{\w+\}/);
      }
    }
    expect(answers.filter((answer) => !answer.startsWith('sql-'))).toEqual([]);
    expect(answers.filter((answer) => answer.startsWith('sql-several')).length).toBe(2);
    expect(listener.asked).toEqual([]);
    expect((await tried(watched.page, 'SELECT 6 * 7')).rows).toEqual([[42]]);
    expect((await tried(watched.page, "SELECT count(*) FROM information_schema.tables WHERE table_name = 'leak'")).rows).toEqual([[0]]);
  });

  // The editor's run goes to the same engine under the same rules; that a script found each of them kept, is above.
  it('refuses ways out of every kind to the editor', async () => {
    const { page } = watched;
    await page.getByRole('button', { name: 'Viết SQL' }).click();
    const cell = page.locator('section[data-kind=query]').last();
    const editor = cell.locator('.cm-content');
    const missed: string[] = [];
    for (const sql of waysOut(listener.url).filter((_, i) => i % 4 === 0)) {
      await editor.click();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText('SELECT 6 * 7 AS n');
      await page.keyboard.press('Control+Enter');
      await cell.locator('[data-run=done]').waitFor();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(sql);
      await page.keyboard.press('Control+Enter');
      const note = cell.locator('[role=alert][data-code]');
      await note.waitFor();
      const code = (await note.getAttribute('data-code'))!;
      if (!code.startsWith('sql-')) missed.push(`${code} · ${sql}`);
    }
    expect(missed).toEqual([]);
    expect(listener.asked).toEqual([]);
    await removeCell(cell);
  });

  it('draws no chart that points outside', async () => {
    const { page } = watched;
    const outside = `${listener.url}chart`;
    const specs: readonly object[] = [
      { data: { url: `${outside}-data.json` }, mark: 'bar', encoding: {} },
      { mark: { type: 'image', url: `${outside}-mark.png` }, encoding: {} },
      { mark: 'image', encoding: { url: { field: 'address' } } },
      { layer: [{ data: { url: `${outside}-layer.csv` }, mark: 'point', encoding: {} }] },
      {
        mark: 'bar',
        transform: [{ lookup: 'n', from: { data: { url: `${outside}-lookup.json` }, key: 'n', fields: ['x'] } }],
        encoding: {},
      },
      { mark: 'bar', encoding: { href: { value: `${outside}-href` } } },
      {
        usermeta: { embedOptions: { patch: `${outside}-patch.json`, config: `${outside}-config.json` } },
        mark: 'bar',
        encoding: {},
        data: { url: `${outside}-meta` },
      },
    ];
    await page.getByRole('button', { name: 'Viết SQL' }).click();
    const cell = page.locator('section[data-kind=query]').last();
    await cell.locator('.cm-content').click();
    await page.keyboard.insertText(`SELECT 1 AS n, '${outside}-field.png' AS address`);
    await page.keyboard.press('Control+Enter');
    await cell.locator('[data-run=done]').waitFor();
    await cell.getByRole('button', { name: 'Biểu đồ', exact: true }).click();
    await cell.getByRole('button', { name: 'Sửa biểu đồ' }).click();
    await cell.getByRole('button', { name: 'Sửa JSON' }).click();
    const spec = cell.getByRole('textbox', { name: /Vega-Lite/ });
    const apply = async (text: string) => {
      await spec.click();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(text);
      await page.keyboard.press('Control+Enter');
    };
    for (const hostile of specs) {
      await apply(JSON.stringify(hostile));
      const note = cell.locator('figure.chart [role=alert]');
      await note.filter({ hasText: 'trỏ ra ngoài biểu đồ' }).waitFor();
      // A good chart in between, so that the next refusal is a new one.
      await apply(JSON.stringify({ mark: 'bar', encoding: { x: { field: 'n', type: 'quantitative' } } }));
      await note.waitFor({ state: 'detached' });
      await cell.locator('.chart-frame svg').waitFor();
    }
    expect(listener.asked).toEqual([]);
    await removeCell(cell);
  });

  it('lets nothing out of a note', async () => {
    const { page } = watched;
    const outside = `${listener.url}note`;
    await page.getByRole('button', { name: 'Ghi chú' }).click();
    const cell = page.locator('section[data-kind=text]').last();
    await cell
      .locator('textarea')
      .fill(
        [
          `# Ghi chú`,
          `![ảnh](${outside}-image.png)`,
          `<img src="${outside}-html.png"> <iframe src="${outside}-frame"></iframe> <style>@import url(${outside}-style)</style>`,
          `<link rel="prefetch" href="${outside}-prefetch"> <script src="${outside}-script"></script>`,
          `[ra ngoài](${outside}-link) **đậm**`,
        ].join('\n\n'),
      );
    await cell.getByRole('button', { name: 'Xong' }).click();
    await cell.locator('.prose strong').waitFor();
    expect(await cell.locator('.prose :is(img, iframe, style, link, script, [style], [src])').count()).toBe(0);
    // A link may be followed by whoever clicks it, and tells the other side nothing.
    expect(await cell.locator('.prose a[href]:not([rel~=noopener][rel~=noreferrer][target=_blank])').count()).toBe(0);
    expect(listener.asked).toEqual([]);
    await removeCell(cell);
  });

  it('stands behind all of it with its policy', async () => {
    expect(watched.foreign).toEqual([]);
    expect(await tryOut(watched.page, listener.url)).toEqual({ fetched: 'refused', image: 'refused' });
    expect(listener.asked).toEqual([]);
  });
});

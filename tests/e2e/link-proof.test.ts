import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync, zipSync, strFromU8, strToU8 } from 'fflate';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditName, readAuditText, type AuditTrail } from '../../src/core/audit/audit-trail';
import { pngTexts } from '../../src/core/audit/png-text';
import { imported, openInPage, readyPage, runDone, runOwnSql } from '../support/e2e';
import { openBrowser, openPage, openSite, watchedPage, type Site } from '../support/site';

let browser: Browser;
let site: Site;
/** What the sender's page gave: the link, and what it showed. */
let link: string;

const rows = Array.from({ length: 300 }, (_, i) => `Xã ${i + 1};${100 + ((i * 37) % 900)};${(i * 7) % 50}`);
const file = (name: string, lines: readonly string[]) => ({
  name,
  base64: Buffer.from(`Địa bàn;Hồ sơ;Quá hạn\n${lines.join('\n')}\n`).toString('base64'),
});
const sent = file('ho-so-xa.csv', rows);

beforeAll(async () => {
  browser = await openBrowser();
  site = await openSite();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

it('of one cell: carries the fingerprint of its table and of its result, as text and as QR code; equal content gives an equal link', async () => {
  const { page, context } = await readyPage(browser, site, { permissions: ['clipboard-read', 'clipboard-write'] });
  await runDone(page);
  const [opened] = await openInPage(page, [sent]);
  const { name } = opened!.tables[0]!;
  const cell = await runOwnSql(page, `SELECT sum("Hồ sơ") AS tong, count(*) AS dong FROM ${name}`);
  await cell.locator('[data-run=done]').waitFor();
  await page.getByRole('button', { name: 'Chia sẻ', exact: true }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByLabel('Gửi').selectOption({ index: 2 });
  await dialog.getByText('ho-so-xa.csv').waitFor();
  expect(await dialog.getByText('300 dòng').count()).toBe(1);
  await dialog.getByRole('img', { name: 'Mã QR' }).locator('svg').waitFor();
  link = await dialog.getByRole('textbox').inputValue();
  await dialog.getByRole('checkbox').uncheck();
  await expect.poll(() => dialog.getByRole('textbox').inputValue()).not.toBe(link);
  await dialog.getByRole('checkbox').check();
  await expect.poll(() => dialog.getByRole('textbox').inputValue()).toBe(link);
  // Opened by its maker it is no stranger's: the page it was made of comes up, runs, and is held against it.
  await page.goto('about:blank');
  await page.goto(link);
  await expect.poll(() => room(page).getAttribute('data-proof'), { timeout: 60_000 }).toBe('holds');
  expect(await page.getByText('liên kết của người khác').count()).toBe(0);
  expect(await page.locator('section[data-kind=query]').count()).toBe(2);
  await context.close();
});

const room = (page: Page) => page.locator('section.proof');

/** A fresh profile that knows the page, opens the link with the network off and runs what it brings. */
async function reader() {
  const watched = await readyPage(browser, site);
  const { page, context } = watched;
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
  await page.reload();
  const kept = () =>
    page.evaluate(async () => {
      const [name] = (await caches.keys()).filter((key) => key.startsWith('doi-chieu-'));
      const cache = await caches.open(name!);
      const files = (await (await cache.match('kept-files.json'))!.json()) as [path: string, revision: string | null, later: unknown][];
      const ahead = files.filter(([, , later]) => later !== 'on use');
      return (await Promise.all(ahead.map(([path]) => cache.match(path)))).every((one) => one !== undefined);
    });
  while (!(await kept())) await page.waitForTimeout(200);
  await context.setOffline(true);
  await page.goto('about:blank');
  await page.goto(link);
  await page.evaluate(() => window.doiChieu.ready);
  return watched;
}

it('opened on a fresh profile without network: the file is missing, then equal, and so is the result', async () => {
  const { page, context, errors } = await reader();
  await room(page).locator('[data-standing=missing]').waitFor();
  expect(await room(page).getAttribute('data-proof')).toBe('missing');
  await page.getByRole('button', { name: 'Tôi đã đọc, chạy' }).click();
  // The same rows under another name stand in by themselves.
  await openInPage(page, [file('ban-sao.csv', [...rows].reverse())]);
  await imported(page, 1);
  await room(page).locator('[data-standing=same]').waitFor({ state: 'attached', timeout: 60_000 });
  await expect.poll(() => room(page).getAttribute('data-proof'), { timeout: 60_000 }).toBe('holds');
  expect(await room(page).locator('[data-result=same]').count()).toBe(1);
  // Said once the last comparison is through.
  await room(page).getByText('Cùng số liệu, cùng kết quả').waitFor({ timeout: 60_000 });
  // What stands in is remembered in the page.
  const carried = await page.evaluate(() => window.doiChieu.link());
  expect(carried.split('#')[1]).toMatch(/^v2\./);
  expect(errors).toEqual([]);
  await context.close();
});

it('with one cell changed says which table, which row and which column, and that the result is another', async () => {
  const { page, context, errors } = await watchedPage(browser, site);
  await openPage(page, link);
  const changed = rows.map((row, i) => (i === 122 ? row.replace(/;\d+;/, ';99999;') : row));
  await openInPage(page, [file('ho-so-xa.csv', changed)]);
  await imported(page, 1);
  await page.getByRole('button', { name: 'Tôi đã đọc, chạy' }).click();
  const card = room(page).locator('[data-table][data-standing=different]');
  await card.waitFor({ timeout: 60_000 });
  // The 123rd row stands in line 124, below the heads.
  expect(await card.innerText()).toContain('dòng 124');
  expect(await card.getByRole('row').last().innerText()).toMatch(/124\s+99999/);
  await room(page).locator('[data-result=different]').waitFor({ timeout: 60_000 });
  expect(await room(page).getAttribute('data-proof')).toBe('differs');
  expect(errors).toEqual([]);
  await context.close();
});

const saved = async (page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> => {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: await bytesOf(download) };
};
const bytesOf = async (download: Download): Promise<Buffer> => readFileSync(await download.path());
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const folder = mkdtempSync(join(tmpdir(), 'doi-chieu-proof-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A page with the file opened and a cell that reads it, for the tests below. */
let author: Awaited<ReturnType<typeof readyPage>>;

it('every exported figure carries version, link, as-of date and the fingerprints of the tables it was computed from', async () => {
  author = await readyPage(browser, site);
  const { page } = author;
  await runDone(page);
  const [opened] = await openInPage(page, [sent]);
  const cell = await runOwnSql(page, `SELECT "Địa bàn", "Hồ sơ" FROM ${opened!.tables[0]!.name} ORDER BY 2 DESC LIMIT 20`);
  await runDone(page, -1);
  await cell.getByRole('button', { name: 'Biểu đồ', exact: true }).click();
  await cell.locator('.chart-frame svg').first().waitFor({ timeout: 60_000 });
  const press = (name: string) => saved(page, () => cell.getByRole('button', { name, exact: true }).click());

  const png = readAuditText(pngTexts((await press('Tải PNG')).bytes).get(auditName)!)!;
  expect(png).toMatchObject({ app: '0.1.0', asOf: null, tables: [{ file: 'ho-so-xa.csv', rows: 300 }] });
  expect(png.tables[0]!.fileHash).toBe(sha256(Buffer.from(sent.base64, 'base64')));
  expect(png.tables[0]!.content).toMatch(/^[0-9a-f]{64}$/);
  expect(png.link).toMatch(new RegExp(`^${site.url}#v1\\.`));

  const svg = (await press('Tải SVG')).bytes.toString('utf8');
  const inSvg = await page.evaluate(
    (text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('metadata')!.textContent,
    svg,
  );
  expect(readAuditText(inSvg)).toEqual(png);

  const zip = unzipSync((await press('CSV kèm dấu vết')).bytes);
  expect(Object.keys(zip)).toEqual(['doi-chieu.csv', 'doi-chieu.csv-metadata.json']);
  expect(strFromU8(zip['doi-chieu.csv']!).split('\r\n')).toHaveLength(22);
  const beside = JSON.parse(strFromU8(zip['doi-chieu.csv-metadata.json']!)) as { url: string; notes: AuditTrail[] };
  expect(beside).toMatchObject({ url: 'doi-chieu.csv', notes: [png] });

  // The report is of the whole notebook: its link and its day are.
  await page.keyboard.press('Control+p');
  const dialog = page.locator('dialog[open]');
  const report = async (kind: RegExp) => {
    await dialog.getByRole('radio', { name: kind }).check();
    return (await saved(page, () => dialog.getByRole('button', { name: 'Xuất tệp' }).click())).bytes;
  };
  const html = (await report(/\.html/)).toString('utf8');
  // What is a scorecard or a drawing on the page is one in the report.
  expect(html).toContain('<table class="card">');
  expect(html).toContain('<img class="chart"');
  const inHtml = await page.evaluate(
    ([text, name]) => new DOMParser().parseFromString(text, 'text/html').querySelector<HTMLMetaElement>(`meta[name="${name}"]`)!.content,
    [html, auditName] as const,
  );
  const trail = readAuditText(inHtml)!;
  expect(trail).toEqual({ ...png, link: await page.evaluate(() => window.doiChieu.link()), asOf: trail.asOf });
  expect(trail.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
  for (const kind of [/\.xlsx/, /\.docx/]) {
    const core = strFromU8(unzipSync(await report(kind))['docProps/core.xml']!);
    const described = await page.evaluate(
      (text) => new DOMParser().parseFromString(text, 'text/xml').getElementsByTagName('dc:description')[0]!.textContent,
      core,
    );
    expect(readAuditText(described)).toEqual(trail);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  // Printed as it stands, which waits for nothing: the file's own fingerprint.
  const foot = await page.evaluate(() => {
    window.dispatchEvent(new Event('beforeprint'));
    return document.querySelector('.print-foot')!.textContent;
  });
  for (const words of ['Đối Chiếu 0.1.0', 'ho-so-xa.csv, 300 dòng', `SHA-256 tệp ${png.tables[0]!.fileHash}`, site.url])
    expect(foot).toContain(words);
});

/** What `npm run verify` says of a file, and its exit status. */
function verified(name: string, bytes: Uint8Array, ...more: string[]): Promise<{ status: number; said: string }> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return new Promise((resolve) =>
    execFile(process.execPath, ['--import', 'tsx', 'src/build/verify-command.ts', path, ...more], (error, out, errors) =>
      resolve({ status: error ? Number(error.code) : 0, said: out + errors }),
    ),
  );
}

it('a portable file made by the page holds in node; one changed cell is told although all hashes were written anew', async () => {
  const { page, context, errors } = author;
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('sao luu');
  await page.keyboard.press('Enter');
  const form = page.getByRole('region', { name: 'Sao lưu và mang đi' });
  const pack = () => saved(page, () => form.getByRole('button', { name: 'Tải tệp .doichieu' }).click());
  const plain = await pack();
  expect(plain.name).toMatch(/\.doichieu$/);
  await form.getByLabel(/Mật khẩu/).fill('mật khẩu dài');
  const sealed = await pack();
  expect(errors).toEqual([]);
  await context.close();
  expect(sealed.bytes.includes(Buffer.from('ho-so-xa'))).toBe(false);

  const entries = unzipSync(plain.bytes);
  const path = 'data/ho-so-xa.csv';
  const changed = strToU8(strFromU8(entries[path]!).replace('Xã 123;', 'Xã 123;9'));
  const manifest = strFromU8(entries['manifest.json']!).replaceAll(sha256(entries[path]!), sha256(changed));
  const careful = zipSync({ ...entries, 'manifest.json': strToU8(manifest), [path]: changed });

  const whole = await verified('sealed.doichieu', sealed.bytes, '--password', 'mật khẩu dài');
  expect(whole.said).toContain('Everything holds.');
  expect(whole.said).toMatch(/✓ ho_so_xa \(ho-so-xa\.csv\): same/);
  expect(whole.status).toBe(0);
  const wrong = await verified('sealed.doichieu', sealed.bytes, '--password', 'khác');
  expect(wrong.status).toBe(2);
  expect(wrong.said).toMatch(/mật khẩu.*\/.*password/i);
  const told = await verified('careful.doichieu', careful);
  // Hashes of files written anew do not help: the table's own fingerprint says which row.
  expect(told.status).toBe(1);
  expect(told.said).toMatch(/✗ ho_so_xa \(ho-so-xa\.csv\): different, rows 12[1-6](–12[1-6])?/);
  expect(told.said).toMatch(/✗ c\d+ .*: different/);
});

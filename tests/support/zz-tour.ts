import { openBrowser, openPage, openSite, watchedPage } from './site';
const [,, lang='en', theme='dark', w='1440', h='950'] = process.argv;
const site = await openSite(); const b = await openBrowser();
const { page, errors } = await watchedPage(b, site, { viewport: { width: +w!, height: +h! } });
await page.addInitScript(([l,t]) => { localStorage.setItem('doi-chieu.language', l!); localStorage.setItem('doi-chieu.theme', t!); }, [lang, theme]);
const shot = (n: string) => page.screenshot({ path: `/tmp/t-${lang}-${theme}-${w}-${n}.png` });
await openPage(page, site.url);
await page.waitForSelector('[data-confirmed=true]', { timeout: 60000 });
await shot('1start');
await page.locator('td[data-verdict=behind]').nth(3).click();
await page.waitForSelector('.facts', {timeout: 20000});
await shot('2drawer');
const src = page.locator('dialog.drawer button.small.quiet').first();
if (await src.count()) { await src.click(); await page.waitForSelector('tr.wanted', {timeout: 60000}).catch(()=>console.log('no wanted', )); await shot('3source'); }
await page.keyboard.press('Escape');
for (const id of ['rank-on-time','inspected-provinces','disbursement','published-ranks']) {
  await page.evaluate((q) => { const s = [...document.querySelectorAll('#side li button')]; }, id);
}
const qs = await page.evaluate(() => (window as any).doiChieu.questions().map((q: any) => [q.id, q.title]));
for (const [id, title] of qs.filter((q: any) => ['rank-on-time','inspected-provinces','disbursement'].includes(q[0]))) {
  if (+w! < 900) await page.locator('button.menu').click();
  await page.locator('#side li button', { hasText: title[lang!] }).first().click();
  const cell = page.locator('section.cell').last();
  await cell.locator('[data-run=done]').waitFor({ timeout: 60000 }).catch(async () => console.log(id, await cell.innerText()));
  await page.waitForTimeout(2500);
  await cell.scrollIntoViewIfNeeded();
  await page.waitForTimeout(600);
  await shot('q-' + id);
}
console.log(errors.slice(0, 6));
await b.close(); await site.close();

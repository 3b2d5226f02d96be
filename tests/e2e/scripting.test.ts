import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { carriedSamples, openInPage, plantedFiles, readyPage, runDone, tried } from '../support/e2e';
import { openBrowser, openSite, type Site, type WatchedPage } from '../support/site';

let browser: Browser;
let site: Site;
let watched: WatchedPage;
beforeAll(async () => {
  browser = await openBrowser();
  site = await openSite();
  watched = await readyPage(browser, site);
  await runDone(watched.page);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Paths of values that are no plain data: not a number, string, boolean, null, array or bare object. Runs in the page, before anything is copied out. */
const notPlain = `(value) => {
  const bad = [];
  const walk = (one, path) => {
    if (one === null || ['string', 'boolean'].includes(typeof one)) return;
    if (typeof one === 'number') { if (!Number.isFinite(one)) bad.push(path); return; }
    if (Array.isArray(one)) { one.forEach((inner, i) => walk(inner, path + '[' + i + ']')); return; }
    if (typeof one === 'object' && Object.getPrototypeOf(one) === Object.prototype) { for (const key in one) if (one[key] !== undefined) walk(one[key], path + '.' + key); return; }
    bad.push(path + ': ' + Object.prototype.toString.call(one) + ' ' + typeof one);
  };
  walk(value, '');
  return bad.slice(0, 5);
}`;

/** What the expression gives is plain throughout. */
async function expectPlain(expression: string): Promise<void> {
  expect(await watched.page.evaluate(`Promise.resolve(${expression}).then(${notPlain})`)).toEqual([]);
}

it('has the members that were promised, and ready resolves', async () => {
  const members = await watched.page.evaluate(() => Object.entries(window.doiChieu).map(([name, value]) => [name, typeof value]));
  expect(Object.fromEntries(members)).toMatchObject({
    ready: 'object',
    open: 'function',
    tables: 'function',
    sql: 'function',
    questions: 'function',
    run: 'function',
    link: 'function',
    exportCsv: 'function',
    cancel: 'function',
  });
  expect(await watched.page.evaluate(async () => (await window.doiChieu.ready) === undefined)).toBe(true);
});

it('open gives tables, rows, columns, what was put aside and the issues of each file', async () => {
  const [plan] = plantedFiles();
  const results = await openInPage(watched.page, [...carriedSamples([plan!.file]), { name: 'rong.csv', base64: '' }]);
  const [good, bad] = results;
  expect(good).toMatchObject({ name: plan!.file, error: null });
  expect(good!.tables).toHaveLength(1);
  const [table] = good!.tables;
  expect(Object.keys(table!).sort()).toEqual(['columns', 'issues', 'name', 'rejected', 'rows']);
  expect([table!.rows, table!.rejected]).toEqual([plan!.expected.out, plan!.expected.rejected]);
  expect(table!.columns.length).toBeGreaterThan(3);
  for (const issue of table!.issues) {
    expect(issue).toMatchObject({
      code: expect.any(String),
      kind: expect.stringMatching(/^(repair|warning|question|rejection)$/),
      table: table!.name,
      rows: expect.any(Number),
    });
    expect(issue.examples.length).toBeLessThanOrEqual(5);
  }
  expect(new Set(table!.issues.map((issue) => issue.code))).toEqual(new Set(plan!.faults.map((fault) => fault.code)));
  expect(bad).toEqual({
    name: 'rong.csv',
    tables: [],
    error: { code: 'file-empty', vi: expect.stringContaining('rong.csv'), en: expect.stringContaining('rong.csv') },
  });
  await expectPlain(`doiChieu.open([new File(['a,b\\n1,x\\n'], 'don-gian.csv')])`);
});

it('tables lists the model’s and the reader’s own', async () => {
  const tables = await watched.page.evaluate(() => window.doiChieu.tables());
  const byName = new Map(tables.map((table) => [table.name, table]));
  for (const name of ['unit', 'unit_alias', 'succession', 'act', 'target', 'task', 'system', 'indicator', 'observation']) {
    expect([name, (byName.get(name)?.rows ?? 0) > 0, (byName.get(name)?.columns.length ?? 0) > 1]).toEqual([name, true, true]);
  }
  expect(byName.get('don_gian')).toEqual({ name: 'don_gian', rows: 1, columns: expect.arrayContaining(['a', 'b']) });
  await expectPlain('doiChieu.tables()');
});

it('sql gives plain values in their true scale, and fills parameters', async () => {
  const { page } = watched;
  const { columns, rows } = await page.evaluate(() =>
    window.doiChieu.sql(
      `SELECT 1.25::DECIMAL(9,2) AS dec, 12345678901 AS big, sum(3::INTEGER) AS total, DATE '2020-02-29' AS day, TIMESTAMP '2020-02-29 13:14:15' AS moment,
              true AS yes, NULL AS nothing, 'Đà Nẵng' AS name, 0.5::DOUBLE AS half`,
    ),
  );
  expect(columns).toEqual(['dec', 'big', 'total', 'day', 'moment', 'yes', 'nothing', 'name', 'half']);
  expect(rows).toEqual([
    [1.25, 12345678901, 3, '2020-02-29', expect.stringMatching(/^2020-02-29[T ]13:14:15/), true, null, 'Đà Nẵng', 0.5],
  ]);
  await expectPlain(
    `doiChieu.sql("SELECT [1, 2] AS l, {a: 1, b: DATE '2020-01-01'} AS s, map {'k': 1} AS m, 170141183460469231731687303715884105727 AS h, INTERVAL 1 DAY AS i, 'x'::BLOB AS b, 1::UTINYINT AS u, TIME '10:00' AS t")`,
  );
  const hostile = `O'Hà"; DROP TABLE unit; --`;
  const filled = await tried(page, 'SELECT $t AS t, $n + 1 AS n, $d::DATE AS d, len($list) AS l', {
    t: hostile,
    n: 41,
    d: '2020-12-31',
    list: ['63:01', '63:02'],
  });
  expect(filled).toEqual({ rows: [[hostile, 42, '2020-12-31', 2]], error: null });
  expect((await tried(page, 'SELECT $gone')).error?.code).toBe('param-missing');
  const many = await page.evaluate(() => window.doiChieu.sql('SELECT range FROM range(25000)'));
  expect(many.rows).toHaveLength(10_000);
  expect(many.rows.at(-1)).toEqual([9999]);
  expect((await tried(page, 'SELEC 1')).error?.code).toBe('sql-syntax');
  expect((await tried(page, 'SELECT name_v FROM unit')).error).toMatchObject({
    code: 'sql-unknown-column',
    en: expect.stringContaining('name_vi'),
  });
});

it('questions and run go together', async () => {
  const { page } = watched;
  const questions = await page.evaluate(() => window.doiChieu.questions());
  expect(questions.length).toBeGreaterThanOrEqual(24);
  for (const { id, title, params } of questions) {
    expect(id).toMatch(/^[a-z0-9-]+$/);
    expect(title.vi && title.en && title.vi !== title.en).toBe(true);
    for (const param of params)
      expect(param).toMatchObject({
        name: expect.any(String),
        type: expect.any(String),
        label: { vi: expect.any(String), en: expect.any(String) },
      });
  }
  await expectPlain('doiChieu.questions()');
  const answer = await page.evaluate(() => window.doiChieu.run('scorecard', { as_of: '2020-12-31', units: ['63:20'] }));
  expect(answer.verdicts.length).toBe(answer.rows.length);
  expect(answer.verdicts.length).toBeGreaterThan(0);
  const unit = answer.columns.indexOf('unit_id');
  const verdict = answer.columns.indexOf('verdict');
  for (const [i, record] of answer.verdicts.entries()) {
    expect(record).toMatchObject({ unit_id: '63:20', verdict: answer.rows[i]![verdict] });
    expect(answer.rows[i]![unit]).toBe('63:20');
  }
  await expectPlain(`doiChieu.run('scorecard', { units: ['63:20'] })`);
  expect((await page.evaluate(() => window.doiChieu.run('published-ranks'))).verdicts).toEqual([]);
  const unknown = await page.evaluate(() => window.doiChieu.run('no-such-question').catch((cause: { code: string }) => cause.code));
  expect(unknown).toBe('question-unknown');
});

// All of them answer in node's tests, each with its golden.
it('saved questions answer as they stand', async () => {
  const failed = await watched.page.evaluate(async () => {
    const bad: string[] = [];
    const asked = window.doiChieu.questions().filter(({ params }) => params.every((param) => param.default !== null));
    for (const { id } of asked.filter((_, i) => i % 6 === 0)) {
      const answer = await window.doiChieu.run(id).catch((cause: { code?: string }) => `${id}: ${cause.code ?? String(cause)}`);
      if (typeof answer === 'string') bad.push(answer);
      else if (answer.columns.length === 0) bad.push(`${id}: no columns`);
    }
    return bad;
  });
  expect(failed).toEqual([]);
});

it('link is the page’s own address and follows what is on it', async () => {
  const { page } = watched;
  const before = await page.evaluate(() => window.doiChieu.link());
  expect(before.startsWith(`${site.url}#v1.`)).toBe(true);
  await page.getByRole('button', { name: 'Ghi chú' }).click();
  const after = await page.evaluate(() => window.doiChieu.link());
  expect(after).not.toBe(before);
  expect(page.url()).toBe(after);
});

it('exportCsv writes a table or a statement as RFC 4180', async () => {
  const { page } = watched;
  expect(
    await page.evaluate(() => window.doiChieu.exportCsv(`SELECT 1.5 AS a, 'x,"y"' AS b, NULL AS c, DATE '2020-01-31' AS d, '=1+1' AS e`)),
  ).toBe(`a,b,c,d,e\r\n1.5,"x,""y""",,2020-01-31,'=1+1\r\n`);
  const units = await page.evaluate(() => window.doiChieu.exportCsv('unit'));
  expect(units.split('\r\n').length - 2).toBe((await tried(page, 'SELECT count(*) FROM unit')).rows![0]![0]);
  expect(await page.evaluate(() => window.doiChieu.exportCsv('no_such_table').catch((cause: { code: string }) => cause.code))).toBe(
    'sql-unknown-table',
  );
});

it('cancel says whether there was something to stop', async () => {
  expect(await watched.page.evaluate(() => window.doiChieu.cancel())).toBe(false);
  expect(watched.errors).toEqual([]);
  expect(watched.foreign).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/core/engine';
import type { Recipe } from '../../src/core/recipe/recipe';
import { withFixedCell, withMarkedRows, withNewStep, withSwitchedStep, withTakenRows } from '../../src/core/recipe/recipe-change';
import { questionsOf, withAllSuggested } from '../../src/core/recipe/recipe-question';
import type { SavedRecipe } from '../../src/core/recipe/saved-recipe';
import { recordsOf } from '../../src/core/result-table';
import type { Knowledge } from '../../src/ingest/knowledge';
import { changeRecipe } from '../../src/jobs/change-recipe';
import type { FileVersion, VersionChoice } from '../../src/jobs/compare-version';
import { measureSteps } from '../../src/jobs/measure-steps';
import { openFiles, type LoadedFile, type OpenedFile, type OpenedTable } from '../../src/jobs/open-files';
import { readKnowledge } from '../../src/jobs/read-knowledge';
import { divideTables, groupsOf, uniteTables } from '../../src/jobs/unite-tables';
import { loadReference } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';

let engine: Engine;
let knowledge: Knowledge;

beforeAll(async () => {
  engine = await openNodeEngine();
  await loadReference(engine);
  knowledge = await readKnowledge(engine);
});
afterAll(() => engine.close());

const source = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });
const rowsOf = async (sql: string) => recordsOf(await engine.query(sql));

async function open(name: string, text: string, recipes: readonly SavedRecipe[] = []): Promise<OpenedFile> {
  const [result] = await openFiles(engine, [source(name, text)], knowledge, { recipes });
  if (!result || result.error) throw result?.error ?? new Error('nothing opened');
  return result;
}

const tableOf = (file: OpenedFile): OpenedTable => file.tables[0]!;
const recipeOf = (file: OpenedFile): Recipe => tableOf(file).recipe!;
const codes = (file: OpenedFile) => tableOf(file).issues.map((issue) => issue.code);
const change = (file: OpenedFile, recipe: Recipe) => changeRecipe(engine, file, tableOf(file).name, recipe, knowledge);

const mixed = `Mã;Số;Ghi chú\nA;1.250;x\nB;407.673;\nC;chưa rõ;y\nD;chưa rõ;\n${Array.from({ length: 30 }, (_, i) => `E${i};${i};\n`).join('')}Tổng cộng;409.358;\n`;

describe('a recipe that is changed', () => {
  it('runs again over the raw rows: expressions in order, conditions, marked, taken and corrected rows', async () => {
    const file = await open('doi.csv', mixed);
    const base = recipeOf(file);
    let recipe = withNewStep(base, { op: 'compute', name: 'gấp đôi', sql: '"Số" * 2 -- hai lần' });
    recipe = withNewStep(recipe, { op: 'compute', name: 'gấp bốn', sql: '"gấp đôi" * 2' });
    recipe = withNewStep(recipe, { op: 'filter-rows', sql: `"Mã" <> 'B'` });
    recipe = withFixedCell(recipe, 4, 'Số', '7');
    const changed = await change(file, recipe);
    expect(await rowsOf(`SELECT "Mã", "Số", "gấp bốn", _row FROM doi WHERE "Mã" NOT LIKE 'E%' ORDER BY _row`)).toEqual([
      { Mã: 'A', Số: 1250, 'gấp bốn': 5000, _row: 2 },
      { Mã: 'C', Số: 7, 'gấp bốn': 28, _row: 4 },
      { Mã: 'D', Số: null, 'gấp bốn': null, _row: 5 },
    ]);
    expect(tableOf(changed)).toMatchObject({ rows: 33, rejected: 1 });
    expect(codes(changed)).toEqual(expect.arrayContaining(['row-filtered', 'cell-fixed', 'column-computed']));
    expect(Object.values(tableOf(changed).counts).reduce((sum, one) => sum + one, 0)).toBe(2 * tableOf(changed).counts.read);

    const taken = await change(changed, withTakenRows(withMarkedRows(recipe, [36], 'data'), [3]));
    expect((await rowsOf(`SELECT "Mã" FROM doi WHERE "Mã" NOT LIKE 'E%' ORDER BY _row`)).map((row) => row.Mã)).toEqual([
      'A',
      'B',
      'C',
      'D',
      'Tổng cộng',
    ]);
    expect(tableOf(taken).counts).toMatchObject({ total: 0, out: 35, rejected: 0, read: 36 });

    const back = await change(taken, base);
    expect(await rowsOf('SELECT count(*) AS n FROM doi')).toEqual([{ n: 34 }]);
    expect(tableOf(back)).toEqual(tableOf(file));
  });

  it('stays as it was when an expression cannot run', async () => {
    const file = await open('hong.csv', 'a,b\n1,2\n');
    for (const sql of ['nosuch + 1', '1) FROM x; DROP TABLE unit; --', 'a +', '(SELECT 1'])
      await expect(change(file, withNewStep(recipeOf(file), { op: 'compute', name: 'c', sql }))).rejects.toThrow();
    expect(await rowsOf('SELECT a, b FROM hong')).toEqual([{ a: 1, b: 2 }]);
    expect(
      await rowsOf(`SELECT count(*) AS n FROM duckdb_tables() WHERE ends_with(table_name, '__new') OR ends_with(table_name, '__judged')`),
    ).toEqual([{ n: 0 }]);
  });

  it('keeps the observations of the file in step', async () => {
    const name = 'mot-cua-dien-tu_2019-2021_minh-hoa.csv';
    const bytes = new Uint8Array(readFileSync(`sample-data/exports/${name}`));
    const [file] = await openFiles(engine, [{ name, bytes }], knowledge);
    const recipe = recipeOf(file!);
    const before = tableOf(file!).observations;
    expect(before).toBeGreaterThan(1000);
    const fewer = await change(file!, withNewStep(recipe, { op: 'filter-rows', sql: `period_end > DATE '2020-12-31'` }));
    expect(tableOf(fewer).observations).toBeLessThan(before);
    expect(await rowsOf(`SELECT count(*) AS n FROM observation WHERE file = '${name}' AND period_end <= DATE '2020-12-31'`)).toEqual([
      { n: 0 },
    ]);
    expect(tableOf(await change(fewer, recipe)).observations).toBe(before);
  });
});

describe('what each step does', () => {
  it('is counted and shown with lines', async () => {
    const file = await open('dem.csv', mixed);
    const recipe = withNewStep(recipeOf(file), { op: 'filter-rows', sql: '"Số" > 2000' });
    const raw = { table: 'raw.dem', file: 'dem.csv', columns: tableOf(file).prepared!.columns };
    const effects = await measureSteps(engine, recipe, raw, knowledge);
    const of = (op: string) => effects[recipe.steps.findIndex((step) => step.op === op)]!;
    expect(of('keep-rows').rows).toBe(2);
    expect(of('keep-rows').samples.map(({ row }) => row)).toEqual([1, 36]);
    expect(of('parse-number')).toEqual({
      rows: 4,
      cells: 4,
      lost: 2,
      samples: [
        { row: 2, column: 'Số', before: '1.250', after: '1250' },
        { row: 3, column: 'Số', before: '407.673', after: '407673' },
        { row: 4, column: 'Số', before: 'chưa rõ', after: null },
        { row: 5, column: 'Số', before: 'chưa rõ', after: null },
      ],
    });
    expect(of('filter-rows').rows).toBe(33);
    const off = await measureSteps(engine, withSwitchedStep(recipe, recipe.steps.length - 1), raw, knowledge);
    expect(off.at(-1)!.rows).toBe(0);
  });
});

const month = (days: readonly string[], late = 0) =>
  `Đơn vị;Kỳ báo cáo;Số hồ sơ;Đúng hạn\n${days
    .flatMap((period) =>
      ['Hà Nội', 'Hải Phòng', 'Cần Thơ', 'Đà Nẵng', 'Lào Cai'].map((unit, i) => `${unit};${period};${1000 + i};${900 + i - late}`),
    )
    .join('\n')}\n`;

/** Opens files as the page does: whoever is asked answers with `choice`. */
async function drop(
  files: readonly { name: string; bytes: Uint8Array }[],
  loaded: readonly LoadedFile[],
  choice: VersionChoice,
): Promise<{ asked: FileVersion[]; results: OpenedFile[] }> {
  const asked: FileVersion[] = [];
  const results = await openFiles(engine, files, knowledge, {
    loaded,
    decide: async (versions) => {
      asked.push(...versions);
      return versions.map(() => choice);
    },
  });
  return { asked, results };
}

describe('another version of a file', () => {
  it('is compared before it replaces; the same bytes are not read again; cancelling changes nothing', async () => {
    const old = source('bc_06.csv', month(['06/2020']));
    const [result] = await openFiles(engine, [old], knowledge);
    const loaded = [{ source: old, result: result! }];

    const same = await drop([source('ban sao.csv', month(['06/2020']))], loaded, 'replace');
    expect(same.asked).toEqual([]);
    expect(same.results).toMatchObject([{ name: 'ban sao.csv', unread: 'same', beside: 'bc_06.csv' }]);

    const newer = source('bc_06 sửa.csv', month(['06/2020'], 50).replace('Lào Cai;', 'Yên Bái;'));
    const kept = await drop([newer], loaded, 'cancel');
    expect(kept.asked).toMatchObject([
      {
        kind: 'version',
        file: 'bc_06 sửa.csv',
        rival: { name: 'bc_06.csv' },
        shape: null,
        rows: { added: 1, gone: 1, changed: 4, same: 0, columns: [{ column: 'Đúng hạn', cells: 4 }] },
      },
    ]);
    expect(kept.asked[0]!.rows!.changedSamples[0]).toEqual({
      row: 2,
      text: expect.stringContaining('Hà Nội'),
      column: 'Đúng hạn',
      before: '900',
      after: '850',
    });
    expect(kept.results).toMatchObject([{ unread: 'kept' }]);
    expect(await rowsOf('SELECT sum("Đúng hạn") AS n FROM bc_06')).toEqual([{ n: 4510 }]);

    const { results } = await drop([newer], loaded, 'replace');
    expect(results).toMatchObject([{ name: 'bc_06 sửa.csv', replaced: 'bc_06.csv', error: null }]);
    expect(await rowsOf(`SELECT file FROM raw.opened_file WHERE file LIKE 'bc_06%'`)).toEqual([{ file: 'bc_06 sửa.csv' }]);
    expect(await engine.check('SELECT 1 FROM bc_06')).not.toBeNull();
  });

  it('of the same name stays beside the old one under a name of its own', async () => {
    const old = source('cung ten.csv', month(['01/2021']));
    const [result] = await openFiles(engine, [old], knowledge);
    const { asked, results } = await drop([source('cung ten.csv', month(['01/2021'], 1))], [{ source: old, result: result! }], 'beside');
    expect(asked).toMatchObject([{ kind: 'version', rows: { changed: 5 } }]);
    expect(results).toMatchObject([{ name: 'cung ten (2).csv', tables: [{ name: 'cung_ten_2' }] }]);
    expect(await rowsOf('SELECT DISTINCT _file AS f FROM cung_ten_2 UNION ALL SELECT DISTINCT _file FROM cung_ten ORDER BY f')).toEqual([
      { f: 'cung ten (2).csv' },
      { f: 'cung ten.csv' },
    ]);
  });

  it('shows which verdicts and ranks move, and leaves the observations alone until it is taken', async () => {
    const name = 'cong-dvcqg_2019-2021_minh-hoa.csv';
    const text = new TextDecoder().decode(readFileSync(`sample-data/exports/${name}`));
    const lines = text.split('\n');
    const old = source('dvc.csv', lines.slice(0, Math.floor(lines.length / 2)).join('\n'));
    const [result] = await openFiles(engine, [old], knowledge);
    expect(tableOf(result!).observations).toBeGreaterThan(0);
    const sum = () => rowsOf(`SELECT count(*) AS n, sum(value) AS v, count(DISTINCT unit_id) AS u FROM observation`);
    const before = await sum();
    const { asked } = await drop([source('dvc đủ.csv', text)], [{ source: old, result: result! }], 'cancel');
    expect(asked).toMatchObject([{ kind: 'version' }]);
    expect(asked[0]!.rows!.added).toBeGreaterThan(0);
    expect(asked[0]!.effect!.verdicts).toBeGreaterThan(0);
    expect(asked[0]!.effect!.verdictSamples[0]!.before).not.toBe(asked[0]!.effect!.verdictSamples[0]!.after);
    expect(asked[0]!.effect!.ranks).toBeGreaterThan(0);
    expect(await sum()).toEqual(before);
    expect(await rowsOf(`SELECT count(*) AS n FROM duckdb_tables() WHERE starts_with(table_name, 'compared_')`)).toEqual([{ n: 0 }]);
  });
});

describe('files of one shape', () => {
  it('become one table; the next month follows with one answer', async () => {
    const files = ['01', '02', '03'].map((n) => source(`thang_${n}.csv`, month([`${n}/2022`])));
    const first = await drop(files, [], 'cancel');
    expect(first.asked).toEqual([]);
    const mine = groupsOf(first.results);
    expect(mine).toHaveLength(1);
    const united = await uniteTables(engine, mine[0]!);
    expect(united).toMatchObject({ name: 'thang_gop', rows: 15, members: ['thang_01', 'thang_02', 'thang_03'] });
    const loaded = files.map((one, i) => ({ source: one, result: first.results[i]! }));
    const next = await drop([source('thang_04.csv', month(['04/2022']))], loaded, 'beside');
    expect(next.asked).toMatchObject(
      [{ kind: 'next', rows: { added: 5, gone: 15, newPeriods: ['2022-04-30'] } }].map(({ kind }) => ({ kind })),
    );
    expect(next.asked[0]!.rows!.newPeriods).toEqual(['2022-04-30']);
    const again = await uniteTables(engine, groupsOf([...first.results, ...next.results])[0]!);
    expect(again).toMatchObject({ name: 'thang_gop', rows: 20 });
    expect(await rowsOf('SELECT _file, count(*) AS n FROM thang_gop GROUP BY _file ORDER BY _file LIMIT 1')).toEqual([
      { _file: 'thang_01.csv', n: 5 },
    ]);
    await divideTables(engine, again.key);
    expect(await engine.check('SELECT 1 FROM thang_gop')).not.toBeNull();
  });
});

describe('a recipe on the next file', () => {
  it('is replayed by shape, answers included, and says where it does not fit', async () => {
    const first = await open('nam_2020.csv', 'Tên;Diện tích;Giá\nA;407.673;1\nB;12.250;2\n');
    const ground = { unitOf: () => null, saved: null, replay: () => recipeOf(first) };
    const questions = questionsOf(tableOf(first).issues, recipeOf(first), ground);
    expect(questions).toMatchObject([
      { code: 'ambiguous-number', subject: '407.673', readings: [{ key: 'thousands' }, { key: 'decimal' }] },
    ]);
    const decimal = await change(first, questions[0]!.readings[1]!.apply(recipeOf(first)));
    expect((await rowsOf('SELECT "Diện tích" AS x FROM nam_2020 ORDER BY _row')).map((row) => row.x)).toEqual([407.673, 12.25]);
    expect(codes(decimal)).toContain('number-confirmed');
    expect(questionsOf(tableOf(decimal).issues, recipeOf(decimal), ground)).toEqual([]);
    expect(withAllSuggested(recipeOf(first), questions).answered).toEqual([questions[0]!.id]);

    const computed = withNewStep(recipeOf(decimal), { op: 'compute', name: 'tổng', sql: '"Giá" * 10' });
    const saved = { name: 'nam_2020.csv', columns: [...tableOf(first).prepared!.columns], recipe: computed };
    const next = await open('nam_2021.csv', 'TÊN;diện  tích;Giá\nA;1.500;4\n', [saved]);
    expect(await rowsOf('SELECT "diện tích" AS x, "tổng" AS y FROM nam_2021')).toEqual([{ x: 1.5, y: 40 }]);
    expect(codes(next)).toContain('recipe-replayed');
    expect(codes(next)).not.toContain('ambiguous-number');

    const renamed = await open('nam_2022.csv', 'Tên;Diện tích đất;Giá\nA;1.500;4\n', [saved]);
    const issue = tableOf(renamed).issues.find((one) => one.code === 'recipe-column-renamed');
    expect(issue).toMatchObject({ column: 'Diện tích', kind: 'question', detail: { proposal: 'Diện tích đất' } });
  });
});

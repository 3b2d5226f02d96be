import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/core/engine';
import type { Issue } from '../../src/core/issue';
import { issueText } from '../../src/core/issue';
import { stepsOf } from '../../src/core/recipe/recipe';
import type { Knowledge } from '../../src/ingest/knowledge';
import type { SourceFile } from '../../src/ingest/source-file';
import { keepTables } from '../../src/jobs/keep-tables';
import type { KeptSource } from '../../src/jobs/kept-tables';
import { openFiles, type OpenedFile, type OpenedTable } from '../../src/jobs/open-files';
import { listTables } from '../../src/jobs/list-tables';
import { readKnowledge } from '../../src/jobs/read-knowledge';
import { showKept } from '../../src/jobs/show-kept';
import { loadReference, readRepositoryFile } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';

interface Planted {
  readonly file: string;
  readonly system_id: string;
  readonly unit_systems: readonly string[];
  readonly rows: Readonly<Record<'title' | 'unit' | 'header' | 'data' | 'total' | 'region' | 'note' | 'blank', number>>;
  readonly expected: { readonly lines: number; readonly rejected: number; readonly out: number };
  readonly faults: readonly {
    readonly code: string;
    readonly rows: readonly number[];
    readonly column?: string;
    readonly text?: string;
    readonly unit?: string;
    readonly period?: string;
  }[];
}

const folder = fileURLToPath(new URL('../../sample-data/exports/', import.meta.url));
const files = readdirSync(folder)
  .filter((name) => /_minh-hoa\.(csv|tsv|txt)$/.test(name))
  .sort();
const list = (JSON.parse(readFileSync(`${folder}faults.json`, 'utf8')) as { files: readonly Planted[] }).files;

let engine: Engine;
let knowledge: Knowledge;
let sources: SourceFile[];
let opened: OpenedFile[];
let elapsedMs = 0;
let cpuMs = 0;

beforeAll(async () => {
  engine = await openNodeEngine();
  await loadReference(engine);
  knowledge = await readKnowledge(engine);
  sources = files.map((name) => ({ name, bytes: new Uint8Array(readFileSync(folder + name)) }));
  const start = performance.now();
  const cpu = process.cpuUsage();
  opened = await openFiles(engine, sources, knowledge);
  elapsedMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  cpuMs = (user + system) / 1000;
}, 120_000);
afterAll(() => engine.close());

/** A province of long ago is planted as an unknown unit, and told more exactly. */
function planted(code: string): string {
  return code === 'unit-vanished' ? 'unit-unknown' : code;
}

function tableOf(file: string): OpenedTable {
  const result = opened.find((one) => one.name === file);
  if (result?.error) throw result.error;
  const table = result?.tables[0];
  if (!table) throw new Error(`${file} was not opened`);
  return table;
}

it('opens all of them', () => {
  console.info(`opened ${files.length} files in ${Math.round(elapsedMs)} ms, ${Math.round(cpuMs)} ms of processor time`);
  expect(opened.filter((one) => one.error).map((one) => [one.name, one.error?.text('en')])).toEqual([]);
  expect(list.map((one) => one.file).sort()).toEqual(files);
});

describe.each(list.map((one) => [one.file, one] as const))('%s', (file, plan) => {
  it('is recognised, and every row is accounted for', () => {
    const { counts, systemId, unitSystems } = tableOf(file);
    expect(systemId).toBe(plan.system_id);
    expect([...unitSystems].sort()).toEqual([...plan.unit_systems].sort());
    const { title, unit, header, total, region, note, blank } = plan.rows;
    expect({ ...counts, header: counts.header + counts.repeatedHeader, repeatedHeader: 0 }).toEqual({
      read: plan.expected.lines,
      out: plan.expected.out,
      rejected: plan.expected.rejected,
      title,
      unit,
      header,
      total,
      region,
      section: 0,
      summary: 0,
      note,
      blank,
      repeatedHeader: 0,
    });
    const { read, ...parts } = counts;
    expect(Object.values(parts).reduce((sum, one) => sum + one, 0)).toBe(read);
  });

  it('has every planted fault reported with its rows', async () => {
    const { issues } = tableOf(file);
    const units = new Map<string, string>();
    const names = await engine.query('SELECT unit_id, name_vi FROM unit');
    for (let row = 0; row < names.rowCount; row++) units.set(String(names.cell(row, 0)), String(names.cell(row, 1)));
    expect(plan.faults.filter((fault) => !isReported(fault, issues, units)).map((fault) => JSON.stringify(fault))).toEqual([]);
  });

  it('has no warning, question or rejection that nobody planted', () => {
    const codes = new Set(plan.faults.map((fault) => fault.code));
    const extra = tableOf(file).issues.filter((issue) => issue.kind !== 'repair' && !codes.has(planted(issue.code)));
    expect(extra.map((issue) => `${issue.code}: ${issueText(issue, 'en')} ${JSON.stringify(issue.examples)}`)).toEqual([]);
  });
});

/** Codes whose rows are counted by kind above, or concern whole columns. */
const whole = new Set(['title-rows', 'total-rows', 'region-rows', 'note-rows']);

function isReported(fault: Planted['faults'][number], issues: readonly Issue[], units: ReadonlyMap<string, string>): boolean {
  const same = issues.filter(
    (issue) =>
      planted(issue.code) === fault.code && (fault.column === undefined || issue.column === undefined || issue.column === fault.column),
  );
  if (fault.code === 'unit-missing' || fault.code === 'period-missing') {
    const name = units.get(fault.unit ?? '') ?? '?';
    return same.some((issue) => issue.rows > issue.examples.length || issue.examples.some((example) => example.before.startsWith(name)));
  }
  if (fault.rows.length === 0 || whole.has(fault.code)) return same.length > 0;
  return same.some((issue) => issue.rows > issue.examples.length || issue.examples.some((example) => fault.rows.includes(example.row)));
}

describe('tables kept for the next visit', () => {
  const sha256 = 'a'.repeat(64);
  const reader = 'this one';
  const keptFile = (blob: Blob): File => new File([blob], 'kept');
  /** Rows of every table of the files and of the observations, in their order. */
  const rowsOf = async (results: readonly OpenedFile[]): Promise<string> => {
    const names = results
      .flatMap((one) => one.tables)
      .flatMap(({ name, prepared }) => [`main.${name}`, ...(prepared ? [`raw.${name}`] : [])]);
    const hash = (from: string) => `SELECT '${from}' AS of, count(*) AS n, md5(string_agg(md5(t::TEXT), '')) AS rows FROM ${from} AS t`;
    const observed = `SELECT 'observation', count(*), md5(string_agg(md5(t::TEXT), '' ORDER BY t::TEXT)) FROM observation AS t`;
    const types = `SELECT 'types', count(*), md5(string_agg(t::TEXT, ',' ORDER BY t::TEXT)) FROM (SELECT schema_name, table_name, column_name, column_index, data_type FROM duckdb_columns() WHERE NOT internal) AS t`;
    const read = await engine.query([...names.map(hash), observed, types].join(' UNION ALL '));
    return JSON.stringify(Array.from({ length: read.rowCount }, (_, row) => [read.cell(row, 0), read.cell(row, 1), read.cell(row, 2)]));
  };
  const kept = new Map<string, KeptSource>();
  const emptyDatabase = readRepositoryFile('src/generated/model.db');

  it('come back as reading the files makes them: results, rows and their order, types, observations', async () => {
    const some = opened.filter((_, i) => i % 6 === 0);
    for (const result of some) {
      const options = { recipes: [], again: false, reader, emptyDatabase: await emptyDatabase, fewestRows: 0 };
      const blob = await keepTables(engine, { name: result.name, sha256 }, [result], options);
      kept.set(result.name, { sha256, tables: keptFile(blob!) });
    }
    name = some.toSorted((a, b) => a.tables[0]!.rows - b.tables[0]!.rows)[0]!.name;
    const before = await rowsOf(some);
    const restored: string[] = [];
    const unread = () => Promise.reject(new Error('was read'));
    const again = await openFiles(
      engine,
      sources.filter(({ name }) => kept.has(name)),
      unread,
      { kept, reader, again: true, onRestored: (file) => restored.push(file) },
    );
    expect(restored).toEqual(some.map((one) => one.name));
    expect(again).toEqual(some);
    expect(await rowsOf(again)).toBe(before);
  }, 120_000);

  /** The smallest of them. */
  let name = '';
  const source = () => sources.filter((one) => one.name === name);
  const tried = async (one: Partial<KeptSource> & { blob?: Blob }, options: Parameters<typeof openFiles>[3] = {}) => {
    const restored: string[] = [];
    const file = one.blob ? keptFile(one.blob) : kept.get(name)!.tables;
    const [result] = await openFiles(engine, source(), knowledge, {
      kept: new Map([[name, { sha256: one.sha256 ?? sha256, tables: file }]]),
      reader,
      onRestored: (of) => restored.push(of),
      ...options,
    });
    const expected = opened.find((of) => of.name === name);
    if (!options.recipes) expect(result).toEqual(expected);
    return restored.length > 0;
  };
  it('are not believed when they are cut off, changed anywhere, or made from something else or by another reader: the file is read', async () => {
    const bytes = new Uint8Array(await kept.get(name)!.tables.arrayBuffer());
    const changed = (at: number) => new Blob([bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))]);
    expect(await tried({})).toBe(true);
    for (const length of [30, 5000]) expect(await tried({ blob: new Blob([bytes.subarray(0, length)]) })).toBe(false);
    for (const at of [3, 64, 3000, bytes.length - 20_000]) expect([at, await tried({ blob: changed(at) })]).toEqual([at, at === 64]);
    expect(await tried({ sha256: 'b'.repeat(64) })).toBe(false);
    expect(await tried({}, { reader: 'another' })).toBe(false);
    expect(await tried({}, { reader: undefined })).toBe(false);
  }, 60_000);

  it('can be read at once, before anything else is loaded; then real tables take their place, also while somebody reads, or the file is read', async () => {
    const [{ name: table }] = opened.find((one) => one.name === name)!.tables as [OpenedTable];
    const forgotten = `DROP TABLE main.${table}; DROP TABLE raw.${table}; DELETE FROM raw.opened_file WHERE table_name = '${table}';`;
    const expected = opened.filter((one) => one.name === name);
    const before = await rowsOf(expected);
    for (const recipes of [[], [{ name, columns: [...tableOf(name).prepared!.columns], recipe: tableOf(name).recipe! }]]) {
      await engine.execute(forgotten);
      const shown = await showKept(engine, new Map([[name, kept.get(name)!]]), [], reader);
      expect([...shown.keys()]).toEqual([name]);
      expect((await engine.query(`SELECT count(*) FROM ${table}`)).cell(0, 0)).toBe(expected[0]!.tables[0]!.rows);
      expect((await listTables(engine)).map((one) => one.name)).not.toContain(table);
      const reading = engine.query(`SELECT count(*) FROM ${table} a, ${table} b, range(20) WHERE a._row + b._row = -1`);
      const restored: string[] = [];
      const source = { ...kept.get(name)!, shown: shown.get(name)! };
      const options = { kept: new Map([[name, source]]), reader, again: true, recipes, onRestored: (of: string) => restored.push(of) };
      const results = await openFiles(
        engine,
        sources.filter((one) => one.name === name),
        knowledge,
        options,
      );
      expect((await reading).cell(0, 0)).toBe(0);
      expect(restored.length).toBe(recipes.length === 0 ? 1 : 0);
      if (recipes.length === 0) expect(results).toEqual(expected);
      expect(await rowsOf(results)).toBe(before);
      const left = await engine.query(`SELECT count(*) FROM duckdb_databases() WHERE database_name LIKE 'ke%'`);
      expect(left.cell(0, 0)).toBe(0);
    }
  }, 60_000);

  it('are not believed when another recipe would be taken, and keep the one that was', async () => {
    const table = tableOf(name);
    const { prepared, recipe } = table;
    const [number] = stepsOf(recipe!, 'parse-number');
    const steps = recipe!.steps.map((step) => (step === number ? { ...step, off: true as const } : step));
    const saved = { name, columns: [...prepared!.columns], recipe: { ...recipe!, steps } };
    expect(await tried({}, { recipes: [saved] })).toBe(false);
    const recipes = [saved];
    const [replayed] = await openFiles(engine, source(), knowledge, { recipes, again: true });
    const before = await rowsOf([replayed!]);
    const options = { recipes, again: true, reader, emptyDatabase: await emptyDatabase, fewestRows: 0 };
    const tables = keptFile((await keepTables(engine, { name, sha256 }, [replayed!], options))!);
    let restored = 0;
    const open = (own: typeof recipes, again = true) =>
      openFiles(engine, source(), knowledge, {
        kept: new Map([[name, { sha256, tables }]]),
        reader,
        recipes: own,
        again,
        onRestored: () => restored++,
      });
    expect(await open(recipes)).toEqual([replayed]);
    expect(restored).toBe(1);
    expect(await rowsOf([replayed!])).toBe(before);
    // Steps for single lines hold for the very file only; so the same recipe as somebody else's is another one.
    await open(recipes, false);
    expect(await open([])).toEqual(opened.filter((one) => one.name === name));
    expect(restored).toBe(1);
  }, 60_000);
});

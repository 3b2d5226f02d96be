import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/core/engine';
import type { Issue } from '../../src/core/issue';
import { issueText } from '../../src/core/issue';
import type { SourceFile } from '../../src/ingest/source-file';
import { openFiles, type OpenedFile, type OpenedTable } from '../../src/jobs/open-files';
import { readKnowledge } from '../../src/jobs/read-knowledge';
import { loadReference } from '../support/load-reference';
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
let opened: OpenedFile[];
let elapsedMs = 0;
let cpuMs = 0;

beforeAll(async () => {
  engine = await openNodeEngine();
  await loadReference(engine);
  const knowledge = await readKnowledge(engine);
  const sources: SourceFile[] = files.map((name) => ({ name, bytes: new Uint8Array(readFileSync(folder + name)) }));
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

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bindQuestion } from '../../src/core/bind-question';
import type { Engine } from '../../src/core/engine';
import { figurePattern, figureReference, figureText, type FigureLook } from '../../src/core/notebook/live-figures';
import type { InputCell, Notebook, QueryCell, SheetCell } from '../../src/core/notebook/notebook';
import { readNotebook, writeNotebook } from '../../src/core/notebook/notebook-file';
import type { ParamSpec } from '../../src/core/question';
import { columnIndex, recordsOf, type ResultTable } from '../../src/core/result-table';
import { identifier, nullLiteral, numberLiteral, textLiteral } from '../../src/core/sql/sql-literal';
import { parameterNames } from '../../src/core/sql/sql-text';
import { loadReference } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';
import { savedQuestions } from '../support/saved-questions';

const folder = fileURLToPath(new URL('../../queries/notebooks/', import.meta.url));
const shipped = readdirSync(folder)
  .filter((file) => file.endsWith('.md') && file !== 'README.md')
  .sort();
const questions = new Map(savedQuestions().map((question) => [question.id, question]));
let engine: Engine;

beforeAll(async () => {
  engine = await openNodeEngine();
  await loadReference(engine, { samples: true });
});
afterAll(() => engine.close());

const textOf = (file: string): string => readFileSync(`${folder}${file}`, 'utf8');
const inputsOf = ({ cells }: Notebook): InputCell[] => cells.filter((cell) => cell.kind === 'input');
const queriesOf = ({ cells }: Notebook): QueryCell[] => cells.filter((cell) => cell.kind === 'query');
const sqlOf = (cell: QueryCell): string => (cell.sql ?? questions.get(cell.question ?? '')?.sql ?? '').trim().replace(/;$/, '');

/** The statement as the page runs it: own values, then the inputs', then the question's defaults. */
function boundSql(cell: QueryCell, inputs: readonly InputCell[]): string {
  const declared = questions.get(cell.question ?? '')?.params ?? [];
  const values = Object.fromEntries(inputs.map((input) => [input.name, input.value]));
  const specs = parameterNames(sqlOf(cell)).map(
    (name): ParamSpec =>
      declared.find((spec) => spec.name === name) ?? {
        name,
        type: (inputs.find((input) => input.name === name)?.type ?? 'text') as ParamSpec['type'],
        label: { vi: name, en: name },
        default: null,
      },
  );
  return bindQuestion(sqlOf(cell), specs, { ...values, ...cell.params }).sql;
}

function sheetSql(sheet: SheetCell): string {
  const rows = sheet.rows.map((row) =>
    sheet.columns.map((column, i) => {
      const value = row[i] ?? null;
      if (value === null) return nullLiteral(column.type === 'number' ? 'DOUBLE' : column.type === 'date' ? 'DATE' : 'VARCHAR');
      return typeof value === 'number' ? numberLiteral(value) : column.type === 'date' ? `DATE '${value}'` : textLiteral(String(value));
    }),
  );
  const names = sheet.columns.map((column) => identifier(column.name));
  return `FROM (VALUES ${rows.map((row) => `(${row.join(', ')})`).join(', ')}) AS s(${names.join(', ')})`;
}

/** Runs every cell as the page does, in order. The names stay in the engine as tables until `drop`. */
async function runAsPage(notebook: Notebook): Promise<Map<string, ResultTable>> {
  const results = new Map<string, ResultTable>();
  for (const cell of notebook.cells) {
    if (cell.kind === 'sheet') {
      await engine.execute(`CREATE OR REPLACE TABLE ${cell.name} AS ${sheetSql(cell)}`);
      results.set(cell.name, await engine.query(`FROM ${cell.name}`));
    }
    if (cell.kind !== 'query') continue;
    const sql = boundSql(cell, inputsOf(notebook));
    results.set(cell.name ?? cell.id, await engine.query(sql));
    if (cell.name !== null) await engine.execute(`CREATE OR REPLACE TABLE ${cell.name} AS ${sql}`);
  }
  return results;
}

const namesOf = ({ cells }: Notebook): string[] =>
  cells.flatMap((cell) => (cell.kind === 'sheet' || cell.kind === 'query' ? (cell.name ?? []) : []));

async function drop(notebook: Notebook): Promise<void> {
  await engine.execute(
    namesOf(notebook)
      .map((name) => `DROP TABLE IF EXISTS ${name};`)
      .join('\n'),
  );
}

/** Names of the result's columns that a Vega-Lite spec reads; those a transform makes are left out. */
function fieldsOf(spec: unknown): string[] {
  if (Array.isArray(spec)) return spec.flatMap(fieldsOf);
  if (typeof spec !== 'object' || spec === null) return [];
  return Object.entries(spec).flatMap(([key, value]: [string, unknown]) =>
    key === 'field' && typeof value === 'string' ? [value] : fieldsOf(value),
  );
}

test('five are shipped', () => {
  expect(shipped).toEqual(['compare-over-merger.md', 'data-audit.md', 'introduction.md', 'monthly-scorecard.md', 'province-profile.md']);
});

describe.each(shipped)('%s', (file) => {
  const text = textOf(file);
  const { notebook, about, problems } = readNotebook(text);

  test('is read without a problem and written back letter by letter', () => {
    expect(problems).toEqual([]);
    expect(writeNotebook(notebook, about)).toBe(text);
    expect(about.get('title.en')).toEqual(expect.any(String));
    expect(new Set(namesOf(notebook)).size).toBe(namesOf(notebook).length);
  });

  test('every cell gives rows, and every chart and figure finds its columns', async () => {
    const results = await runAsPage(notebook);
    for (const [name, table] of results) expect(table.rowCount, name).toBeGreaterThan(0);
    for (const cell of queriesOf(notebook)) {
      if (cell.question !== null) expect(questions.has(cell.question), cell.question).toBe(true);
      if (cell.chart === null) continue;
      const spec = JSON.parse(cell.chart) as { transform?: { as?: string[] }[] };
      const made = spec.transform?.flatMap((one) => one.as ?? []) ?? [];
      const columns = results.get(cell.name ?? cell.id)!.columns.map((column) => column.name);
      expect([...columns, ...made], cell.name ?? cell.id).toEqual(expect.arrayContaining(fieldsOf(spec)));
    }
    const look: FigureLook = (name, column, row) => {
      const table = results.get(name);
      if (!table) return inputsOf(notebook).find((input) => input.name === name)?.value as string | undefined;
      const at = column === null ? 0 : columnIndex(table, column);
      return at < 0 || row >= table.rowCount ? undefined : table.cell(row, at);
    };
    const figures = notebook.cells
      .flatMap((cell) => (cell.kind === 'text' ? [...cell.markdown.matchAll(new RegExp(figurePattern, 'g'))] : []))
      .map(([, inner]) => inner!);
    expect(figures.length).toBeGreaterThan(2);
    const unknown = figures.filter((inner) => figureText(figureReference(inner)!, look, 'vi') === null).map((inner) => inner.trim());
    expect(unknown).toEqual(file === 'introduction.md' ? ['by_region.khong_co'] : []);
    await drop(notebook);
  });

  test('its blocks, pasted in order into one session, give the same tables', async () => {
    const results = await runAsPage(notebook);
    await drop(notebook);
    const session: string[] = [];
    const named = namesOf(notebook);
    for (const sheet of notebook.cells.filter((cell) => cell.kind === 'sheet'))
      session.push(`CREATE TEMP TABLE ${sheet.name} AS ${sheetSql(sheet)};`);
    for (const [, block] of text.matchAll(/^```sql\n([^]*?)^```$/gm)) {
      const id = /^-- question: (\S+)$/m.exec(block!)?.[1];
      const name = /^-- name: (\S+)$/m.exec(block!)?.[1];
      // A saved question is not in the file; what the README says to do about it.
      if (id && name) {
        const cell = queriesOf(notebook).find((one) => one.name === name)!;
        session.push(`CREATE TEMP TABLE ${name} AS ${boundSql(cell, inputsOf(notebook))};`);
      } else if (!id) session.push(block!);
    }
    const copies = named.map((name) => `CREATE TABLE main.copy_of_${name} AS FROM temp.${name}; DROP TABLE temp.${name};`);
    await engine.execute([...session, ...copies].join('\n'));
    for (const name of named) {
      const copy = await engine.query(`FROM copy_of_${name}`);
      expect(recordsOf(copy), name).toEqual(recordsOf(results.get(name)!));
      await engine.execute(`DROP TABLE copy_of_${name}`);
    }
    expect(named.length).toBeGreaterThan(1);
  });

  test('says that illustrative figures are illustrative', () => {
    const prose = notebook.cells.map((cell) => (cell.kind === 'text' ? cell.markdown : '')).join('\n');
    expect(prose).toMatch(/số minh hoạ/i);
  });
});

describe('the comparison over the merger', () => {
  test('takes the old parts from the succession table and keeps each unit apart', async () => {
    const { notebook } = readNotebook(textOf('compare-over-merger.md'));
    const results = await runAsPage(notebook);
    const of = (name: string, column: string) => recordsOf(results.get(name)!).map((row) => row[column]);
    expect(of('parts', 'unit_id').sort()).toEqual(['63:02', '63:08']);
    expect(of('shared_codes', 'code')).toEqual(['15', '24', '44', '52', '80', '82', '91']);
    expect(new Set(of('as_reported', 'unit_id'))).toEqual(new Set(['63:02', '63:08', '34:08']));
    expect(results.get('side_by_side')!.rowCount).toBe(
      new Set(recordsOf(results.get('as_reported')!).map((row) => [row.unit_id, row.series, row.origin].join())).size,
    );
    await drop(notebook);
  });
});

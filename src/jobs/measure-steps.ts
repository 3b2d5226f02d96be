import type { Engine, RunOptions } from '../core/engine';
import type { Recipe, RecipeStep } from '../core/recipe/recipe';
import { cleanName } from '../core/recipe/recipe';
import type { RawTableRef } from '../core/recipe/recipe-shape';
import { reshaped } from '../core/recipe/reshape-sql';
import { compileRecipe } from '../core/recipe/recipe-sql';
import { stepLook } from '../core/recipe/step-look';
import { recordsOf } from '../core/result-table';
import { identifier, textLiteral } from '../core/sql/sql-literal';
import type { Knowledge } from '../ingest/knowledge';
import { readTexts } from './read-texts';

/** What one step does to a table. */
export interface StepEffect {
  /** Rows it sets aside or marks, or in which it changes a cell; for a condition on rows, those it puts aside. */
  readonly rows: number;
  /** Cells it changes. */
  readonly cells: number;
  /** Cells it could not read; empty in the clean table. */
  readonly lost: number;
  /** At most five, the earliest lines first. */
  readonly samples: readonly StepSample[];
}

export interface StepSample {
  /** Line in the file. */
  readonly row: number;
  readonly column: string | null;
  readonly before: string;
  /** Null: nothing (a cell without data, a row put aside). */
  readonly after: string | null;
}

const mostSamples = 5;
const nothing: StepEffect = { rows: 0, cells: 0, lost: 0, samples: [] };

/**
 * What each step of a recipe does, in the order of the steps; a step that is switched off does nothing. Steps over single cells are counted in one pass over
 * the raw rows; conditions, computed columns and repeats by running the recipe with and without them.
 */
export async function measureSteps(
  engine: Engine,
  recipe: Recipe,
  raw: RawTableRef,
  knowledge: Knowledge,
  options: RunOptions = {},
): Promise<readonly StepEffect[]> {
  const effects: StepEffect[] = recipe.steps.map(() => nothing);
  await measureCells(engine, recipe, raw, effects, options);
  for (const [at, step] of recipe.steps.entries()) {
    if (step.off) continue;
    if (step.op === 'match-unit' || step.op === 'parse-period' || step.op === 'parse-date')
      effects[at] = await measureReadings(engine, recipe, step, raw, knowledge, options);
    else if (step.op === 'compute' || step.op === 'filter-rows' || step.op === 'reject-duplicates' || step.op === 'take-rows')
      effects[at] = await measureByRunning(engine, recipe, at, raw, knowledge, options);
  }
  return effects;
}

/** One pass counts everything; a second statement fetches the samples of those that do something. */
async function measureCells(engine: Engine, recipe: Recipe, raw: RawTableRef, effects: StepEffect[], options: RunOptions): Promise<void> {
  const shaped = reshaped(recipe, raw);
  const own = (step: RecipeStep) => step.op === 'mark-rows' || step.op === 'fix-cell';
  const looks = recipe.steps.flatMap((step, at) => {
    const columns = own(step) ? raw.columns : shaped.columns;
    const look = step.off || step.op === 'take-rows' ? null : stepLook(step, recipe, columns);
    return look && (look.rows !== null || look.cells.length > 0) ? [{ at, step, look }] : [];
  });
  // What the reader said of single lines and cells is measured against the file itself, all else over what that gives.
  for (const { table: from, columns, first } of [
    { ...raw, first: true },
    { ...shaped, first: false },
  ]) {
    const mine = looks.filter(({ step }) => own(step) === first);
    if (mine.length === 0) continue;
    const counts = mine.flatMap(({ at, look }) => {
      const rows = look.rows ?? (look.cells.map((cell) => `(${cell.changed})`).join(' OR ') || 'false');
      const cells = look.cells.map((cell) => `(count(*) FILTER (${cell.changed}))`).join(' + ') || '0';
      const lost = look.cells.flatMap((cell) => (cell.lost ? [`(count(*) FILTER (${cell.lost}))`] : [])).join(' + ') || '0';
      return [`count(*) FILTER (${rows}) AS r${at}`, `${cells} AS c${at}`, `${lost} AS l${at}`];
    });
    const [sums] = recordsOf(await engine.query(`SELECT ${counts.join(', ')} FROM ${from}`, options));
    const of = (name: string) => Number(sums?.[name] ?? 0);
    const wanted = mine.filter(({ at }) => of(`r${at}`) > 0);
    const samples = await cellSamples(engine, wanted, columns, from, options);
    for (const { at } of mine)
      effects[at] = { rows: of(`r${at}`), cells: of(`c${at}`), lost: of(`l${at}`), samples: samples.get(at) ?? [] };
  }
}

async function cellSamples(
  engine: Engine,
  looks: readonly { readonly at: number; readonly look: NonNullable<ReturnType<typeof stepLook>> }[],
  columns: readonly string[],
  from: string,
  options: RunOptions,
): Promise<Map<number, StepSample[]>> {
  const whole = `concat_ws(' · ', ${columns
    .map((column) => `nullif(${identifier(column)}, '')`)
    .slice(0, 12)
    .join(', ')})`;
  const selects = looks.flatMap(({ at, look }) => {
    const one = (column: string | null, before: string, after: string, when: string) =>
      `(SELECT ${at} AS place, _row AS line, ${column === null ? 'NULL::TEXT' : textLiteral(column)} AS col, left((${before})::TEXT, 200) AS was, left((${after})::TEXT, 200) AS now FROM ${from} WHERE ${when} ORDER BY _row LIMIT ${mostSamples})`;
    if (look.rows !== null) return [one(null, whole, 'NULL::TEXT', look.rows)];
    return look.cells.map((cell) => one(cell.column, cell.before, cell.after, cell.changed));
  });
  const found = new Map<number, StepSample[]>();
  // Many small statements in one are planned at once; too many at once take the planner's memory.
  for (let i = 0; i < selects.length; i += 40) {
    const rows = await engine.query(`SELECT * FROM (${selects.slice(i, i + 40).join(' UNION ALL ')}) ORDER BY place, line`, options);
    for (const row of recordsOf(rows)) {
      const samples = found.get(Number(row.place)) ?? [];
      found.set(Number(row.place), samples);
      if (samples.length < mostSamples) samples.push(sampleOf(row));
    }
  }
  return found;
}

function sampleOf(row: Record<string, unknown>): StepSample {
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  return { row: Number(row.line), column: text(row.col), before: text(row.was) ?? '', after: text(row.now) };
}

/** Units, periods and days: what their texts were read as. */
async function measureReadings(
  engine: Engine,
  recipe: Recipe,
  step: Extract<RecipeStep, { op: 'match-unit' | 'parse-period' | 'parse-date' }>,
  raw: RawTableRef,
  knowledge: Knowledge,
  options: RunOptions,
): Promise<StepEffect> {
  if (!reshaped(recipe, raw).columns.includes(step.column)) return nothing;
  const only = { ...recipe, steps: recipe.steps.filter((one) => one === step || !(one.op === step.op)) };
  const { readings, counted } = await readTexts(engine, only, raw, knowledge, options);
  const said = new Map<string, { said: string | null; after: string | null }>();
  if (step.op === 'match-unit') for (const one of readings.units) said.set(one.text, { said: one.said, after: one.unitName });
  if (step.op === 'parse-period')
    for (const one of readings.periods)
      said.set(one.text, { said: one.said, after: one.start === null ? null : `${one.start} – ${one.end}` });
  if (step.op === 'parse-date')
    for (const one of readings.days.get(step.column) ?? []) said.set(one.text, { said: one.said, after: one.day });
  let cells = 0;
  let lost = 0;
  const samples: StepSample[] = [];
  const kinds = recipe.steps.findLast((one) => one.op === 'keep-rows' && !one.off);
  for (const { text, kind, rows, first } of counted.get(step.column) ?? []) {
    if (text === null || (kinds?.op === 'keep-rows' && !kinds.kinds.includes(kind))) continue;
    const reading = said.get(text);
    if (!reading || reading.said === null) continue;
    if (reading.after === null) lost += rows;
    else if (reading.after !== text) cells += rows;
    else continue;
    samples.push({ row: first, column: step.column, before: text, after: reading.after });
  }
  samples.sort((a, b) => Number(a.after !== null) - Number(b.after !== null) || a.row - b.row);
  return { rows: cells, cells, lost, samples: samples.slice(0, mostSamples) };
}

/** The recipe with and without the step, side by side. */
async function measureByRunning(
  engine: Engine,
  recipe: Recipe,
  at: number,
  raw: RawTableRef,
  knowledge: Knowledge,
  options: RunOptions,
): Promise<StepEffect> {
  const step = recipe.steps[at];
  if (!step) return nothing;
  const upTo = (end: number) => ({ ...recipe, steps: recipe.steps.filter((one, i) => i < end || !late.has(one.op)) });
  // A line that is taken is taken in spite of all rules, wherever the step stands.
  const [before, after] =
    step.op === 'take-rows' ? [{ ...recipe, steps: recipe.steps.toSpliced(at, 1) }, recipe] : [upTo(at), upTo(at + 1)];
  const { readings } = await readTexts(engine, recipe, raw, knowledge, options);
  const [a, b] = [before, after].map((one) => compileRecipe(one, raw, readings));
  if (!a || !b) return nothing;
  if (step.op === 'compute') return measureColumn(engine, step.name, a, b, options);
  const [from, to] = step.op === 'take-rows' ? [b, a] : [a, b];
  const shown = reshaped(recipe, raw)
    .columns.flatMap((column) => cleanName(recipe, column) ?? [])
    .filter((name) => from.columns.includes(name))
    .slice(0, 8);
  const left = `FROM (${from.clean}) AS b WHERE b._row NOT IN (SELECT _row FROM (${to.clean}))`;
  const rows = Number((await engine.query(`SELECT count(*) ${left}`, options)).cell(0, 0));
  if (rows === 0) return nothing;
  const found = await engine.query(
    `SELECT b._row AS line, NULL AS col, concat_ws(' · ', ${shown.map((name) => `b.${identifier(name)}`).join(', ')}) AS was, NULL AS now ${left} ORDER BY line LIMIT ${mostSamples}`,
    options,
  );
  return { rows, cells: 0, lost: 0, samples: recordsOf(found).map(sampleOf) };
}

const late = new Set<RecipeStep['op']>(['compute', 'filter-rows', 'reject-duplicates']);

async function measureColumn(
  engine: Engine,
  name: string,
  before: ReturnType<typeof compileRecipe>,
  after: ReturnType<typeof compileRecipe>,
  options: RunOptions,
): Promise<StepEffect> {
  const column = identifier(name);
  const was = before.columns.includes(name) ? `(b.${column})::TEXT` : 'NULL::TEXT';
  const from = `FROM (${after.clean}) AS a JOIN (${before.clean}) AS b USING (_row) WHERE (a.${column})::TEXT IS DISTINCT FROM ${was}`;
  const cells = Number((await engine.query(`SELECT count(*) ${from}`, options)).cell(0, 0));
  const found = await engine.query(
    `SELECT _row AS line, ${textLiteral(name)} AS col, ${was} AS was, (a.${column})::TEXT AS now ${from} ORDER BY line LIMIT ${mostSamples}`,
    options,
  );
  return { rows: cells, cells, lost: 0, samples: recordsOf(found).map(sampleOf) };
}

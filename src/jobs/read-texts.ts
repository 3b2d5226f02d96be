import type { Engine, RunOptions } from '../core/engine';
import { stepsOf, type Recipe } from '../core/recipe/recipe';
import { isCleaned, nullWords, shapeOf, textKinds, type RawTableRef } from '../core/recipe/recipe-shape';
import type { DayReading, PeriodReading, Readings, UnitReading } from '../core/recipe/readings';
import { reshaped } from '../core/recipe/reshape-sql';
import { recordsOf } from '../core/result-table';
import { identifier, textLiteral } from '../core/sql/sql-literal';
import type { Knowledge } from '../ingest/knowledge';
import { parsePeriod, serialDay } from '../ingest/periods';
import { cleanText } from '../ingest/plain-text';
import { UnitMatcher } from '../ingest/unit-match';

/** A text of the unit column, as read, with how many rows of one kind have it. */
export interface UnitText {
  readonly said: string;
  readonly unitId: string | null;
  readonly unitName: string | null;
  readonly kind: string;
  readonly rows: number;
  /** Line of the first of them. */
  readonly first: number;
}

export interface ReadTexts {
  readonly readings: Readings;
  readonly unitTexts: readonly UnitText[];
  /** Column → its different texts with their rows. */
  readonly counted: ReadonlyMap<string, readonly CountedText[]>;
}

export interface CountedText {
  readonly text: string | null;
  readonly kind: string;
  readonly rows: number;
  readonly first: number;
}

/** Beyond this many different texts those that say nothing known are left out of the statement; they are shown as they stand. */
const mostListed = 5000;

/** Asks the engine for the different texts of the unit, period and day columns, once for all of them, and reads each one. */
export async function readTexts(
  engine: Engine,
  recipe: Recipe,
  rawTable: RawTableRef,
  knowledge: Knowledge,
  options: RunOptions = {},
): Promise<ReadTexts> {
  const raw = reshaped(recipe, rawTable);
  const shape = shapeOf(recipe, raw.columns);
  const columns = [
    ...new Set([shape.unit?.column, shape.period?.column, ...shape.days.map(({ column }) => column)].filter((one) => one !== undefined)),
  ];
  const found = await countTexts(engine, recipe, raw, columns, options);
  const texts = (column: string | undefined) => found.get(column ?? '') ?? [];
  const said = (column: string) => (text: string | null) => {
    const cleaned = text === null ? '' : isCleaned(recipe, column) ? cleanText(text) : text;
    return cleaned === '' || nullWords(recipe, column).includes(cleaned.toLowerCase()) ? null : cleaned;
  };
  const unit = shape.unit ? readUnits(recipe, texts(shape.unit.column), said(shape.unit.column), knowledge) : null;
  return {
    readings: {
      units: unit?.readings ?? [],
      periods: shape.period ? readPeriods(distinct(texts(shape.period.column)), said(shape.period.column)) : [],
      days: new Map(shape.days.map(({ column }) => [column, readDays(distinct(texts(column)), said(column), isSerial(recipe, column))])),
    },
    unitTexts: unit?.texts ?? [],
    counted: found,
  };
}

async function countTexts(
  engine: Engine,
  recipe: Recipe,
  raw: RawTableRef,
  columns: readonly string[],
  options: RunOptions,
): Promise<Map<string, CountedText[]>> {
  const found = new Map<string, CountedText[]>();
  if (columns.length === 0) return found;
  const kinds = textKinds(recipe).map(textLiteral).join(', ');
  const selects = columns.map(
    (column, i) =>
      `SELECT ${i} AS place, ${identifier(column)} AS said, _kind AS kind, count(*) AS n, min(_row) AS first_row FROM ${raw.table} WHERE _kind IN (${kinds}) GROUP BY ALL`,
  );
  for (const row of recordsOf(await engine.query(`${selects.join(' UNION ALL ')} ORDER BY place, first_row`, options))) {
    const column = columns[Number(row.place)] ?? '';
    const texts = found.get(column) ?? [];
    if (texts.length === 0) found.set(column, texts);
    texts.push({
      text: row.said === null || row.said === undefined ? null : String(row.said),
      kind: String(row.kind),
      rows: Number(row.n),
      first: Number(row.first_row),
    });
  }
  return found;
}

type Said = (text: string | null) => string | null;

function readUnits(
  recipe: Recipe,
  texts: readonly CountedText[],
  said: Said,
  knowledge: Knowledge,
): { readings: UnitReading[]; texts: UnitText[] } {
  const step = stepsOf(recipe, 'match-unit').at(-1);
  if (!step) return { readings: [], texts: [] };
  const matcher = new UnitMatcher(knowledge, step.systems);
  const nameOf = new Map(knowledge.units.map((unit) => [unit.unitId, unit.nameVi]));
  const byCode = new Map<string, string | null>();
  for (const unit of knowledge.units)
    if (step.systems.includes(unit.unitSystem)) byCode.set(unit.code, byCode.has(unit.code) ? null : unit.unitId);
  const find = (name: string | null) => {
    if (name === null) return null;
    return step.by === 'code' ? (byCode.get(name) ?? null) : (step.accepted?.[name] ?? matcher.exact(name));
  };
  const read = new Map<string, UnitReading>();
  const counted = texts.map(({ text, ...rest }) => {
    const cleaned = said(text);
    const unitId = find(cleaned);
    const unitName = unitId === null ? null : (nameOf.get(unitId) ?? null);
    if (text !== null) read.set(text, { text, said: cleaned, unitId, unitName });
    return { ...rest, said: cleaned ?? '', unitId, unitName };
  });
  return { readings: listed([...read.values()], (one) => one.unitId !== null), texts: counted };
}

function readPeriods(texts: readonly string[], said: Said): PeriodReading[] {
  const readings = texts.map((text) => {
    const cleaned = said(text);
    const period = cleaned === null ? null : parsePeriod(cleaned);
    return { text, said: cleaned, start: period?.start ?? null, end: period?.end ?? null, kind: period?.kind ?? null };
  });
  return listed(readings, (one) => one.start !== null);
}

function readDays(texts: readonly string[], said: Said, serial: boolean): DayReading[] {
  const readings = texts.map((text) => {
    const cleaned = said(text);
    const period = cleaned === null ? null : parsePeriod(cleaned);
    const day = period?.kind === 'day' ? period.start : serial && cleaned !== null ? serialDay(cleaned) : null;
    return { text, said: cleaned, day };
  });
  return listed(readings, (one) => one.day !== null);
}

function isSerial(recipe: Recipe, column: string): boolean {
  return stepsOf(recipe, 'parse-date').some((step) => step.column === column && step.serial === true);
}

function distinct(texts: readonly CountedText[]): string[] {
  return [...new Set(texts.flatMap(({ text }) => (text === null ? [] : [text])))];
}

function listed<One>(readings: One[], saysSomething: (one: One) => boolean): One[] {
  return readings.length <= mostListed ? readings : readings.filter(saysSomething);
}

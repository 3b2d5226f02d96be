import * as v from 'valibot';
import { AppError } from './app-error';
import type { Bilingual, Language } from './language';
import { parameterNames } from './sql/sql-text';

/** What a question shows first. */
export type QuestionView = 'scorecard' | 'grid' | 'chart' | 'figure' | 'map';

/**
 * What kind of value a parameter takes, and so which input asks for it.
 * - `date`, `month`: 'YYYY-MM-DD', 'YYYY-MM'; in SQL a DATE (of a month: its first day)
 * - `unit`, `target`, `indicator`, `unit_system`, `choice`, `text`: text; the first four are ids of the reference tables
 * - `units`, `targets`, `indicators`: lists of ids; `choices`: a list of any texts; the empty list means all
 * - `basis`: the units that figures are restated to: 'as_reported' or a unit system (queries/model/territory.sql)
 * - `number`: a number, within `min` and `max` where given
 */
export type ParamValue = string | number | readonly string[] | null;
export type ParamValues = Readonly<Record<string, ParamValue>>;

/** One choice of a parameter: the value as SQL gets it and its wording. */
export interface ParamChoice extends Bilingual {
  readonly value: string;
}

export interface ParamSpec {
  readonly name: string;
  readonly type:
    | 'date'
    | 'month'
    | 'unit'
    | 'units'
    | 'target'
    | 'targets'
    | 'indicator'
    | 'indicators'
    | 'number'
    | 'text'
    | 'choice'
    | 'choices'
    | 'unit_system'
    | 'basis';
  readonly label: Bilingual;
  /** Null = the reader has to say; a run without it fails with `param-missing`. */
  readonly default: ParamValue;
  readonly choices?: readonly ParamChoice[];
  readonly min?: number;
  readonly max?: number;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Id of the question on the start page. */
export const startQuestion = 'scorecard';

/** A saved query: SQL with parameters, the targets it judges, and how it is shown. Read from `queries/<area>/<verb-noun>.sql`. */
export interface SavedQuestion {
  readonly id: string;
  readonly path: string;
  /** The folder, such as 'scorecard'. */
  readonly area: string;
  readonly title: Bilingual;
  readonly description: Bilingual;
  readonly params: readonly ParamSpec[];
  readonly targets: readonly string[];
  readonly view: QuestionView;
  /** Vega-Lite 6 without data; wordings still in both languages, see `chartIn`. */
  readonly chart: JsonObject | null;
  readonly tags: readonly string[];
  /** The tables it reads. */
  readonly reads: readonly string[];
  /** Why it has no switch of bases, where it reads observations and has none. */
  readonly asReported: Bilingual | null;
  /** The indicator of all its figures, where neither a column nor a parameter says which. */
  readonly indicator: string | null;
  /** Headings of result columns that are this question's own; the common ones are in column-label.ts. */
  readonly columns: Readonly<Record<string, Bilingual>>;
  /** The statement, without the front matter. */
  readonly sql: string;
}

const bilingual = v.strictObject({ vi: v.pipe(v.string(), v.nonEmpty()), en: v.pipe(v.string(), v.nonEmpty()) });
const paramSchema = v.strictObject({
  type: v.picklist([
    'date',
    'month',
    'unit',
    'units',
    'target',
    'targets',
    'indicator',
    'indicators',
    'number',
    'text',
    'choice',
    'unit_system',
    'basis',
  ]),
  label: bilingual,
  default: v.optional(v.union([v.string(), v.number(), v.array(v.string()), v.null()]), null),
  choices: v.optional(v.pipe(v.array(v.strictObject({ value: v.string(), ...bilingual.entries })), v.nonEmpty())),
  min: v.optional(v.number()),
  max: v.optional(v.number()),
});
const viewSchema = v.picklist(['scorecard', 'grid', 'chart', 'figure', 'map']);
const chartSchema = v.custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
const idSchema = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/));

/**
 * Reads the front matter and the statement of one saved question.
 *
 * The front matter is the run of `--` lines at the top: `-- key: value`, one key a line; a line that begins with `--` and two or
 * more spaces continues the value before it. Keys: id, title.vi, title.en, description.vi, description.en, param.<name> (JSON),
 * targets, view, chart (JSON), tags, reads, as_reported.vi, as_reported.en, indicator, column.<name> (JSON).
 *
 * @param path where it was read, as 'queries/scorecard/show-scorecard.sql'
 * @throws AppError `question-invalid` with the file, the key and what is wrong with it
 */
export function parseQuestion(path: string, text: string): SavedQuestion {
  const { entries, sql } = splitFrontMatter(path, text);
  const take = (key: string): string => entries.get(key) ?? fail(path, key, 'missing');
  const both = (key: string): Bilingual => ({ vi: take(`${key}.vi`), en: take(`${key}.en`) });
  const words = (key: string): string[] => entries.get(key)?.split(/\s+/).filter(Boolean) ?? [];

  const params = [...entries].flatMap(([key, value]) => (key.startsWith('param.') ? [paramOf(path, key, value)] : []));
  const columns = [...entries].flatMap(([key, value]) =>
    key.startsWith('column.') ? [[key.slice('column.'.length), checked(path, key, bilingual, json(path, key, value))] as const] : [],
  );
  const chart = entries.get('chart');
  const question: SavedQuestion = {
    id: checked(path, 'id', idSchema, take('id')),
    path,
    area: path.split('/').at(-2) ?? '',
    title: both('title'),
    description: both('description'),
    params,
    targets: words('targets'),
    view: checked(path, 'view', viewSchema, entries.get('view') ?? 'grid'),
    chart: chart === undefined ? null : checked(path, 'chart', chartSchema, json(path, 'chart', chart)),
    tags: words('tags'),
    reads: words('reads'),
    asReported: entries.has('as_reported.vi') || entries.has('as_reported.en') ? both('as_reported') : null,
    indicator: entries.get('indicator') ?? null,
    columns: Object.fromEntries(columns),
    sql,
  };
  for (const key of entries.keys()) if (!isKnown(key)) fail(path, key, 'unknown key');
  const declared = params.map((param) => param.name);
  const used = parameterNames(sql);
  for (const name of used) if (!declared.includes(name)) fail(path, `param.${name}`, 'used in the SQL but not declared');
  for (const name of declared) if (!used.includes(name)) fail(path, `param.${name}`, 'declared but not used in the SQL');
  if (sql === '') fail(path, 'sql', 'missing');
  return question;
}

/** The question's chart with every `{ "vi": …, "en": … }` replaced by the wording in one language; null when it has none. */
export function chartIn(question: SavedQuestion, language: Language): JsonObject | null {
  return question.chart === null ? null : (localised(question.chart, language) as JsonObject);
}

function localised(value: Json, language: Language): Json {
  if (Array.isArray(value)) return value.map((item: Json) => localised(item, language));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as JsonObject);
  const wording = v.safeParse(bilingual, value);
  if (wording.success) return wording.output[language];
  return Object.fromEntries(entries.map(([key, inner]) => [key, localised(inner, language)]));
}

interface FrontMatter {
  readonly entries: ReadonlyMap<string, string>;
  readonly sql: string;
}

function splitFrontMatter(path: string, text: string): FrontMatter {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const entries = new Map<string, string>();
  let last: string | null = null;
  let at = 0;
  for (; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (!line.startsWith('--')) break;
    const head = /^-- ([a-z][a-z0-9_.]*):(?:\s+(.*))?$/.exec(line);
    const more = /^--\s{2,}(.*)$/.exec(line);
    if (head?.[1]) {
      last = head[1];
      if (entries.has(last)) fail(path, last, 'given twice');
      entries.set(last, (head[2] ?? '').trim());
    } else if (more && last) entries.set(last, `${entries.get(last) ?? ''} ${(more[1] ?? '').trim()}`.trim());
    else fail(path, last ?? `line ${at + 1}`, 'unreadable line; expected "-- key: value"');
  }
  return { entries, sql: lines.slice(at).join('\n').trim() };
}

function paramOf(path: string, key: string, value: string): ParamSpec {
  const name = key.slice('param.'.length);
  const { default: preset, ...rest } = checked(path, key, paramSchema, json(path, key, value));
  const { choices, min, max, ...fixed } = rest;
  if (rest.type === 'choice' && !choices) fail(path, key, 'a choice needs choices');
  return {
    name,
    ...fixed,
    default: preset,
    ...(choices && { choices }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  };
}

function isKnown(key: string): boolean {
  return /^(id|(title|description|as_reported)\.(vi|en)|param\.[a-z][a-z0-9_]*|column\.\w+|targets|view|chart|tags|reads|indicator)$/.test(
    key,
  );
}

function json(path: string, key: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    return fail(path, key, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function checked<T>(path: string, key: string, schema: v.GenericSchema<unknown, T>, value: unknown): T {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  return fail(path, [key, v.getDotPath(issue)].filter(Boolean).join('.'), issue.message);
}

function fail(path: string, key: string, reason: string, cause?: unknown): never {
  throw new AppError('question-invalid', { file: path, key, reason }, { cause });
}

import * as v from 'valibot';
import { buildIn, ChartBuildSchema, type ChartBuild } from './chart-build';
import { chartSpec } from './chart-spec';
import { missingColumns } from './chart-sql';
import { suggestChart, type ColumnFacts } from './chart-suggest';
import { languages, type Language } from '../language';
import type { Json, JsonObject } from '../question';
import type { ResultColumn } from '../result-table';

/**
 * A chart's text, opened.
 * - `suggested`: there is no text; the chart is a first guess from the columns
 * - `built`: put together by hand, and the builder can go on with it; the specification is in the reader's language
 * - `edited`: it came from the builder and was then changed as text; drawn as written, over the rows of its build
 * - `json`: written as text; drawn as written, over the result itself
 * - `broken`: no JSON object
 */
export interface OpenChart {
  readonly state: 'suggested' | 'built' | 'edited' | 'json' | 'broken';
  /** What is drawn; null when broken or when there is nothing to guess from. */
  readonly spec: JsonObject | null;
  /** What the builder goes on with; null when the chart was not built by hand. */
  readonly build: ChartBuild | null;
  /** What decides the rows (`chartRows`): the build in the language of the specification; null = the result as it is. */
  readonly drawn: ChartBuild | null;
  /** Columns of the build that the result does not have (any more). */
  readonly missing: readonly string[];
}

/** Opens the text of a cell's chart; null for a cell that has none. */
export function openChart(text: string | null, columns: readonly ResultColumn[], language: Language, facts?: ColumnFacts): OpenChart {
  if (text === null) {
    const build = suggestChart(columns, facts, language);
    return { state: 'suggested', build, drawn: build, spec: build ? chartSpec(build, columns, language) : null, missing: [] };
  }
  const spec = objectOf(text);
  if (!spec) return { state: 'broken', spec: null, build: null, drawn: null, missing: [] };
  const kept = v.safeParse(usermeta, spec.usermeta);
  if (!kept.success) return { state: 'json', spec, build: null, drawn: null, missing: [] };
  const { build, seal, language: written } = kept.output;
  const missing = missingColumns(build, columns);
  if (seal !== sealOf(spec)) return { state: 'edited', spec, build, drawn: buildIn(build, columns, written), missing };
  const own = missing.length > 0 ? spec : chartSpec(build, columns, language);
  return { state: 'built', spec: own, build, drawn: buildIn(build, columns, language), missing };
}

/** The text of a chart that was put together by hand, as a cell keeps it. */
export function chartText(build: ChartBuild, columns: readonly ResultColumn[], language: Language): string {
  const spec = chartSpec(build, columns, language);
  return JSON.stringify({ ...spec, usermeta: { build, language, seal: sealOf(spec) } } as JsonObject, null, 2);
}

const usermeta = v.object({ build: ChartBuildSchema, language: v.picklist(languages), seal: v.string() });

function objectOf(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}

/** A short print of everything but `usermeta`, whatever the order of keys and the layout: 32-bit FNV-1a. */
function sealOf(spec: JsonObject): string {
  const rest = Object.fromEntries(Object.entries(spec).filter(([key]) => key !== 'usermeta'));
  let hash = 0x811c9dc5;
  for (const char of canonical(rest)) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(36);
}

function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonical(item)).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value as JsonObject).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join()}}`;
}

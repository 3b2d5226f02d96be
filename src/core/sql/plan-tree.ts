import * as v from 'valibot';

/** One step of how the engine carries out a statement. */
export interface PlanNode {
  /** The engine's name of the step, in capitals, such as 'HASH_JOIN'. */
  readonly name: string;
  /** What the step works on, one 'Key: value' or bare value each: the table, the condition, the groups. */
  readonly detail: readonly string[];
  /** Rows that left the step; the engine's estimate where the statement was not run; null where it says nothing. */
  readonly rows: number | null;
  /** Time spent in this step alone; null when the statement was not run. */
  readonly ms: number | null;
  readonly children: readonly PlanNode[];
}

type Extra = Readonly<Record<string, unknown>>;
interface RawNode {
  readonly name?: string | undefined;
  readonly operator_name?: string | undefined;
  readonly operator_timing?: number | undefined;
  readonly operator_cardinality?: number | undefined;
  readonly extra_info?: Extra | undefined;
  readonly children?: readonly RawNode[] | undefined;
}

const nodeSchema: v.GenericSchema<unknown, RawNode> = v.object({
  name: v.optional(v.string()),
  operator_name: v.optional(v.string()),
  operator_timing: v.optional(v.number()),
  operator_cardinality: v.optional(v.number()),
  extra_info: v.optional(v.record(v.string(), v.unknown())),
  children: v.optional(v.array(v.lazy(() => nodeSchema))),
});

/** What says nothing to a reader, or is shown in its own place. */
const hidden = new Set(['Estimated Cardinality', 'Table Index', 'CTE Index', 'Type']);

/**
 * Reads the text of `EXPLAIN (FORMAT json)` or `EXPLAIN (ANALYZE, FORMAT json)` as DuckDB 1.4 writes it.
 * Steps that only explain or collect the result are left out.
 * @returns null when the text is no plan, such as `{ "result": "error" }` for what cannot be explained
 */
export function parsePlan(json: string): PlanNode | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const parsed = v.safeParse(nodeSchema, Array.isArray(value) ? value[0] : value);
  return parsed.success ? worthShowing(parsed.output) : null;
}

/** Time of the step and all below it. */
export function totalMs(node: PlanNode): number {
  return node.children.reduce((sum, child) => sum + totalMs(child), node.ms ?? 0);
}

/** The first step that is one: above it stand the query and the explaining itself. */
function worthShowing(raw: RawNode): PlanNode | null {
  const name = nameOf(raw);
  if (name !== '' && name !== 'EXPLAIN_ANALYZE' && name !== 'QUERY' && name !== 'RESULT_COLLECTOR') return nodeOf(raw);
  const child = raw.children?.[0];
  return child ? worthShowing(child) : null;
}

function nodeOf(raw: RawNode): PlanNode {
  const ran = raw.operator_timing !== undefined;
  const estimate = Number(raw.extra_info?.['Estimated Cardinality'] ?? Number.NaN);
  return {
    name: nameOf(raw),
    detail: Object.entries(raw.extra_info ?? {}).flatMap(([key, value]) => (hidden.has(key) ? [] : detailOf(key, value))),
    rows: ran ? (raw.operator_cardinality ?? null) : Number.isNaN(estimate) ? null : estimate,
    ms: ran ? raw.operator_timing! * 1000 : null,
    children: (raw.children ?? []).map(nodeOf),
  };
}

function nameOf(raw: RawNode): string {
  return (raw.operator_name ?? raw.name ?? '').trim().toUpperCase();
}

function detailOf(key: string, value: unknown): string[] {
  const texts = (Array.isArray(value) ? value : [value]).map(String).filter((text) => text !== '' && !text.startsWith('__internal'));
  if (texts.length === 0) return [];
  const shown = texts.length > 6 ? [...texts.slice(0, 6), `… +${texts.length - 6}`] : texts;
  return [`${key}: ${shown.join(', ')}`];
}

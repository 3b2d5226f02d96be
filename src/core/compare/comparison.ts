import * as v from 'valibot';

/** Pictures of a comparison. */
export const comparisonViews = ['rank', 'slope', 'series', 'profile', 'heat', 'map', 'gap'] as const;
export type ComparisonView = (typeof comparisonViews)[number];

/** On whose territory figures are compared. */
export const bases = ['as_reported', '34', '63'] as const;
export type Basis = (typeof bases)[number];

/** By what peers may be near: figures that are published for provinces. */
export const covariates = ['population', 'density', 'income'] as const;
export type Covariate = (typeof covariates)[number];

export const rankOrders = ['value', 'gap', 'work', 'name'] as const;
export type RankOrder = (typeof rankOrders)[number];

export const mapShapes = ['tiles', 'dorling', 'own'] as const;
export const mapColours = ['value', 'verdict', 'change', 'two'] as const;

const Id = v.pipe(v.string(), v.regex(/^[\p{L}\p{N}:._-]{1,120}$/u));
const Day = v.pipe(v.string(), v.isoDate());
const ids = (atMost: number) => v.pipe(v.array(Id), v.maxLength(atMost));

/** How a map is drawn; also that of a query cell. */
export const MapFormSchema = v.strictObject({
  shape: v.optional(v.picklist(mapShapes), 'tiles'),
  colour: v.optional(v.picklist(mapColours), 'value'),
  /** Of a query cell: the column that is the value; null = the one that is most likely meant. */
  column: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(200))), null),
});
export type MapForm = v.InferOutput<typeof MapFormSchema>;

/** A change that is only thought of: the unit's latest value of the indicator is another, or moves on at a pace per month until the day. */
const ScenarioChangeSchema = v.strictObject({
  unit: Id,
  indicator: Id,
  kind: v.picklist(['value', 'pace']),
  /** In the indicator's unit; of a pace, per month. */
  amount: v.pipe(v.number(), v.finite()),
});
export type ScenarioChange = v.InferOutput<typeof ScenarioChangeSchema>;

const ScenarioSchema = v.strictObject({
  name: v.pipe(v.string(), v.nonEmpty(), v.maxLength(80)),
  changes: v.pipe(v.array(ScenarioChangeSchema), v.maxLength(100)),
});
/** Never stored as observations; lives in the link and nowhere else. */
export type Scenario = v.InferOutput<typeof ScenarioSchema>;

/** Which units are compared. Ids as the reader chose them, of either system; `onBasis` finds the units that stand for them. */
const ChoiceSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('all') }),
  v.strictObject({ kind: v.literal('chosen'), ids: ids(100) }),
  v.strictObject({ kind: v.literal('region'), code: Id }),
  v.strictObject({
    kind: v.literal('peers'),
    of: Id,
    count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30)),
    by: v.pipe(v.array(v.picklist(covariates)), v.minLength(1)),
  }),
]);
export type UnitChoice = v.InferOutput<typeof ChoiceSchema>;

/** A comparison as a link carries it: all that is asked, nothing of the answer. */
export const ComparisonSchema = v.strictObject({
  /** null = by the number of units: a few over time, many as a ranking. */
  view: v.optional(v.nullable(v.picklist(comparisonViews)), null),
  units: v.optional(ChoiceSchema, { kind: 'all' }),
  /** The first one leads: ranking, slope, map and gap are of it. */
  indicators: v.pipe(ids(12), v.minLength(1)),
  basis: v.optional(v.picklist(bases), '34'),
  from: Day,
  to: Day,
  order: v.optional(v.picklist(rankOrders), 'value'),
  /** Units held on top and stressed. */
  pinned: v.optional(ids(12), []),
  map: v.optional(MapFormSchema, { shape: 'tiles', colour: 'value', column: null }),
  scenarios: v.optional(v.pipe(v.array(ScenarioSchema), v.maxLength(8)), []),
  /** The scenario in force, by its place; null = as observed. */
  scenario: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))), null),
});
export type Comparison = v.InferOutput<typeof ComparisonSchema>;

/** Up to this many units are shown over time unless another picture is asked for. */
const fewUnits = 9;

/** The picture that is shown. */
export function viewOf(comparison: Comparison): ComparisonView {
  const { view, units } = comparison;
  return view ?? (units.kind === 'chosen' && units.ids.length > 0 && units.ids.length <= fewUnits ? 'series' : 'rank');
}

/** An empty comparison to start from. `today` is not asked: the days are those that the sample data and the merger span. */
export function newComparison(view: ComparisonView | null, lastDay: string): Comparison {
  return {
    view,
    units: { kind: 'all' },
    indicators: ['ontime_rate'],
    basis: '34',
    from: '2020-01-01',
    to: lastDay,
    order: 'value',
    pinned: [],
    map: { shape: 'tiles', colour: 'value', column: null },
    scenarios: [],
    scenario: null,
  };
}

export function activeScenario({ scenarios, scenario }: Comparison): Scenario | null {
  return scenario === null ? null : (scenarios[scenario] ?? null);
}

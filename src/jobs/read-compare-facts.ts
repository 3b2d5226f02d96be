import type { Bilingual } from '../core/language';
import type { Engine } from '../core/engine';
import { recordsOf, type Plain } from '../core/result-table';
import type { UnitFacts } from '../core/compare/unit-facts';

/** An indicator that was observed for provinces. */
export interface IndicatorFacts {
  readonly id: string;
  readonly name: Bilingual;
  readonly kind: string;
  readonly unit: string;
  readonly better: 'higher' | 'lower' | 'none';
  /** What one numerator item is: 'hồ sơ', 'dossiers'. */
  readonly work: Bilingual | null;
  /** Units that were observed. */
  readonly units: number;
  /** Last days of its periods, ascending. */
  readonly days: readonly string[];
}

export interface TargetFacts {
  readonly id: string;
  readonly indicatorId: string;
  readonly comparator: string;
  readonly value: number;
  readonly deadline: string | null;
  readonly statement: Bilingual;
  readonly act: string;
  readonly inForceFrom: string;
  readonly inForceTo: string | null;
}

/** What a comparison chooses from. */
export interface CompareFacts {
  readonly units: readonly UnitFacts[];
  readonly indicators: readonly IndicatorFacts[];
  readonly targets: readonly TargetFacts[];
}

const provinces = `('63', '34')`;

const unitsSql = `
SELECT
  u.unit_id AS id, u.unit_system AS system, u.code, u.name_vi, u.name_en, u.region_code, u.region_vi, u.region_en, u.sort_order,
  u.tile_row, u.tile_col, u.lon, u.lat, u.population, u.area_km2,
  (SELECT arg_max(o.value, o.period_end) FROM observation o
   WHERE o.unit_id = u.unit_id AND o.indicator_id = 'monthly_income_per_capita' AND o.origin IN ('published', 'act')) AS income,
  (SELECT string_agg(DISTINCT s.from_unit_id, ' ' ORDER BY s.from_unit_id) FROM succession s
   WHERE s.to_unit_id = u.unit_id AND s.from_unit_id <> u.unit_id AND s.from_unit_id LIKE '63:%') AS parts,
  (SELECT string_agg(DISTINCT s.to_unit_id, ' ' ORDER BY s.to_unit_id) FROM succession s
   WHERE s.from_unit_id = u.unit_id AND s.to_unit_id <> u.unit_id AND s.to_unit_id LIKE '34:%') AS successors,
  (SELECT string_agg(a.alias_key, ' ') FROM unit_alias a WHERE a.unit_id = u.unit_id) AS aliases
FROM unit u
WHERE u.unit_system IN ${provinces}
ORDER BY u.unit_system DESC, u.sort_order`;

const indicatorsSql = `
WITH observed AS (
  SELECT o.indicator_id, count(DISTINCT o.unit_id) AS units, list_sort(list(DISTINCT CAST(o.period_end AS VARCHAR))) AS days
  FROM observation o
  JOIN unit u ON u.unit_id = o.unit_id AND u.unit_system IN ${provinces}
  WHERE o.period_kind <> 'unstated'
  GROUP BY o.indicator_id
  HAVING count(DISTINCT o.unit_id) > 1
)
SELECT i.indicator_id AS id, i.name_vi, i.name_en, i.kind, i.unit, i.direction, i.work_vi, i.work_en, o.units, array_to_string(o.days, ' ') AS days
FROM observed o
JOIN indicator i USING (indicator_id)
ORDER BY vi_sort_key(i.name_vi)`;

const targetsSql = `
SELECT t.target_id AS id, t.indicator_id, t.comparator, t.value, t.deadline, t.statement_vi, t.statement_en,
  coalesce(a.number, a.title_vi) AS act, a.in_force_from, a.in_force_to
FROM target t JOIN act a USING (act_id)
WHERE t.scope IN ('provinces', 'all') AND t.kind = 'quantified'
ORDER BY t.deadline NULLS LAST, t.target_id`;

/** The provinces of both systems. @throws what `Engine.query` throws */
export async function readProvinces(engine: Engine): Promise<readonly UnitFacts[]> {
  return recordsOf(await engine.query(unitsSql)).map((row) => ({
    id: text(row.id),
    system: text(row.system),
    code: text(row.code),
    name: both(row, 'name'),
    region: both(row, 'region'),
    regionCode: text(row.region_code),
    order: Number(row.sort_order),
    tileRow: count(row.tile_row),
    tileCol: count(row.tile_col),
    lon: count(row.lon),
    lat: count(row.lat),
    population: count(row.population),
    areaKm2: count(row.area_km2),
    income: count(row.income),
    parts: words(row.parts),
    successors: words(row.successors),
    aliasKeys: words(row.aliases),
  }));
}

/** Reads units, indicators and targets of the provinces once the model is loaded. @throws what `Engine.query` throws */
export async function readCompareFacts(engine: Engine): Promise<CompareFacts> {
  const [units, indicators, targets] = await Promise.all([readProvinces(engine), engine.query(indicatorsSql), engine.query(targetsSql)]);
  return {
    units,
    indicators: recordsOf(indicators).map((row) => ({
      id: text(row.id),
      name: both(row, 'name'),
      kind: text(row.kind),
      unit: text(row.unit),
      better: row.direction === 'lower' || row.direction === 'higher' ? row.direction : 'none',
      work: row.work_vi === null ? null : both(row, 'work'),
      units: Number(row.units),
      days: words(row.days),
    })),
    targets: recordsOf(targets).map((row) => ({
      id: text(row.id),
      indicatorId: text(row.indicator_id),
      comparator: text(row.comparator),
      value: Number(row.value),
      deadline: row.deadline === null ? null : text(row.deadline),
      statement: both(row, 'statement'),
      act: text(row.act),
      inForceFrom: text(row.in_force_from),
      inForceTo: row.in_force_to === null ? null : text(row.in_force_to),
    })),
  };
}

const text = (value: Plain | undefined) => String(value ?? '');
const count = (value: Plain | undefined) => (value === null || value === undefined ? null : Number(value));
const words = (value: Plain | undefined) => (typeof value === 'string' ? value.split(' ').filter(Boolean) : []);

function both(row: Readonly<Record<string, Plain>>, name: string): Bilingual {
  const vi = text(row[`${name}_vi`]);
  return { vi, en: text(row[`${name}_en`]) || vi };
}

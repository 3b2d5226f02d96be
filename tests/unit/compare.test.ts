import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { ComparisonSchema, newComparison, viewOf, type Comparison } from '../../src/core/compare/comparison';
import { dayFor, questionFor } from '../../src/core/compare/comparison-question';
import { nearestPeers } from '../../src/core/compare/peers';
import { scenarioEffects } from '../../src/core/compare/scenario-effects';
import { withScenario } from '../../src/core/compare/scenario-sql';
import { findUnits, onBasis, withRelatives, type UnitFacts } from '../../src/core/compare/unit-facts';
import { isUndecided, joinMap, joinReadings } from '../../src/core/map/map-join';
import { looksLikeMap, readMap } from '../../src/core/map/read-map';
import { nameKey } from '../../src/core/name-key';
import { fromPlainTable } from '../../src/core/plain-table';
import { parseCsv } from '../support/csv';
import { readFileSync } from 'node:fs';

const table = (name: string) => parseCsv(readFileSync(new URL(`../../sample-data/reference/${name}.csv`, import.meta.url), 'utf8')).rows;
const successions = table('succession').filter((row) => /^63:/.test(row.from_unit_id!) && /^34:/.test(row.to_unit_id!));
const aliases = table('unit_alias');
const units: UnitFacts[] = table('unit')
  .filter((row) => row.unit_system === '63' || row.unit_system === '34')
  .map((row) => ({
    id: row.unit_id!,
    system: row.unit_system!,
    code: row.code!,
    name: { vi: row.name_vi!, en: row.name_en! },
    region: { vi: row.region_vi!, en: row.region_en! },
    regionCode: row.region_code!,
    order: Number(row.sort_order),
    tileRow: Number(row.tile_row),
    tileCol: Number(row.tile_col),
    lon: Number(row.lon),
    lat: Number(row.lat),
    population: Number(row.population),
    areaKm2: Number(row.area_km2),
    income: null,
    parts: successions.filter((one) => one.to_unit_id === row.unit_id).map((one) => one.from_unit_id!),
    successors: successions.filter((one) => one.from_unit_id === row.unit_id).map((one) => one.to_unit_id!),
    aliasKeys: aliases.filter((one) => one.unit_id === row.unit_id).map((one) => one.alias_key!),
  }));
const byId = new Map(units.map((unit) => [unit.id, unit]));
const named = (system: string, name: string) => units.find((unit) => unit.system === system && unit.name.vi === name)!;

describe('units of a comparison', () => {
  it('stand on the basis: a former province as its successor, a new one as its parts', () => {
    const haGiang = named('63', 'Hà Giang').id;
    expect(onBasis([haGiang], '34', byId)).toEqual([named('34', 'Tuyên Quang').id]);
    expect(onBasis([named('34', 'Tuyên Quang').id], '63', byId).sort()).toEqual([haGiang, named('63', 'Tuyên Quang').id].sort());
    expect(onBasis([haGiang, named('63', 'Tuyên Quang').id], '34', byId)).toHaveLength(1);
    expect(onBasis([haGiang], 'as_reported', byId)).toEqual([haGiang]);
    expect(withRelatives([named('34', 'Tuyên Quang').id], byId)).toHaveLength(3);
  });

  it('there and back again, every province is among the parts of what it became', () => {
    for (const unit of units.filter((one) => one.system === '63')) {
      const there = onBasis([unit.id], '34', byId);
      expect(there).toHaveLength(1);
      expect(onBasis(there, '63', byId)).toContain(unit.id);
    }
  });

  it('are found by name without marks, by code and by former name, own names first', () => {
    expect(findUnits('tuyen', '34', units)[0]!.unit.name.vi).toBe('Tuyên Quang');
    const byFormer = findUnits('Hà Giang', '34', units)[0]!;
    expect([byFormer.unit.name.vi, byFormer.formerly?.name.vi]).toEqual(['Tuyên Quang', 'Hà Giang']);
    expect(findUnits('Hà Giang', '63', units)[0]!.formerly).toBeNull();
    expect(findUnits('tphcm', '34', units)[0]?.unit.name.vi).toBe('Thành phố Hồ Chí Minh');
    expect(
      new Set(
        findUnits('Tuyên Quang', null, units)
          .slice(0, 2)
          .map(({ unit }) => unit.system),
      ),
    ).toEqual(new Set(['63', '34']));
    expect(findUnits('Paris', '34', units)).toEqual([]);
  });
});

describe('peers', () => {
  const made = (id: string, population: number, areaKm2: number, income: number | null = null): UnitFacts => ({
    ...units[0]!,
    id,
    system: '34',
    population,
    areaKm2,
    income,
  });
  const all = [
    made('a', 1_000_000, 1000),
    made('b', 1_100_000, 1000),
    made('c', 9_000_000, 1000),
    made('d', 1_000_000, 50_000),
    made('e', 1_050_000, 1000, 40),
  ];

  it('are the nearest of the same system, by what is known of the unit', () => {
    const { peers, unknown } = nearestPeers(all[0]!, all, ['population', 'density', 'income'], 2);
    expect(peers.map((peer) => peer.id)).toEqual(['e', 'b']);
    expect(unknown).toEqual(['income']);
    expect(nearestPeers(all[4]!, all, ['income'], 2)).toEqual({ peers: [], unknown: [], without: ['a', 'b', 'c', 'd'] });
  });

  it('do not depend on the order of the list', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const shuffled = [...units].sort((a, b) => ((a.order * 7919 + seed) % 101) - ((b.order * 7919 + seed) % 101));
        const of = named('34', 'Tuyên Quang');
        const ids = (list: readonly UnitFacts[]) => nearestPeers(of, list, ['population', 'density'], 8).peers.map((peer) => peer.id);
        expect(ids(shuffled)).toEqual(ids(units));
      }),
      { numRuns: 10 },
    );
  });
});

describe('a comparison', () => {
  const start = newComparison(null, '2026-10-31');
  const shown = (part: Partial<Comparison>) => viewOf({ ...start, ...part });

  it('shows a few units over time and many as a ranking, unless another picture is asked for', () => {
    expect(shown({})).toBe('rank');
    expect(shown({ units: { kind: 'chosen', ids: ['34:08', '34:68', '34:92'] } })).toBe('series');
    expect(shown({ units: { kind: 'chosen', ids: Array.from({ length: 10 }, (_, i) => `34:0${i}`) } })).toBe('rank');
    expect(shown({ units: { kind: 'chosen', ids: ['34:08'] }, view: 'map' })).toBe('map');
  });

  it('is read back from a link, and refused when it is no comparison', () => {
    expect(v.parse(ComparisonSchema, JSON.parse(JSON.stringify(start)))).toEqual(start);
    expect(v.parse(ComparisonSchema, { indicators: ['ontime_rate'], from: '2020-01-01', to: '2020-12-31' }).basis).toBe('34');
    for (const bad of [
      { ...start, basis: '35' },
      { ...start, indicators: [] },
      { ...start, to: 'yesterday' },
      { ...start, units: { kind: 'chosen', ids: ["x'; DROP"] } },
      { ...start, extra: 1 },
    ])
      expect(v.safeParse(ComparisonSchema, bad).success).toBe(false);
  });

  it('takes the end of the period beside the day that is asked for', () => {
    const days = ['2019-12-31', '2020-06-30', '2020-12-31'];
    expect(dayFor(days, '2020-07-15', 'to')).toBe('2020-06-30');
    expect(dayFor(days, '2020-07-15', 'from')).toBe('2020-12-31');
    expect(dayFor(days, '2018-01-01', 'to')).toBe('2019-12-31');
    expect(dayFor(days, '2030-01-01', 'from')).toBe('2020-12-31');
    expect(dayFor([], '2020-07-15', 'to')).toBe('2020-07-15');
  });

  it('asks one saved question a picture; as reported a series brings the former units too', () => {
    const asked = {
      form: { ...start, basis: 'as_reported' as const },
      units: [named('34', 'Tuyên Quang').id],
      pinned: [],
      days: { from: '2020-12-31', to: '2026-10-31' },
      target: null,
      facts: byId,
    };
    expect(questionFor('series', asked).values.units).toHaveLength(3);
    expect(questionFor('rank', asked).values).toMatchObject({ target: '', to: '2026-10-31' });
    expect(questionFor('map', { ...asked, form: { ...start, map: { shape: 'tiles', colour: 'two', column: null } } }).id).toBe(
      'compare-profile',
    );
  });
});

describe('a scenario', () => {
  it('stands before the statement, whatever its name and units are', () => {
    const sql = withScenario('SELECT 1;', {
      name: 'a\nDROP TABLE unit;',
      changes: [{ unit: "34:'08", indicator: 'x', kind: 'pace', amount: -1.5 }],
    });
    expect(sql.split('\n')[0]).toBe('-- a DROP TABLE unit;');
    expect(sql).toContain("('34:''08', 'x', CAST(NULL AS DOUBLE), CAST((-1.5) AS DOUBLE))");
  });

  it('tells only what it moves, and the whole before and after', () => {
    const ranking = (rows: (string | number | null)[][]) =>
      fromPlainTable({
        columns: ['unit_id', 'unit_name', 'unit_name_en', 'value', 'rank', 'verdict', 'numerator', 'denominator'].map((name) => ({
          name,
          type: 'text',
          sqlType: 'VARCHAR',
        })),
        values: rows[0]!.map((_, column) => rows.map((row) => row[column]!)),
      });
    const before = ranking([
      ['a', 'A', 'A', 50, 1, 'met', 5, 10],
      ['b', 'B', 'B', 20, 2, 'behind', 2, 10],
      ['c', 'C', 'C', null, null, 'no_data', null, null],
    ]);
    const after = ranking([
      ['b', 'B', 'B', 80, 1, 'met', 8, 10],
      ['a', 'A', 'A', 50, 2, 'met', 5, 10],
      ['c', 'C', 'C', null, null, 'no_data', null, null],
    ]);
    const effects = scenarioEffects(before, after, 'ratio', 'percent');
    expect(effects.units.map((one) => [one.unitId, one.rankBefore, one.rankAfter, one.verdictAfter])).toEqual([
      ['b', 2, 1, 'met'],
      ['a', 1, 2, 'met'],
    ]);
    expect([effects.wholeBefore, effects.wholeAfter]).toEqual([35, 65]);
    expect(scenarioEffects(before, before, 'index', 'index')).toEqual({ units: [], wholeBefore: null, wholeAfter: null });
  });
});

describe('a map of the reader’s own', () => {
  const square = (lon: number) => ({
    type: 'Polygon',
    coordinates: [
      [
        [lon, 10],
        [lon + 1, 10],
        [lon + 1, 11],
        [lon, 10],
      ],
    ],
  });
  const joinUnits = units.map((unit) => ({ ...unit, name: unit.name.vi }));
  const mapOf = (list: readonly Record<string, unknown>[]) =>
    readMap(
      JSON.stringify({
        type: 'FeatureCollection',
        features: list.map((properties, i) => ({ type: 'Feature', properties, geometry: square(100 + (i % 9)) })),
      }),
    );

  it('is recognised by its ending or its first characters', () => {
    expect(looksLikeMap('a.geojson', '')).toBe(true);
    expect(looksLikeMap('a.topojson', '')).toBe(true);
    expect(looksLikeMap('a.json', '{ "type" : "FeatureCollection", ')).toBe(true);
    expect(looksLikeMap('a.json', '[{"tinh":"Hà Giang"}]')).toBe(false);
  });

  it('is read from GeoJSON and TopoJSON, and refused with a reason', () => {
    expect(mapOf([{ ten: 'Hà Giang' }])[0]!.properties.ten).toBe('Hà Giang');
    const topology = {
      type: 'Topology',
      objects: { t: { type: 'GeometryCollection', geometries: [{ type: 'Polygon', arcs: [[0]], properties: { ten: 'Cao Bằng' } }] } },
      arcs: [
        [
          [105, 22],
          [106, 22],
          [106, 23],
          [105, 22],
        ],
      ],
    };
    expect(readMap(JSON.stringify(topology))).toMatchObject([{ properties: { ten: 'Cao Bằng' } }]);
    const refused = (text: string) => {
      try {
        readMap(text);
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    };
    for (const bad of [
      '{',
      '{"type":"FeatureCollection","features":[]}',
      '{"type":"Point","coordinates":[1,2]}',
      JSON.stringify({
        type: 'Polygon',
        coordinates: [
          [
            [500000, 2300000],
            [500001, 2300000],
            [500001, 2300001],
          ],
        ],
      }),
    ])
      expect(refused(bad)).toBe('map-unreadable');
  });

  it('joins by name through every alias, and tells strangers, missing and shared', () => {
    const list = [
      ...units
        .filter((unit) => unit.system === '63')
        .slice(1)
        .map((unit) => ({
          ten: unit.name.vi.startsWith('Thành phố')
            ? unit.name.vi
            : `${['Hải Phòng', 'Đà Nẵng', 'Cần Thơ', 'Hà Nội'].includes(unit.name.vi) ? 'Thành phố' : 'Tỉnh'} ${unit.name.vi}`,
        })),
      { ten: 'Hà Giang' },
      { ten: 'Biển Đông' },
    ];
    const features = mapOf(list);
    const readings = joinReadings(features, joinUnits);
    expect(readings[0]).toMatchObject({ property: 'ten', by: 'name', system: '63' });
    expect(isUndecided(readings)).toBe(false);
    const join = joinMap(features, joinUnits, readings[0]!);
    expect(join.strangers).toEqual(['Biển Đông']);
    expect(join.missing).toEqual([units.find((unit) => unit.system === '63')!.id]);
    expect(join.shared.map(({ unitId }) => unitId)).toEqual([named('63', 'Hà Giang').id]);
    expect(new Set(join.features.keys()).size).toBe(62);
  });

  it('by code of both systems asks which, since seven codes mean different places', () => {
    const both = units.filter((unit) => unit.system === '34' && units.some((other) => other.system === '63' && other.code === unit.code));
    const readings = joinReadings(mapOf(both.map((unit) => ({ ma: Number(unit.code) }))), joinUnits);
    expect(isUndecided(readings)).toBe(true);
    const joined = (system: string) =>
      joinMap(mapOf([{ ma: '15' }]), joinUnits, { property: 'ma', by: 'code', system: system as '63', matched: 1, units: 1 });
    expect(byId.get([...joined('63').features.keys()][0]!)!.name.vi).toBe('Yên Bái');
    expect(byId.get([...joined('34').features.keys()][0]!)!.name.vi).toBe('Lào Cai');
  });

  it('all names of a full map of either system find their own unit', () => {
    for (const system of ['63', '34']) {
      const own = units.filter((unit) => unit.system === system);
      const join = joinMap(
        mapOf(own.map((unit) => ({ NAME: unit.name.vi.toUpperCase() }))),
        joinUnits,
        joinReadings(mapOf(own.map((unit) => ({ NAME: unit.name.vi.toUpperCase() }))), joinUnits)[0]!,
      );
      expect(join.reading.system).toBe(system);
      expect(join.features.size).toBe(own.length);
      for (const [id, [feature]] of join.features) expect(nameKey(String(feature!.properties.NAME))).toBe(nameKey(byId.get(id)!.name.vi));
    }
  });
});

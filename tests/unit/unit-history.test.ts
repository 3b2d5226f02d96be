import { describe, expect, test } from 'vitest';
import { UnitHistory, type DatedUnit, type Succession } from '../../src/core/unit/unit-history';
import { knowledgeFromFiles } from '../../src/build/ingest/knowledge-files';
import { UnitMatcher } from '../../src/ingest/unit-match';
import { decideUnitSystems } from '../../src/ingest/unit-system';
import { vanishedRow } from '../../src/ingest/vanished-units';
import { readCsv } from '../support/csv';

const rows = (name: string) => readCsv(`sample-data/reference/${name}.csv`).rows;
const units = rows('unit').map((row): DatedUnit => ({
  unitId: row.unit_id!,
  system: row.unit_system!,
  code: row.code!,
  name: row.name_vi!,
  validFrom: row.valid_from || null,
  validTo: row.valid_to || null,
}));
const successions = rows('succession').map((row): Succession => ({
  from: row.from_unit_id!,
  to: row.to_unit_id!,
  on: row.effective_on!,
  whole: row.whole === 'true',
  actId: row.act_id || null,
  newName: row.new_name_vi || null,
}));
const aliases = rows('unit_alias').map((row) => ({ unitId: row.unit_id!, alias: row.alias!, system: row.unit_system! }));
const history = new UnitHistory(units, successions, aliases);
const knowledge = knowledgeFromFiles();
const provinces = (days: DatedUnit[]): DatedUnit[] => days.filter((unit) => /^(63|34)$/.test(unit.system));
const ids = (found: readonly { readonly unit: DatedUnit }[]): string[] => found.map(({ unit }) => unit.unitId);

/** The official day of change: 63 provinces until 30 June 2025, 34 from 1 July. */
const days = [
  ['2008-08-01', '63', 63],
  ['2020-01-01', '63', 63],
  ['2025-06-30', '63', 63],
  ['2025-07-01', '34', 34],
  ['2026-05-01', '34', 34],
] as const;

describe.each(days)('on %s', (day, system, count) => {
  test('the units are those of one system', () => {
    const found = provinces(history.on(day));
    expect(found).toHaveLength(count);
    expect(new Set(found.map((unit) => unit.system))).toEqual(new Set([system]));
  });

  test('every alias and every code means a unit of that day or nothing: never one of the other system', () => {
    let matched = 0;
    for (const { unitId, alias, system: of } of aliases.filter((one) => one.system === '63' || one.system === '34')) {
      const found = provinces(history.named(alias, day));
      // An alias of this system means its own unit; one of the other system may only mean the unit of the day that bears the same name.
      if (of === system)
        expect(
          found.map((unit) => unit.unitId),
          alias,
        ).toEqual([unitId]);
      for (const unit of found) expect(unit.system, alias).toBe(system);
      matched += found.length;
    }
    expect(matched).toBeGreaterThan(count);
    for (const unit of units.filter((one) => one.system === '63' || one.system === '34')) {
      const found = provinces(history.coded(unit.code, day));
      if (unit.system === system) expect(found, unit.code).toEqual([unit]);
      else expect(found.every((one) => one.system === system)).toBe(true);
    }
  });
});

describe.each(days)('a file about %s', (day, system) => {
  const other = system === '63' ? '34' : '63';
  const of = (which: string) => aliases.filter((one) => one.system === which);
  const bearers = new Set(units.filter((unit) => unit.system === other).map((unit) => unit.name));
  const inBoth = units.filter((unit) => unit.system === system && bearers.has(unit.name)).map((unit) => unit.name);

  test('that names only units of both systems is of the system of its day', () => {
    expect(inBoth.length).toBeGreaterThan(30);
    expect(decideUnitSystems(knowledge, inBoth, { first: day, last: day })).toMatchObject({ systems: [system], sure: true });
  });

  test('has every alias matched to its own unit, and none of the other system to another place', () => {
    const matcher = new UnitMatcher(knowledge, [system]);
    expect(of(system).filter((one) => matcher.exact(one.alias) !== one.unitId)).toEqual([]);
    const foreign = of(other).flatMap(({ alias, unitId }) => {
      const match = matcher.match(alias);
      const kin = ids(system === '63' ? history.madeOf(unitId, '2025-06-30') : history.becameOf(unitId, '2025-07-01'));
      return match.how === 'alias' && !kin.includes(match.unitId) ? [`${alias} → ${match.unitId}`] : [];
    });
    expect(foreign).toEqual([]);
    expect(matcher.match('Hà Tây')).toEqual({ how: 'none' });
    expect(matcher.match('UBND tỉnh Hà Tây')).toEqual({ how: 'none' });
  });
});

describe('Hà Tây, merged into Hà Nội on 1 August 2008', () => {
  const row = vanishedRow('Tỉnh Hà Tây');
  test('is a dated row with its act', () => {
    expect(row).toEqual({ name: 'Hà Tây', became: ['Hà Nội'], on: '2008-08-01', act: '15/2008/QH12' });
  });
  test.each(days)('on %s its name and its code 28 mean no unit, and its successor is one of system %s', (day, system) => {
    expect(history.named('Hà Tây', day)).toEqual([]);
    expect(history.named('tinh ha tay', day)).toEqual([]);
    expect(history.coded('28', day)).toEqual([]);
    expect(row!.on <= day).toBe(true);
    expect(row!.became.flatMap((name) => provinces(history.named(name, day))).map((unit) => unit.unitId)).toEqual([`${system}:01`]);
  });
  test('no name of the tables is taken for a vanished one', () => {
    expect(aliases.filter((one) => vanishedRow(one.alias) !== null)).toEqual([]);
    expect(units.filter((one) => vanishedRow(one.name) !== null)).toEqual([]);
  });
});

describe('codes and names that a naive join would confuse', () => {
  const old = units.filter((unit) => unit.system === '63');
  const now = units.filter((unit) => unit.system === '34');

  const clashing = now.filter((unit) => {
    const same = old.find((one) => one.code === unit.code);
    return same && !ids(history.madeOf(unit.unitId, '2025-06-30')).includes(same.unitId)
      ? true
      : same?.name !== unit.name && unit.code !== '46';
  });
  test('seven codes', () => expect(clashing.map((unit) => unit.code).sort()).toEqual(['15', '24', '44', '52', '80', '82', '91']));
  test.each(clashing.map((unit) => [unit.code, unit] as const))('code %s is another place before and after', (code, unit) => {
    const [before] = provinces(history.coded(code, '2025-06-30'));
    const [after] = provinces(history.coded(code, '2025-07-01'));
    expect(after?.name).toBe(unit.name);
    expect(before?.name).not.toBe(after?.name);
  });

  const merged = now.filter((unit) => history.madeOf(unit.unitId, '2025-06-30').length > 1);
  test('23 merged provinces, each with the name of one of its parts', () => expect(merged).toHaveLength(23));
  test.each(merged.map((unit) => [unit.name, unit] as const))('%s holds more than the province of that name did', (name, unit) => {
    const [before] = provinces(history.named(name, '2025-06-30'));
    const parts = ids(history.madeOf(unit.unitId, '2025-06-30'));
    expect(parts).toContain(before?.unitId);
    expect(parts.length).toBeGreaterThan(1);
    expect(ids(history.becameOf(before!.unitId, '2026-05-01'))).toEqual([unit.unitId]);
  });
});

test('every one of the 63 became one of the 34, and these are made of exactly them', () => {
  const old = units.filter((unit) => unit.system === '63');
  const reached = old.flatMap((unit) => history.becameOf(unit.unitId, '2025-07-01'));
  expect(reached).toHaveLength(63);
  expect(reached.every((one) => one.whole)).toBe(true);
  const made = units.filter((unit) => unit.system === '34').flatMap((unit) => ids(history.madeOf(unit.unitId, '2025-06-30')));
  expect(made.toSorted()).toEqual(old.map((unit) => unit.unitId).toSorted());
});

test('a unit is itself while it is valid, and nothing before it began', () => {
  expect(ids(history.becameOf('63:02', '2025-06-30'))).toEqual(['63:02']);
  expect(ids(history.becameOf('63:02', '2025-07-01'))).toEqual(['34:08']);
  expect(ids(history.madeOf('34:08', '2025-07-01'))).toEqual(['34:08']);
  expect(history.becameOf('34:08', '2020-01-01')).toEqual([]);
});

test('names of the day', () => {
  expect(history.nameOn('63:46', '2024-12-31')).toBe('Thừa Thiên Huế');
  expect(history.nameOn('63:46', '2025-01-01')).toBe('Huế');
});

test('ministries: a part that moved is not whole', () => {
  const made = history.madeOf('M2025:BKHCN', '2025-02-28');
  expect(made.map(({ unit, whole }) => [unit.unitId, whole])).toEqual(
    [
      ['M2021:BTTTT', false],
      ['M2021:BKHCN', true],
    ].toSorted((a, b) => units.findIndex((u) => u.unitId === a[0]) - units.findIndex((u) => u.unitId === b[0])),
  );
});

test('a merger of 2030 is rows only', () => {
  const until = (unit: DatedUnit): DatedUnit => (unit.system === '34' ? { ...unit, validTo: '2029-12-31' } : unit);
  const later: DatedUnit = { unitId: '33:99', system: '33', code: '99', name: 'Tây Bắc', validFrom: '2030-01-01', validTo: null };
  const step = (from: string): Succession => ({ from, to: '33:99', on: '2030-01-01', whole: true, actId: null });
  const next = new UnitHistory([...units.map(until), later], [...successions, step('34:11'), step('34:12')]);
  expect(ids(next.becameOf('63:11', '2031-01-01'))).toEqual(['33:99']);
  expect(ids(next.madeOf('33:99', '2029-12-31')).toSorted()).toEqual(['34:11', '34:12']);
  expect(ids(next.madeOf('33:99', '2020-01-01')).toSorted()).toEqual(['63:11', '63:12']);
  expect(next.named('Tây Bắc', '2029-12-31')).toEqual([]);
});

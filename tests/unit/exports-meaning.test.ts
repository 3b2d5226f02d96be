import { describe, expect, test } from 'vitest';
import { files } from '../../sample-data/exports/generator/catalogue.ts';
import { momentsOf, periodText } from '../../sample-data/exports/generator/periods.ts';
import { nameKey } from '../../src/core/name-key';
import { cellOf, dataLines, faultsWith, headerKeys, records, reference, sheets, toNumber, type Sheet } from '../support/export-sheet';

const measures = records('measure.csv');
const systemIds = [...new Set(reference.columns.map((column) => column.systemId))];

/** unit_id by unit system and name key, as the register of aliases has it. */
const aliases = new Map(records('unit_alias.csv').map((record) => [`${record.unit_system}|${record.alias_key}`, record.unit_id ?? '']));
const unitIdOf = (sheet: Sheet, name: string): string | undefined =>
  sheet.faults.unit_systems.map((system) => aliases.get(`${system}|${nameKey(name)}`)).find((id) => id !== undefined);

const numberFields = (sheet: Sheet): string[] =>
  sheet.fields.filter((field) =>
    reference.columns.some((column) => column.systemId === sheet.faults.system_id && column.field === field && column.role === 'number'),
  );
const rejectedLines = (sheet: Sheet): Set<number> =>
  new Set(
    sheet.faults.faults
      .filter((fault) =>
        ['duplicate-row', 'duplicate-conflict', 'ragged-row', 'period-invalid', 'unit-unknown', 'unit-near'].includes(fault.code),
      )
      .flatMap((fault) => fault.rows),
  );

describe('units', () => {
  test('every written name is in unit_alias.csv, except the planted ones', () => {
    for (const sheet of sheets) {
      const strange = new Set(
        dataLines(sheet)
          .map((line) => cellOf(sheet, line, 'unit'))
          .filter((name) => unitIdOf(sheet, name) === undefined),
      );
      const planted = sheet.faults.faults
        .filter((fault) => fault.code === 'unit-unknown' || fault.code === 'unit-near')
        .map((fault) => fault.text);
      expect([...strange].sort(), sheet.faults.file).toEqual(planted.sort());
    }
  });

  test('each file holds every unit of its systems in every period, except what is listed as missing', () => {
    for (const sheet of sheets) {
      const spec = files.find((each) => each.name === sheet.faults.file);
      if (spec === undefined) throw new Error(`${sheet.faults.file} is not in the catalogue`);
      const periods = momentsOf(spec.calendar).map((moment) => periodText(moment, spec.period));
      const seen = new Set(
        dataLines(sheet).map((line) => `${unitIdOf(sheet, cellOf(sheet, line, 'unit'))}|${cellOf(sheet, line, 'period')}`),
      );
      const absent = sheet.faults.faults.filter((fault) => fault.code === 'unit-missing');
      const single = sheet.faults.faults.filter((fault) => fault.code === 'period-missing').length;
      const units = reference.units.filter(
        (unit) =>
          sheet.faults.unit_systems.includes(unit.system) &&
          (spec.attached !== false || unit.kind !== 'attached_agency') &&
          !absent.some((fault) => fault.unit === unit.id),
      );
      const gaps = units.flatMap((unit) => periods.filter((period) => !seen.has(`${unit.id}|${period}`)));
      const hidden = sheet.faults.faults.filter((fault) => fault.code === 'unit-near' || fault.code === 'period-invalid').length;
      expect(gaps.length, sheet.faults.file).toBe(single + hidden);
      for (const fault of absent)
        expect(
          [...seen].some((key) => key.startsWith(`${fault.unit}|`)),
          `${sheet.faults.file} ${fault.unit}`,
        ).toBe(false);
      expect(rejectedLines(sheet).size, sheet.faults.file).toBe(sheet.faults.expected.rejected);
    }
  });
});

describe('figures', () => {
  test('total and region rows add up, except the planted mismatches', () => {
    let checked = 0;
    for (const sheet of sheets) {
      const totals = sheet.faults.faults.find((fault) => fault.code === 'total-rows')?.rows ?? [];
      const rejected = rejectedLines(sheet);
      const kept = dataLines(sheet).filter((line) => !rejected.has(line));
      const wrong = totals.flatMap((line) => {
        const period = cellOf(sheet, line, 'period');
        const rows = kept.filter((row) => period === '' || cellOf(sheet, row, 'period') === period);
        return numberFields(sheet).flatMap((field) => {
          const stated = cellOf(sheet, line, field);
          if (stated === '' || stated.endsWith('%')) return [];
          const sum = rows
            .map((row) => toNumber(cellOf(sheet, row, field)))
            .reduce((all, value) => (Number.isFinite(value) ? all + value : all), 0);
          checked++;
          return sum === toNumber(stated) ? [] : [line];
        });
      });
      expect(wrong, sheet.faults.file).toEqual(
        sheet.faults.faults.filter((fault) => fault.code === 'total-mismatch').flatMap((fault) => fault.rows),
      );
    }
    expect(checked).toBeGreaterThan(500);
  });

  test('numerators stay below denominators except where planted; nothing else is negative or above 100 %', () => {
    for (const sheet of sheets) {
      const codes = (code: string): number[] =>
        [...new Set(sheet.faults.faults.filter((fault) => fault.code === code).flatMap((fault) => fault.rows))].sort((a, b) => a - b);
      const lines = dataLines(sheet).filter(
        (line) => !sheet.faults.faults.some((fault) => fault.code === 'ragged-row' && fault.rows.includes(line)),
      );
      const value = (line: number, sql: string): number =>
        sql.split(' + ').reduce((sum, field) => sum + toNumber(cellOf(sheet, line, field)), 0);
      const ratios = measures.filter(
        (measure) =>
          measure.system_id === sheet.faults.system_id &&
          measure.numerator_sql !== '' &&
          measure.indicator_id !== 'docs_repealed_per_new' &&
          `${measure.numerator_sql} + ${measure.denominator_sql}`.split(' + ').every((field) => sheet.fields.includes(field)),
      );
      const above = lines.filter((line) =>
        ratios.some((ratio) => value(line, ratio.numerator_sql ?? '') > value(line, ratio.denominator_sql ?? '')),
      );
      expect(above, sheet.faults.file).toEqual(codes('numerator-exceeds-denominator'));
      const fields = numberFields(sheet);
      expect(lines.filter((line) => fields.some((field) => toNumber(cellOf(sheet, line, field)) < 0))).toEqual(codes('negative-count'));
      expect(
        lines.filter((line) =>
          fields.some((field) => cellOf(sheet, line, field).endsWith('%') && toNumber(cellOf(sheet, line, field)) > 100),
        ),
      ).toEqual(codes('over-100'));
    }
  });

  test('dots in thousands are decided by the file itself, except in the ambiguous one', () => {
    const decided = (sheet: Sheet): boolean =>
      sheet.lines
        .slice(sheet.headerLine)
        .some((cells) => cells.some((text) => /^-?\d{1,3}(\.\d{3}){2,}/.test(text) || /^\d[\d.]*,\d+%?$/.test(text)));
    const ambiguous = new Set(faultsWith('ambiguous-number').map(([sheet]) => sheet.faults.file));
    expect(ambiguous.size).toBe(1);
    for (const sheet of sheets) {
      if (ambiguous.has(sheet.faults.file)) expect(decided(sheet)).toBe(false);
      else if (sheet.faults.faults.some((fault) => fault.code === 'thousands-dot')) expect(decided(sheet), sheet.faults.file).toBe(true);
    }
  });

  test('a planted standstill shows twelve equal months', () => {
    const stills = faultsWith('unchanged-12-months');
    expect(stills.length).toBeGreaterThanOrEqual(3);
    for (const [sheet, fault] of stills) {
      expect(fault.rows).toHaveLength(12);
      const shown = new Set(
        fault.rows.map((line) =>
          numberFields(sheet)
            .map((field) => cellOf(sheet, line, field))
            .join('|'),
        ),
      );
      expect(shown.size).toBe(1);
    }
  });
});

describe('systems', () => {
  test('the header of every file belongs to its own system more than to any other', () => {
    for (const sheet of sheets) {
      const printed = sheet.header.filter((text) => text !== '').map(nameKey);
      const share = (systemId: string): number => printed.filter((key) => headerKeys(systemId).has(key)).length / printed.length;
      expect(share(sheet.faults.system_id), sheet.faults.file).toBe(1);
      for (const other of systemIds)
        if (other !== sheet.faults.system_id) expect(share(other), `${sheet.faults.file} against ${other}`).toBeLessThanOrEqual(0.75);
    }
  });

  test('no header names two fields of one system', () => {
    for (const systemId of systemIds) {
      const fieldOf = new Map<string, string>();
      for (const column of reference.columns.filter((each) => each.systemId === systemId)) {
        for (const key of [column.header, ...column.aliases].map(nameKey)) {
          expect(fieldOf.get(key) ?? column.field, `${systemId}: ${key}`).toBe(column.field);
          fieldOf.set(key, column.field);
        }
      }
    }
  });

  test('the register has 51 systems and every column and measure belongs to one', () => {
    const ids = records('system.csv').map((record) => record.system_id);
    expect(new Set(ids).size).toBe(51);
    expect(ids).toEqual(expect.arrayContaining(systemIds));
    expect(new Set(measures.map((measure) => measure.system_id)).size).toBe(30);
  });

  test('measures use fields their system has, and indicators that exist', () => {
    const indicators = new Set(records('indicator.csv').map((record) => record.indicator_id));
    for (const measure of measures) {
      expect(indicators, measure.indicator_id).toContain(measure.indicator_id);
      const fields = new Set(reference.columns.filter((column) => column.systemId === measure.system_id).map((column) => column.field));
      const words = [measure.value_sql, measure.numerator_sql, measure.denominator_sql].join(' ').match(/[a-z][a-z0-9_]*/g) ?? [];
      expect(words.length).toBeGreaterThan(0);
      for (const word of words) expect(fields, `${measure.system_id}: ${word}`).toContain(word);
    }
  });

  test('at least 24 systems give an indicator that a target or a task of the acts demands, 19 of them a target', () => {
    const demanded = (table: string): Set<string> =>
      new Set(
        records(table)
          .map((record) => record.indicator_id ?? '')
          .filter((id) => id !== ''),
      );
    const targets = demanded('target.csv');
    const both = new Set([...targets, ...demanded('task.csv')]);
    const systems = (wanted: Set<string>): number =>
      new Set(measures.filter((measure) => wanted.has(measure.indicator_id ?? '')).map((measure) => measure.system_id)).size;
    expect(systems(targets)).toBeGreaterThanOrEqual(19);
    expect(systems(both)).toBeGreaterThanOrEqual(24);
  });
});

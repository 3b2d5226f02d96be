import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deadlineOf } from '../../src/core/deadline';
import { nameKey } from '../../src/core/name-key';
import { readCsv, type CsvRow } from '../support/csv';

const folder = 'sample-data/reference';
const names = [
  'document',
  'act',
  'unit',
  'unit_alias',
  'succession',
  'ministry_function',
  'indicator',
  'target',
  'task',
  'observation',
] as const;
type Name = (typeof names)[number];
const tables = Object.fromEntries(names.map((name) => [name, readCsv(`${folder}/${name}.csv`)])) as Record<
  Name,
  ReturnType<typeof readCsv>
>;
const rowsOf = (name: Name) => tables[name].rows;
const ddl = readFileSync('queries/model/tables.sql', 'utf8');

interface Column {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
}

/** The columns of a table as queries/model/tables.sql declares them. */
function declared(table: string): Column[] {
  const body = new RegExp(`CREATE TABLE ${table} \\(([\\s\\S]*?)\\n\\);`).exec(ddl)![1]!.replace(/--.*$/gm, '');
  return [...body.matchAll(/(\w+)\s+(TEXT|DATE|DOUBLE|BIGINT|INTEGER|BOOLEAN)([^,\n]*)/g)].map(([, name, type, rest]) => ({
    name: name!,
    type: type!,
    required: /NOT NULL|PRIMARY KEY/.test(rest!),
  }));
}

const fits: Record<string, RegExp> = {
  TEXT: /^/,
  DATE: /^\d{4}-\d{2}-\d{2}$/,
  DOUBLE: /^-?\d+(\.\d+)?$/,
  BIGINT: /^-?\d+$/,
  INTEGER: /^-?\d+$/,
  BOOLEAN: /^(true|false)$/,
};
const isRealDay = (day: string) => new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);

const keyOf = (row: CsvRow, columns: string[]) => columns.map((column) => row[column]).join(' | ');
const repeated = (keys: string[]) => keys.filter((key, i) => keys.indexOf(key) !== i);
const idsOf = (name: Name, column: string) => new Set(rowsOf(name).map((row) => row[column]!));

describe.each(names)('%s.csv', (name) => {
  const columns = declared(name);

  it('has the columns of tables.sql, in their order', () => {
    expect(tables[name].columns).toEqual(columns.map((column) => column.name));
    expect(rowsOf(name).length).toBeGreaterThan(0);
  });

  it('holds values of the declared types, and no gap in a required column', () => {
    const faults: string[] = [];
    rowsOf(name).forEach((row, i) => {
      for (const { name: column, type, required } of columns) {
        const value = row[column]!;
        if (value === '') {
          if (required) faults.push(`line ${i + 2}: ${column} is empty`);
        } else if (!fits[type]!.test(value) || (type === 'DATE' && !isRealDay(value))) faults.push(`line ${i + 2}: ${column} = ${value}`);
      }
    });
    expect(faults).toEqual([]);
  });

  it('is written in composed Unicode without stray spaces', () => {
    const values = rowsOf(name).flatMap((row) => Object.values(row));
    expect(values.filter((value) => value !== value.normalize('NFC') || value !== value.trim())).toEqual([]);
  });
});

describe('keys', () => {
  it.each<[Name, string[]]>([
    ['document', ['document_id']],
    ['act', ['act_id']],
    ['unit', ['unit_id']],
    ['unit', ['unit_system', 'code']],
    ['unit_alias', ['unit_system', 'alias_key']],
    ['succession', ['from_unit_id', 'to_unit_id', 'relation']],
    ['ministry_function', ['function_id']],
    ['indicator', ['indicator_id']],
    ['target', ['target_id']],
    ['task', ['task_id']],
    ['observation', ['unit_id', 'indicator_id', 'period_start', 'period_end', 'series']],
  ])('%s is unique on %j', (name, columns) => {
    expect(repeated(rowsOf(name).map((row) => keyOf(row, columns)))).toEqual([]);
  });

  it('no id is both a target and a task', () => {
    const targets = idsOf('target', 'target_id');
    expect(rowsOf('task').filter((row) => targets.has(row.task_id!))).toEqual([]);
  });

  it.each<[Name, string, Name, string]>([
    ['act', 'document_id', 'document', 'document_id'],
    ['act', 'replaced_by', 'act', 'act_id'],
    ['unit_alias', 'unit_id', 'unit', 'unit_id'],
    ['succession', 'from_unit_id', 'unit', 'unit_id'],
    ['succession', 'to_unit_id', 'unit', 'unit_id'],
    ['succession', 'act_id', 'act', 'act_id'],
    ['ministry_function', 'from_unit_id', 'unit', 'unit_id'],
    ['ministry_function', 'to_unit_id', 'unit', 'unit_id'],
    ['ministry_function', 'act_id', 'act', 'act_id'],
    ['target', 'act_id', 'act', 'act_id'],
    ['target', 'document_id', 'document', 'document_id'],
    ['target', 'indicator_id', 'indicator', 'indicator_id'],
    ['target', 'lead_unit_id', 'unit', 'unit_id'],
    ['task', 'act_id', 'act', 'act_id'],
    ['task', 'document_id', 'document', 'document_id'],
    ['task', 'indicator_id', 'indicator', 'indicator_id'],
    ['task', 'lead_unit_id', 'unit', 'unit_id'],
    ['observation', 'unit_id', 'unit', 'unit_id'],
    ['observation', 'indicator_id', 'indicator', 'indicator_id'],
    ['observation', 'document_id', 'document', 'document_id'],
  ])('%s.%s points into %s', (name, column, other, key) => {
    const known = idsOf(other, key);
    expect(
      rowsOf(name)
        .map((row) => row[column]!)
        .filter((id) => id !== '' && !known.has(id)),
    ).toEqual([]);
  });
});

describe('closed vocabularies', () => {
  it.each<[Name, string, string]>([
    ['act', 'kind', 'resolution decision decree law inspection letter'],
    ['unit', 'unit_system', '63 34 M2021 M2025 VN'],
    ['unit', 'kind', 'province city ministry ministry_level attached_agency country'],
    ['succession', 'relation', 'unchanged merged_into absorbs renamed type_changed reorganised_into function_moved ended'],
    ['indicator', 'kind', 'count ratio amount index rank yesno date duration'],
    ['indicator', 'direction', 'higher lower none'],
    ['target', 'kind', 'quantified dated'],
    ['target', 'comparator', '>= > = < <='],
    ['observation', 'period_kind', 'month quarter half ytd year snapshot unstated'],
    ['observation', 'origin', 'act published'],
  ])('%s.%s is one of %s', (name, column, words) => {
    const allowed = new Set(words.split(' '));
    expect(
      rowsOf(name)
        .map((row) => row[column]!)
        .filter((value) => !allowed.has(value)),
    ).toEqual([]);
  });

  it('a scope is provinces, ministries, all, national or a list of known units', () => {
    const known = idsOf('unit', 'unit_id');
    const wrong = [...rowsOf('target'), ...rowsOf('task')].filter(({ scope }) => {
      if (['provinces', 'ministries', 'all', 'national'].includes(scope!)) return false;
      return (
        !scope!.startsWith('unit:') ||
        scope!
          .slice(5)
          .split(',')
          .some((id) => !known.has(id))
      );
    });
    expect(wrong).toEqual([]);
  });
});

describe('units', () => {
  const units = rowsOf('unit');
  const inSystem = (system: string) => units.filter((row) => row.unit_system === system);
  const codes = (system: string) => new Map(inSystem(system).map((row) => [row.code!, row.name_vi!]));

  it('63 old provinces, 34 new ones, one country; ids are system and code', () => {
    expect([inSystem('63').length, inSystem('34').length, inSystem('VN').length]).toEqual([63, 34, 1]);
    expect(units.filter((row) => row.unit_id !== `${row.unit_system}:${row.code}`)).toEqual([]);
  });

  it('17 ministries and ministry-level agencies after 2025-03-01, 22 before', () => {
    const ministries = (system: string) => inSystem(system).filter((row) => row.kind !== 'attached_agency').length;
    expect([ministries('M2021'), ministries('M2025')]).toEqual([22, 17]);
  });

  it('exactly seven codes mean different places in the two lists', () => {
    const old = codes('63');
    const clashing = [...codes('34')].filter(
      ([code, name]) => old.has(code) && old.get(code) !== name && !(old.get(code) === 'Thừa Thiên Huế' && name === 'Huế'),
    );
    expect(clashing.map(([code]) => code)).toEqual(['15', '24', '44', '52', '80', '82', '91']);
  });

  it('the validity of the old and new lists meets without gap or overlap', () => {
    expect(new Set(inSystem('63').map((row) => row.valid_to))).toEqual(new Set(['2025-06-30']));
    expect(new Set(inSystem('34').map((row) => row.valid_from))).toEqual(new Set(['2025-07-01']));
    expect(new Set(inSystem('M2021').map((row) => row.valid_to))).toEqual(new Set(['2025-02-28']));
    expect(new Set(inSystem('M2025').map((row) => row.valid_from))).toEqual(new Set(['2025-03-01']));
  });

  it('sort_order is the Vietnamese alphabet within each system', () => {
    const collator = new Intl.Collator('vi');
    for (const system of ['63', '34', 'M2021', 'M2025']) {
      const listed = inSystem(system)
        .toSorted((a, b) => Number(a.sort_order) - Number(b.sort_order))
        .map((row) => row.name_vi!);
      expect(listed).toEqual(listed.toSorted((a, b) => collator.compare(a, b)));
    }
    const order = new Map(inSystem('63').map((row) => [row.name_vi, Number(row.sort_order)]));
    expect(order.get('Điện Biên')).toBeGreaterThan(order.get('Đà Nẵng')!);
    expect(order.get('Đà Nẵng')).toBeGreaterThan(order.get('Cần Thơ')!);
    expect(order.get('Đồng Tháp')).toBeLessThan(order.get('Gia Lai')!);
  });

  it('every province has its own tile, an area, a population and a centroid inside the country', () => {
    for (const system of ['63', '34']) {
      expect(repeated(inSystem(system).map((row) => keyOf(row, ['tile_row', 'tile_col'])))).toEqual([]);
      for (const row of inSystem(system)) {
        expect(Number(row.area_km2)).toBeGreaterThan(500);
        expect(Number(row.population)).toBeGreaterThan(200_000);
        expect(Number(row.lon)).toBeGreaterThan(102);
        expect(Number(row.lon)).toBeLessThan(110);
        expect(Number(row.lat)).toBeGreaterThan(8);
        expect(Number(row.lat)).toBeLessThan(24);
      }
    }
  });
});

describe('aliases', () => {
  const aliases = rowsOf('unit_alias');
  const find = (system: string, text: string) =>
    aliases.find((row) => row.unit_system === system && row.alias_key === nameKey(text))?.unit_id;

  it('alias_key is nameKey(alias) and the system is that of the unit', () => {
    expect(aliases.filter((row) => row.alias_key !== nameKey(row.alias!))).toEqual([]);
    expect(aliases.filter((row) => !row.unit_id!.startsWith(`${row.unit_system}:`))).toEqual([]);
  });

  it('finds every unit by its short and full name', () => {
    for (const unit of rowsOf('unit')) {
      expect(find(unit.unit_system!, unit.name_vi!)).toBe(unit.unit_id);
      expect(find(unit.unit_system!, unit.full_name_vi!)).toBe(unit.unit_id);
    }
  });

  it.each([
    ['63', 'TP.HCM', '63:79'],
    ['63', 'Tp Hồ Chí Minh', '63:79'],
    ['34', 'TP HCM', '34:79'],
    ['63', 'BR-VT', '63:77'],
    ['63', 'TT-Huế', '63:46'],
    ['34', 'Thành phố Huế', '34:46'],
    ['63', 'UBND tỉnh Lạng Sơn', '63:20'],
    ['63', 'TỈNH ĐẮC LẮC', '63:66'],
    ['M2021', 'Bộ KH&ĐT', 'M2021:BKHDT'],
    ['M2021', 'TT&TT', 'M2021:BTTTT'],
    ['M2021', 'VPCP', 'M2021:VPCP'],
    ['M2025', 'Bộ NN&MT', 'M2025:BNNMT'],
    ['VN', 'Toàn quốc', 'VN:00'],
  ])('in %s, %s is %s', (system, text, unit) => {
    expect(find(system, text)).toBe(unit);
  });

  it('does not claim a name that could be read two ways, nor a merged part for the whole', () => {
    expect(find('63', 'ĐN')).toBeUndefined();
    expect(find('34', 'Bình Dương')).toBeUndefined();
    expect(find('M2025', 'Bộ KH&ĐT')).toBeUndefined();
  });
});

describe('functions of ministries', () => {
  const paired = (row: CsvRow) => `${row.from_unit_id} ${row.to_unit_id}`;
  it('go where a succession says, on its day, and what is verified cites its act', () => {
    const successions = new Map(rowsOf('succession').map((row) => [paired(row), row]));
    for (const row of rowsOf('ministry_function')) {
      expect(successions.get(paired(row))?.effective_on, paired(row)).toBe(row.effective_on);
      if (row.verified === 'true') expect(row.act_id, row.function_id).toBe('nq176-2025-qh15');
    }
  });
});

describe('succession', () => {
  const moves = rowsOf('succession').filter((row) => row.from_unit_id!.startsWith('63:') && row.to_unit_id!.startsWith('34:'));

  it('every one of the 63 has exactly one successor, and the 34 are all covered', () => {
    expect(moves.map((row) => row.from_unit_id).toSorted()).toEqual(
      rowsOf('unit')
        .filter((row) => row.unit_system === '63')
        .map((row) => row.unit_id)
        .toSorted(),
    );
    expect(new Set(moves.map((row) => row.to_unit_id)).size).toBe(34);
  });

  it('11 units are unchanged; each of the 23 merged ones has one part that keeps its name', () => {
    const name = new Map(rowsOf('unit').map((row) => [row.unit_id, row.name_vi]));
    const parts = new Map<string, CsvRow[]>();
    for (const row of moves) parts.set(row.to_unit_id!, [...(parts.get(row.to_unit_id!) ?? []), row]);
    const unchanged = [...parts.values()].filter((rows) => rows.length === 1);
    expect(unchanged.length).toBe(11);
    expect(unchanged.every(([row]) => row!.relation === 'unchanged')).toBe(true);
    for (const [to, rows] of parts) {
      if (rows.length === 1) continue;
      const keepers = rows.filter((row) => row.relation === 'absorbs');
      expect(keepers.map((row) => name.get(row.from_unit_id))).toEqual([name.get(to)]);
      expect(rows.length - keepers.length).toBe(rows.filter((row) => row.relation === 'merged_into').length);
    }
  });

  it('every ministry of 2021 goes somewhere, and every one of 2025 comes from somewhere', () => {
    const from = idsOf('succession', 'from_unit_id');
    const to = idsOf('succession', 'to_unit_id');
    expect(rowsOf('unit').filter((row) => row.unit_system === 'M2021' && !from.has(row.unit_id!))).toEqual([]);
    expect(rowsOf('unit').filter((row) => row.unit_system === 'M2025' && !to.has(row.unit_id!))).toEqual([]);
  });
});

describe('indicators', () => {
  it('a ratio names its numerator and denominator in both languages; a yes/no has none', () => {
    for (const row of rowsOf('indicator')) {
      const parts = [row.numerator_vi, row.numerator_en, row.denominator_vi, row.denominator_en];
      if (row.kind === 'ratio') expect(parts, row.indicator_id).not.toContain('');
      if (row.kind === 'yesno') expect(parts.join(''), row.indicator_id).toBe('');
      expect(row.definition_vi && row.definition_en, row.indicator_id).toBeTruthy();
    }
  });

  it('a rank is better when lower, and yes/no and rank carry their own unit', () => {
    const odd = rowsOf('indicator').filter(
      (row) =>
        (row.kind === 'rank' && (row.unit !== 'rank' || row.direction !== 'lower')) || (row.kind === 'yesno') !== (row.unit === 'yesno'),
    );
    expect(odd).toEqual([]);
  });
});

describe('targets and tasks', () => {
  const targets = rowsOf('target');
  const tasks = rowsOf('task');

  it('the deadline is what its rule says', () => {
    const wrong = [...targets, ...tasks].filter((row) => (deadlineOf(row.deadline_rule!) ?? '') !== row.deadline);
    expect(wrong).toEqual([]);
  });

  it('is stated in both languages and says where it was read', () => {
    const vague = [...targets, ...tasks].filter((row) => !row.statement_vi || !row.statement_en || !/^đoạn \d+: “.+”$/.test(row.clause!));
    expect(vague).toEqual([]);
  });

  it('a target has a printed date or says what was inferred', () => {
    expect(targets.filter((row) => row.inferred === '' && row.deadline_text_vi === '')).toEqual([]);
  });

  it('a target is in the unit of its indicator, and a yes/no target asks for yes', () => {
    const unit = new Map(rowsOf('indicator').map((row) => [row.indicator_id, row.unit]));
    expect(targets.filter((row) => row.unit !== unit.get(row.indicator_id))).toEqual([]);
    expect(targets.filter((row) => row.unit === 'yesno' && !(row.comparator === '=' && row.value === '1'))).toEqual([]);
  });

  it('a dated target has a deadline', () => {
    expect(targets.filter((row) => row.kind === 'dated' && row.deadline === '')).toEqual([]);
  });

  it('a yes/no indicator stands for one demand only, so that one answer never settles two', () => {
    const yesNo = targets.filter((row) => row.unit === 'yesno');
    expect(repeated(yesNo.map((row) => row.indicator_id!))).toEqual([]);
  });

  it('portal integration asks for 30, 50, 70, 90 and 100 %, the later four inferred', () => {
    const steps = targets.filter((row) => row.target_id!.startsWith('dvcqg-integration-'));
    expect(steps.map((row) => [row.deadline, Number(row.value)])).toEqual([
      ['2020-12-31', 30],
      ['2021-12-31', 50],
      ['2022-12-31', 70],
      ['2023-12-31', 90],
      ['2024-12-31', 100],
    ]);
    expect(steps.slice(1).every((row) => row.inferred!.startsWith('value'))).toBe(true);
  });

  it('"before 30 September 2020" leaves that day out', () => {
    expect(targets.find((row) => row.target_id === 'nq105-four-layer-security')?.deadline).toBe('2020-09-29');
  });

  it('each of the five documents has its targets and tasks', () => {
    const documents = ['000', '001', '002', '003', '004'];
    expect([...new Set(targets.map((row) => row.document_id))].toSorted()).toEqual(documents);
    expect([...new Set(tasks.map((row) => row.document_id))].toSorted()).toEqual(documents);
  });
});

describe('observations', () => {
  const printed = rowsOf('observation').filter((row) => row.origin === 'act');
  const value = (unit: string, indicator: string) =>
    printed.filter((row) => row.unit_id === unit && row.indicator_id === indicator).map((row) => Number(row.value));

  it('carries the four rates the inspection prints, and no on-time rate for Hà Giang', () => {
    expect(value('63:20', 'ontime_rate')).toEqual([99.82]);
    expect(value('63:19', 'ontime_rate')).toEqual([99.36]);
    expect(value('63:08', 'ontime_rate')).toEqual([99]);
    expect(value('63:02', 'overdue_rate')).toEqual([7.76]);
    expect(value('63:02', 'ontime_rate')).toEqual([]);
  });

  it('gives a group fact to each of the six only where the sentence says all six', () => {
    for (const indicator of ['edoc_axis_connected', 'doc_mgmt_software', 'dvcqg_sso_integrated', 'feedback_overdue']) {
      expect(
        printed
          .filter((row) => row.indicator_id === indicator)
          .map((row) => row.unit_id)
          .toSorted(),
      ).toEqual(['63:02', '63:04', '63:06', '63:08', '63:19', '63:20']);
    }
    for (const indicator of ['edoc_4level_done', 'psc_operating', 'report_system_local_done', 'dvcqg_services_integrated']) {
      expect(printed.filter((row) => row.indicator_id === indicator)).toEqual([]);
    }
  });

  it('every row names its document; periods run forward and lie within the unit’s life', () => {
    const unit = new Map(rowsOf('unit').map((row) => [row.unit_id, row]));
    const wrong = rowsOf('observation').filter((row) => {
      const { valid_from, valid_to } = unit.get(row.unit_id)!;
      return (
        !row.document_id ||
        row.period_start! > row.period_end! ||
        (valid_to && row.period_end! > valid_to) ||
        (valid_from && row.period_start! < valid_from)
      );
    });
    expect(wrong).toEqual([]);
  });

  it('the PCI 2019 ranks follow the PCI 2019 scores', () => {
    const of = (indicator: string) => rowsOf('observation').filter((row) => row.indicator_id === indicator && row.series === 'PCI 2019');
    const byScore = of('pci_score')
      .toSorted((a, b) => Number(b.value) - Number(a.value))
      .map((row) => row.unit_id);
    const byRank = of('pci_rank')
      .toSorted((a, b) => Number(a.value) - Number(b.value))
      .map((row) => row.unit_id);
    expect(byScore).toEqual(byRank);
    expect(byScore.length).toBe(63);
  });
});

import { Draw } from './seeded';
import { latin1Bytes, mojibake, tcvn3Text, utf16Bytes, vniText, windows1258Bytes } from './legacy-text';
import { heads, soundPlan, unitsOf, withColumn, written, writtenDay, type Plan, type PlanUnit } from './report-plan';

/** A habit that spoils reports: changes to a plan, and what of the plan it takes for itself (two that take the same cannot meet in one file). */
export interface ReportFault {
  readonly name: string;
  readonly takes: readonly (
    'bytes' | 'letters' | 'numbers' | 'days' | 'units' | 'heads' | 'rows' | 'arrangement' | 'dialect' | 'periods'
  )[];
  readonly spoil: (plan: Plan) => Plan;
  /** Also written as a workbook. Default true; encodings and dialects are of text files only. */
  readonly book?: boolean;
}

const tell = (plan: Plan, ...told: Plan['told']): Plan => ({ ...plan, told: [...plan.told, ...told] });
const utf8 = (text: string) => new TextEncoder().encode(text);

/** Writes the three number columns anew: counts with `group`, rate and money also with `decimal`. */
function numbers(plan: Plan, decimal: string, group: string): Plan {
  let next = plan;
  for (const head of [heads.total, heads.done, heads.money])
    next = withColumn(next, head, (column) => ({ ...column, text: (row) => written(Number(column.value(row)), decimal, group) }));
  return withColumn(next, heads.rate, (column) => ({ ...column, text: (row) => written(Number(column.value(row)), decimal, '', 2) }));
}

function days(plan: Plan, text: (day: string, row: number) => string): Plan {
  return withColumn(plan, heads.day, (column) => ({ ...column, text: (row) => text(String(column.value(row)), row) }));
}

/** The same six years on, when units are others. */
function later(plan: Plan): Plan {
  const year = (text: string) => text.replaceAll('2020', '2026');
  return withColumn(plan, heads.day, (column) => ({
    ...column,
    value: (row) => year(String(column.value(row))),
    text: (row) => year(column.text(row)),
  }));
}

/** Puts words where a figure is missing: every `step`th row of the column says nothing, and the file says it with `token`. */
function missing(plan: Plan, head: string, token: string, step = 5): Plan {
  const gone = (row: number) => row % step === 2;
  return withColumn(plan, head, (column) => ({
    ...column,
    value: (row) => (gone(row) ? null : column.value(row)),
    text: (row) => (gone(row) ? token : column.text(row)),
  }));
}

function named(plan: Plan, name: (unit: PlanUnit, row: number) => string): Plan {
  return { ...plan, unitText: name };
}

function withUnits(plan: Plan, ids: readonly string[]): Plan {
  const all = ['63', '34', 'M2021', 'M2025'].flatMap(unitsOf);
  const chosen = ids.map((id) => all.find((unit) => unit.id === id)!);
  const rest = plan.units.filter((unit) => !ids.includes(unit.id) && unit.id.split(':')[0] === ids[0]?.split(':')[0]);
  return { ...plan, units: [...chosen, ...rest].slice(0, plan.units.length) };
}

/** Each unit reports on several periods; the table grows longer instead of wider. */
function periodic(plan: Plan, head: string, texts: readonly (readonly [text: string, key: string])[]): Plan {
  const units = plan.units.slice(0, 8).flatMap((unit) => texts.map(() => unit));
  const long = soundPlan(plan.seed + 500);
  return {
    ...plan,
    units,
    columns: plan.columns.map((column) => {
      const source = long.columns.find((one) => one.head === column.head)!;
      return {
        ...column,
        value: (row: number) => source.value(row % long.units.length),
        text: (row: number) => source.text(row % long.units.length),
      };
    }),
    periods: { head, of: (row) => ({ text: texts[row % texts.length]![0], key: texts[row % texts.length]![1] }) },
  };
}

const aliases: Record<string, string[]> = {
  '63:79': ['TP.HCM', 'TP. Hồ Chí Minh', 'Tp Hồ Chí Minh', 'TPHCM', 'Thành phố Hồ Chí Minh'],
  '63:46': ['Thừa Thiên - Huế', 'TT-Huế', 'Thừa Thiên–Huế', 'Tỉnh Thừa Thiên Huế'],
  '63:77': ['Bà Rịa - Vũng Tàu', 'BR-VT', 'Bà Rịa – Vũng Tàu'],
  '63:66': ['Đắc Lắc', 'Đăk Lăk', 'Daklak', 'Đắk Lắk'],
  '63:67': ['Đắc Nông', 'Đăk Nông', 'Đak Nông'],
  '63:06': ['Bắc Cạn', 'Bắc Kạn'],
};
/** One letter too many or too few, also without marks. */
const misspelt: Record<string, string> = {
  '63:44': 'Quản Bình',
  '63:92': 'Cần Thơn',
  '63:42': 'Hà Tịn',
  '63:95': 'Bạc Liêuu',
  '63:49': 'Quảng Namm',
};
/** The right letters with wrong marks. */
const wrongMarks: Record<string, string> = { '63:95': 'Bắc Liêu', '63:49': 'Quàng Nam', '63:42': 'Hà Tỉnh', '63:91': 'Kiên Giạng' };
const tones: readonly (readonly [string, string])[] = [
  ['òa', 'oà'],
  ['óa', 'oá'],
  ['ủy', 'uỷ'],
  ['úy', 'uý'],
];

export const reportFaults: readonly ReportFault[] = [
  // Layout
  {
    name: 'title rows',
    takes: ['rows'],
    spoil: (plan) => ({
      ...plan,
      titles: ['ỦY BAN NHÂN DÂN', 'BÁO CÁO KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH', '(Kèm theo Quyết định số 12/QĐ-UBND ngày 3/7/2020)'],
    }),
  },
  { name: 'unit row above the heads', takes: ['rows'], spoil: (plan) => ({ ...plan, titles: ['BIỂU SỐ 02'], unitNote: 'ĐVT: Hồ sơ' }) },
  { name: 'heads in two rows', takes: ['heads'], spoil: (plan) => ({ ...plan, groups: 'one row' }) },
  { name: 'heads in three rows', takes: ['heads'], spoil: (plan) => ({ ...plan, groups: 'group rows' }) },
  { name: 'heads in two languages', takes: ['heads'], spoil: (plan) => ({ ...plan, english: true }) },
  { name: 'row of column codes', takes: ['rows'], spoil: (plan) => tell({ ...plan, codeRow: true }, { code: /code/ }) },
  { name: 'sections with roman numbers', takes: ['rows'], spoil: (plan) => ({ ...plan, sections: true }) },
  { name: 'region rows', takes: ['rows'], spoil: (plan) => tell({ ...plan, regions: true }, { code: /region/ }) },
  { name: 'total row above', takes: ['rows'], spoil: (plan) => tell({ ...plan, totals: 'above' }, { code: /total/ }) },
  { name: 'total row below', takes: ['rows'], spoil: (plan) => tell({ ...plan, totals: 'below' }, { code: /total/ }) },
  {
    name: 'footnotes',
    takes: ['rows'],
    spoil: (plan) => ({ ...plan, notes: ['Ghi chú: số liệu sơ bộ', '(1) Không gồm hồ sơ liên thông', 'Nguồn: Văn phòng Ủy ban nhân dân'] }),
  },
  { name: 'heads again on each page', takes: ['rows'], spoil: (plan) => tell({ ...plan, pageHeads: true }, { code: /repeated/ }) },
  { name: 'empty rows', takes: ['rows'], spoil: (plan) => ({ ...plan, blanks: 'rows' }) },
  { name: 'empty column', takes: ['rows'], spoil: (plan) => ({ ...plan, blanks: 'column' }) },
  { name: 'no running number', takes: [], spoil: (plan) => ({ ...plan, ordinal: null }) },
  { name: 'transposed', takes: ['arrangement', 'rows', 'heads'], spoil: (plan) => ({ ...plan, arrangement: 'transposed' }) },
  { name: 'two blocks side by side', takes: ['arrangement', 'rows', 'heads'], spoil: (plan) => ({ ...plan, arrangement: 'side by side' }) },
  {
    name: 'pairs of columns in orders of their own',
    takes: ['arrangement', 'rows', 'heads'],
    spoil: (plan) => ({ ...plan, arrangement: 'paired' }),
  },
  { name: 'another table below', takes: ['arrangement', 'rows'], spoil: (plan) => ({ ...plan, arrangement: 'stacked' }) },
  // Numbers
  {
    name: 'decimal comma',
    takes: ['numbers'],
    spoil: (plan) => tell(numbers(plan, ',', ''), { code: /decimal|number/, head: heads.rate }),
  },
  {
    name: 'decimal comma and thousands dot',
    takes: ['numbers'],
    spoil: (plan) => tell(numbers(plan, ',', '.'), { code: /thousands|number/, head: heads.total }),
  },
  {
    name: 'decimal point and thousands comma',
    takes: ['numbers'],
    spoil: (plan) => tell(numbers(plan, '.', ','), { code: /thousands|number/, head: heads.total }),
  },
  {
    name: 'thousands space',
    takes: ['numbers'],
    spoil: (plan) => tell(numbers(plan, ',', ' '), { code: /thousands|number/, head: heads.total }),
  },
  {
    name: 'thousands no-break space',
    takes: ['numbers'],
    spoil: (plan) => tell(numbers(plan, ',', '\u00a0'), { code: /thousands|number/, head: heads.total }),
  },
  {
    // One column of whole numbers below a million with a dot, and no other figure in the file: 12.345 is twelve thousand or twelve.
    name: 'numbers to be read two ways',
    takes: ['numbers', 'days'],
    spoil: (plan) => {
      const only = plan.columns.filter((column) => column.head === heads.total);
      const small = withColumn({ ...plan, columns: only }, heads.total, (column) => ({
        ...column,
        text: (row) => written(Number(column.value(row)), ',', '.'),
      }));
      return tell(small, { code: /ambiguous/, head: heads.total });
    },
  },
  {
    name: 'percent signs',
    takes: ['numbers'],
    spoil: (plan) =>
      tell(
        withColumn(plan, heads.rate, (column) => ({ ...column, text: (row) => `${written(Number(column.value(row)), ',', '', 2)}%` })),
        { code: /percent/, head: heads.rate },
      ),
  },
  {
    name: 'count and percentage in one cell',
    takes: ['numbers'],
    spoil: (plan) =>
      tell(
        withColumn(plan, heads.done, (column) => {
          const rate = plan.columns.find((one) => one.head === heads.rate)!;
          return {
            ...column,
            text: (row) => `${written(Number(column.value(row)), ',', '.')} (${written(Number(rate.value(row)), ',', '', 2)}%)`,
          };
        }),
        { code: /./, head: heads.done },
      ),
  },
  {
    name: 'footnote marks on figures',
    takes: ['numbers'],
    spoil: (plan) =>
      withColumn(plan, heads.total, (column) => ({
        ...column,
        text: (row) => (row % 6 === 1 ? `${column.text(row)} (*)` : row % 6 === 4 ? `${column.text(row)}*` : column.text(row)),
      })),
  },
  {
    name: 'negative numbers in brackets',
    takes: ['numbers'],
    spoil: (plan) =>
      withColumn(plan, heads.money, (column) => ({
        ...column,
        value: (row) => (row % 5 === 1 ? -Number(column.value(row)) : column.value(row)),
        text: (row) => (row % 5 === 1 ? `(${column.text(row)})` : column.text(row)),
      })),
  },
  ...['-', '–', '…', '...', 'x', 'NA', 'N/A', 'NULL', 'KCDL', 'KXĐ', 'Chưa có', 'Không có số liệu', '\u00a0'].map((token): ReportFault => ({
    name: `no data as ${token === '\u00a0' ? 'no-break space' : token}`,
    takes: ['numbers'],
    spoil: (plan) =>
      token === '\u00a0'
        ? missing(plan, heads.done, token)
        : tell(missing(plan, heads.done, token), { code: /null|not-a-number/, head: heads.done, text: token }),
  })),
  ...['#N/A', '#REF!', '#DIV/0!', '#VALUE!'].map((token): ReportFault => ({
    name: `Excel error ${token}`,
    takes: ['numbers'],
    spoil: (plan) => tell(missing(plan, heads.rate, token), { code: /null|error|not-a-number/, head: heads.rate }),
  })),
  {
    name: 'words among figures',
    takes: ['numbers'],
    spoil: (plan) => tell(missing(plan, heads.total, 'đang cập nhật', 9), { code: /null|not-a-number/, head: heads.total }),
  },
  // Days and periods
  { name: 'days with dashes', takes: ['days'], spoil: (plan) => days(plan, (day) => writtenDay(day, '-')) },
  { name: 'days with dots', takes: ['days'], spoil: (plan) => days(plan, (day) => writtenDay(day, '.')) },
  {
    name: 'days in words',
    takes: ['days'],
    spoil: (plan) => days(plan, (day) => `ngày ${Number(day.slice(8))} tháng ${Number(day.slice(5, 7))} năm ${day.slice(0, 4)}`),
  },
  {
    name: 'days of one digit',
    takes: ['days'],
    spoil: (plan) => days(plan, (day) => `${Number(day.slice(8))}/${Number(day.slice(5, 7))}/${day.slice(0, 4)}`),
  },
  { name: 'years of two digits', takes: ['days'], spoil: (plan) => days(plan, (day) => writtenDay(day).replace(/20(\d\d)$/, '$1')) },
  {
    name: 'Excel serial days',
    takes: ['days'],
    spoil: (plan) =>
      tell(
        days(plan, (day) => String(Date.parse(day) / 86_400_000 + 25_569)),
        { code: /serial|date|day/, head: heads.day },
      ),
  },
  { name: 'days between other spaces', takes: ['days'], spoil: (plan) => days(plan, (day) => `\u00a0${writtenDay(day)} `) },
  {
    name: 'months',
    takes: ['periods'],
    spoil: (plan) =>
      periodic(plan, 'Kỳ báo cáo', [
        ['Tháng 5/2020', '2020-05-01 month'],
        ['Tháng 6/2020', '2020-06-01 month'],
        ['Tháng 7/2020', '2020-07-01 month'],
      ]),
  },
  {
    name: 'months written four ways',
    takes: ['periods'],
    spoil: (plan) =>
      periodic(plan, 'Kỳ báo cáo', [
        ['T5/2020', '2020-05-01 month'],
        ['6/2020', '2020-06-01 month'],
        ['tháng 07 năm 2020', '2020-07-01 month'],
        ['2020-08', '2020-08-01 month'],
      ]),
  },
  {
    name: 'quarters',
    takes: ['periods'],
    spoil: (plan) =>
      periodic(plan, 'Kỳ', [
        ['Quý I/2020', '2020-01-01 quarter'],
        ['Quý II/2020', '2020-04-01 quarter'],
        ['Q3/2020', '2020-07-01 quarter'],
      ]),
  },
  {
    name: 'cumulative periods',
    takes: ['periods'],
    spoil: (plan) =>
      periodic(plan, 'Kỳ báo cáo', [
        ['6 tháng đầu năm 2020', '2020-01-01 half'],
        ['9 tháng năm 2020', '2020-01-01 ytd'],
        ['Năm 2020', '2020-01-01 year'],
      ]),
  },
  {
    name: 'range periods',
    takes: ['periods'],
    spoil: (plan) =>
      periodic(plan, 'Giai đoạn', [
        ['2011-2015', '2011-01-01 range'],
        ['giai đoạn 2016 – 2020', '2016-01-01 range'],
      ]),
  },
  // Units
  {
    name: 'units by other names',
    takes: ['units'],
    spoil: (plan) =>
      tell(
        named(withUnits(plan, Object.keys(aliases)), (unit, row) => {
          const other = aliases[unit.id];
          return other?.[(row + plan.seed) % other.length] ?? unit.name;
        }),
        { code: /unit/ },
      ),
  },
  {
    name: 'units with wrong marks',
    takes: ['units'],
    spoil: (plan) =>
      tell(
        named(withUnits(plan, Object.keys(wrongMarks)), (unit) => wrongMarks[unit.id] ?? unit.name),
        { code: /unit/ },
      ),
  },
  {
    name: 'units with their rank',
    takes: ['units'],
    spoil: (plan) =>
      named(plan, ({ name }) =>
        /^(Hà Nội|Hải Phòng|Đà Nẵng|Cần Thơ)$/.test(name) ? `Thành phố ${name}` : /^Thành phố/.test(name) ? name : `Tỉnh ${name}`,
      ),
  },
  { name: 'units as UBND', takes: ['units'], spoil: (plan) => named(plan, (unit) => `UBND tỉnh ${unit.name}`) },
  { name: 'units in capitals', takes: ['units'], spoil: (plan) => named(plan, (unit) => unit.name.toUpperCase()) },
  {
    name: 'units without marks',
    takes: ['units'],
    spoil: (plan) =>
      named(plan, (unit) =>
        unit.name
          .normalize('NFD')
          .replaceAll(/[\u0300-\u036f]/g, '')
          .replaceAll('đ', 'd')
          .replaceAll('Đ', 'D'),
      ),
  },
  {
    name: 'units with spaces',
    takes: ['units'],
    spoil: (plan) => named(plan, (unit, row) => (row % 2 ? ` ${unit.name}\u00a0` : unit.name.replace(' ', '  '))),
  },
  {
    name: 'units with zero-width characters',
    takes: ['units'],
    spoil: (plan) => named(plan, (unit) => `${unit.name.slice(0, 3)}\u200b${unit.name.slice(3)}`),
  },
  {
    name: 'tone marks in the other place',
    takes: ['units'],
    spoil: (plan) =>
      named(withUnits(plan, ['63:17', '63:38', '63:56']), (unit) => tones.reduce((name, [from, to]) => name.replace(from, to), unit.name)),
  },
  {
    name: 'Eth for Đ',
    takes: ['units'],
    spoil: (plan) => named(withUnits(plan, ['63:48', '63:75', '63:87', '63:11', '63:68']), (unit) => unit.name.replaceAll('Đ', 'Ð')),
  },
  {
    name: 'units misspelt',
    takes: ['units'],
    spoil: (plan) => {
      const ids = Object.keys(misspelt);
      const next = named(withUnits(plan, ids), (unit) => misspelt[unit.id] ?? unit.name);
      return tell({ ...next, unmatched: new Set(ids.map((_, i) => i)) }, ...ids.map((id) => ({ code: /unit/, text: misspelt[id]! })));
    },
  },
  {
    // One letter from two units at once: nobody may choose.
    name: 'a name between two units',
    takes: ['units'],
    spoil: (plan) =>
      tell(
        {
          ...named(withUnits(plan, ['63:02', '63:58']), (unit, row) => (row === 0 ? 'Hai Giang' : row === 1 ? 'Xinh Thuận' : unit.name)),
          unmatched: new Set([0, 1]),
        },
        { code: /unit/, text: 'Hai Giang' },
        { code: /unit/, text: 'Xinh Thuận' },
      ),
  },
  {
    name: 'a unit that is gone',
    takes: ['units'],
    spoil: (plan) =>
      tell(
        { ...named(plan, (unit, row) => (row === 4 ? 'Hà Tây' : unit.name)), unmatched: new Set([4]) },
        { code: /unit/, text: 'Hà Tây' },
      ),
  },
  {
    name: 'units of the 34',
    takes: ['units'],
    spoil: (plan) => tell(later({ ...plan, units: unitsOf('34') }), { code: /unit-system/ }),
  },
  {
    name: 'ministries of 2021',
    takes: ['units'],
    spoil: (plan) => ({ ...plan, unitHead: 'Bộ, ngành', units: unitsOf('M2021').slice(0, 22) }),
  },
  {
    name: 'ministries of 2025',
    takes: ['units'],
    spoil: (plan) => later({ ...plan, unitHead: 'Bộ, ngành', units: unitsOf('M2025').slice(0, 14) }),
  },
  {
    name: 'names and remarks in two languages',
    takes: ['units'],
    spoil: (plan) =>
      named(
        plan,
        (unit) =>
          `${unit.name} / ${unit.name
            .normalize('NFD')
            .replaceAll(/[\u0300-\u036f]/g, '')
            .replaceAll('đ', 'd')
            .replaceAll('Đ', 'D')}`,
      ),
  },
  // Bytes and letters
  { name: 'UTF-8 mark', takes: ['bytes'], book: false, spoil: (plan) => ({ ...plan, bytes: (text) => utf8(`\ufeff${text}`) }) },
  {
    name: 'UTF-16 LE',
    takes: ['bytes'],
    book: false,
    spoil: (plan) => ({ ...plan, delimiter: '\t', bytes: (text) => utf16Bytes(text, true, true) }),
  },
  {
    name: 'UTF-16 LE without mark',
    takes: ['bytes'],
    book: false,
    spoil: (plan) => tell({ ...plan, bytes: (text) => utf16Bytes(text, true, false) }, { code: /encoding/ }),
  },
  {
    name: 'UTF-16 BE without mark',
    takes: ['bytes'],
    book: false,
    spoil: (plan) => tell({ ...plan, bytes: (text) => utf16Bytes(text, false, false) }, { code: /encoding/ }),
  },
  {
    name: 'windows-1258',
    takes: ['bytes'],
    book: false,
    spoil: (plan) => tell({ ...plan, bytes: windows1258Bytes }, { code: /encoding/ }),
  },
  {
    name: 'TCVN3 bytes',
    takes: ['bytes', 'letters'],
    book: false,
    spoil: (plan) => tell({ ...plan, letters: tcvn3Text, bytes: latin1Bytes }, { code: /tcvn|legacy|encoding|font/ }),
  },
  {
    name: 'VNI bytes',
    takes: ['bytes', 'letters'],
    book: false,
    spoil: (plan) => tell({ ...plan, letters: vniText, bytes: latin1Bytes }, { code: /vni|legacy|encoding|font/ }),
  },
  {
    name: 'TCVN3 letters in UTF-8',
    takes: ['letters'],
    spoil: (plan) => tell({ ...plan, letters: tcvn3Text }, { code: /tcvn|legacy|encoding|font/ }),
  },
  {
    name: 'VNI letters in UTF-8',
    takes: ['letters'],
    spoil: (plan) => tell({ ...plan, letters: vniText }, { code: /vni|legacy|encoding|font/ }),
  },
  {
    name: 'mojibake',
    takes: ['letters'],
    spoil: (plan) => tell({ ...plan, letters: mojibake }, { code: /mojibake|encoding|damaged|legacy/ }),
  },
  {
    name: 'mojibake in the names only',
    takes: ['units'],
    spoil: (plan) =>
      tell(
        named(plan, (unit) => mojibake(unit.name)),
        { code: /mojibake|encoding|damaged|legacy/ },
      ),
  },
  {
    name: 'TCVN3 in the names only',
    takes: ['units'],
    spoil: (plan) =>
      tell(
        named(plan, (unit) => tcvn3Text(unit.name)),
        { code: /tcvn|legacy|encoding|font/ },
      ),
  },
  {
    name: 'decomposed letters',
    takes: ['letters'],
    spoil: (plan) => tell({ ...plan, letters: (text) => text.normalize('NFD') }, { code: /nfd/ }),
  },
  // Dialect
  { name: 'semicolons', takes: ['dialect'], book: false, spoil: (plan) => ({ ...plan, delimiter: ';' }) },
  { name: 'tabs', takes: ['dialect'], book: false, spoil: (plan) => ({ ...plan, delimiter: '\t' }) },
  { name: 'line ends CR', takes: ['dialect'], book: false, spoil: (plan) => ({ ...plan, end: '\r' }) },
];

/** Names of faults in an order of their own by `seed`. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const draw = new Draw(seed);
  return items
    .map((item) => ({ item, at: draw.below(1_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

import { nameKey } from '../core/name-key';

/** A province that ended before the units of the tables begin. */
export interface VanishedUnit {
  readonly name: string;
  /** Names of the provinces that it went into. */
  readonly became: readonly string[];
  /** First day without it, YYYY-MM-DD; only the year where the tables need no day: they begin in 2008. */
  readonly on: string;
  readonly act: string | null;
}

/** [name, what it became, first day or year without it, act]: old tables and long series still name them. */
const rows: readonly (readonly [name: string, became: string, on: string, act?: string])[] = [
  ['Hà Tây', 'Hà Nội', '2008-08-01', '15/2008/QH12'],
  ['Hà Bắc', 'Bắc Giang, Bắc Ninh', '1997'],
  ['Vĩnh Phú', 'Vĩnh Phúc, Phú Thọ', '1997'],
  ['Hải Hưng', 'Hải Dương, Hưng Yên', '1997'],
  ['Nam Hà', 'Hà Nam, Nam Định', '1997'],
  ['Hà Nam Ninh', 'Nam Hà, Ninh Bình', '1992'],
  ['Bắc Thái', 'Bắc Kạn, Thái Nguyên', '1997'],
  ['Hà Tuyên', 'Hà Giang, Tuyên Quang', '1991'],
  ['Hoàng Liên Sơn', 'Lào Cai, Yên Bái', '1991'],
  ['Hà Sơn Bình', 'Hà Tây, Hoà Bình', '1991'],
  ['Nghệ Tĩnh', 'Nghệ An, Hà Tĩnh', '1991'],
  ['Bình Trị Thiên', 'Quảng Bình, Quảng Trị, Thừa Thiên Huế', '1989'],
  ['Quảng Nam - Đà Nẵng', 'Quảng Nam, Đà Nẵng', '1997'],
  ['Nghĩa Bình', 'Quảng Ngãi, Bình Định', '1989'],
  ['Phú Khánh', 'Phú Yên, Khánh Hoà', '1989'],
  ['Gia Lai - Kon Tum', 'Gia Lai, Kon Tum', '1991'],
  ['Thuận Hải', 'Ninh Thuận, Bình Thuận', '1992'],
  ['Sông Bé', 'Bình Dương, Bình Phước', '1997'],
  ['Cửu Long', 'Vĩnh Long, Trà Vinh', '1992'],
  ['Minh Hải', 'Bạc Liêu, Cà Mau', '1997'],
];
const byKey = new Map(
  rows.map(([name, became, on, act]): [string, VanishedUnit] => [
    nameKey(name),
    { name, became: became.split(', '), on, act: act ?? null },
  ]),
);

/** The province of that name that no longer exists; null for any other name. */
export function vanishedRow(name: string): VanishedUnit | null {
  return byKey.get(nameKey(name).replace(/^tinh/, '')) ?? null;
}

/** What became of a province that no longer exists, such as 'Hà Nội (2008-08-01, 15/2008/QH12)' for 'Hà Tây'; null for any other name. */
export function vanishedUnit(name: string): string | null {
  const row = vanishedRow(name);
  return row && `${row.became.join(', ')} (${[row.on, ...(row.act === null ? [] : [row.act])].join(', ')})`;
}

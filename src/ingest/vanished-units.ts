import { nameKey } from '../core/name-key';

/** Provinces that were gone before the 63: old tables and long series still name them. Each with what became of it and when. */
const vanished: readonly (readonly [name: string, became: string])[] = [
  ['Hà Tây', 'Hà Nội (2008)'],
  ['Hà Bắc', 'Bắc Giang, Bắc Ninh (1997)'],
  ['Vĩnh Phú', 'Vĩnh Phúc, Phú Thọ (1997)'],
  ['Hải Hưng', 'Hải Dương, Hưng Yên (1997)'],
  ['Nam Hà', 'Hà Nam, Nam Định (1997)'],
  ['Hà Nam Ninh', 'Nam Hà, Ninh Bình (1992)'],
  ['Bắc Thái', 'Bắc Kạn, Thái Nguyên (1997)'],
  ['Hà Tuyên', 'Hà Giang, Tuyên Quang (1991)'],
  ['Hoàng Liên Sơn', 'Lào Cai, Yên Bái (1991)'],
  ['Hà Sơn Bình', 'Hà Tây, Hoà Bình (1991)'],
  ['Nghệ Tĩnh', 'Nghệ An, Hà Tĩnh (1991)'],
  ['Bình Trị Thiên', 'Quảng Bình, Quảng Trị, Thừa Thiên Huế (1989)'],
  ['Quảng Nam - Đà Nẵng', 'Quảng Nam, Đà Nẵng (1997)'],
  ['Nghĩa Bình', 'Quảng Ngãi, Bình Định (1989)'],
  ['Phú Khánh', 'Phú Yên, Khánh Hoà (1989)'],
  ['Gia Lai - Kon Tum', 'Gia Lai, Kon Tum (1991)'],
  ['Thuận Hải', 'Ninh Thuận, Bình Thuận (1992)'],
  ['Sông Bé', 'Bình Dương, Bình Phước (1997)'],
  ['Cửu Long', 'Vĩnh Long, Trà Vinh (1992)'],
  ['Minh Hải', 'Bạc Liêu, Cà Mau (1997)'],
];
const byKey = new Map(vanished.map(([name, became]) => [nameKey(name), became]));

/** What became of a province that no longer exists, such as 'Hà Nội (2008)' for 'Hà Tây'; null for any other name. */
export function vanishedUnit(name: string): string | null {
  return byKey.get(nameKey(name).replace(/^tinh/, '')) ?? null;
}

import { nameKey } from '../core/name-key';

/** Units of measure as forms print them, by their key. Figures are never rescaled: the unit is recorded beside them. */
const measures = [
  '%',
  '‰',
  'người',
  'nghìn người',
  'đồng',
  'nghìn đồng',
  'triệu đồng',
  'tỷ đồng',
  'tỉ đồng',
  'USD',
  'triệu USD',
  'tỷ USD',
  'km',
  'km²',
  'km2',
  'm²',
  'm2',
  'm³',
  'ha',
  'nghìn ha',
  'tấn',
  'nghìn tấn',
  'hồ sơ',
  'nghìn hồ sơ',
  'thủ tục',
  'dịch vụ',
  'văn bản',
  'nhiệm vụ',
  'hộ',
  'nghìn hộ',
  'ngày',
  'giờ',
  'điểm',
  'lượt',
  'trường hợp',
  'đơn vị',
  'doanh nghiệp',
  'dự án',
  'cơ sở',
  'thuê bao',
  'lần',
  'people',
  'persons',
  'thousand',
  'million',
  'billion',
  'VND',
  'million VND',
  'billion VND',
  'days',
  'hours',
  'kg',
  'tonnes',
];
const byKey = new Map(measures.map((measure) => [keyOf(measure), measure]));

/** The unit of measure a head names in brackets, after a comma, or by being nothing else: 'Thu (triệu đồng)', 'Tỷ lệ, %', '%'. Null when it names none. */
export function measureOf(head: string): string | null {
  const inside = /[([]\s*(?:đvt|đơn vị(?: tính)?|unit)?\s*:?\s*([^()[\]]+?)\s*[)\]]\s*$/iu.exec(head)?.[1];
  const behind = /,\s*([^,]+)$/.exec(head)?.[1];
  for (const text of [inside, behind, head.split(' › ').at(-1)]) {
    const known = text === undefined ? undefined : byKey.get(keyOf(text));
    if (known !== undefined) return known;
  }
  return /^\s*%|%\s*$/.test(head) ? '%' : null;
}

function keyOf(text: string): string {
  const sign = text.trim();
  return sign === '%' || sign === '‰' ? sign : nameKey(sign.replace('²', '2').replace('³', '3'));
}

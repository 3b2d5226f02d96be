import { nameKey } from '../core/name-key';

export const unitRow = /^\(?\s*(?:đvt|đơn vị(?: tính)?|unit(?: of measure)?)\s*[:.]\s*(.*?)\)?$/i;

const totalStart =
  /^(tổng số|tổng cộng|tông số|tổng cả nước|cả nước|toàn quốc|toàn tỉnh|tong so|tong cong|ca nuoc|toan quoc|grand total|whole country)(?![\p{L}\p{N}])/iu;
const totalAlone = /^(tổng|cộng|total)(?:\s*[:(].*|\s+(?:tháng|quý|năm|kỳ|các|toàn|chung)(?![\p{L}]).*)?$/iu;

/** 'Tổng cộng', 'Cả nước', 'Cộng:' … but not 'Tổng cục Thống kê' or 'Cổng Dịch vụ công'. */
export function isTotal(text: string): boolean {
  return /^[tcgw]/i.test(text) && (totalStart.test(text) || totalAlone.test(text));
}

const regions = new Set(
  'dongbangsonghong dongbangshong dbsonghong dbshong dbsh trungduvamiennuiphiabac trungdumiennuiphiabac miennuiphiabac miennuivatrungduphiabac tdmnpb tdvamnpb bactrungbovaduyenhaimientrung bactrungbovadhmt bactrungbovaduyenhaitrungbo btbvadhmt bactrungbo duyenhainamtrungbo namtrungbo duyenhainamtrungbovataynguyen duyenhaimientrung taynguyen dongnambo dnb dongbangsongcuulong dongbangsongclong dongbangscuulong dongbangsclong dbsongcuulong dbsongclong dbscuulong dbscl dongbac taybac dongbacbo taybacbo'.split(
    ' ',
  ),
);

/** The name of one of the socio-economic regions, with or without 'Vùng' or a roman numeral. */
export function isRegion(text: string): boolean {
  const key = nameKey(text.replace(/^[IVX]+\s*[.)-]\s*/, ''));
  return regions.has(key) || (key.startsWith('vung') && regions.has(key.slice(4)));
}

/** A remark by its first words. `width`: columns of the table; in a table of one column only words with a colon tell. */
export function isNote(text: string, width: number): boolean {
  if (width === 1) return /^(ghi chú|nguồn|chú thích|note|notes|source)\s*:/iu.test(text);
  if (
    /^(ghi chú|nguồn|chú thích|chú dẫn|lưu ý|note|notes|source|người lập|nơi nhận|dữ liệu minh ho[ạa]|dữ liệu minh họa)(?![\p{L}])/iu.test(
      text,
    )
  )
    return true;
  return /^(\*|\(\*+\)|\(\d\))\s*\S/.test(text);
}

/** Names of figures made of the rows above: 'Trung vị', 'Max', 'Điểm cao nhất'. */
export function isSummaryWord(text: string): boolean {
  return /^(min|max|median|mean|average|avg|std|stdev|standard deviation|minimum|maximum|highest|lowest|trung vị|trung bình(?: cả nước)?|bình quân|(?:điểm |giá trị )?(?:lớn|nhỏ|cao|thấp) nhất)\s*:?$/iu.test(
    text,
  );
}

/** Level of a running number: 1 for 'A', 2 for 'II', 3 for '4', 4 for '1.2', 5 for 'a'; 0 for anything else. Alone, 'I', 'V' and 'X' are taken for roman. */
export function ordinalLevel(cell: string): number {
  const mark = cell.replace(/[.)]$/, '');
  if (/^[IVX]{1,6}$/.test(mark)) return 2;
  if (/^[A-Z]$/.test(mark)) return 1;
  if (/^\d{1,4}$/.test(mark)) return 3;
  if (/^\d{1,3}(\.\d{1,3})+$/.test(mark)) return 4;
  return /^[a-zđ]$/.test(mark) ? 5 : 0;
}

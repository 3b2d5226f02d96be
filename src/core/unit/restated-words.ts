import type { Bilingual } from '../language';

/** How a figure on another unit system came about: `status` of restated() (queries/model/territory.sql). */
export const statusWords: Readonly<Record<string, Bilingual>> = {
  as_reported: { vi: 'như báo cáo', en: 'as reported' },
  restated: { vi: 'tính từ các phần', en: 'made from its parts' },
  incomplete: { vi: 'thiếu phần', en: 'a part is missing' },
  refused: { vi: 'không quy đổi được', en: 'cannot be restated' },
  no_data: { vi: 'chưa có số liệu', en: 'no data' },
  scenario: { vi: 'giả định', en: 'supposed' },
};

/** Why there is no restated figure: `reason` of restated(). */
export const reasonWords: Readonly<Record<string, Bilingual>> = {
  rank: { vi: 'thứ hạng không gộp được', en: 'ranks cannot be joined' },
  index: { vi: 'chỉ số tổng hợp không gộp được', en: 'an index cannot be joined' },
  yesno: { vi: 'có hay không thì không gộp được', en: 'yes or no cannot be joined' },
  date: { vi: 'ngày không gộp được', en: 'dates cannot be joined' },
  needs_weight: { vi: 'trung bình cần quyền số', en: 'an average needs a weight' },
  weight_missing: { vi: 'thiếu quyền số', en: 'a weight is missing' },
  only_whole_observed: { vi: 'chỉ tỉnh sau sáp nhập có số', en: 'only the merged province was observed' },
  piece_moved: { vi: 'một phần địa giới đã chuyển đi', en: 'a piece of the territory moved' },
  period_unstated: { vi: 'số không ghi kỳ', en: 'the figure states no period' },
  bounds_differ: { vi: 'các phần có cận khác chiều', en: 'the parts are bounded in different ways' },
  kind_unknown: { vi: 'chưa biết loại chỉ số', en: 'the kind of the indicator is unknown' },
  parts_missing: { vi: 'thiếu phần', en: 'parts missing' },
};

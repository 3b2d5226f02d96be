import type { Bilingual } from '../../core/language';

const text = (vi: string, en: string): Bilingual => ({ vi, en });

/** The engine's steps in plain words. */
const steps: Readonly<Record<string, Bilingual>> = {
  SEQ_SCAN: text('Đọc bảng', 'Read table'),
  TABLE_SCAN: text('Đọc bảng', 'Read table'),
  INDEX_SCAN: text('Đọc bảng theo chỉ mục', 'Read table by index'),
  READ_CSV: text('Đọc tệp CSV', 'Read CSV file'),
  READ_CSV_AUTO: text('Đọc tệp CSV', 'Read CSV file'),
  COLUMN_DATA_SCAN: text('Đọc các dòng viết sẵn', 'Read rows as given'),
  DUMMY_SCAN: text('Một dòng trống', 'One empty row'),
  EMPTY_RESULT: text('Không có dòng nào', 'No rows'),
  CTE_SCAN: text('Đọc truy vấn đặt tên', 'Read named query'),
  REC_CTE_SCAN: text('Đọc vòng trước', 'Read previous round'),
  DELIM_SCAN: text('Đọc các giá trị cần tra', 'Read values to look up'),
  CTE: text('Tính truy vấn đặt tên', 'Compute named query'),
  RECURSIVE_CTE: text('Tính lặp lại', 'Compute in rounds'),
  FILTER: text('Lọc', 'Filter'),
  PROJECTION: text('Tính các cột', 'Compute columns'),
  HASH_JOIN: text('Ghép bảng', 'Join'),
  NESTED_LOOP_JOIN: text('Ghép từng cặp dòng', 'Join row by row'),
  BLOCKWISE_NL_JOIN: text('Ghép từng cặp dòng', 'Join row by row'),
  PIECEWISE_MERGE_JOIN: text('Ghép theo khoảng', 'Join by range'),
  IE_JOIN: text('Ghép theo khoảng', 'Join by range'),
  ASOF_JOIN: text('Ghép theo thời điểm gần nhất', 'Join at the nearest moment'),
  CROSS_PRODUCT: text('Ghép mọi cặp dòng', 'Every pair of rows'),
  POSITIONAL_JOIN: text('Ghép theo thứ tự dòng', 'Join by position'),
  LEFT_DELIM_JOIN: text('Tra truy vấn con', 'Look up subquery'),
  RIGHT_DELIM_JOIN: text('Tra truy vấn con', 'Look up subquery'),
  HASH_GROUP_BY: text('Gom nhóm', 'Group'),
  PERFECT_HASH_GROUP_BY: text('Gom nhóm', 'Group'),
  UNGROUPED_AGGREGATE: text('Tính trên mọi dòng', 'Aggregate all rows'),
  WINDOW: text('Tính theo cửa sổ', 'Compute over windows'),
  STREAMING_WINDOW: text('Tính theo cửa sổ', 'Compute over windows'),
  ORDER_BY: text('Sắp xếp', 'Sort'),
  TOP_N: text('Lấy các dòng đầu', 'Take the first rows'),
  LIMIT: text('Giới hạn số dòng', 'Limit rows'),
  STREAMING_LIMIT: text('Giới hạn số dòng', 'Limit rows'),
  LIMIT_PERCENT: text('Giới hạn số dòng', 'Limit rows'),
  RESERVOIR_SAMPLE: text('Lấy mẫu', 'Sample'),
  STREAMING_SAMPLE: text('Lấy mẫu', 'Sample'),
  UNION: text('Nối các kết quả', 'Put results together'),
  UNNEST: text('Trải danh sách thành dòng', 'Spread lists into rows'),
  RANGE: text('Tạo dãy số', 'Make a series'),
  GENERATE_SERIES: text('Tạo dãy số', 'Make a series'),
  INOUT_FUNCTION: text('Hàm trả về bảng', 'Table function'),
  PIVOT: text('Xoay bảng', 'Pivot'),
  INSERT: text('Ghi thêm dòng', 'Insert rows'),
  UPDATE: text('Sửa dòng', 'Update rows'),
  DELETE: text('Xoá dòng', 'Delete rows'),
  CREATE_TABLE_AS: text('Tạo bảng', 'Create table'),
  CREATE_TABLE: text('Tạo bảng', 'Create table'),
};

/** A step's name in plain words; the engine's own where there are none. */
export function stepName(name: string): Bilingual {
  return steps[name] ?? text(name, name);
}

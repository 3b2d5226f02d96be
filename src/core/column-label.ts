import type { Bilingual, Language } from './language';
import type { SavedQuestion } from './question';

const text = (vi: string, en: string): Bilingual => ({ vi, en });

/** Headings of the columns that many questions share. A pair `x_vi`, `x_en` holds one text in both languages; show the reader's. */
const common: Readonly<Record<string, Bilingual>> = {
  unit_id: text('Mã đơn vị', 'Unit id'),
  unit_name: text('Đơn vị', 'Unit'),
  target_id: text('Mã chỉ tiêu', 'Target id'),
  task_id: text('Mã nhiệm vụ', 'Task id'),
  indicator_id: text('Mã chỉ số', 'Indicator id'),
  system_id: text('Mã hệ thống', 'System id'),
  document_id: text('Mã nguồn', 'Source id'),
  from_unit_id: text('Mã đơn vị cũ', 'Old unit id'),
  to_unit_id: text('Mã đơn vị mới', 'New unit id'),
  from_name: text('Đơn vị cũ', 'Old unit'),
  to_name: text('Đơn vị mới', 'New unit'),
  from_code: text('Mã số cũ', 'Old code'),
  to_code: text('Mã số mới', 'New code'),
  indicator: text('Chỉ số', 'Indicator'),
  statement: text('Nội dung', 'Statement'),
  system: text('Hệ thống', 'System'),
  document: text('Nguồn', 'Source'),
  documents: text('Các nguồn', 'Sources'),
  act: text('Văn bản', 'Act'),
  act_number: text('Số hiệu', 'Act number'),
  region: text('Vùng', 'Region'),
  work: text('Tính bằng', 'Counted in'),
  detail: text('Chi tiết', 'Detail'),
  lead: text('Chủ trì', 'Lead agency'),
  clause: text('Điều khoản', 'Clause'),
  area: text('Lĩnh vực', 'Area'),
  scope: text('Phạm vi', 'Scope'),
  demand: text('Loại', 'Kind'),
  verdict: text('Kết luận', 'Verdict'),
  actual: text('Thực tế', 'Actual'),
  bound: text('Cận', 'Bound'),
  comparator: text('So sánh', 'Comparison'),
  goal: text('Mục tiêu', 'Goal'),
  measured_in: text('Đơn vị tính', 'Measured in'),
  gap: text('Khoảng cách', 'Gap'),
  gap_work: text('Việc còn thiếu', 'Work missing'),
  numerator: text('Tử số', 'Numerator'),
  denominator: text('Mẫu số', 'Denominator'),
  value: text('Giá trị', 'Value'),
  change: text('Thay đổi', 'Change'),
  deadline: text('Hạn', 'Deadline'),
  deadline_rule: text('Cách tính hạn', 'Deadline rule'),
  deadline_text: text('Hạn trong văn bản', 'Deadline as worded'),
  deadline_state: text('Tình trạng hạn', 'Deadline state'),
  days_left: text('Còn (ngày)', 'Days left'),
  pace_so_far: text('Nhịp đã đạt / tháng', 'Pace so far / month'),
  pace_needed: text('Nhịp cần / tháng', 'Pace needed / month'),
  projected: text('Dự kiến đến hạn', 'Projected at deadline'),
  period_start: text('Từ ngày', 'From'),
  period_end: text('Đến ngày', 'To'),
  period_kind: text('Loại kỳ', 'Kind of period'),
  first_actual: text('Giá trị đầu dãy', 'First value'),
  first_period_end: text('Kỳ đầu dãy', 'First period'),
  last_period_end: text('Kỳ gần nhất', 'Latest period'),
  before_period_end: text('Kỳ so sánh', 'Compared period'),
  months_silent: text('Số tháng vắng', 'Months silent'),
  age_days: text('Tuổi số liệu (ngày)', 'Age (days)'),
  month: text('Tháng', 'Month'),
  effective_on: text('Hiệu lực từ', 'Effective on'),
  series: text('Dãy số liệu', 'Series'),
  origin: text('Nguồn gốc', 'Origin'),
  origins: text('Nguồn gốc', 'Origins'),
  file: text('Tệp', 'File'),
  sheet: text('Trang tính', 'Sheet'),
  row: text('Dòng', 'Row'),
  note: text('Ghi chú', 'Note'),
  source: text('Nguồn', 'Source'),
  locator: text('Nơi tìm lại', 'Where to find it'),
  inferred: text('Điều suy ra', 'Inferred'),
  use: text('Vai trò', 'Role'),
  state: text('Tình trạng', 'State'),
  finding: text('Điều bất thường', 'Finding'),
  relation: text('Quan hệ', 'Relation'),
  whole: text('Toàn bộ', 'Whole'),
  same_name_other_territory: text('Cùng tên, khác địa giới', 'Same name, other territory'),
  rank: text('Hạng', 'Rank'),
  tied_with: text('Số đơn vị cùng hạng', 'Tied with'),
  ranked_among: text('Xếp trong nhóm', 'Ranked among'),
  small_denominator: text('Mẫu số dưới 30', 'Denominator below 30'),
  merged_unit: text('Đơn vị sáp nhập', 'Merged unit'),
  units: text('Số đơn vị', 'Units'),
  expected_units: text('Số đơn vị lẽ ra có', 'Units expected'),
  met_units: text('Đơn vị đạt', 'Units that met it'),
  open_units: text('Đơn vị chưa đạt', 'Units that have not'),
  observed_units: text('Đơn vị có số liệu', 'Units with data'),
  units_with_data: text('Đơn vị có số liệu', 'Units with data'),
  illustrative_units: text('Đơn vị có số minh hoạ', 'Units with illustrative figures'),
  illustrative: text('Chỉ tiêu theo số minh hoạ', 'From illustrative figures'),
  met: text('Đạt', 'Met'),
  on_pace: text('Đúng tiến độ', 'On pace'),
  behind: text('Chậm tiến độ', 'Behind'),
  missed: text('Không đạt', 'Missed'),
  not_due: text('Chưa đến hạn', 'Not due'),
  no_data: text('Chưa có số liệu', 'No data'),
  met_share: text('Tỷ lệ đạt, %', 'Share met, %'),
  coverage: text('Độ phủ, %', 'Coverage, %'),
  observations: text('Số quan sát', 'Observations'),
  tasks_overdue: text('Nhiệm vụ quá hạn', 'Overdue tasks'),
  overdue: text('Quá hạn', 'Overdue'),
  overdue_before: text('Quá hạn ba tháng trước', 'Overdue three months before'),
  ontime_rate: text('Đúng hạn, %', 'On time, %'),
  on_time: text('Hồ sơ đúng hạn', 'Dossiers on time'),
  dossiers: text('Hồ sơ đã giải quyết', 'Dossiers resolved'),
  disbursed_rate: text('Giải ngân luỹ kế, %', 'Disbursed, cumulative %'),
  disbursed: text('Đã giải ngân', 'Disbursed'),
  plan: text('Kế hoạch vốn', 'Planned'),
  system_median: text('Trung vị cả hệ đơn vị', 'Median of the system'),
  region_median: text('Trung vị của vùng', 'Median of the region'),
};

/**
 * The heading of a result column: the question's own, else the common one, else null (a reader's own SQL names its columns itself).
 * `statement_vi` and `statement_en` share the heading of `statement`.
 */
export function columnLabel(name: string, language: Language, question?: Pick<SavedQuestion, 'columns'>): string | null {
  const bare = name.replace(/_(vi|en)$/, '');
  const label = question?.columns[name] ?? question?.columns[bare] ?? common[name] ?? common[bare];
  return label?.[language] ?? null;
}

/** The language a column is written in when it is one half of a `_vi` / `_en` pair of the same result, else null. */
export function columnLanguage(name: string, all: readonly string[]): Language | null {
  const half = /^(.+)_(vi|en)$/.exec(name);
  if (!half?.[1] || !half[2]) return null;
  const language: Language = half[2] === 'vi' ? 'vi' : 'en';
  return all.includes(`${half[1]}_${language === 'vi' ? 'en' : 'vi'}`) ? language : null;
}

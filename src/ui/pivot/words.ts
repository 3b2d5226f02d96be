import type { Language } from '../../core/language';
import type { PivotWell } from '../../core/pivot/pivot-edit';
import type { PivotStep } from '../../core/pivot/pivot';

interface PivotWords {
  readonly moreColumns: (shown: string) => string;
  builder: string;
  source: string;
  fields: string;
  searchFields: string;
  noField: string;
  kinds: { text: string; number: string; date: string; boolean: string };
  wells: Record<PivotWell, string>;
  hints: Record<PivotWell, string>;
  addTo: Record<PivotWell, string>;
  moveTo: Record<PivotWell, string>;
  fieldMenu: (field: string) => string;
  options: (item: string, well: string) => string;
  before: string;
  after: string;
  remove: string;
  step: string;
  steps: Record<PivotStep | 'none', string>;
  aggregate: string;
  aggregates: Record<'sum' | 'mean' | 'min' | 'max' | 'count' | 'distinct' | 'ratio', string>;
  numerator: string;
  denominator: string;
  percent: string;
  ratioNote: string;
  heading: string;
  goal: string;
  ownGoal: string;
  comparator: string;
  atLeast: string;
  atMost: string;
  goalValue: string;
  gapOf: string;
  gapNote: string;
  addRatio: string;
  addGoal: string;
  addRows: string;
  totals: string;
  totalRow: string;
  totalColumn: string;
  subtotals: string;
  filterBy: string;
  range: string;
  from: string;
  to: string;
  except: string;
  search: string;
  allValues: string;
  chosen: (count: string) => string;
  clear: string;
  blank: string;
  asking: string;
  asked: (reason: string) => string;
  sql: string;
  openSql: string;
  cumulative: string;
  moved: (item: string, well: string) => string;
  removed: (item: string) => string;
}

export const pivotWords: Record<Language, PivotWords> = {
  vi: {
    moreColumns: (shown) => `Chỉ hiện ${shown} cột đầu; các tổng vẫn tính đủ mọi cột. Lọc bớt, hoặc chuyển cột này sang dòng để thấy hết.`,
    builder: 'Bảng tổng hợp',
    source: 'Lấy số liệu từ',
    fields: 'Các trường',
    searchFields: 'Tìm trường',
    noField: 'Không có trường nào khớp.',
    kinds: { text: 'chữ', number: 'số', date: 'ngày', boolean: 'có/không' },
    wells: { rows: 'Hàng', columns: 'Cột', measures: 'Giá trị', filters: 'Bộ lọc' },
    hints: {
      rows: 'Kéo vào đây trường xếp theo dòng, như vùng, đơn vị',
      columns: 'Kéo vào đây trường xếp theo chiều ngang, như quý, năm',
      measures: 'Kéo vào đây trường số cần tính',
      filters: 'Kéo vào đây trường dùng để lọc',
    },
    addTo: { rows: 'Thêm vào Hàng', columns: 'Thêm vào Cột', measures: 'Thêm vào Giá trị', filters: 'Thêm vào Bộ lọc' },
    moveTo: { rows: 'Chuyển sang Hàng', columns: 'Chuyển sang Cột', measures: 'Chuyển sang Giá trị', filters: 'Chuyển sang Bộ lọc' },
    fieldMenu: (field) => `${field}: thêm vào bảng tổng hợp`,
    options: (item, well) => `${item}, trong ${well}: tuỳ chọn`,
    before: 'Chuyển lên trước',
    after: 'Chuyển xuống sau',
    remove: 'Bỏ khỏi bảng',
    step: 'Nhóm theo',
    steps: { region: 'Vùng', name: 'Đơn vị', year: 'Năm', half: 'Nửa năm', quarter: 'Quý', month: 'Tháng', none: 'Từng giá trị' },
    aggregate: 'Cách tính',
    aggregates: {
      sum: 'Tổng',
      mean: 'Trung bình',
      min: 'Nhỏ nhất',
      max: 'Lớn nhất',
      count: 'Đếm giá trị',
      distinct: 'Đếm giá trị khác nhau',
      ratio: 'Tỷ lệ giữa hai trường',
    },
    numerator: 'Tử số (cộng các trường được chọn)',
    denominator: 'Mẫu số (cộng các trường được chọn)',
    percent: 'Tính ra phần trăm',
    ratioNote:
      'Ở mọi dòng tổng, tỷ lệ được tính lại từ tử số và mẫu số, không lấy trung bình. Dòng thiếu một trong hai số không được tính.',
    heading: 'Tên hiển thị',
    goal: 'Chỉ tiêu',
    ownGoal: 'Mức tự đặt',
    comparator: 'Phải đạt',
    atLeast: 'ít nhất',
    atMost: 'nhiều nhất',
    goalValue: 'Mức',
    gapOf: 'Của số nào',
    gapNote: 'Số dương là tốt hơn chỉ tiêu, số âm là còn thiếu; cả khi càng thấp càng tốt.',
    addRatio: 'Thêm tỷ lệ',
    addGoal: 'So với chỉ tiêu',
    addRows: 'Đếm số dòng',
    totals: 'Tổng',
    totalRow: 'Dòng tổng cộng',
    totalColumn: 'Cột tổng cộng',
    subtotals: 'Tổng từng nhóm',
    filterBy: 'Lọc theo',
    range: 'Khoảng từ … đến …',
    from: 'Từ',
    to: 'Đến',
    except: 'Bỏ những giá trị được chọn',
    search: 'Tìm giá trị',
    allValues: 'tất cả',
    chosen: (count) => `${count} giá trị`,
    clear: 'Bỏ chọn hết',
    blank: '(trống)',
    asking: 'Đang lấy danh sách giá trị…',
    asked: (reason) => `Không lấy được danh sách giá trị: ${reason}`,
    sql: 'Xem câu lệnh SQL',
    openSql: 'Mở thành truy vấn riêng',
    cumulative:
      'Số liệu này là luỹ kế hoặc theo thời điểm, không cộng các tháng với nhau được: hãy nhóm theo tháng và tắt tổng theo chiều đó.',
    moved: (item, well) => `Đã chuyển ${item} vào ${well}.`,
    removed: (item) => `Đã bỏ ${item}.`,
  },
  en: {
    moreColumns: (shown) =>
      `Only the first ${shown} columns are shown; totals count them all. Filter, or move this column to the rows, to see every one.`,
    builder: 'Pivot table',
    source: 'Figures from',
    fields: 'Fields',
    searchFields: 'Find a field',
    noField: 'No field matches.',
    kinds: { text: 'text', number: 'number', date: 'date', boolean: 'yes/no' },
    wells: { rows: 'Rows', columns: 'Columns', measures: 'Values', filters: 'Filters' },
    hints: {
      rows: 'Drag what goes down the side here, such as regions or units',
      columns: 'Drag what goes across here, such as quarters or years',
      measures: 'Drag the figures to compute here',
      filters: 'Drag what to filter by here',
    },
    addTo: { rows: 'Add to Rows', columns: 'Add to Columns', measures: 'Add to Values', filters: 'Add to Filters' },
    moveTo: { rows: 'Move to Rows', columns: 'Move to Columns', measures: 'Move to Values', filters: 'Move to Filters' },
    fieldMenu: (field) => `${field}: add to the pivot table`,
    options: (item, well) => `${item}, in ${well}: options`,
    before: 'Move up',
    after: 'Move down',
    remove: 'Remove',
    step: 'Group by',
    steps: { region: 'Region', name: 'Unit', year: 'Year', half: 'Half-year', quarter: 'Quarter', month: 'Month', none: 'Each value' },
    aggregate: 'Computed as',
    aggregates: {
      sum: 'Sum',
      mean: 'Mean',
      min: 'Smallest',
      max: 'Largest',
      count: 'Count of values',
      distinct: 'Count of different values',
      ratio: 'Ratio of two fields',
    },
    numerator: 'Numerator (chosen fields added up)',
    denominator: 'Denominator (chosen fields added up)',
    percent: 'As a percentage',
    ratioNote:
      'In every total the ratio is computed anew from numerator and denominator, never averaged. Rows that lack either figure take no part.',
    heading: 'Shown as',
    goal: 'Target',
    ownGoal: 'Own goal',
    comparator: 'Has to be',
    atLeast: 'at least',
    atMost: 'at most',
    goalValue: 'Value',
    gapOf: 'Of which figure',
    gapNote: 'Above zero is better than asked for, below zero falls short; also where lower is better.',
    addRatio: 'Add a ratio',
    addGoal: 'Against a target',
    addRows: 'Count rows',
    totals: 'Totals',
    totalRow: 'Grand total row',
    totalColumn: 'Grand total column',
    subtotals: 'Subtotals',
    filterBy: 'Filter by',
    range: 'From … to …',
    from: 'From',
    to: 'To',
    except: 'Leave out the chosen values',
    search: 'Find a value',
    allValues: 'all',
    chosen: (count) => `${count} values`,
    clear: 'Clear',
    blank: '(blank)',
    asking: 'Fetching the values…',
    asked: (reason) => `The values could not be fetched: ${reason}`,
    sql: 'Show the SQL',
    openSql: 'Open as a query of its own',
    cumulative:
      'These figures are cumulative or of one day, so months must not be added up: group by month and switch off the total in that direction.',
    moved: (item, well) => `${item} is now in ${well}.`,
    removed: (item) => `${item} was removed.`,
  },
};

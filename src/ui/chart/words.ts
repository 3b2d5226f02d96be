import type { ChannelSort, ChartAggregate, ChartChannel, ChartMark, ChartStack, TimeStep } from '../../core/chart/chart-build';
import type { Language } from '../../core/language';

interface ChartWords {
  readonly drawing: string;
  readonly cut: (drawn: string, rows: string) => string;
  readonly binned: (rows: string, marks: string) => string;
  readonly sampled: (rows: string, marks: string) => string;
  readonly sampledSums: (rows: string, marks: string) => string;
  readonly summed: (rows: string, marks: string) => string;
  readonly unknownColumns: (names: string) => string;
  readonly nothing: string;
  readonly nothingHint: string;
  readonly dataOf: (rows: string) => string;
  readonly firstRows: (shown: string, rows: string) => string;
  readonly saveCsv: string;
  readonly dataTable: (label: string) => string;
  readonly builder: string;
  readonly markLabel: string;
  readonly marks: Readonly<Record<ChartMark, string>>;
  readonly columns: string;
  readonly columnHint: string;
  readonly placeOn: (column: string) => string;
  readonly channels: Readonly<Record<ChartChannel | 'tooltip', string>>;
  readonly choose: string;
  readonly rowCount: string;
  readonly clear: (channel: string) => string;
  readonly combine: (channel: string) => string;
  readonly aggregates: Readonly<Record<ChartAggregate | 'none', string>>;
  readonly eachName: string;
  readonly over: (channel: string) => string;
  readonly step: (channel: string) => string;
  readonly steps: Readonly<Record<TimeStep | 'none', string>>;
  readonly order: (channel: string) => string;
  readonly sorts: Readonly<Record<ChannelSort, string>>;
  readonly readAs: (channel: string) => string;
  readonly asNumber: string;
  readonly asCategory: string;
  readonly stack: string;
  readonly stacks: Readonly<Record<ChartStack, string>>;
  readonly swap: string;
  readonly targets: string;
  readonly addTarget: string;
  readonly targetFrom: string;
  readonly targetValue: string;
  readonly fixedValue: string;
  readonly targetLabel: string;
  readonly notes: string;
  readonly addNote: string;
  readonly noteText: string;
  readonly noteX: string;
  readonly noteY: string;
  readonly remove: (what: string) => string;
  readonly tooltipColumns: string;
  readonly addTooltip: string;
  readonly json: string;
  readonly wells: string;
  readonly jsonLabel: string;
  readonly apply: string;
  readonly applied: string;
  readonly editedByHand: string;
  readonly writtenByHand: string;
  readonly brokenJson: string;
  readonly buildAgain: string;
  readonly meanOfRate: string;
  readonly missingColumns: (names: string) => string;
  readonly editorKeys: string;
  readonly jsonProblems: Readonly<Record<'string' | 'comma' | 'key' | 'colon' | 'value' | 'end' | 'extra' | 'object', string>>;
}

export const chartWords: Record<Language, ChartWords> = {
  vi: {
    drawing: 'Đang vẽ biểu đồ…',
    cut: (drawn, rows) => `Biểu đồ chỉ vẽ ${drawn} dòng đầu trong ${rows} dòng.`,
    binned: (rows, marks) => `Kết quả có ${rows} dòng; các giá trị gần nhau đã được gộp thành ${marks} điểm vẽ.`,
    sampled: (rows, marks) => `Chỉ vẽ mẫu ${marks} trong ${rows}; lần nào cũng chọn đúng mẫu này.`,
    sampledSums: (rows, marks) =>
      `Biểu đồ tự cộng và đếm trên một mẫu ${marks} trong ${rows} dòng, nên tổng và số đếm là của mẫu; hãy cộng bằng SQL để có số đầy đủ.`,
    summed: (rows, marks) => `${rows} dòng đã được cộng thành ${marks} nhóm.`,
    unknownColumns: (names) => `Biểu đồ nhắc đến cột không có trong kết quả: ${names}.`,
    nothing: 'Chưa có gì để vẽ',
    nothingHint: 'Kết quả không có dòng nào. Thử đổi ngày, đơn vị hoặc bộ lọc.',
    dataOf: (rows) => `Số liệu của biểu đồ (${rows} dòng)`,
    firstRows: (shown, rows) => `Hiện ${shown} dòng đầu trong ${rows} dòng; tệp CSV có đủ.`,
    saveCsv: 'Tải số liệu (CSV)',
    dataTable: (label) => `Số liệu của biểu đồ ${label}`,
    builder: 'Dựng biểu đồ',
    markLabel: 'Kiểu biểu đồ',
    marks: { bar: 'Cột', line: 'Đường', area: 'Miền', point: 'Điểm', heat: 'Ô màu' },
    columns: 'Cột số liệu',
    columnHint: 'Kéo cột vào ô bên cạnh, hoặc bấm vào cột để chọn ô.',
    placeOn: (column) => `Đưa “${column}” vào`,
    channels: { x: 'Trục ngang', y: 'Trục dọc', color: 'Màu', size: 'Cỡ điểm', facet: 'Chia khung', tooltip: 'Chú giải khi trỏ' },
    choose: 'chọn cột…',
    rowCount: 'Số dòng',
    clear: (channel) => `Bỏ khỏi ${channel.toLowerCase()}`,
    combine: (channel) => `Cách gộp: ${channel.toLowerCase()}`,
    aggregates: {
      none: 'Từng dòng',
      count: 'Số dòng',
      sum: 'Tổng',
      ratio: 'Tổng ÷ tổng, %',
      mean: 'Trung bình',
      median: 'Trung vị',
      min: 'Thấp nhất',
      max: 'Cao nhất',
      distinct: 'Số giá trị khác nhau',
    },
    eachName: 'Từng tên',
    over: (channel) => `Chia cho: ${channel.toLowerCase()}`,
    step: (channel) => `Kỳ: ${channel.toLowerCase()}`,
    steps: { none: 'Đúng ngày', year: 'Theo năm', quarter: 'Theo quý', month: 'Theo tháng', day: 'Theo ngày' },
    order: (channel) => `Thứ tự: ${channel.toLowerCase()}`,
    sorts: {
      name: 'Theo tên',
      'name-down': 'Theo tên, ngược lại',
      value: 'Nhỏ đến lớn',
      'value-down': 'Lớn đến nhỏ',
      rows: 'Như trong bảng',
    },
    readAs: (channel) => `Đọc số: ${channel.toLowerCase()}`,
    asNumber: 'Là số lượng',
    asCategory: 'Là tên, mã',
    stack: 'Khi có nhiều màu',
    stacks: { stack: 'Chồng lên', share: 'Chia 100 %', group: 'Đứng cạnh', overlay: 'Đè lên nhau' },
    swap: 'Đổi hai trục',
    targets: 'Đường mục tiêu',
    addTarget: 'Thêm đường mục tiêu',
    targetFrom: 'Mục tiêu lấy từ',
    targetValue: 'Mức mục tiêu',
    fixedValue: 'Một con số',
    targetLabel: 'Tên đường mục tiêu',
    notes: 'Ghi chú trên hình',
    addNote: 'Thêm ghi chú',
    noteText: 'Lời ghi chú',
    noteX: 'Chỗ trên trục ngang',
    noteY: 'Chỗ trên trục dọc',
    remove: (what) => `Bỏ ${what}`,
    tooltipColumns: 'Thêm vào chú giải khi trỏ',
    addTooltip: 'Thêm cột…',
    json: 'Sửa JSON',
    wells: 'Dựng bằng tay',
    jsonLabel: 'Mô tả biểu đồ (JSON Vega-Lite)',
    apply: 'Áp dụng',
    applied: 'Đã áp dụng.',
    editedByHand: 'Biểu đồ này đã được sửa bằng JSON nên các ô dưới đây không nói hết được. Dựng lại sẽ bỏ phần đã sửa.',
    writtenByHand: 'Biểu đồ này viết bằng JSON. Có thể sửa tiếp JSON, hoặc dựng biểu đồ mới từ các cột.',
    brokenJson: 'Mô tả biểu đồ không phải JSON hợp lệ; hãy sửa chỗ được gạch chân.',
    buildAgain: 'Dựng lại từ các cột',
    meanOfRate: 'Trung bình các tỷ lệ không phải tỷ lệ chung. Nếu có tử số và mẫu số, chọn “Tổng ÷ tổng, %”.',
    missingColumns: (names) => `Kết quả không còn cột: ${names}. Chọn cột khác cho biểu đồ.`,
    editorKeys: 'Ctrl+Enter để áp dụng, Ctrl+Space để gợi ý. Bấm Escape rồi Tab để rời ô soạn thảo.',
    jsonProblems: {
      string: 'Chuỗi chưa đóng dấu nháy kép hoặc có ký tự không được phép',
      comma: 'Thiếu dấu phẩy hoặc dấu đóng ngoặc',
      key: 'Thiếu tên trong dấu nháy kép',
      colon: 'Thiếu dấu hai chấm sau tên',
      value: 'Thiếu giá trị, hoặc giá trị viết sai',
      end: 'Hết chữ mà ngoặc chưa đóng',
      extra: 'Thừa chữ sau dấu đóng ngoặc cuối cùng',
      object: 'Mô tả biểu đồ phải nằm trong dấu { }',
    },
  },
  en: {
    drawing: 'Drawing the chart…',
    cut: (drawn, rows) => `The chart shows the first ${drawn} of ${rows} rows.`,
    binned: (rows, marks) => `The result has ${rows} rows; values close to one another were combined into ${marks} marks.`,
    sampled: (rows, marks) => `Only a sample of ${marks} out of ${rows} is drawn, the same one each time.`,
    sampledSums: (rows, marks) =>
      `The chart sums and counts a sample of ${marks} out of ${rows} rows, so its totals are those of the sample; sum up in SQL for the full figures.`,
    summed: (rows, marks) => `${rows} rows were added up into ${marks} groups.`,
    unknownColumns: (names) => `The chart speaks of columns that the result does not have: ${names}.`,
    nothing: 'Nothing to draw yet',
    nothingHint: 'The result has no rows. Try another date, unit or filter.',
    dataOf: (rows) => `Data of the chart (${rows} rows)`,
    firstRows: (shown, rows) => `The first ${shown} of ${rows} rows; the CSV file has all of them.`,
    saveCsv: 'Download data (CSV)',
    dataTable: (label) => `Data of the chart ${label}`,
    builder: 'Build the chart',
    markLabel: 'Kind of chart',
    marks: { bar: 'Bars', line: 'Lines', area: 'Areas', point: 'Dots', heat: 'Heat map' },
    columns: 'Columns',
    columnHint: 'Drag a column into a field, or press it and choose one.',
    placeOn: (column) => `Put “${column}” on`,
    channels: { x: 'Horizontal axis', y: 'Vertical axis', color: 'Colour', size: 'Size of dots', facet: 'Panels', tooltip: 'Tooltip' },
    choose: 'choose a column…',
    rowCount: 'Number of rows',
    clear: (channel) => `Clear ${channel.toLowerCase()}`,
    combine: (channel) => `Combined by: ${channel.toLowerCase()}`,
    aggregates: {
      none: 'Row by row',
      count: 'Number of rows',
      sum: 'Sum',
      ratio: 'Sum ÷ sum, %',
      mean: 'Mean',
      median: 'Median',
      min: 'Lowest',
      max: 'Highest',
      distinct: 'Distinct values',
    },
    eachName: 'Each name',
    over: (channel) => `Divided by: ${channel.toLowerCase()}`,
    step: (channel) => `Period: ${channel.toLowerCase()}`,
    steps: { none: 'Exact day', year: 'By year', quarter: 'By quarter', month: 'By month', day: 'By day' },
    order: (channel) => `Order: ${channel.toLowerCase()}`,
    sorts: {
      name: 'By name',
      'name-down': 'By name, reversed',
      value: 'Smallest first',
      'value-down': 'Largest first',
      rows: 'As in the table',
    },
    readAs: (channel) => `Numbers are: ${channel.toLowerCase()}`,
    asNumber: 'Quantities',
    asCategory: 'Names, codes',
    stack: 'With several colours',
    stacks: { stack: 'Stacked', share: 'Share of 100 %', group: 'Side by side', overlay: 'Overlaid' },
    swap: 'Swap the axes',
    targets: 'Target lines',
    addTarget: 'Add a target line',
    targetFrom: 'Target comes from',
    targetValue: 'Target value',
    fixedValue: 'A number',
    targetLabel: 'Name of the target line',
    notes: 'Notes on the chart',
    addNote: 'Add a note',
    noteText: 'Text of the note',
    noteX: 'Place on the horizontal axis',
    noteY: 'Place on the vertical axis',
    remove: (what) => `Remove ${what}`,
    tooltipColumns: 'Also in the tooltip',
    addTooltip: 'Add a column…',
    json: 'Edit JSON',
    wells: 'Build by hand',
    jsonLabel: 'Description of the chart (Vega-Lite JSON)',
    apply: 'Apply',
    applied: 'Applied.',
    editedByHand: 'This chart was changed as JSON; the fields below cannot say all of it. Building it again drops those changes.',
    writtenByHand: 'This chart is written as JSON. Go on with the JSON, or build a new chart from the columns.',
    brokenJson: 'The description of the chart is not valid JSON; correct the underlined place.',
    buildAgain: 'Build again from the columns',
    meanOfRate: 'The mean of rates is not the overall rate. Where there are a numerator and a denominator, choose “Sum ÷ sum, %”.',
    missingColumns: (names) => `The result no longer has: ${names}. Choose other columns for the chart.`,
    editorKeys: 'Ctrl+Enter applies, Ctrl+Space suggests. Press Escape, then Tab, to leave the editor.',
    jsonProblems: {
      string: 'Text without its closing quote, or with a sign that may not stand there',
      comma: 'A comma or a closing bracket is missing',
      key: 'A name in double quotes is missing',
      colon: 'A colon after the name is missing',
      value: 'A value is missing or misspelt',
      end: 'The text ends before every bracket is closed',
      extra: 'There is text after the last closing bracket',
      object: 'The description of a chart stands in { }',
    },
  },
};

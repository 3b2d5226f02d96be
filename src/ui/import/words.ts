import type { Language } from '../../core/language';

interface ReviewWords {
  readonly title: (file: string) => string;
  readonly close: string;
  readonly undo: string;
  readonly redo: string;
  readonly reset: string;
  readonly saveRecipe: string;
  readonly busy: string;
  readonly panes: Readonly<Record<'questions' | 'original' | 'steps' | 'clean', string>>;
  readonly rowsOf: (rows: string) => string;
  readonly cleanRows: (rows: string, aside: string) => string;
  readonly firstRows: (rows: string) => string;
  readonly noRaw: string;
  readonly kinds: Readonly<Record<string, readonly [letter: string, word: string]>>;
  readonly kindOf: (line: string) => string;
  readonly line: string;
  readonly originalKeys: string;
  /** Name of the rows within the pane of the original. */
  readonly originalRows: string;
  readonly questionsTitle: (n: number) => string;
  readonly noQuestions: string;
  readonly acceptAll: string;
  readonly acceptAllKeys: string;
  readonly inForce: string;
  readonly rowsConcerned: (rows: string) => string;
  readonly ask: Readonly<Record<string, (subject: string, column: string) => string>>;
  readonly readings: Readonly<Record<string, (value: string) => string>>;
  readonly empty: string;
  readonly tables: string;
  readonly stepsTitle: string;
  readonly stepsEffective: string;
  readonly stepsAll: (n: string) => string;
  readonly step: Readonly<Record<string, (detail: string, column: string) => string>>;
  readonly effectRows: (n: string) => string;
  readonly effectCells: (n: string) => string;
  readonly effectLost: (n: string) => string;
  readonly effectNone: string;
  readonly off: string;
  readonly switchOff: string;
  readonly switchOn: string;
  readonly up: string;
  readonly down: string;
  readonly remove: string;
  readonly moreOf: (step: string) => string;
  readonly samples: string;
  readonly addCompute: string;
  readonly addFilter: string;
  readonly columnName: string;
  readonly expression: string;
  readonly condition: string;
  readonly expressionHint: string;
  readonly add: string;
  readonly save: string;
  readonly cancel: string;
  readonly decimal: string;
  readonly thousands: string;
  readonly none: string;
  readonly tokens: string;
  readonly newName: string;
  readonly dot: string;
  readonly comma: string;
  readonly space: string;
  readonly aside: (n: string) => string;
  readonly asideReason: string;
  readonly asideText: string;
  readonly take: string;
  readonly takeLine: (line: string) => string;
  readonly fix: string;
  readonly fixOf: (line: string) => string;
  readonly asideMore: (n: string) => string;
  readonly reasons: Readonly<Record<string, string>>;
  readonly changedBy: (step: string) => string;
  readonly versionTitle: (n: number) => string;
  readonly versionOf: Readonly<Record<'version' | 'next', (file: string, rival: string) => string>>;
  readonly added: string;
  readonly gone: string;
  readonly changed: string;
  readonly same: string;
  readonly newPeriods: string;
  readonly moves: (verdicts: string, ranks: string, day: string) => string;
  readonly noMoves: string;
  readonly noEffect: string;
  readonly rank: (before: string, after: string) => string;
  readonly shapeDiffers: (missing: string, extra: string) => string;
  readonly notCompared: string;
  readonly replace: string;
  readonly beside: string;
  readonly append: string;
  readonly skip: string;
  readonly choiceOf: (file: string) => string;
  readonly proceed: string;
  readonly cancelAll: string;
  readonly details: string;
}

const vi: ReviewWords = {
  title: (file) => `Xem và sửa: ${file}`,
  close: 'Xong',
  undo: 'Hoàn tác',
  redo: 'Làm lại',
  reset: 'Về gợi ý ban đầu',
  saveRecipe: 'Lưu công thức',
  busy: 'Đang làm sạch lại…',
  panes: { questions: 'Cần bạn quyết', original: 'Tệp gốc', steps: 'Các bước', clean: 'Bảng sạch' },
  rowsOf: (rows) => `${rows} dòng trong tệp`,
  cleanRows: (rows, aside) => `${rows} dòng số liệu · ${aside} dòng để riêng`,
  firstRows: (rows) => `hiện ${rows} dòng đầu`,
  noRaw: 'Tệp sạch sẵn: đọc thẳng, không sửa ô nào nên không có gì để so.',
  kinds: {
    data: ['S', 'Số liệu'],
    header: ['C', 'Tên cột'],
    title: ['T', 'Tiêu đề'],
    unit: ['Đ', 'Đơn vị tính'],
    code: ['M', 'Mã cột'],
    total: ['Σ', 'Dòng tổng'],
    region: ['V', 'Vùng, mục'],
    section: ['V', 'Mục'],
    summary: ['Σ', 'Số tổng hợp'],
    note: ['G', 'Ghi chú'],
    blank: ['·', 'Trống'],
    'repeated-header': ['L', 'Lặp tên cột'],
    ragged: ['!', 'Lệch ô'],
  },
  kindOf: (line) => `Loại của dòng ${line}`,
  line: 'Dòng',
  originalRows: 'Các dòng của tệp',
  originalKeys: 'Mũi tên lên xuống để đi, Enter để đổi loại dòng.',
  questionsTitle: (n) => `${n} điều cần bạn quyết`,
  noQuestions: 'Không còn gì phải hỏi.',
  acceptAll: 'Nhận mọi gợi ý',
  acceptAllKeys: 'Ctrl+Enter',
  inForce: 'gợi ý, đang dùng',
  rowsConcerned: (rows) => `${rows} dòng`,
  ask: {
    'ambiguous-number': (subject, column) => `“${subject}” ở cột “${column}” là số nào?`,
    'unit-near': (subject) => `“${subject}” là đơn vị nào?`,
    'unit-system-unsure': () => 'Tệp theo hệ đơn vị nào?',
    'duplicate-conflict': () => 'Cùng đơn vị và kỳ mà khác số liệu: lấy dòng nào?',
    'blank-means-no': (_, column) => `Ô trống ở cột “${column}” nghĩa là gì?`,
    'recipe-column-renamed': (subject) => `Công thức cần cột “${subject}”. Nay nó tên là gì?`,
    'not-a-number': (subject, column) => `“${subject}” ở cột số “${column}” nghĩa là gì?`,
  },
  readings: {
    thousands: (value) => `Ngăn cách hàng nghìn: ${value}`,
    decimal: (value) => `Dấu thập phân: ${value}`,
    'is-unit': (value) => `Là ${value}`,
    'not-unit': () => 'Không phải; để riêng',
    system: (value) => `Hệ ${value}`,
    no: () => 'Trống là “không”',
    unknown: () => 'Trống là chưa có số liệu',
    none: () => 'Để riêng tất cả',
    first: () => 'Lấy dòng đầu',
    last: () => 'Lấy dòng cuối',
    'is-column': (value) => `Nay là “${value}”`,
    gone: () => 'Tệp này không có cột đó',
    null: () => 'Là chưa có số liệu, từ nay về sau',
    leave: () => 'Cứ để trống và báo mỗi lần',
  },
  empty: 'trống',
  tables: 'Các bảng trong tệp',
  stepsTitle: 'Các bước làm sạch',
  stepsEffective: 'Có tác dụng',
  stepsAll: (n) => `Tất cả (${n})`,
  step: {
    'keep-rows': () => 'Chỉ giữ dòng số liệu',
    'mark-rows': (detail) => `Đánh dấu lại dòng: ${detail}`,
    'fix-cell': (detail, column) => `Sửa ô ở “${column}”: ${detail}`,
    'clean-text': () => 'Chuẩn hoá khoảng trắng và dấu chữ',
    'null-tokens': (_, column) => `Từ nghĩa là “chưa có số liệu” ở “${column}”`,
    rename: (detail, column) => `Đổi tên “${column}” thành “${detail}”`,
    'drop-column': (_, column) => `Bỏ cột “${column}”`,
    'parse-number': (detail, column) => `Đọc số ở “${column}” (${detail})`,
    'fill-down': (_, column) => `Điền tiếp xuống dưới: “${column}”`,
    unpivot: () => 'Xoay các cột lặp thành dòng',
    'split-composite': (_, column) => `Tách hai số trong một ô ở “${column}”`,
    'pad-code': (_, column) => `Trả lại số 0 đầu mã ở “${column}”`,
    'parse-date': (_, column) => `Đọc ngày ở “${column}”`,
    'parse-yesno': (_, column) => `Đọc có/không ở “${column}”`,
    'parse-period': (_, column) => `Đọc kỳ báo cáo ở “${column}”`,
    'match-unit': (detail, column) => `Khớp đơn vị ở “${column}” (hệ ${detail})`,
    'reject-duplicates': () => 'Để riêng dòng trùng',
    compute: (detail, column) => `Cột “${column}” = ${detail}`,
    'filter-rows': (detail) => `Chỉ giữ dòng có ${detail}`,
    'take-rows': (detail) => `Vẫn lấy dòng ${detail}`,
  },
  effectRows: (n) => `${n} dòng`,
  effectCells: (n) => `${n} ô đổi`,
  effectLost: (n) => `${n} ô không đọc được`,
  effectNone: 'không đổi gì',
  off: 'đang tắt',
  switchOff: 'Tắt bước',
  switchOn: 'Bật bước',
  up: 'Lên trước',
  down: 'Xuống sau',
  remove: 'Bỏ bước',
  moreOf: (step) => `Sửa bước: ${step}`,
  samples: 'Trước và sau',
  addCompute: 'Thêm cột tính',
  addFilter: 'Thêm điều kiện lọc',
  columnName: 'Tên cột',
  expression: 'Biểu thức SQL trên các cột của bảng sạch',
  condition: 'Điều kiện SQL; dòng không thoả được để riêng',
  expressionHint: 'Ví dụ: "dung_han" * 100.0 / "tong"',
  add: 'Thêm',
  save: 'Dùng',
  cancel: 'Thôi',
  decimal: 'Dấu thập phân',
  thousands: 'Ngăn cách hàng nghìn',
  none: 'không có',
  tokens: 'Các từ, mỗi dòng một từ',
  newName: 'Tên mới',
  dot: 'chấm',
  comma: 'phẩy',
  space: 'khoảng trắng',
  aside: (n) => `Dòng để riêng (${n})`,
  asideReason: 'Vì sao',
  asideText: 'Nội dung',
  take: 'Vẫn lấy',
  takeLine: (line) => `Vẫn lấy dòng ${line}`,
  fix: 'Sửa',
  fixOf: (line) => `Sửa ô ở dòng ${line}`,
  asideMore: (n) => `và ${n} dòng nữa`,
  reasons: {
    'unit-unknown': 'không nhận ra đơn vị',
    'period-invalid': 'không đọc được kỳ',
    'duplicate-row': 'trùng hoàn toàn dòng trước',
    'duplicate-conflict': 'cùng đơn vị và kỳ, khác số liệu',
    'row-filtered': 'không thoả điều kiện lọc',
    'ragged-row': 'thừa hoặc thiếu ô',
  },
  changedBy: (step) => `Đổi bởi bước: ${step}`,
  versionTitle: (n) => (n === 1 ? 'Tệp này liên quan tới một tệp đã mở' : `${n} tệp liên quan tới tệp đã mở`),
  versionOf: {
    version: (file, rival) => (file === rival ? `Bản khác của “${rival}”` : `“${file}” là bản khác của “${rival}”`),
    next: (file, rival) => `“${file}” cùng mẫu với “${rival}”, số liệu mới`,
  },
  added: 'dòng thêm',
  gone: 'dòng mất',
  changed: 'dòng đổi số',
  same: 'dòng như cũ',
  newPeriods: 'Kỳ mới',
  moves: (verdicts, ranks, day) => `Tính đến ${day}: ${verdicts} kết luận và ${ranks} thứ hạng sẽ thay đổi`,
  noMoves: 'Không kết luận hay thứ hạng nào thay đổi',
  noEffect: 'Tệp không tạo quan sát nào cho bảng điểm',
  rank: (before, after) => `hạng ${before} → ${after}`,
  shapeDiffers: (missing, extra) => `Cột khác nhau. Thiếu: ${missing}. Thêm: ${extra}.`,
  notCompared: 'Hai tệp không có cột chung nên không so được từng dòng.',
  replace: 'Thay bản cũ',
  beside: 'Giữ cả hai',
  append: 'Thêm vào',
  skip: 'Không mở',
  choiceOf: (file) => `Với tệp ${file}`,
  proceed: 'Tiếp tục',
  cancelAll: 'Không mở tệp nào',
  details: 'Xem dòng ví dụ',
};

const en: ReviewWords = {
  title: (file) => `Review: ${file}`,
  close: 'Done',
  undo: 'Undo',
  redo: 'Redo',
  reset: 'Back to the first suggestion',
  saveRecipe: 'Save recipe',
  busy: 'Cleaning again…',
  panes: { questions: 'For you to decide', original: 'The file', steps: 'Steps', clean: 'Clean table' },
  rowsOf: (rows) => `${rows} rows in the file`,
  cleanRows: (rows, aside) => `${rows} data rows · ${aside} put aside`,
  firstRows: (rows) => `first ${rows} shown`,
  noRaw: 'The file was clean: read straight in, no cell changed, so there is nothing to compare.',
  kinds: {
    data: ['D', 'Data'],
    header: ['H', 'Column heads'],
    title: ['T', 'Title'],
    unit: ['U', 'Unit of measure'],
    code: ['C', 'Column codes'],
    total: ['Σ', 'Total'],
    region: ['R', 'Region, section'],
    section: ['R', 'Section'],
    summary: ['Σ', 'Summary'],
    note: ['N', 'Note'],
    blank: ['·', 'Blank'],
    'repeated-header': ['H²', 'Repeated heads'],
    ragged: ['!', 'Wrong width'],
  },
  kindOf: (line) => `Kind of row ${line}`,
  line: 'Row',
  originalRows: 'Rows of the file',
  originalKeys: 'Arrow keys to move, Enter to change the kind of a row.',
  questionsTitle: (n) => `${n} for you to decide`,
  noQuestions: 'Nothing left to ask.',
  acceptAll: 'Accept all suggestions',
  acceptAllKeys: 'Ctrl+Enter',
  inForce: 'suggested, in force',
  rowsConcerned: (rows) => `${rows} rows`,
  ask: {
    'ambiguous-number': (subject, column) => `Which number is “${subject}” in column “${column}”?`,
    'unit-near': (subject) => `Which unit is “${subject}”?`,
    'unit-system-unsure': () => 'Which unit system does the file use?',
    'duplicate-conflict': () => 'Same unit and period, different figures: which row counts?',
    'blank-means-no': (_, column) => `What does a blank in column “${column}” mean?`,
    'recipe-column-renamed': (subject) => `The recipe needs column “${subject}”. What is it called now?`,
    'not-a-number': (subject, column) => `What does “${subject}” mean in the number column “${column}”?`,
  },
  readings: {
    thousands: (value) => `Thousands mark: ${value}`,
    decimal: (value) => `Decimal mark: ${value}`,
    'is-unit': (value) => `It is ${value}`,
    'not-unit': () => 'It is not; put aside',
    system: (value) => `System ${value}`,
    no: () => 'A blank says “no”',
    unknown: () => 'A blank is no data',
    none: () => 'Put all aside',
    first: () => 'Take the first row',
    last: () => 'Take the last row',
    'is-column': (value) => `Now “${value}”`,
    gone: () => 'This file has no such column',
    null: () => 'No data, from now on',
    leave: () => 'Leave it empty and tell each time',
  },
  empty: 'empty',
  tables: 'Tables of the file',
  stepsTitle: 'Cleaning steps',
  stepsEffective: 'With an effect',
  stepsAll: (n) => `All (${n})`,
  step: {
    'keep-rows': () => 'Keep data rows only',
    'mark-rows': (detail) => `Mark rows: ${detail}`,
    'fix-cell': (detail, column) => `Correct a cell of “${column}”: ${detail}`,
    'clean-text': () => 'Tidy spaces and accents',
    'null-tokens': (_, column) => `Words for “no data” in “${column}”`,
    rename: (detail, column) => `Rename “${column}” to “${detail}”`,
    'drop-column': (_, column) => `Drop column “${column}”`,
    'parse-number': (detail, column) => `Read numbers in “${column}” (${detail})`,
    'fill-down': (_, column) => `Fill down “${column}”`,
    unpivot: () => 'Turn repeated columns into rows',
    'split-composite': (_, column) => `Split two figures in one cell of “${column}”`,
    'pad-code': (_, column) => `Give codes in “${column}” their zeros back`,
    'parse-date': (_, column) => `Read dates in “${column}”`,
    'parse-yesno': (_, column) => `Read yes/no in “${column}”`,
    'parse-period': (_, column) => `Read periods in “${column}”`,
    'match-unit': (detail, column) => `Match units in “${column}” (system ${detail})`,
    'reject-duplicates': () => 'Put repeated rows aside',
    compute: (detail, column) => `Column “${column}” = ${detail}`,
    'filter-rows': (detail) => `Keep rows with ${detail}`,
    'take-rows': (detail) => `Take row ${detail} anyway`,
  },
  effectRows: (n) => `${n} rows`,
  effectCells: (n) => `${n} cells changed`,
  effectLost: (n) => `${n} cells unreadable`,
  effectNone: 'changes nothing',
  off: 'switched off',
  switchOff: 'Switch off',
  switchOn: 'Switch on',
  up: 'Move up',
  down: 'Move down',
  remove: 'Remove',
  moreOf: (step) => `Change step: ${step}`,
  samples: 'Before and after',
  addCompute: 'Add a computed column',
  addFilter: 'Add a filter',
  columnName: 'Column name',
  expression: 'SQL expression over the columns of the clean table',
  condition: 'SQL condition; rows that do not meet it are put aside',
  expressionHint: 'For example: "on_time" * 100.0 / "total"',
  add: 'Add',
  save: 'Apply',
  cancel: 'Cancel',
  decimal: 'Decimal mark',
  thousands: 'Thousands mark',
  none: 'none',
  tokens: 'Words, one a line',
  newName: 'New name',
  dot: 'dot',
  comma: 'comma',
  space: 'space',
  aside: (n) => `Rows put aside (${n})`,
  asideReason: 'Why',
  asideText: 'What it says',
  take: 'Take it anyway',
  takeLine: (line) => `Take row ${line} anyway`,
  fix: 'Correct',
  fixOf: (line) => `Correct the cell of row ${line}`,
  asideMore: (n) => `and ${n} more`,
  reasons: {
    'unit-unknown': 'unit not known',
    'period-invalid': 'period not readable',
    'duplicate-row': 'repeats an earlier row',
    'duplicate-conflict': 'same unit and period, other figures',
    'row-filtered': 'does not meet the filter',
    'ragged-row': 'too many or too few cells',
  },
  changedBy: (step) => `Changed by step: ${step}`,
  versionTitle: (n) => (n === 1 ? 'This file has to do with one that is open' : `${n} files have to do with ones that are open`),
  versionOf: {
    version: (file, rival) => (file === rival ? `Another version of “${rival}”` : `“${file}” is another version of “${rival}”`),
    next: (file, rival) => `“${file}” has the shape of “${rival}”, with new figures`,
  },
  added: 'rows added',
  gone: 'rows gone',
  changed: 'rows changed',
  same: 'rows as before',
  newPeriods: 'New periods',
  moves: (verdicts, ranks, day) => `As of ${day}, ${verdicts} verdicts and ${ranks} ranks will change`,
  noMoves: 'No verdict or rank changes',
  noEffect: 'The file gives no observations for the scorecard',
  rank: (before, after) => `rank ${before} → ${after}`,
  shapeDiffers: (missing, extra) => `Columns differ. Missing: ${missing}. Extra: ${extra}.`,
  notCompared: 'The two files share no column, so their rows cannot be compared.',
  replace: 'Replace the old one',
  beside: 'Keep both',
  append: 'Add it',
  skip: 'Do not open',
  choiceOf: (file) => `For file ${file}`,
  proceed: 'Continue',
  cancelAll: 'Open none of them',
  details: 'Show sample rows',
};

export const reviewWords: Readonly<Record<Language, ReviewWords>> = { vi, en };

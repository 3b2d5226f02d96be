import type { Language } from '../../core/language';
import type { SheetType } from '../../core/sheet/sheet-value';

interface SheetWords {
  readonly grid: (name: string) => string;
  readonly types: Readonly<Record<SheetType, string>>;
  readonly computed: string;
  readonly row: string;
  readonly rowNumber: (row: number) => string;
  readonly empty: string;
  readonly place: (column: string, row: number) => string;
  readonly keys: string;
  readonly invite: string;
  readonly inviteMore: string;
  readonly undo: string;
  readonly redo: string;
  readonly addRow: string;
  readonly addColumn: string;
  readonly actions: string;
  readonly columnMenu: (name: string) => string;
  readonly columnTitle: (name: string) => string;
  readonly columnName: string;
  readonly columnType: string;
  readonly columnFormula: string;
  readonly formulaHint: string;
  readonly formulaClears: string;
  readonly nameProblems: Readonly<Record<'empty' | 'taken' | 'long', string>>;
  readonly sortUp: string;
  readonly sortDown: string;
  readonly insertLeft: string;
  readonly insertRight: string;
  readonly deleteColumn: string;
  readonly deleteColumns: (count: number) => string;
  readonly insertAbove: string;
  readonly insertBelow: string;
  readonly deleteRows: (count: number) => string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly clear: string;
  readonly fillDown: string;
  readonly fillRight: string;
  readonly fillSeries: string;
  readonly fillHandle: string;
  readonly apply: string;
  readonly close: string;
  readonly suggestions: string;
  readonly size: (rows: string, columns: string) => string;
  readonly figures: (cells: string, count: string, sum: string | null, mean: string | null) => string;
  readonly misfits: (count: string) => string;
  readonly nextMisfit: string;
  readonly writing: string;
  readonly written: (name: string) => string;
  readonly waiting: string;
  readonly approve: string;
  readonly pasted: (rows: string, columns: string, header: boolean, ignored: string | null) => string;
  readonly tooLarge: string;
  readonly copied: (cells: string) => string;
  readonly pasteByKey: string;
  readonly formulaWrong: (column: string) => string;
}

export const sheetWords: Record<Language, SheetWords> = {
  vi: {
    grid: (name) => `Bảng tính tay ${name}`,
    types: {
      text: 'Chữ',
      number: 'Số',
      integer: 'Số nguyên',
      date: 'Ngày',
      boolean: 'Có/Không',
      unit: 'Đơn vị',
      target: 'Chỉ tiêu',
      indicator: 'Chỉ số',
    },
    computed: 'cột tính',
    row: 'Dòng',
    rowNumber: (row) => `Dòng ${row}`,
    empty: 'trống',
    place: (column, row) => `${column}, dòng ${row}`,
    keys: 'Gõ để thay nội dung ô, F2 để sửa, Enter và Tab để sang ô khác, Shift+mũi tên để chọn vùng, Ctrl+D để điền xuống, Alt+mũi tên xuống để mở cột, Shift+F10 để mở thao tác. Bấm Escape rồi Tab để rời bảng.',
    invite: 'Dán bảng từ Excel vào đây (Ctrl+V), hoặc gõ vào ô bất kỳ.',
    inviteMore: 'Dòng đầu sẽ thành tên cột nếu là tiêu đề; kiểu của cột được nhận ra và đổi lại được.',
    undo: 'Hoàn tác',
    redo: 'Làm lại',
    addRow: 'Thêm dòng',
    addColumn: 'Thêm cột',
    actions: 'Thao tác',
    columnMenu: (name) => `Tuỳ chọn cột ${name}`,
    columnTitle: (name) => `Cột ${name}`,
    columnName: 'Tên cột',
    columnType: 'Kiểu',
    columnFormula: 'Công thức (SQL trên các cột khác; để trống nếu gõ tay)',
    formulaHint: 'Ví dụ: round(a / b * 100, 1)',
    formulaClears: 'Các giá trị đã gõ ở cột này sẽ bị thay bằng kết quả công thức (hoàn tác được).',
    nameProblems: { empty: 'Cột cần có tên.', taken: 'Đã có cột tên này.', long: 'Tên dài quá 200 ký tự.' },
    sortUp: 'Sắp xếp tăng dần',
    sortDown: 'Sắp xếp giảm dần',
    insertLeft: 'Chèn cột bên trái',
    insertRight: 'Chèn cột bên phải',
    deleteColumn: 'Xoá cột',
    deleteColumns: (count) => (count === 1 ? 'Xoá cột' : `Xoá ${count} cột`),
    insertAbove: 'Chèn dòng phía trên',
    insertBelow: 'Chèn dòng phía dưới',
    deleteRows: (count) => (count === 1 ? 'Xoá dòng' : `Xoá ${count} dòng`),
    cut: 'Cắt',
    copy: 'Chép',
    paste: 'Dán',
    clear: 'Xoá nội dung',
    fillDown: 'Điền xuống',
    fillRight: 'Điền sang phải',
    fillSeries: 'Điền dãy (số, ngày, tháng)',
    fillHandle: 'Kéo để điền tiếp; bấm đúp để điền hết cột',
    apply: 'Áp dụng',
    close: 'Đóng',
    suggestions: 'Gợi ý',
    size: (rows, columns) => `${rows} dòng × ${columns} cột`,
    figures: (cells, count, sum, mean) =>
      `${cells} ô, có giá trị ${count}` + (sum === null ? '' : ` · Tổng ${sum} · Trung bình ${mean ?? ''}`),
    misfits: (count) => `${count} ô chưa hợp kiểu của cột`,
    nextMisfit: 'Tới ô kế tiếp',
    writing: 'Đang ghi…',
    written: (name) => `Bảng ${name} đã cập nhật`,
    waiting: 'Bảng này có công thức do người khác viết, chưa được tính.',
    approve: 'Đã xem, tính công thức',
    pasted: (rows, columns, header, ignored) =>
      `Đã dán ${rows} dòng × ${columns} cột` +
      (header ? '; dòng đầu thành tên cột' : '') +
      (ignored === null ? '.' : `; bỏ qua ${ignored} ô rơi vào cột tính.`),
    tooLarge: 'Chưa dán: bảng tính tay chứa tối đa 5.000 dòng và 100 cột. Bảng lớn hơn hãy mở như một tệp.',
    copied: (cells) => `Đã chép ${cells} ô.`,
    pasteByKey: 'Trình duyệt không cho đọc bộ nhớ tạm từ thực đơn; hãy bấm Ctrl+V.',
    formulaWrong: (column) => `Công thức của cột ${column}`,
  },
  en: {
    grid: (name) => `Sheet ${name}`,
    types: {
      text: 'Text',
      number: 'Number',
      integer: 'Whole number',
      date: 'Date',
      boolean: 'Yes/No',
      unit: 'Unit',
      target: 'Target',
      indicator: 'Indicator',
    },
    computed: 'computed',
    row: 'Row',
    rowNumber: (row) => `Row ${row}`,
    empty: 'empty',
    place: (column, row) => `${column}, row ${row}`,
    keys: 'Type to replace a cell, F2 to edit, Enter and Tab to go on, Shift+arrows to select, Ctrl+D to fill down, Alt+Down to open the column, Shift+F10 for actions. Press Escape, then Tab, to leave the sheet.',
    invite: 'Paste a table from Excel here (Ctrl+V), or type into any cell.',
    inviteMore: 'A first row of headings becomes the column names; column types are recognised and can be changed.',
    undo: 'Undo',
    redo: 'Redo',
    addRow: 'Add row',
    addColumn: 'Add column',
    actions: 'Actions',
    columnMenu: (name) => `Options of column ${name}`,
    columnTitle: (name) => `Column ${name}`,
    columnName: 'Column name',
    columnType: 'Type',
    columnFormula: 'Formula (SQL over the other columns; empty when typed by hand)',
    formulaHint: 'For example: round(a / b * 100, 1)',
    formulaClears: 'What was typed in this column gives way to the formula’s results (can be undone).',
    nameProblems: {
      empty: 'A column needs a name.',
      taken: 'Another column has this name.',
      long: 'The name is longer than 200 characters.',
    },
    sortUp: 'Sort ascending',
    sortDown: 'Sort descending',
    insertLeft: 'Insert column left',
    insertRight: 'Insert column right',
    deleteColumn: 'Delete column',
    deleteColumns: (count) => (count === 1 ? 'Delete column' : `Delete ${count} columns`),
    insertAbove: 'Insert row above',
    insertBelow: 'Insert row below',
    deleteRows: (count) => (count === 1 ? 'Delete row' : `Delete ${count} rows`),
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    clear: 'Clear contents',
    fillDown: 'Fill down',
    fillRight: 'Fill right',
    fillSeries: 'Fill series (numbers, dates, months)',
    fillHandle: 'Drag to fill on; double click to fill the column',
    apply: 'Apply',
    close: 'Close',
    suggestions: 'Suggestions',
    size: (rows, columns) => `${rows} rows × ${columns} columns`,
    figures: (cells, count, sum, mean) => `${cells} cells, ${count} filled` + (sum === null ? '' : ` · Sum ${sum} · Mean ${mean ?? ''}`),
    misfits: (count) => `${count} cells do not fit their column`,
    nextMisfit: 'Go to the next one',
    writing: 'Writing…',
    written: (name) => `Table ${name} is up to date`,
    waiting: 'This sheet has formulas somebody else wrote; they have not been worked out.',
    approve: 'Seen; work them out',
    pasted: (rows, columns, header, ignored) =>
      `Pasted ${rows} rows × ${columns} columns` +
      (header ? '; the first row became the column names' : '') +
      (ignored === null ? '.' : `; ${ignored} cells on computed columns were left out.`),
    tooLarge: 'Not pasted: a sheet holds at most 5,000 rows and 100 columns. Open a larger table as a file.',
    copied: (cells) => `Copied ${cells} cells.`,
    pasteByKey: 'The browser does not let a menu read the clipboard; press Ctrl+V.',
    formulaWrong: (column) => `Formula of column ${column}`,
  },
};

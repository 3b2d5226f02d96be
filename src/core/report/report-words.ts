import type { Language } from '../language';

export interface ReportWords {
  readonly madeOn: string;
  readonly asOf: string;
  readonly link: string;
  readonly sources: string;
  /** Over version and fingerprints. */
  readonly audit: string;
  /** The mark at a figure. */
  readonly illustrative: string;
  /** The same, said in full. */
  readonly illustrativeLong: string;
  /** Short enough for the tab of a sheet. */
  readonly illustrativeTab: string;
  readonly contents: string;
  readonly sheet: string;
  readonly figure: string;
  readonly rows: string;
  readonly notes: string;
  readonly numbersBehind: string;
  readonly aboutSheet: string;
  readonly noRows: string;
  readonly scanLink: string;
  /** @param left rows that are not shown, @param all rows there are, both already written for the reader */
  readonly leftOut: (left: string, all: string) => string;
  readonly sheetCut: (left: string) => string;
  readonly textCut: (cells: string) => string;
}

/** What a printed or exported notebook says besides the notebook's own words. */
export const reportWords: Record<Language, ReportWords> = {
  vi: {
    madeOn: 'Ngày lập',
    asOf: 'Số liệu tính đến',
    link: 'Liên kết mở lại sổ',
    sources: 'Nguồn số liệu',
    audit: 'Dấu vết kiểm tra',
    illustrative: 'số liệu minh hoạ',
    illustrativeLong: 'Số liệu minh hoạ, không phải số thật',
    illustrativeTab: 'minh hoạ',
    contents: 'Nội dung',
    sheet: 'Trang tính',
    figure: 'Bảng, biểu đồ',
    rows: 'Số dòng',
    notes: 'Ghi chú',
    numbersBehind: 'Số liệu của biểu đồ',
    aboutSheet: 'Giới thiệu',
    noRows: 'Không có dòng nào.',
    scanLink: 'Mã QR của liên kết',
    leftOut: (left, all) => `Còn ${left} dòng không in ở đây, trong tổng số ${all} dòng; xuất ra Excel để có đủ.`,
    sheetCut: (left) => `Trang tính Excel không chứa được hết: thiếu ${left} dòng cuối.`,
    textCut: (cells) => `${cells} ô văn bản dài quá 32.767 ký tự đã bị cắt bớt.`,
  },
  en: {
    madeOn: 'Made on',
    asOf: 'Figures as of',
    link: 'Link that opens the notebook',
    sources: 'Sources',
    audit: 'Audit trail',
    illustrative: 'illustrative figures',
    illustrativeLong: 'Illustrative figures, not real ones',
    illustrativeTab: 'illustrative',
    contents: 'Contents',
    sheet: 'Sheet',
    figure: 'Table or chart',
    rows: 'Rows',
    notes: 'Note',
    numbersBehind: 'The figures behind the chart',
    aboutSheet: 'About',
    noRows: 'No rows.',
    scanLink: 'QR code of the link',
    leftOut: (left, all) => `${left} of ${all} rows are not printed here; export to Excel to have them all.`,
    sheetCut: (left) => `An Excel sheet cannot hold them all: the last ${left} rows are missing.`,
    textCut: (cells) => `${cells} texts longer than 32,767 characters were cut short.`,
  },
};

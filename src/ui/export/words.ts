import type { Language } from '../../core/language';
import type { ExportFormat } from './write-report';

interface ExportWords {
  readonly title: string;
  readonly format: string;
  readonly cells: string;
  readonly all: string;
  readonly none: string;
  readonly chosen: (chosen: number, all: number) => string;
  readonly nothing: string;
  readonly export: string;
  readonly cancel: string;
  readonly working: string;
  readonly rows: (done: string, all: string) => string;
  readonly done: (name: string) => string;
  readonly stopped: string;
  readonly illustrative: string;
  readonly private: string;
  readonly formats: Readonly<Record<ExportFormat, { readonly name: string; readonly hint: string }>>;
  readonly kinds: Readonly<Record<'text' | 'table' | 'chart' | 'divider', string>>;
}

export const exportWords: Record<Language, ExportWords> = {
  vi: {
    title: 'Xuất sổ',
    format: 'Dạng tệp',
    cells: 'Các ô đưa vào tệp',
    all: 'Chọn tất cả',
    none: 'Bỏ chọn',
    chosen: (chosen, all) => `${chosen} / ${all} ô`,
    nothing: 'Chưa chọn ô nào.',
    export: 'Xuất tệp',
    cancel: 'Dừng',
    working: 'Đang ghi tệp…',
    rows: (done, all) => `${done} / ${all} dòng`,
    done: (name) => `Đã ghi ${name}`,
    stopped: 'Đã dừng, không có tệp nào được ghi.',
    illustrative: 'minh hoạ',
    private: 'Tệp được tạo ngay trong trình duyệt, không gửi đi đâu. Tệp có chứa số liệu: cân nhắc trước khi chuyển cho người khác.',
    formats: {
      xlsx: { name: 'Excel (.xlsx)', hint: 'Mỗi bảng một trang tính, đủ mọi dòng, số là số, ngày là ngày.' },
      docx: { name: 'Word (.docx)', hint: 'Văn bản, bảng và biểu đồ để sửa tiếp thành báo cáo.' },
      html: { name: 'Trang web (.html)', hint: 'Một tệp mở được ở mọi máy, không cần mạng, không chạy mã.' },
      print: { name: 'In hoặc PDF', hint: 'Khổ A4, lặp tiêu đề bảng, có nguồn và liên kết ở cuối.' },
    },
    kinds: { text: 'văn bản', table: 'bảng', chart: 'biểu đồ', divider: 'ngắt trang' },
  },
  en: {
    title: 'Export the notebook',
    format: 'Kind of file',
    cells: 'Cells in the file',
    all: 'Choose all',
    none: 'Choose none',
    chosen: (chosen, all) => `${chosen} of ${all} cells`,
    nothing: 'No cell is chosen.',
    export: 'Export',
    cancel: 'Stop',
    working: 'Writing the file…',
    rows: (done, all) => `${done} of ${all} rows`,
    done: (name) => `Wrote ${name}`,
    stopped: 'Stopped; no file was written.',
    illustrative: 'illustrative',
    private: 'The file is made in this browser and sent nowhere. It holds figures: think before passing it on.',
    formats: {
      xlsx: { name: 'Excel (.xlsx)', hint: 'One sheet a table, every row, numbers as numbers, dates as dates.' },
      docx: { name: 'Word (.docx)', hint: 'Text, tables and charts to go on writing a report with.' },
      html: { name: 'Web page (.html)', hint: 'One file that opens anywhere, without a network and without scripts.' },
      print: { name: 'Print or PDF', hint: 'A4, table heads repeated, sources and link at the end.' },
    },
    kinds: { text: 'text', table: 'table', chart: 'chart', divider: 'page break' },
  },
};

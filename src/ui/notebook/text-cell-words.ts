import type { Language } from '../../core/language';

interface TextCellWords {
  readonly textCell: string;
  readonly placeholder: string;
  readonly preview: string;
  readonly edit: string;
  readonly done: string;
  readonly empty: string;
  readonly tools: string;
  readonly heading: string;
  readonly bold: string;
  readonly list: string;
  readonly link: string;
  readonly figure: string;
  readonly boldSample: string;
  readonly linkSample: string;
  readonly keys: string;
  readonly unknownFigure: string;
  readonly emptyFigure: string;
}

/** What a text cell says. */
export const textCellWords: Record<Language, TextCellWords> = {
  vi: {
    textCell: 'Ô chữ',
    placeholder: 'Viết ghi chú. Số liệu sống: {{ tên_ô.cột }}',
    preview: 'Xem trước',
    edit: 'Sửa ô chữ',
    done: 'Xong',
    empty: 'Ô chữ trống',
    tools: 'Định dạng chữ',
    heading: 'Tiêu đề',
    bold: 'Đậm (Ctrl+B)',
    list: 'Danh sách',
    link: 'Liên kết (Ctrl+K)',
    figure: 'Chèn số liệu',
    boldSample: 'chữ đậm',
    linkSample: 'chữ của liên kết',
    keys: 'Ctrl+Enter hoặc Esc để xong.',
    unknownFigure: 'Không có ô hay cột nào tên như vậy, hoặc ô ấy chưa có kết quả',
    emptyFigure: 'Không có số liệu',
  },
  en: {
    textCell: 'Text cell',
    placeholder: 'Write a note. Live figures: {{ cell_name.column }}',
    preview: 'Preview',
    edit: 'Edit the text',
    done: 'Done',
    empty: 'Empty text cell',
    tools: 'Text formatting',
    heading: 'Heading',
    bold: 'Bold (Ctrl+B)',
    list: 'List',
    link: 'Link (Ctrl+K)',
    figure: 'Insert a figure',
    boldSample: 'bold text',
    linkSample: 'text of the link',
    keys: 'Ctrl+Enter or Esc when done.',
    unknownFigure: 'No cell or column of that name, or the cell has no result yet',
    emptyFigure: 'No data',
  },
};

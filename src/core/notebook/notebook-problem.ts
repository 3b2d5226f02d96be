import type { Bilingual } from '../language';

/** What in a notebook file could not be read as it stands. The rest of the file was kept. */
export type NotebookProblemCode = keyof typeof texts;

export interface NotebookProblem {
  /** 1-based line of the file. */
  readonly line: number;
  readonly code: NotebookProblemCode;
  readonly text: Bilingual;
}

const texts = {
  'front-missing': () => ({
    vi: 'Tệp không mở đầu bằng khối "---" với tên sổ; cả tệp được đọc như nội dung của sổ.',
    en: 'The file does not begin with a "---" block that names the notebook; all of it was read as contents.',
  }),
  'front-unclosed': () => ({ vi: 'Khối "---" ở đầu tệp không được đóng lại.', en: 'The "---" block at the top is not closed.' }),
  'version-missing': () => ({
    vi: 'Tệp không ghi phiên bản ("doi-chieu: 1"); đọc như phiên bản 1.',
    en: 'The file does not say its version ("doi-chieu: 1"); read as version 1.',
  }),
  'version-newer': (detail: string) => ({
    vi: `Tệp thuộc phiên bản ${detail}, mới hơn trang này đọc được; có thể thiếu vài thứ.`,
    en: `The file is of version ${detail}, newer than this page reads; some things may be missing.`,
  }),
  'line-unreadable': (detail: string) => ({
    vi: `Không hiểu dòng "${detail}"; dòng này bị bỏ qua.`,
    en: `The line "${detail}" could not be read and was left out.`,
  }),
  'key-twice': (detail: string) => ({
    vi: `"${detail}" được ghi hai lần; dùng lần đầu.`,
    en: `"${detail}" is given twice; the first one counts.`,
  }),
  'value-invalid': (detail: string) => ({
    vi: `Giá trị của "${detail}" không dùng được; để trống.`,
    en: `The value of "${detail}" cannot be used and was left empty.`,
  }),
  'cell-unreadable': (detail: string) => ({
    vi: `Không đọc được ô này (${detail}); nguyên văn được giữ lại trong một ô chữ.`,
    en: `This cell could not be read (${detail}); its source is kept in a text cell.`,
  }),
  'block-unclosed': () => ({
    vi: 'Khối mở ở dòng này không được đóng lại.',
    en: 'What is opened on this line is never closed.',
  }),
  'chart-alone': () => ({
    vi: 'Biểu đồ phải đứng ngay sau ô câu hỏi của nó; nguyên văn được giữ lại trong một ô chữ.',
    en: 'A chart has to stand right after its query; its source is kept in a text cell.',
  }),
  'id-twice': (detail: string) => ({
    vi: `Mã ô "${detail}" đã có hoặc không hợp lệ; ô được đặt mã khác.`,
    en: `The cell id "${detail}" is taken or not valid; the cell has another one now.`,
  }),
  'too-long': () => ({ vi: 'Phần này quá dài; phần cuối bị cắt bỏ.', en: 'This is too long; its end was cut off.' }),
  'too-many-cells': () => ({
    vi: 'Sổ có quá nhiều ô; từ đây trở đi không được đọc.',
    en: 'The notebook has too many cells; nothing from here on was read.',
  }),
} satisfies Record<string, (detail: string) => Bilingual>;

export function notebookProblem(line: number, code: NotebookProblemCode, detail = ''): NotebookProblem {
  const short = detail.length > 80 ? `${detail.slice(0, 80)}…` : detail;
  return { line, code, text: texts[code](short) };
}

/** Told by the reader of a block: the line within the block counted from 0, and what is wrong there. */
export type Note = (line: number, code: NotebookProblemCode, detail: string) => void;

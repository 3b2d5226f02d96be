import type { Language } from '../../core/language';
import type { ResultStanding } from '../../state/link-proof.svelte';

type Kind = 'same' | 'newer' | 'different' | 'missing';

interface ProofWords {
  readonly title: string;
  readonly checking: string;
  /** What all of it comes to. */
  readonly holds: string;
  readonly holdsTables: string;
  readonly missing: (n: string) => string;
  readonly differs: string;
  readonly waits: string;
  readonly intro: string;
  readonly details: string;
  readonly tables: string;
  readonly results: string;
  readonly check: string;
  readonly choose: string;
  readonly chooseNone: string;
  readonly open: string;
  readonly standing: Readonly<Record<Kind, string>>;
  readonly result: Readonly<Record<ResultStanding, string>>;
  readonly theirs: string;
  readonly yours: string;
  readonly rows: string;
  readonly columns: string;
  readonly period: string;
  readonly system: string;
  readonly file: string;
  readonly sameFile: string;
  readonly otherFile: string;
  readonly added: (n: string) => string;
  readonly columnsGone: (names: string) => string;
  readonly columnsNew: (names: string) => string;
  readonly columnsChanged: (names: string) => string;
  readonly oneRow: (line: string) => string;
  readonly theseRows: (lines: string) => string;
  readonly amongRows: (lines: string) => string;
  readonly rangeRows: (from: string, to: string) => string;
  readonly now: string;
  readonly line: string;
  readonly resultRows: (linked: string, own: string) => string;
  readonly boundTo: (name: string) => string;
}

export const proofWords: Record<Language, ProofWords> = {
  vi: {
    title: 'Đối chiếu với liên kết',
    checking: 'Đang đối chiếu…',
    holds: 'Cùng số liệu, cùng kết quả: mọi con số đúng như người gửi đã thấy.',
    holdsTables: 'Cùng số liệu với người gửi.',
    missing: (n) => `Còn thiếu ${n} bảng. Thả tệp của bạn vào trang để đối chiếu.`,
    differs: 'Số liệu hoặc kết quả của bạn khác của người gửi.',
    waits: 'Số liệu giống nhau; kết quả chưa chạy hết.',
    intro: 'Liên kết mang dấu vân tay của số liệu, không mang số liệu; việc đối chiếu diễn ra ngay trên máy này.',
    details: 'Chi tiết',
    tables: 'Số liệu',
    results: 'Kết quả',
    check: 'Đối chiếu lại',
    choose: 'Dùng bảng đã mở',
    chooseNone: 'Chọn bảng…',
    open: 'Chọn tệp…',
    standing: { same: 'Giống hệt', newer: 'Mới hơn', different: 'Khác', missing: 'Chưa có' },
    result: { same: 'Đúng như liên kết', different: 'Khác liên kết', unrun: 'Chưa chạy', failed: 'Không chạy được' },
    theirs: 'Liên kết',
    yours: 'Của bạn',
    rows: 'Số dòng',
    columns: 'Số cột',
    period: 'Kỳ',
    system: 'Hệ đơn vị',
    file: 'Tệp',
    sameFile: 'cùng từng byte',
    otherFile: 'tệp khác',
    added: (n) => `Mọi dòng của người gửi còn nguyên; thêm ${n} dòng ở cuối.`,
    columnsGone: (names) => `Thiếu cột: ${names}.`,
    columnsNew: (names) => `Có thêm cột: ${names}.`,
    columnsChanged: (names) => `Khác ở cột: ${names}.`,
    oneRow: (line) => `Khác đúng một dòng: dòng ${line} của tệp.`,
    theseRows: (lines) => `Các dòng khác: ${lines} của tệp.`,
    amongRows: (lines) => `Những dòng khác nằm trong số: ${lines} của tệp.`,
    rangeRows: (from, to) => `Các dòng khác nằm từ dòng thứ ${from} đến ${to} của bảng.`,
    now: 'Giá trị ở tệp của bạn',
    line: 'Dòng',
    resultRows: (linked, own) => `liên kết ${linked} dòng, ở đây ${own} dòng`,
    boundTo: (name) => `đang dùng ${name}`,
  },
  en: {
    title: 'Held against the link',
    checking: 'Comparing…',
    holds: 'Same data, same result: every figure is as the sender saw it.',
    holdsTables: 'The data is the same as the sender’s.',
    missing: (n) => `${n} tables are still missing. Drop your files on the page to compare them.`,
    differs: 'Your data or results are not the sender’s.',
    waits: 'The data is the same; not every result has run.',
    intro: 'The link carries fingerprints of the data, not the data; they are compared on this machine.',
    details: 'Details',
    tables: 'Data',
    results: 'Results',
    check: 'Compare again',
    choose: 'Use a loaded table',
    chooseNone: 'Choose a table…',
    open: 'Choose a file…',
    standing: { same: 'The same', newer: 'Newer', different: 'Different', missing: 'Missing' },
    result: { same: 'As in the link', different: 'Not as in the link', unrun: 'Has not run', failed: 'Gives an error' },
    theirs: 'Link',
    yours: 'Yours',
    rows: 'Rows',
    columns: 'Columns',
    period: 'Period',
    system: 'Unit system',
    file: 'File',
    sameFile: 'the same byte for byte',
    otherFile: 'another file',
    added: (n) => `All rows of the sender are there; ${n} more at the end.`,
    columnsGone: (names) => `Columns missing: ${names}.`,
    columnsNew: (names) => `Columns more: ${names}.`,
    columnsChanged: (names) => `Differs in: ${names}.`,
    oneRow: (line) => `Exactly one row differs: line ${line} of the file.`,
    theseRows: (lines) => `Rows that differ: lines ${lines} of the file.`,
    amongRows: (lines) => `The rows that differ are among lines ${lines} of the file.`,
    rangeRows: (from, to) => `The rows that differ lie between the table’s row ${from} and row ${to}.`,
    now: 'What your file has there',
    line: 'Line',
    resultRows: (linked, own) => `${linked} rows in the link, ${own} here`,
    boundTo: (name) => `${name} is used`,
  },
};

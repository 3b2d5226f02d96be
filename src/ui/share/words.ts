import type { Language } from '../../core/language';

interface ShareWords {
  readonly what: string;
  readonly whole: string;
  readonly results: string;
  readonly resultsHint: string;
  readonly carries: string;
  readonly table: (rows: string, columns: string) => string;
  readonly noTables: string;
  readonly vouched: (n: string) => string;
  readonly working: string;
  readonly mailLimit: string;
  readonly chatLimit: string;
  readonly tooLong: string;
  readonly qr: string;
  readonly noQr: string;
}

export const shareWords: Record<Language, ShareWords> = {
  vi: {
    what: 'Gửi',
    whole: 'Cả sổ',
    results: 'Kèm dấu vân tay của kết quả',
    resultsHint: 'Người nhận biết chắc mình thấy đúng những con số này hay không.',
    carries: 'Liên kết kèm dấu vân tay (không kèm số liệu) của',
    table: (rows, columns) => `${rows} dòng, ${columns} cột`,
    noTables: 'Không cần tệp nào của bạn; người nhận mở là thấy.',
    vouched: (n) => `${n} kết quả được kèm dấu vân tay.`,
    working: 'Đang tính dấu vân tay…',
    mailLimit: 'Một số ứng dụng chat cắt liên kết quá 2.000 ký tự; thư điện tử thì thường không.',
    chatLimit: 'Liên kết dài quá 8.000 ký tự, dễ bị thư và chat cắt mất đuôi. Gửi tệp thì chắc hơn.',
    tooLong: 'Sổ này dài quá sức một liên kết. Hãy gửi tệp.',
    qr: 'Mã QR của liên kết',
    noQr: 'Liên kết quá dài cho một mã QR; gửi một ô thôi thì thường vừa.',
  },
  en: {
    what: 'Send',
    whole: 'The whole notebook',
    results: 'With fingerprints of the results',
    resultsHint: 'The reader can tell for sure whether they see these very figures.',
    carries: 'The link carries fingerprints (no data) of',
    table: (rows, columns) => `${rows} rows, ${columns} columns`,
    noTables: 'It needs none of your files; the reader sees it at once.',
    vouched: (n) => `${n} results come with their fingerprints.`,
    working: 'Taking fingerprints…',
    mailLimit: 'Some chat apps cut links of more than 2,000 characters; mail usually does not.',
    chatLimit: 'The link is longer than 8,000 characters; mail and chat may cut off its end. A file is safer.',
    tooLong: 'This notebook no longer fits into a link. Send the file.',
    qr: 'QR code of the link',
    noQr: 'The link is too long for a QR code; a single cell usually fits.',
  },
};

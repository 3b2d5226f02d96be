import type { Language } from '../../core/language';

const vi = {
  title: 'Các phần của số này',
  unit: 'Phần',
  value: 'Giá trị',
  source: 'Từ',
  missing: 'chưa có số',
  none: 'Không phần nào có số liệu đến ngày này.',
  madeOf: (n: string) => (n === '1' ? 'Lấy nguyên từ một đơn vị có cùng địa giới.' : `Tính từ ${n} phần, cùng kỳ, cùng dãy số liệu.`),
  incomplete: (n: string, of: string) => `Thiếu phần: mới có ${n} trên ${of}, nên chưa có giá trị.`,
  refused: (why: string) => `Không quy đổi được: ${why}.`,
  row: (file: string, row: string) => `${file}, dòng ${row}`,
};

type Words = typeof vi;

const en: Words = {
  title: 'The parts of this figure',
  unit: 'Part',
  value: 'Value',
  source: 'From',
  missing: 'no figure',
  none: 'No part has data up to this day.',
  madeOf: (n) => (n === '1' ? 'Taken as it is from one unit of the same territory.' : `Made from ${n} parts of one period and one series.`),
  incomplete: (n, of) => `A part is missing: ${n} of ${of} are there, so there is no value.`,
  refused: (why) => `Cannot be restated: ${why}.`,
  row: (file, row) => `${file}, line ${row}`,
};

export const partWords: Record<Language, Words> = { vi, en };

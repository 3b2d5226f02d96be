import { csvStyleOf, writeCsv } from '../../../src/core/csv-text';
import type { Language } from '../../../src/core/language';
import { fromPlainTable } from '../../../src/core/plain-table';
import type { Plain, ResultColumn } from '../../../src/core/result-table';
import { Draw } from './seeded';

/** A table as the page would export it, and the file it writes for readers of a language. */
export interface Exported {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Plain[])[];
}

const columns: readonly ResultColumn[] = [
  { name: 'mã hồ sơ', type: 'text', sqlType: 'VARCHAR' },
  { name: 'diễn giải', type: 'text', sqlType: 'VARCHAR' },
  { name: 'số lượng', type: 'integer', sqlType: 'BIGINT' },
  { name: 'tỷ lệ', type: 'number', sqlType: 'DOUBLE' },
  { name: 'ngày nhận', type: 'date', sqlType: 'DATE' },
];

const parts = [
  '=SUM(A1:A9)',
  '+84 912 345 678',
  '-cân đối',
  '@nguyen',
  'nói "được"',
  'a;b',
  'c,d',
  "'trích'",
  'dòng một\ndòng hai',
  'Đắk Lắk',
  '1.234,5 đồng',
  '""',
  '%',
  'x\\y',
  'tab\tở giữa',
  '😀',
  '#REF',
  'N.A.',
];

/** Texts that look like formulas, numbers, quotes and several lines, in Vietnamese and English writing; the same for the same seed. */
export function exported(seed: number, language: Language): Exported {
  const draw = new Draw(seed);
  const rows = Array.from({ length: 12 + draw.below(20) }, (_, i): Plain[] => [
    `HS-${String(i + 1).padStart(3, '0')}`,
    draw.below(6) === 0 ? null : draw.of(parts) + (draw.below(2) ? ` ${draw.of(parts)}` : ''),
    draw.below(7) === 0 ? null : draw.below(2_000_000) - 1000,
    draw.below(7) === 0 ? null : (draw.below(2_000_001) - 1_000_000) / 128,
    draw.below(9) === 0 ? null : new Date(Date.UTC(2020, 0, 1 + draw.below(700))).toISOString().slice(0, 10),
  ]);
  const text = writeCsv(
    fromPlainTable({ columns, values: columns.map((_, column) => rows.map((row) => row[column] ?? null)) }),
    csvStyleOf[language],
  );
  return {
    fileName: `xuat-${language}-${seed}.csv`,
    bytes: new TextEncoder().encode(`\ufeff${text}`),
    header: columns.map((column) => column.name),
    rows,
  };
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auditLines, auditName, auditText, readAuditText, type AuditTrail } from '../../src/core/audit/audit-trail';
import { csvMetadata } from '../../src/core/audit/csv-metadata';
import { pngTexts, withPngText } from '../../src/core/audit/png-text';
import { withSvgTrail } from '../../src/core/audit/svg-metadata';
import { csvStyleOf } from '../../src/core/csv-text';
import { lazyTable } from '../support/lazy-table';

/** One white pixel, written with zlib's own CRC-32. */
const pixel = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=='),
  (char) => char.charCodeAt(0),
);

const trail: AuditTrail = {
  app: '0.1.0',
  madeOn: '2026-11-30',
  asOf: null,
  link: 'https://example.org/#v1.</metadata>&"',
  samples: false,
  tables: [{ table: 'ho_so', file: 'hồ sơ <1>.csv', fileHash: null, content: 'c'.repeat(64), rows: 12 }],
};

test('the trail is read back as it was written, and nothing else is taken for one', () => {
  expect(readAuditText(auditText(trail))).toEqual(trail);
  // Of what holds a trail, only the trail.
  expect(auditText({ ...trail, title: 'sổ' } as AuditTrail)).toBe(auditText(trail));
  for (const text of ['', '{}', 'null', auditText({ ...trail, madeOn: 'hôm nay' }), auditText(trail).replace('"app"', '"__proto__"')])
    expect(readAuditText(text)).toBeNull();
});

test('for people: the version, then each table with what is known of it', () => {
  expect(auditLines(trail, 'en', String)).toEqual([
    'Computed with Đối Chiếu 0.1.0.',
    `Table ho_so, file hồ sơ <1>.csv, 12 rows; SHA-256 of its content ${'c'.repeat(64)}`,
  ]);
  expect(auditLines({ ...trail, tables: [], samples: true }, 'vi', String)).toEqual([
    'Tính bằng Đối Chiếu 0.1.0, có số liệu minh hoạ kèm theo phiên bản này. Không dùng tệp nào của người lập.',
  ]);
});

test('a PNG carries any text and stays the picture it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (said) => {
      const text = said.replaceAll('\0', '');
      const made = withPngText(withPngText(pixel, 'Software', 'Đối Chiếu'), auditName, text);
      expect(pngTexts(made)).toEqual(
        new Map([
          [auditName, text],
          ['Software', 'Đối Chiếu'],
        ]),
      );
      // What was there before is still there, byte by byte, around the texts.
      expect(made.subarray(0, 33)).toEqual(pixel.subarray(0, 33));
      expect(made.subarray(made.length - pixel.length + 33)).toEqual(pixel.subarray(33));
    }),
  );
});

test('of a PNG that is cut or changed no text is believed', () => {
  const made = withPngText(pixel, auditName, auditText(trail));
  const changed = made.slice();
  changed[80]! ^= 1;
  expect(() => pngTexts(changed)).toThrow('iTXt is damaged');
  expect(() => pngTexts(made.subarray(0, 90))).toThrow('cut short');
  expect(() => withPngText(new TextEncoder().encode('GIF89a'), auditName, '')).toThrow(RangeError);
});

test('an SVG carries the trail as text that ends nothing', () => {
  const made = withSvgTrail('<?xml version="1.0"?><svg width="1" data-x="a>b"><g/></svg>', trail);
  expect(made).toMatch(/^<\?xml version="1.0"\?><svg width="1" data-x="a>b"><metadata id="doi-chieu.audit">\{/);
  expect(made.match(/<\/metadata>/g)).toHaveLength(1);
  const text = /<metadata[^>]*>(.*)<\/metadata>/
    .exec(made)![1]!
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  expect(readAuditText(text)).toEqual(trail);
});

test('beside a CSV file stand how to read it and the trail', () => {
  const table = lazyTable({ don_vi: 'text', dung_han: 'number', ngay: 'date' }, 1, () => null);
  const beside = JSON.parse(csvMetadata('a.csv', table, csvStyleOf.vi, trail)) as Record<string, unknown>;
  expect(beside).toMatchObject({ '@context': 'http://www.w3.org/ns/csvw', url: 'a.csv', dialect: { delimiter: ';' }, notes: [trail] });
  expect(beside.tableSchema).toEqual({
    columns: [
      { titles: 'don_vi', datatype: 'string' },
      { titles: 'dung_han', datatype: { base: 'number', format: { decimalChar: ',' } } },
      { titles: 'ngay', datatype: 'date' },
    ],
  });
});

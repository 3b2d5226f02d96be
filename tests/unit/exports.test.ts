import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { files } from '../../sample-data/exports/generator/catalogue.ts';
import { decodeText, encodeText } from '../../sample-data/exports/generator/encode.ts';
import { generateExports } from '../../sample-data/exports/generator/exports.ts';
import { faultsText } from '../../sample-data/exports/generator/fault-list.ts';
import { issueCatalogue } from '../../src/core/issue-catalogue';
import { cellOf, dataLines, faultsWith, made, reference, sampleData, sheets, toNumber } from '../support/export-sheet';

const named = (sheet: (typeof sheets)[number], line = 0, header = ''): string =>
  sheet.lines[line - 1]?.[sheet.header.indexOf(header)] ?? '';

describe('generator', () => {
  test('gives the same bytes twice, and they are the committed ones', () => {
    const again = generateExports(reference);
    const there = readdirSync(`${sampleData}exports`).filter((name) => /\.(csv|tsv|txt)$/.test(name));
    expect(there.sort()).toEqual([...made.files.keys()].sort());
    for (const [name, bytes] of made.files) {
      expect(Buffer.compare(bytes, again.files.get(name) ?? Buffer.alloc(0)), name).toBe(0);
      expect(Buffer.compare(bytes, readFileSync(`${sampleData}exports/${name}`)), `${name} differs from the committed file`).toBe(0);
    }
    expect(readFileSync(`${sampleData}exports/faults.json`, 'utf8')).toBe(faultsText(made.faults));
  });

  test('covers what was asked: 27 monthly files and 4 quarterly for 2019-2021, 8 later, 30 systems, each marked illustrative', () => {
    const count = (calendar: string): number => files.filter((spec) => spec.calendar === calendar).length;
    expect([count('2019-2021'), count('2019-2021 quarters'), count('2025-2026')]).toEqual([27, 4, 8]);
    expect(new Set(files.map((spec) => spec.systemId)).size).toBe(30);
    for (const sheet of sheets) {
      expect(sheet.faults.file).toContain('minh-hoa');
      expect(
        sheet.lines
          .slice(0, sheet.headerLine - 1)
          .flat()
          .join(' '),
      ).toContain('SỐ LIỆU MINH HOẠ, KHÔNG PHẢI SỐ THẬT / ILLUSTRATIVE DATA');
    }
  });

  test('the README lists every file with its counts', () => {
    const readme = readFileSync(`${sampleData}exports/README.md`, 'utf8');
    for (const { file, expected } of made.faults)
      expect(readme).toMatch(new RegExp(`\`${file}\` .* \\| ${expected.data} / ${expected.out} \\|`));
  });

  test('stays small', () => {
    const sizes = [...made.files.values()].map((bytes) => [
      bytes.length,
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length,
    ]);
    const total = (at: number): number => sizes.reduce((sum, size) => sum + (size[at] ?? 0), 0);
    expect(total(0)).toBeLessThan(4_500_000);
    expect(total(1)).toBeLessThan(700_000);
  });

  test('windows-1258 round trip', () => {
    const text = 'Ệ Ỹ ộ ẵ ướt Đắk Lắk, Thừa Thiên Huế … – ý ỳ';
    expect(decodeText(encodeText(text, 'windows-1258'), 'windows-1258').normalize('NFC')).toBe(text);
    expect(() => encodeText('漢', 'windows-1258')).toThrow('cannot write');
  });
});

describe('faults.json', () => {
  test('counts add up to the lines of every file', () => {
    for (const sheet of sheets) {
      const { faults, lines, headerLine } = sheet;
      expect(lines.length, faults.file).toBe(faults.expected.lines);
      expect(dataLines(sheet).length).toBe(faults.rows.data);
      expect(Object.values(faults.rows).reduce((sum, rows) => sum + rows, 0)).toBe(faults.expected.lines);
      expect(faults.expected.out + faults.expected.rejected).toBe(faults.rows.data);
      expect(headerLine).toBe(
        faults.rows.title + faults.rows.unit + 1 + lines.slice(0, headerLine).filter((cells) => cells.every((text) => text === '')).length,
      );
    }
  });

  test('every code is in the issue catalogue, and every planned code is planted', () => {
    const used = new Set(made.faults.flatMap((file) => file.faults.map((fault) => fault.code)));
    for (const code of used) expect(Object.keys(issueCatalogue)).toContain(code);
    const planned =
      'unit-missing period-missing duplicate-row duplicate-conflict over-100 numerator-exceeds-denominator negative-count not-a-number null-token unit-unknown unit-near total-mismatch ragged-row repeated-header period-invalid unchanged-12-months ambiguous-number decimal-comma thousands-dot percent-text encoding-utf16 encoding-windows-1258 nfd-text nbsp-text unit-alias unit-system-decided blank-means-no title-rows total-rows region-rows note-rows empty-column';
    expect([...used].sort()).toEqual(planned.split(' ').sort());
  });

  test('the named line shows the named text', () => {
    let shown = 0;
    for (const { faults, lines } of sheets) {
      for (const fault of faults.faults) {
        if (fault.text === undefined || fault.rows.length === 0) continue;
        for (const row of fault.rows) {
          expect(
            lines[row - 1]?.map((text) => text.replaceAll('\u00a0', ' ')),
            `${faults.file} ${row}`,
          ).toContain(fault.text.replaceAll('\u00a0', ' '));
          shown++;
        }
      }
    }
    expect(shown).toBeGreaterThan(60);
  });

  test('duplicates, ragged rows and repeated headers are what they say', () => {
    for (const [sheet, fault] of faultsWith('duplicate-row')) {
      const at = fault.rows[0] ?? 0;
      const body = (line: number): string[] => (sheet.lines[line - 1] ?? []).filter((_, column) => sheet.fields[column] !== 'ordinal');
      expect(body(at), `${sheet.faults.file} ${at}`).toEqual(body(at - 1));
    }
    for (const [sheet, fault] of faultsWith('duplicate-conflict')) {
      const [first = 0, second = 0] = fault.rows;
      for (const field of ['unit', 'period']) expect(cellOf(sheet, first, field)).toBe(cellOf(sheet, second, field));
      expect(named(sheet, first, fault.column)).not.toBe(named(sheet, second, fault.column));
    }
    for (const [sheet, fault] of faultsWith('ragged-row'))
      expect(sheet.lines[(fault.rows[0] ?? 0) - 1]).not.toHaveLength(sheet.header.length);
    for (const [sheet, fault] of faultsWith('repeated-header')) expect(sheet.lines[(fault.rows[0] ?? 0) - 1]).toEqual(sheet.header);
    for (const [sheet, fault] of faultsWith('negative-count')) expect(toNumber(named(sheet, fault.rows[0], fault.column))).toBeLessThan(0);
    for (const [sheet, fault] of faultsWith('over-100')) expect(toNumber(named(sheet, fault.rows[0], fault.column))).toBeGreaterThan(100);
  });

  test('only ragged rows differ in width', () => {
    for (const sheet of sheets) {
      const ragged = sheet.faults.faults.filter((fault) => fault.code === 'ragged-row').flatMap((fault) => fault.rows);
      const wrong = sheet.lines.flatMap((cells, at) => (cells.length > 1 && cells.length !== sheet.header.length ? [at + 1] : []));
      expect(wrong, sheet.faults.file).toEqual(ragged);
    }
  });
});

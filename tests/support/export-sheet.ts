import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodeText } from '../../sample-data/exports/generator/encode.ts';
import { generateExports } from '../../sample-data/exports/generator/exports.ts';
import type { Fault, FileFaults } from '../../sample-data/exports/generator/fault-list.ts';
import type { Encoding } from '../../sample-data/exports/generator/model.ts';
import { parseRecords, readReference, splitLine } from '../../sample-data/exports/generator/reference.ts';
import { nameKey } from '../../src/core/name-key';

/** The sample-data folder, with a slash at its end. */
export const sampleData = fileURLToPath(new URL('../../sample-data/', import.meta.url));
const referenceText = (name: string): string => readFileSync(`${sampleData}reference/${name}`, 'utf8');

/** The records of one reference table. */
export const records = (name: string): Record<string, string>[] => parseRecords(referenceText(name));
export const reference = readReference(referenceText('unit.csv'), referenceText('system_column.csv'));
export const made = generateExports(reference);

/** One sample export as a reader sees it, decoded without the product's own reader: line 1 first, text recomposed. */
export interface Sheet {
  readonly faults: FileFaults;
  readonly lines: readonly (readonly string[])[];
  /** 1-based. */
  readonly headerLine: number;
  readonly header: readonly string[];
  /** Field of each printed column; '' where the header is empty. */
  readonly fields: readonly string[];
}

/** Header key → field, of one system. */
export function headerKeys(systemId: string): Map<string, string> {
  const columns = reference.columns.filter((column) => column.systemId === systemId);
  return new Map(columns.flatMap((column) => [column.header, ...column.aliases].map((text) => [nameKey(text), column.field] as const)));
}

function sheetOf(faults: FileFaults): Sheet {
  const bytes = made.files.get(faults.file);
  if (bytes === undefined) throw new Error(`no file ${faults.file}`);
  const text = decodeText(bytes, faults.encoding as Encoding).normalize('NFC');
  const lines = text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => splitLine(line, faults.delimiter));
  const keys = headerKeys(faults.system_id);
  const headerLine = 1 + lines.findIndex((cells) => cells.filter((cell) => keys.has(nameKey(cell))).length >= 3);
  const header = lines[headerLine - 1] ?? [];
  return { faults, lines, headerLine, header, fields: header.map((text) => keys.get(nameKey(text)) ?? '') };
}

export const sheets = made.faults.map(sheetOf);

/** The cell of a field on a 1-based line. */
export function cellOf(sheet: Sheet, line: number, field: string): string {
  return sheet.lines[line - 1]?.[sheet.fields.indexOf(field)] ?? '';
}

/** '1.234,5%' as 1234.5. */
export function toNumber(text: string): number {
  return Number(text.replaceAll('.', '').replace(',', '.').replace('%', ''));
}

export function faultsWith(code: string): [Sheet, Fault][] {
  return sheets.flatMap((sheet) =>
    sheet.faults.faults.filter((fault) => fault.code === code).map((fault): [Sheet, Fault] => [sheet, fault]),
  );
}

/** 1-based lines of data: after the header, not total, region, note, blank or repeated header. */
export function dataLines(sheet: Sheet): number[] {
  const other = new Set(
    sheet.faults.faults
      .filter((fault) => ['total-rows', 'region-rows', 'note-rows', 'repeated-header'].includes(fault.code))
      .flatMap((fault) => fault.rows),
  );
  return sheet.lines.flatMap((cells, at) => {
    const line = at + 1;
    return line > sheet.headerLine && !other.has(line) && cells.some((cell) => cell !== '') ? [line] : [];
  });
}

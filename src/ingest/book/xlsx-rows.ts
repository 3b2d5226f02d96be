import type { CellKind, GridRow } from '../sheet';
import { mostSheetColumns, mostSheetRows, type SheetTally } from './book';
import { plainNumber } from './cell-format';
import { isoText, numberValue } from './cell-value';
import type { LegacyFont } from './legacy-font';
import { richText, type CellStyle, type SharedTexts } from './xlsx-parts';
import { attribute, elements, sheetValue } from './xml-text';

/** What the cells of a sheet refer to. */
export interface CellContext {
  readonly styles: readonly CellStyle[];
  readonly shared: SharedTexts;
  readonly from1904: boolean;
}

/** Reads one `row` element. `expected` is the line that follows the row before. */
export function readRow(tag: string, inner: string, expected: number, context: CellContext, tally: SheetTally): GridRow {
  const line = boundedLine(attribute(tag, 'r'), expected);
  if (isTrue(attribute(tag, 'hidden'))) tally.hiddenRows++;
  const cells: string[] = [];
  const kinds: (CellKind | null)[] = [];
  const fonts: (LegacyFont | null)[] = [];
  let column = 0;
  let styled = false;
  for (const cell of elements(inner, 'c')) {
    const reference = attribute(cell.tag, 'r');
    const at = reference === null ? column : columnOf(reference);
    column = at + 1;
    if (at >= mostSheetColumns || cell.inner === '') continue;
    const style = context.styles[Number(attribute(cell.tag, 's') ?? 0)];
    const value = cellValue(attribute(cell.tag, 't') ?? 'n', cell.inner, style, context, tally);
    if (value.text === '') continue;
    while (cells.length < at) {
      cells.push('');
      kinds.push(null);
      fonts.push(null);
    }
    cells[at] = value.text;
    kinds[at] = value.kind;
    fonts[at] = value.kind === 'text' ? (value.font ?? style?.font ?? null) : null;
    styled ||= fonts[at] !== null;
  }
  return styled ? { line, cells, kinds, fonts } : { line, cells, kinds };
}

interface CellValue {
  readonly text: string;
  readonly kind: CellKind;
  readonly font?: LegacyFont | null;
}

function cellValue(type: string, inner: string, style: CellStyle | undefined, context: CellContext, tally: SheetTally): CellValue {
  if (type === 'inlineStr') {
    const { text, font } = richText(inner);
    return { text, kind: 'text', font };
  }
  const written = between(inner, 'v');
  if (inner.includes('<f') || inner.includes(':f')) {
    tally.formulas++;
    if (written === null) tally.unsaved++;
  }
  if (written === null) return { text: '', kind: 'text' };
  switch (type) {
    case 's': {
      const at = Number(written);
      return { text: context.shared.texts[at] ?? '', kind: 'text', font: context.shared.fonts.get(at) ?? null };
    }
    case 'str':
      return { text: sheetValue(written), kind: 'text' };
    case 'b':
      return { text: written.trim() === '1' ? 'true' : 'false', kind: 'bool' };
    case 'e':
      return { text: sheetValue(written), kind: 'error' };
    case 'd':
      return { text: isoText(written.trim()), kind: 'date' };
    default:
      return numberValue(plainNumber(written.trim()), style?.form ?? 'number', context.from1904, tally);
  }
}

function between(inner: string, name: string): string | null {
  for (const one of elements(inner, name)) return one.inner;
  return null;
}

/** 0-based column of a reference such as `AB12`; far right for what is none. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length && i < 4; i++) {
    const code = reference.charCodeAt(i) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column === 0 ? mostSheetColumns : column - 1;
}

/** Rows come in order; a number that goes back or past the last row of a sheet is not believed. */
function boundedLine(written: string | null, expected: number): number {
  const line = Number(written);
  return Number.isInteger(line) && line >= expected && line <= mostSheetRows ? line : expected;
}

export function isTrue(value: string | null): boolean {
  return value === '1' || value === 'true';
}

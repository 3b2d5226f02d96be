import { entryOf, readLine, readNumber, readQuoted, writeLine, writeNumber } from './notebook-entry';
import type { SheetCell, SheetColumn } from './notebook';
import type { Note } from './notebook-problem';

/** Columns are padded up to this many characters, in steps, so that one longer value does not move every line. */
const widest = 32;
const step = 4;

type Value = SheetCell['rows'][number][number];

/**
 * The lines of a sheet's block: name, types and formulas, then a table between pipes whose first line names the columns. A cell is
 * empty (nothing), bare, or a JSON string where bare it would be read as something else; `=5` is a number in a column that is not of numbers.
 */
export function writeSheetLines(cell: SheetCell, id: string | null): string[] {
  const types = cell.columns.map((column) => column.type);
  const table = [
    cell.columns.map((column) => writeCell(column.name, 'text')),
    ...cell.rows.map((row) => row.map((value, i) => writeCell(value, types[i] ?? 'text'))),
  ];
  const widths = cell.columns.map((_, i) => {
    const longest = Math.max(3, ...table.map((row) => lengthOf(row[i] ?? '')).filter((length) => length <= widest));
    return Math.ceil(longest / step) * step;
  });
  const [header, ...rows] = table.map((row) =>
    row.length === 0 ? '|' : `| ${row.map((text, i) => padded(text, widths[i] ?? 0, isNumeric(types[i]))).join(' | ')} |`,
  );
  const rule = `|${widths.map((width, i) => (isNumeric(types[i]) ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`;
  return [
    `name: ${cell.name}`,
    ...(types.some((type) => type !== 'text') ? [`types: ${types.join(', ')}`] : []),
    ...cell.columns.flatMap((column, i) => (column.formula === null ? [] : [`formula.${i + 1}: ${writeLine(column.formula)}`])),
    ...(id === null ? [] : [`id: ${id}`]),
    ...(cell.collapsed ? ['collapsed: true'] : []),
    '',
    header!,
    rule,
    ...rows,
  ];
}

/** A sheet cell as far as its block says. `note` is told the line, counted from 0. */
export function readSheetLines(lines: readonly string[], note: Note): Record<string, unknown> {
  const cell: Record<string, unknown> = { kind: 'sheet' };
  const formulas = new Map<number, string>();
  let types: readonly string[] = [];
  let at = 0;
  for (; at < lines.length && !lines[at]!.startsWith('|'); at++) {
    const line = lines[at]!;
    const entry = entryOf(line);
    const value = entry && readLine(entry.value);
    const formula = /^formula\.([1-9]\d{0,2})$/.exec(entry?.key ?? '')?.[1];
    if (line.trim() === '') continue;
    if (!entry || value === null) note(at, 'line-unreadable', line);
    else if (formula) formulas.set(Number(formula) - 1, value);
    else if (entry.key === 'types') types = value.split(',').map((type) => type.trim());
    else if (entry.key === 'collapsed') cell.collapsed = value === 'true';
    else if (!['name', 'id'].includes(entry.key)) note(at, 'line-unreadable', line);
    else if (Object.hasOwn(cell, entry.key)) note(at, 'key-twice', entry.key);
    else cell[entry.key] = value;
  }
  const names = cellsOf(lines[at] ?? '').map((text) => String(readCell(text, 'text') ?? ''));
  cell.columns = names.map((name, i) => ({ name, type: types[i] || 'text', formula: formulas.get(i) ?? null }));
  const rows: Value[][] = [];
  at += /^\|[-: |]*-[-: |]*\|[ \t]*$/.test(lines[at + 1] ?? '') ? 2 : 1;
  for (; at < lines.length; at++) {
    const line = lines[at]!;
    if (line.trim() === '') continue;
    if (line.startsWith('|')) rows.push(cellsOf(line).map((text, i) => readCell(text, (types[i] || 'text') as SheetColumn['type'])));
    else note(at, 'line-unreadable', line);
  }
  cell.rows = rows;
  return cell;
}

function writeCell(value: Value, type: SheetColumn['type']): string {
  if (value === null) return '';
  if (typeof value === 'number') return isNumeric(type) ? writeNumber(value) : `=${writeNumber(value)}`;
  if (typeof value === 'boolean') return type === 'boolean' ? String(value) : `=${value}`;
  const text = writeLine(value, /\||^=/);
  return readCell(text, type) === value ? text : JSON.stringify(value);
}

/** A damaged quoted text stays as it is written. */
function readCell(text: string, type: SheetColumn['type']): Value {
  if (text === '') return null;
  if (text.startsWith('"')) return readQuoted(text) ?? text;
  const bare = text.startsWith('=') ? text.slice(1) : text;
  const number = text.startsWith('=') || isNumeric(type) ? readNumber(bare) : null;
  if (number !== null) return number;
  if ((text.startsWith('=') || type === 'boolean') && /^(true|false)$/.test(bare)) return bare === 'true';
  return text;
}

/** The trimmed texts between the pipes of a line; a pipe inside a quoted text does not count. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  const one = /[ \t]*"(?:[^"\\]|\\.)*"[ \t]*(?=\||$)|[^|]*/y;
  const text = line.trimEnd();
  for (let at = 1; at < text.length; at += 1) {
    one.lastIndex = at;
    const cell = one.exec(text)?.[0] ?? '';
    cells.push(cell.trim());
    at += cell.length;
  }
  return cells;
}

function isNumeric(type: SheetColumn['type'] | undefined): boolean {
  return type === 'number' || type === 'integer';
}

function padded(text: string, width: number, left: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - lengthOf(text)));
  return left ? blanks + text : text + blanks;
}

function lengthOf(text: string): number {
  return [...text].length;
}

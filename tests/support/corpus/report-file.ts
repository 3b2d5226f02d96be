import * as XLSX from '@e965/xlsx';
import type { ReportCase } from './report-fact';
import { factsOf, gridOf, type Grid } from './report-grid';
import type { Plan } from './report-plan';

/** The plan as a delimited text file. */
export function textReport(name: string, fault: string, plan: Plan): ReportCase {
  const { rows } = gridOf(plan);
  const width = Math.max(...rows.map((row) => row.length));
  const text = rows
    .map(
      (row) =>
        [...row, ...Array<string>(width - row.length).fill('')].map((cell) => field(cell, plan.delimiter)).join(plan.delimiter) + plan.end,
    )
    .join('');
  return { ...common(name, fault, plan), fileName: `${fileName(name)}.csv`, bytes: plan.bytes(plan.letters(text)) };
}

/** The plan as a workbook: plain numbers and days as such, everything else as text. The plan's bytes and delimiter do not apply. */
export function bookReport(name: string, fault: string, plan: Plan): ReportCase {
  const grid = gridOf(plan);
  const sheet = sheetOf(grid, plan);
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, 'Biểu 01');
  const bytes = new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer);
  return { ...common(`${name} (xlsx)`, fault, plan), fileName: `${fileName(name)}.xlsx`, bytes };
}

function common(name: string, fault: string, plan: Plan): Omit<ReportCase, 'fileName' | 'bytes'> {
  const wide = plan.arrangement === 'rows' || plan.arrangement === 'stacked' || plan.arrangement === 'side by side';
  const facts = factsOf(plan);
  return {
    name,
    fault,
    facts,
    heads: [...new Set(facts.map((fact) => fact.head))],
    rowCount: wide ? plan.units.length : null,
    told: plan.told,
  };
}

function sheetOf(grid: Grid, plan: Plan): XLSX.WorkSheet {
  const cells = grid.rows.map((row) => row.map((text) => bookCell(plan.letters(text))));
  const sheet = XLSX.utils.aoa_to_sheet(cells, { cellDates: true });
  for (const row of Object.values(sheet) as XLSX.CellObject[]) if (row.t === 'd') row.z = 'dd/mm/yyyy';
  if (grid.merges.length) sheet['!merges'] = grid.merges.map(([r, c, toRow, toColumn]) => ({ s: { r, c }, e: { r: toRow, c: toColumn } }));
  return sheet;
}

function bookCell(text: string): string | number | Date | null {
  if (text === '') return null;
  if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) && !/^\d{1,3}\.\d{3}$/.test(text)) return Number(text);
  const day = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text);
  return day ? new Date(Date.UTC(Number(day[3]), Number(day[2]) - 1, Number(day[1]))) : text;
}

function field(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Plain letters, and a number that tells names apart of which nothing else is left. */
function fileName(name: string): string {
  const sum = Array.from(name).reduce((all, letter) => (all * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7);
  const plain = name
    .normalize('NFD')
    .replaceAll(/[^\x20-\x7e]/g, '')
    .replaceAll(/\W+/g, '-');
  return `${plain}-${sum}`;
}

import { files } from './catalogue.ts';
import { encodeText } from './encode.ts';
import { faultsOf, type FileFaults } from './fault-list.ts';
import { plantFaults } from './faults.ts';
import { layoutLines } from './layout.ts';
import type { ExportReference, FileSpec } from './model.ts';
import { cleanRows } from './rows.ts';
import { printedColumns, type Line } from './sheet.ts';

export interface GeneratedExports {
  /** File name → bytes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly faults: readonly FileFaults[];
}

/** Every sample export and the list of what is wrong in each. Pure: the same reference gives the same bytes. */
export function generateExports(reference: ExportReference): GeneratedExports {
  const bytes = new Map<string, Uint8Array>();
  const faults = files.map((spec) => {
    const columns = printedColumns(spec, reference);
    const { rows, absences } = plantFaults(spec, cleanRows(spec, reference));
    const lines = layoutLines(spec, columns, rows);
    refuseContradictions(spec);
    bytes.set(spec.name, encodeText(fileText(spec, lines), spec.encoding));
    return faultsOf(spec, columns, lines, absences);
  });
  return { files: bytes, faults };
}

/** A row that a reader puts aside would make every total around it wrong, which nobody planted. */
function refuseContradictions(spec: FileSpec): void {
  if (spec.totals === undefined) return;
  const bad = spec.faults.find((plan) => plan.code === 'duplicate-conflict' || plan.code === 'unit-near' || plan.code === 'ragged-row');
  if (bad !== undefined) throw new Error(`${spec.name}: ${bad.code} in a file with totals`);
}

function fileText(spec: FileSpec, lines: readonly Line[]): string {
  const newline = spec.newline === 'lf' ? '\n' : '\r\n';
  const text = lines.map((line) => line.cells.map((cell) => quoted(cell, spec.delimiter)).join(spec.delimiter) + newline).join('');
  return spec.text === 'nfd' ? text.normalize('NFD') : text;
}

function quoted(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell;
}

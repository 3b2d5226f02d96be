import type { FaultPlan, FileSpec } from './model.ts';
import { periodText } from './periods.ts';
import type { DataRow } from './rows.ts';
import { dataCells, totalCells, type Line, type LineKind, type PrintedColumn } from './sheet.ts';

/** Last title line of every file: nobody may take these figures for real ones. */
export const warning = 'SỐ LIỆU MINH HOẠ, KHÔNG PHẢI SỐ THẬT / ILLUSTRATIVE DATA';

/** All lines of a file in order: titles, unit of measure, header, data with its totals, notes. */
export function layoutLines(spec: FileSpec, columns: readonly PrintedColumn[], rows: readonly DataRow[]): Line[] {
  const lines: Line[] = [];
  const width = columns.length + (spec.emptyColumn === true ? 1 : 0);
  const whole = (kind: LineKind, cells: string[], row?: DataRow): Line => {
    if (spec.emptyColumn === true) cells.push('');
    const line: Line = { kind, cells, marks: [], ...(row === undefined ? {} : { row }) };
    lines.push(line);
    return line;
  };
  const lone = (kind: LineKind, text: string, place = 0): void => {
    const cells = spec.padded === true ? Array.from({ length: width }, (_, at) => (at === place ? text : '')) : [text];
    lines.push({ kind, cells, marks: [] });
  };
  const header = (): Line =>
    whole(
      'header',
      columns.map((column) => column.header),
    );
  const total = (kind: LineKind, part: readonly DataRow[], label: string): void => {
    const at = part[0]?.moment;
    const plan = spec.faults.find(
      (each) => kind === 'total' && each.code === 'total-mismatch' && (spec.totals === 'end' || each.at === at?.key),
    );
    const wrong = plan?.code === 'total-mismatch' ? plan : undefined;
    const period = at === undefined || spec.totals === 'end' ? '' : periodText(at, spec.period);
    const line = whole(kind, totalCells(spec, columns, part, label, period, wrong));
    if (wrong !== undefined) line.marks.push({ code: wrong.code, field: wrong.field, note: `off by ${wrong.add}` });
  };

  for (const title of [...spec.titles, warning]) lone(title === '' ? 'blank' : 'title', title);
  if (spec.unitRow !== undefined) lone('unit', spec.unitRow, width - 1);
  header();
  const label = spec.totalLabel ?? 'Tổng cộng';
  for (const part of byMoment(rows)) {
    const key = part[0]?.moment.key;
    if (spec.faults.some((plan: FaultPlan) => plan.code === 'repeated-header' && plan.at === key)) {
      header().marks.push({ code: 'repeated-header', note: 'the header again' });
    }
    if (spec.totals === 'month-first') total('total', part, label);
    let region = '';
    part.forEach((row, at) => {
      if (spec.regions === true && row.unit.region !== region) {
        region = row.unit.region;
        total(
          'region',
          part.filter((each) => each.unit.region === region),
          region,
        );
      }
      whole('data', dataCells(spec, columns, row, at + 1), row);
    });
    if (spec.totals === 'month-last') total('total', part, label);
  }
  if (spec.totals === 'end') total('total', rows, label);
  for (const note of spec.notes ?? []) lone(note === '' ? 'blank' : 'note', note);
  return lines;
}

function byMoment(rows: readonly DataRow[]): DataRow[][] {
  const parts = new Map<string, DataRow[]>();
  for (const row of rows) {
    const part = parts.get(row.moment.key);
    if (part === undefined) parts.set(row.moment.key, [row]);
    else part.push(row);
  }
  return [...parts.values()];
}

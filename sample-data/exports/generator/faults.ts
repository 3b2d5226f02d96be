import type { FaultPlan, FileSpec } from './model.ts';
import type { DataRow } from './rows.ts';
import { percentField } from './sheet.ts';

/** What a reader must find although no line shows it. */
export interface Absence {
  readonly code: 'unit-missing' | 'period-missing';
  readonly unit: string;
  readonly period?: string;
  readonly text: string;
}

type PlanOf<Code extends FaultPlan['code']> = Extract<FaultPlan, { code: Code }>;

/** Plants the row faults of a file. Total and header faults are the layout's. Throws where a plan points at nothing. */
export function plantFaults(spec: FileSpec, clean: readonly DataRow[]): { rows: DataRow[]; absences: Absence[] } {
  let rows = [...clean];
  const absences: Absence[] = [];
  const find = (unit: string, at: string): DataRow => {
    const row = rows.find((each) => each.unit.id === unit && each.moment.key === at);
    if (row === undefined) throw new Error(`${spec.name}: no row for ${unit} in ${at}`);
    return row;
  };
  const insertAfter = (row: DataRow, added: DataRow): void => {
    rows.splice(rows.indexOf(row) + 1, 0, added);
  };
  for (const plan of spec.faults) {
    switch (plan.code) {
      case 'unit-missing': {
        const gone = rows.find((row) => row.unit.id === plan.unit);
        if (gone === undefined) throw new Error(`${spec.name}: ${plan.unit} was never there`);
        rows = rows.filter((row) => row.unit.id !== plan.unit);
        absences.push({ code: plan.code, unit: plan.unit, text: gone.unit.name });
        break;
      }
      case 'period-missing': {
        const gone = find(plan.unit, plan.at);
        rows.splice(rows.indexOf(gone), 1);
        absences.push({ code: plan.code, unit: plan.unit, period: plan.at, text: gone.unit.name });
        break;
      }
      case 'duplicate-row': {
        const first = find(plan.unit, plan.at);
        insertAfter(first, copy(first, { rejected: true, marks: [{ code: plan.code, note: 'same as the row above' }] }));
        break;
      }
      case 'duplicate-conflict':
        plantConflict(plan, find(plan.unit, plan.at), insertAfter);
        break;
      case 'over-100':
      case 'negative-count':
      case 'not-a-number':
      case 'null-token': {
        const row = find(plan.unit, plan.at);
        row.overrides[plan.field] = plan.text;
        row.marks.push({ code: plan.code, field: plan.field, text: plan.text, note: 'cell overwritten' });
        break;
      }
      case 'numerator-exceeds-denominator': {
        const row = find(plan.unit, plan.at);
        row.figures = { ...row.figures, [plan.field]: Number(row.figures[plan.over]) + plan.by };
        row.marks.push({ code: plan.code, field: plan.field, note: `above ${plan.over} by ${plan.by}` });
        const percent = percentField(spec);
        if (percent !== undefined) row.marks.push({ code: 'over-100', field: percent, note: 'follows from the numerator' });
        break;
      }
      case 'unit-unknown': {
        const near = find(plan.unit, plan.at);
        insertAfter(
          near,
          copy(near, {
            name: plan.text,
            rejected: true,
            marks: [{ code: plan.code, field: 'unit', text: plan.text, note: 'no unit of any system' }],
          }),
        );
        break;
      }
      case 'unit-near': {
        const row = find(plan.unit, plan.at);
        row.name = plan.text;
        row.rejected = true;
        row.marks.push({ code: plan.code, field: 'unit', text: plan.text, note: `misspelt ${row.unit.name}` });
        break;
      }
      case 'period-invalid': {
        const row = find(plan.unit, plan.at);
        row.overrides.period = plan.text;
        row.rejected = true;
        row.marks.push({ code: plan.code, field: 'period', text: plan.text, note: 'no such date or month' });
        break;
      }
      case 'ragged-row': {
        const row = find(plan.unit, plan.at);
        row.shape = plan.shape;
        row.rejected = true;
        row.marks.push({ code: plan.code, note: plan.shape === 'short' ? 'one cell too few' : 'one cell too many' });
        break;
      }
      case 'unchanged-12-months':
        plantStandstill(plan, rows, find(plan.unit, plan.at));
        break;
      case 'total-mismatch':
      case 'repeated-header':
        break;
    }
  }
  return { rows, absences };
}

function copy(row: DataRow, change: Partial<DataRow>): DataRow {
  return { ...row, overrides: { ...row.overrides }, marks: [], ...change };
}

function plantConflict(plan: PlanOf<'duplicate-conflict'>, first: DataRow, insertAfter: (row: DataRow, added: DataRow) => void): void {
  const figures = { ...first.figures, [plan.field]: Number(first.figures[plan.field]) + plan.add };
  const mark = { code: plan.code, field: plan.field, note: `two rows differ by ${plan.add}` };
  insertAfter(first, copy(first, { figures, rejected: true, marks: [mark] }));
  first.rejected = true;
  first.marks.push(mark);
}

function plantStandstill(plan: PlanOf<'unchanged-12-months'>, rows: readonly DataRow[], first: DataRow): void {
  const from = first.moment.index;
  for (const row of rows) {
    if (row.unit.id !== plan.unit || row.moment.index < from || row.moment.index > from + 11) continue;
    row.figures = first.figures;
    row.marks.push({ code: plan.code, note: `same figures in the twelve months from ${plan.at}` });
  }
}

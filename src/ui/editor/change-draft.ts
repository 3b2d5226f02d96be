import {
  comparedWithTarget,
  filtered,
  grouped,
  restatedOn,
  topN,
  type FilterComparison,
  type GroupMeasure,
} from '../../core/sql/query-change';
import type { ColumnType, Plain, ResultColumn } from '../../core/result-table';
import { dateLiteral, isIsoDate } from '../../core/sql/sql-literal';

export const changeKinds = ['filter', 'group', 'top', 'target', 'restate'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What the reader has chosen so far, as the form holds it. */
export interface ChangeDraft {
  kind: ChangeKind;
  column: string;
  comparison: FilterComparison;
  /** As typed; a date as YYYY-MM-DD, a yes/no as 'true' or 'false'. */
  value: string;
  measure: GroupMeasure | 'none' | 'ratio';
  measured: string;
  numerator: string;
  denominator: string;
  percent: boolean;
  rows: number;
  lowest: boolean;
  targetId: string;
  /** The column held against the goal; empty = the verdict on each row's unit. */
  against: string;
  asOf: string;
  /** The unit system to restate to. */
  basis: string;
}

export const isNumeric = (column: ResultColumn | undefined): boolean => column?.type === 'number' || column?.type === 'integer';

/** Comparisons that make sense for a type. */
export function comparisonsFor(type: ColumnType): readonly FilterComparison[] {
  if (type === 'boolean') return ['=', 'empty', 'not-empty'];
  if (type === 'text') return ['=', '<>', 'contains', 'empty', 'not-empty'];
  if (type === 'other') return ['=', '<>', 'empty', 'not-empty'];
  return ['=', '<>', '>', '>=', '<', '<=', 'empty', 'not-empty'];
}

/** What was typed as a value of the column. A number may have a decimal comma. */
export function typedValue(column: ResultColumn, text: string): Plain {
  if (column.type === 'boolean') return text === 'true';
  if (column.type !== 'number' && column.type !== 'integer') return text;
  const plain = text.trim().replace(/\s/g, '').replace(',', '.');
  return plain === '' ? Number.NaN : Number(plain);
}

/** The statement that the draft makes; null while something is missing. @throws RangeError when a value does not fit its column */
export function changedSql(sql: string, columns: readonly ResultColumn[], draft: ChangeDraft): string | null {
  const column = columns.find(({ name }) => name === draft.column);
  switch (draft.kind) {
    case 'filter':
      return column ? filtered(sql, column, draft.comparison, typedValue(column, draft.value)) : null;
    case 'group': {
      if (!column) return null;
      if (draft.measure === 'ratio') {
        if (!draft.numerator || !draft.denominator) return null;
        return grouped(sql, column.name, [], {
          numerator: draft.numerator,
          denominator: draft.denominator,
          scale: draft.percent ? 100 : 1,
        });
      }
      return grouped(
        sql,
        column.name,
        draft.measure === 'none' || !draft.measured ? [] : [{ column: draft.measured, measure: draft.measure }],
      );
    }
    case 'top':
      return column ? topN(sql, column.name, draft.rows, draft.lowest) : null;
    case 'restate':
      return restatedOn(
        sql,
        columns.map(({ name }) => name),
        draft.basis,
      );
    case 'target': {
      if (!draft.targetId) return null;
      if (draft.against) return comparedWithTarget(sql, draft.targetId, { value: draft.against, unit: null });
      const unit = columns.find(({ name }) => name === 'unit_id');
      if (!unit || !isIsoDate(draft.asOf)) return null;
      return comparedWithTarget(sql, draft.targetId, { value: null, unit: unit.name, asOf: dateLiteral(draft.asOf) });
    }
  }
}

import type { Pivot, PivotFilter } from '../../core/pivot/pivot';
import { dimensionName } from '../../core/pivot/pivot-names';
import { pivotWords } from './words';

/** 'Vùng: Tây Nguyên', 'Vùng ≠ 3 giá trị', 'Hồ sơ: 10 – …'. */
export function filterName(filter: PivotFilter, pivot: Pivot): string {
  const words = pivotWords[pivot.language];
  const name = dimensionName({ column: filter.column, step: filter.kind === 'values' ? filter.step : null }, pivot);
  if (filter.kind === 'range') {
    if (filter.from === null && filter.to === null) return `${name}: ${words.allValues}`;
    return `${name}: ${filter.from ?? '…'} – ${filter.to ?? '…'}`;
  }
  const [first, ...more] = filter.values;
  if (first === undefined) return `${name}: ${words.allValues}`;
  const values =
    more.length > 0 ? words.chosen(String(filter.values.length)) : first === null || first === '' ? words.blank : String(first);
  return `${name}${filter.except ? ' ≠' : ':'} ${values}`;
}

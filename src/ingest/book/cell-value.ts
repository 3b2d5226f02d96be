import type { CellKind } from '../sheet';
import type { SheetTally } from './book';
import { percentText, type NumberForm } from './cell-format';
import { serialText } from './serial-date';

/** A number as its format shows it: percentages with their sign, days as ISO; everything else in plain digits. */
export function numberValue(
  text: string,
  form: NumberForm,
  from1904: boolean,
  tally: Pick<SheetTally, 'oddDays'>,
): { text: string; kind: CellKind } {
  if (form === 'number' || !Number.isFinite(Number(text))) return { text, kind: 'number' };
  if (form === 'percent') return { text: percentText(text), kind: 'number' };
  const day = serialText(Number(text), form, from1904);
  if (day !== null) return { text: day, kind: 'date' };
  tally.oddDays++;
  return { text, kind: 'number' };
}

/** `2020-06-30T00:00:00` as days are written everywhere else. */
export function isoText(text: string): string {
  return text
    .replace(/Z$/, '')
    .replace(/T00:00(:00(\.0+)?)?$/, '')
    .replace('T', ' ')
    .replace(/(:\d\d)\.0+$/, '$1');
}

import * as v from 'valibot';
import type { Plain } from './result-table';

/** A correction is an entry in a ledger: what a reader put in place of one observation, why, who and when. The source never changes. */

const Day = v.pipe(v.string(), v.isoDate());
const Figures = v.strictObject({
  /** In the indicator's unit; yes = 1, no = 0. */
  value: v.pipe(v.number(), v.finite()),
  numerator: v.nullable(v.pipe(v.number(), v.finite())),
  denominator: v.nullable(v.pipe(v.number(), v.finite())),
});

const CorrectionSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)),
  kind: v.literal('observation'),
  unitId: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  indicatorId: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  periodStart: Day,
  periodEnd: Day,
  series: v.pipe(v.string(), v.maxLength(200)),
  /** Where the observation came from; null for a published one without a file. */
  file: v.nullable(v.pipe(v.string(), v.maxLength(300))),
  sheet: v.nullable(v.pipe(v.string(), v.maxLength(300))),
  row: v.nullable(v.pipe(v.number(), v.integer())),
  /** What the source said when the entry was made. An entry whose source says something else now is not applied. */
  oldValue: Figures,
  newValue: Figures,
  reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2_000)),
  who: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  /** ISO 8601. */
  when: v.pipe(v.string(), v.isoTimestamp()),
  on: v.boolean(),
});

/** The whole ledger, in the order of its entries: of several for one figure that are on, the last one counts. */
export const CorrectionsSchema = v.pipe(
  v.array(CorrectionSchema),
  v.maxLength(2_000),
  v.check((list) => new Set(list.map((one) => one.id)).size === list.length, 'two corrections share an id'),
);

export type Correction = v.InferOutput<typeof CorrectionSchema>;
export type CorrectionFigures = Correction['newValue'];

/** One observation, by what tells it from all others, and its figures. */
export type CorrectableFigure = Pick<
  Correction,
  'unitId' | 'indicatorId' | 'periodStart' | 'periodEnd' | 'series' | 'file' | 'sheet' | 'row'
> & { readonly figures: CorrectionFigures };

/**
 * What became of an entry.
 * - `off`: switched off
 * - `overtaken`: a later entry for the same figure counts
 * - `missing`: no such observation is loaded
 * - `changed`: the source now says something else than the old value
 * - `several`: more than one observation fits
 */
export type CorrectionState = 'applied' | 'off' | 'overtaken' | 'missing' | 'changed' | 'several';

/** The observation of a record with the columns of the table `observation`; null when the record is none. */
export function figureOf(record: Readonly<Record<string, Plain>>): CorrectableFigure | null {
  const text = (name: string) => (typeof record[name] === 'string' ? record[name] : null);
  const number = (name: string) => (typeof record[name] === 'number' ? record[name] : null);
  const [unitId, indicatorId, periodStart, periodEnd] = [text('unit_id'), text('indicator_id'), text('period_start'), text('period_end')];
  const value = number('value');
  if (unitId === null || indicatorId === null || periodStart === null || periodEnd === null || value === null) return null;
  return {
    unitId,
    indicatorId,
    periodStart,
    periodEnd,
    series: text('series') ?? '',
    file: text('file'),
    sheet: text('sheet'),
    row: number('row'),
    figures: { value, numerator: number('numerator'), denominator: number('denominator') },
  };
}

/** Same observation, whatever its figures. */
export function sameFigure(a: Omit<CorrectableFigure, 'figures'>, b: Omit<CorrectableFigure, 'figures'>): boolean {
  return figureKey(a) === figureKey(b);
}

function figureKey(of: Omit<CorrectableFigure, 'figures'>): string {
  return JSON.stringify([of.unitId, of.indicatorId, of.periodStart, of.periodEnd, of.series, of.file, of.sheet, of.row]);
}

/**
 * New figures of a ratio from its two parts. A value given alone leaves the parts unknown: parts that give another value would contradict it.
 * @param scale 100 for percent, 1 for a ratio
 * @returns null when the denominator is not above zero
 */
export function figuresFromParts(numerator: number, denominator: number, scale: number): CorrectionFigures | null {
  if (!(denominator > 0)) return null;
  return { value: (numerator / denominator) * scale, numerator, denominator };
}

/** The smallest id of the form 'k7' that no entry has. */
export function freeCorrectionId(list: readonly Correction[]): string {
  const used = new Set(list.map((one) => one.id));
  let n = list.length + 1;
  while (used.has(`k${n}`)) n++;
  return `k${n}`;
}

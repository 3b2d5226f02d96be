import {
  holdsUnits,
  type Pivot,
  type PivotDimension,
  type PivotFigure,
  type PivotFilter,
  type PivotGoal,
  type PivotMeasure,
} from './pivot';
import { firstStep } from './pivot-source';
import { additiveColumns } from './pivot-suggest';
import type { ResultColumn } from '../result-table';

/** The four places of a pivot that things are dragged between. */
export const pivotWells = ['rows', 'columns', 'measures', 'filters'] as const;
export type PivotWell = (typeof pivotWells)[number];

/** What is dragged: a field of the source, or what stands at a place. */
export type PivotPiece = { readonly column: string } | { readonly well: PivotWell; readonly index: number };

/** Puts a field, or moves what stands somewhere, into a well before place `at` (default: last). What cannot stand there changes nothing. */
export function putPiece(pivot: Pivot, piece: PivotPiece, well: PivotWell, columns: readonly ResultColumn[], at = Infinity): Pivot {
  if ('column' in piece) return insert(pivot, well, asItem(well, piece.column, columns, null), at);
  const items = pivot[piece.well];
  const item = items[piece.index];
  if (!item) return pivot;
  const without = removePiece(pivot, piece);
  const place = piece.well === well && piece.index < at ? at - 1 : at;
  if (piece.well === well) return insert(without, well, item, place);
  const column = 'column' in item ? item.column : null;
  if (column === null) return pivot;
  return insert(without, well, asItem(well, column, columns, 'step' in item ? item.step : null), at);
}

export function removePiece(pivot: Pivot, { well, index }: { readonly well: PivotWell; readonly index: number }): Pivot {
  return { ...pivot, [well]: pivot[well].filter((_, i) => i !== index) };
}

export function replaceDimension(pivot: Pivot, well: 'rows' | 'columns', index: number, dimension: PivotDimension): Pivot {
  return { ...pivot, [well]: pivot[well].map((one, i) => (i === index ? dimension : one)) };
}

/** What stood for the same figure or the same goal elsewhere changes with it: a gap follows its figure, and goals stay one. */
export function replaceMeasure(pivot: Pivot, index: number, measure: PivotMeasure): Pivot {
  const before = pivot.measures[index];
  if (!before) return pivot;
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const follow = (one: PivotMeasure): PivotMeasure => {
    if (one.kind === 'gap' && isFigure(before) && isFigure(measure) && same(one.of, before)) return { ...one, of: measure };
    return 'goal' in one && 'goal' in before && 'goal' in measure && same(one.goal, before.goal) ? { ...one, goal: measure.goal } : one;
  };
  return { ...pivot, measures: pivot.measures.map((one, i) => (i === index ? measure : follow(one))) };
}

export function replaceFilter(pivot: Pivot, index: number, filter: PivotFilter): Pivot {
  return { ...pivot, filters: pivot.filters.map((one, i) => (i === index ? filter : one)) };
}

/** Adds this ratio, or else one of the first two figures that may be added up; the reader then says of which. */
export function addRatio(pivot: Pivot, ratio: PivotFigure | null, columns: readonly ResultColumn[]): Pivot {
  const [first, second] = additiveColumns(columns);
  if (ratio) return { ...pivot, measures: [...pivot.measures, ratio] };
  if (!first) return pivot;
  const denominator = (second ?? first).name;
  return {
    ...pivot,
    measures: [...pivot.measures, { kind: 'ratio', numerator: [first.name], denominator: [denominator], percent: true, label: null }],
  };
}

/** Where a goal of the reader's own begins, until they type theirs. */
export const ownGoal: PivotGoal = { value: 100, comparator: '>=' };

/** Adds a goal and how far the figure is from it: of the first ratio, else of the first figure. */
export function addGoal(pivot: Pivot, goal: PivotGoal): Pivot {
  const figures = pivot.measures.filter(isFigure);
  const of = figures.find((figure) => figure.kind === 'ratio') ?? figures[0];
  const added: PivotMeasure[] = [{ kind: 'target', goal, label: null }];
  if (of) added.push({ kind: 'gap', of, goal, label: null });
  return { ...pivot, measures: [...pivot.measures, ...added] };
}

export function isFigure(measure: PivotMeasure): measure is PivotFigure {
  return measure.kind !== 'target' && measure.kind !== 'gap';
}

/** Columns of the source that stand in a well. */
export function usedColumns(pivot: Pivot): string[] {
  const figures = pivot.measures.map((measure) => (measure.kind === 'gap' ? measure.of : measure));
  return [
    ...[...pivot.rows, ...pivot.columns, ...pivot.filters].map(({ column }) => column),
    ...figures.flatMap((figure) => {
      if (figure.kind === 'target') return [];
      return figure.kind === 'ratio' ? [...figure.numerator, ...figure.denominator] : figure.column === null ? [] : [figure.column];
    }),
  ];
}

type Item = PivotDimension | PivotMeasure | PivotFilter;

function asItem(well: PivotWell, column: string, columns: readonly ResultColumn[], step: PivotDimension['step']): Item {
  const known = columns.find((one) => one.name === column);
  const first = step ?? (known ? firstStep(known) : null);
  const isNumber = known?.type === 'number' || known?.type === 'integer' || known?.type === 'boolean';
  if (well === 'measures') return { kind: isNumber ? 'sum' : holdsUnits(column) ? 'distinct' : 'count', column, label: null };
  if (well !== 'filters') return { column, step: first, label: null };
  const isRange = step === null && (known?.type === 'number' || known?.type === 'integer' || known?.type === 'date');
  return isRange ? { kind: 'range', column, from: null, to: null } : { kind: 'values', column, step: first, values: [], except: false };
}

function insert(pivot: Pivot, well: PivotWell, item: Item, at: number): Pivot {
  const items: readonly Item[] = pivot[well];
  return { ...pivot, [well]: [...items.slice(0, at), item, ...items.slice(at)] };
}

import { isPeriodStep, type Pivot } from './pivot';
import type { PivotField } from './pivot-fields';
import { dimensionName, measureName } from './pivot-names';
import type { JsonObject } from '../question';

/**
 * A first chart of a pivot's wide result: its first figure, with a line for each goal. Periods in the columns and few rows (not each unit)
 * give lines over time, one a row; anything else points, one row a line of the chart and one colour a column. Totals are left out, since
 * they would dwarf the parts they are made of. null when there is nothing to draw. Vega-Lite without data.
 *
 * @param fields of the result, from `pivotFields` with the same keys
 */
export function pivotChart(pivot: Pivot, fields: readonly PivotField[]): JsonObject | null {
  const measure = pivot.measures.findIndex((one) => one.kind !== 'target' && one.kind !== 'gap');
  const first = pivot.measures[measure];
  const drawn = fields.filter(
    (field) => field.kind === 'measure' && field.measure === measure && (field.key === null || field.key.length === pivot.columns.length),
  );
  if (!first || drawn.length === 0) return null;
  const level = fields.find((field) => field.kind === 'level');
  const rows = fields.filter((field) => field.kind === 'row');
  const inner = rows.at(-1);
  const title = measureName(first, pivot);
  const single = drawn.length === 1;
  const value = single ? fieldPath(drawn[0]!.name) : 'value';
  const overTime = !single && isPeriodStep(pivot.columns.at(-1)?.step ?? null) && pivot.rows.at(-1)?.step !== 'name';
  const figure = { field: value, type: 'quantitative', title, scale: { zero: first.kind !== 'ratio' } } as const;
  const row = inner ? ({ field: fieldPath(inner.name), type: 'nominal', title: null, sort: null } as const) : null;
  // With several figures each column's name ends in its figure's; along one axis that says nothing.
  const suffix = ` · ${title}`;
  const shortened = !single && drawn.every((field) => field.name.endsWith(suffix));
  const keyNames = drawn.map((field) => (shortened ? field.name.slice(0, -suffix.length) : field.name));
  const key = { field: 'key', type: 'nominal', title: null, sort: keyNames } as const;
  const tooltip = [
    ...rows.map((field) => ({ field: fieldPath(field.name), type: 'nominal', title: field.name })),
    ...(single ? [] : [{ field: 'key', type: 'nominal', title: pivot.columns.map((one) => dimensionName(one, pivot)).join(' · ') }]),
    { field: value, type: 'quantitative', title },
  ];
  const marks: JsonObject = overTime
    ? {
        mark: { type: 'line', point: true },
        encoding: { x: { ...key, axis: { labelAngle: 0 } }, y: figure, ...(row && { color: row }), tooltip },
      }
    : {
        mark: { type: 'point', filled: true, size: 70 },
        encoding: { x: figure, ...(row && { y: row }), ...(!single && { color: key, shape: key }), tooltip },
      };
  const goals = fields.filter((field) => field.kind === 'measure' && pivot.measures[field.measure]?.kind === 'target');
  const rule = (position: JsonObject): JsonObject => ({
    mark: { type: 'rule', strokeDash: [4, 3], size: 1.5 },
    encoding: { [overTime ? 'y' : 'x']: position },
  });
  return {
    transform: [
      ...(level ? [{ filter: `datum[${JSON.stringify(level.name)}] === ${pivot.rows.length}` }] : []),
      ...(single ? [] : [{ fold: drawn.map((field) => fieldPath(field.name)), as: ['key', 'value'] }]),
      ...(shortened ? [{ calculate: `slice(datum.key, 0, -${suffix.length})`, as: 'key' }] : []),
      { filter: `isValid(datum[${JSON.stringify(single ? drawn[0]!.name : 'value')}])` },
    ],
    layer: [marks, ...goals.map((field) => rule({ aggregate: 'max', field: fieldPath(field.name), type: 'quantitative' }))],
  };
}

/** A column's name as Vega-Lite reads field names: dots and brackets mean paths unless they are escaped. */
function fieldPath(name: string): string {
  return name.replace(/[\\.[\]'"]/g, '\\$&');
}

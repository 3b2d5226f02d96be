/** The part of Vega-Lite's language that is offered while a chart is written: keys by where they stand, values by their key. */

const marks = ['bar', 'line', 'area', 'point', 'circle', 'square', 'tick', 'rect', 'rule', 'text', 'arc', 'boxplot', 'errorbar', 'trail'];
const positions = ['x', 'y', 'x2', 'y2', 'xOffset', 'yOffset', 'theta', 'radius'];
const channels = [
  ...positions,
  'color',
  'fill',
  'stroke',
  'opacity',
  'size',
  'shape',
  'strokeDash',
  'text',
  'tooltip',
  'order',
  'detail',
  'row',
  'column',
  'facet',
];
const fieldKeys = [
  'field',
  'type',
  'aggregate',
  'timeUnit',
  'bin',
  'title',
  'sort',
  'stack',
  'scale',
  'axis',
  'legend',
  'header',
  'format',
  'value',
  'datum',
  'condition',
  'impute',
  'band',
];
const views = [
  'mark',
  'encoding',
  'layer',
  'facet',
  'spec',
  'hconcat',
  'vconcat',
  'concat',
  'repeat',
  'columns',
  'transform',
  'title',
  'width',
  'height',
  'params',
  'resolve',
  'view',
  'config',
  'autosize',
  'padding',
  'background',
  'projection',
];

const under: Readonly<Record<string, readonly string[]>> = {
  encoding: channels,
  mark: [
    'type',
    'color',
    'opacity',
    'point',
    'filled',
    'size',
    'strokeWidth',
    'strokeDash',
    'interpolate',
    'orient',
    'align',
    'baseline',
    'dx',
    'dy',
    'fontSize',
    'fontWeight',
    'cornerRadius',
    'clip',
    'tooltip',
    'line',
    'stroke',
    'fill',
    'text',
  ],
  axis: [
    'title',
    'format',
    'formatType',
    'grid',
    'labels',
    'labelAngle',
    'labelLimit',
    'labelExpr',
    'labelOverlap',
    'orient',
    'tickCount',
    'ticks',
    'values',
    'domain',
  ],
  legend: ['title', 'orient', 'columns', 'direction', 'format', 'labelExpr', 'labelLimit', 'values', 'symbolType'],
  header: ['title', 'labels', 'format', 'labelExpr', 'labelOrient', 'labelAngle'],
  scale: ['domain', 'range', 'scheme', 'type', 'zero', 'nice', 'reverse', 'clamp', 'padding', 'paddingInner', 'paddingOuter'],
  transform: [
    'filter',
    'calculate',
    'as',
    'aggregate',
    'groupby',
    'joinaggregate',
    'window',
    'frame',
    'fold',
    'pivot',
    'bin',
    'timeUnit',
    'field',
    'sort',
    'stack',
    'regression',
    'loess',
    'density',
    'quantile',
    'impute',
    'flatten',
    'sample',
  ],
  sort: ['field', 'op', 'order', 'encoding'],
  condition: ['test', 'param', 'value', 'field', 'type'],
  title: ['text', 'subtitle', 'anchor', 'align', 'fontSize', 'color', 'offset'],
  bin: ['maxbins', 'step', 'base', 'extent'],
  resolve: ['scale', 'axis', 'legend'],
  facet: [...fieldKeys, 'row', 'column'],
  layer: views,
  spec: views,
  hconcat: views,
  vconcat: views,
  concat: views,
  params: ['name', 'value', 'select', 'expr', 'bind'],
  select: ['type', 'encodings', 'fields', 'on', 'toggle'],
  config: ['axis', 'legend', 'view', 'range', 'mark', 'bar', 'line', 'point', 'font'],
};

const values: Readonly<Record<string, readonly string[]>> = {
  mark: marks,
  aggregate: ['count', 'sum', 'mean', 'median', 'min', 'max', 'distinct', 'stdev', 'q1', 'q3'],
  op: ['count', 'sum', 'mean', 'median', 'min', 'max'],
  timeUnit: ['year', 'yearquarter', 'yearmonth', 'yearmonthdate', 'quarter', 'month', 'day', 'hours'],
  stack: ['zero', 'normalize', 'center'],
  sort: ['ascending', 'descending', 'x', 'y', '-x', '-y', 'color', '-color'],
  order: ['ascending', 'descending'],
  orient: ['left', 'right', 'top', 'bottom', 'horizontal', 'vertical', 'none'],
  interpolate: ['linear', 'step', 'step-after', 'step-before', 'monotone', 'basis', 'cardinal'],
  align: ['left', 'center', 'right'],
  baseline: ['top', 'middle', 'bottom'],
  anchor: ['start', 'middle', 'end'],
  range: ['category', 'ordinal', 'heatmap', 'ramp', 'verdict'],
  scheme: ['teals', 'blues', 'viridis', 'cividis', 'redblue', 'purpleorange', 'tableau10'],
  formatType: ['number', 'time'],
  format: [',.0f', ',.1f', ',.2~f', '.0%', '%d/%m/%Y', '%m/%Y', 'Quý %q/%Y', '%Y'],
  scale: [],
  select: ['point', 'interval'],
};

const types = ['quantitative', 'temporal', 'ordinal', 'nominal'];
const scaleTypes = ['linear', 'log', 'sqrt', 'symlog', 'time', 'band', 'point', 'ordinal'];
const columnKeys = new Set(['field', 'groupby', 'fold', 'pivot', 'fields']);

/** Keys that may stand in the object at `path`. */
export function vegaKeys(path: readonly string[]): readonly string[] {
  const last = path.at(-1);
  if (last === undefined) return views;
  const named = under[last];
  if (named) return named;
  return channels.includes(last) ? fieldKeys : [];
}

/** Texts that may stand as the value of `key` in the object at `path`. */
export function vegaValues(path: readonly string[], key: string, columns: readonly string[]): readonly string[] {
  if (columnKeys.has(key)) return columns;
  if (key !== 'type') return values[key] ?? [];
  const last = path.at(-1);
  return last === 'mark' ? marks : last === 'scale' ? scaleTypes : last === 'select' ? values.select! : types;
}

import type { Json, JsonObject } from '../question';
import { indicatorName, inLines, isPinned, listed, once, quoted, schema, titleOf, unitName, type Told } from './spec-parts';

/** Lines of labels, by the name they stand for, as an expression over `datum.label`. */
const wrapped = (names: readonly string[], width: number): string =>
  `({${names.map((name) => `${quoted(name)}:${listed(inLines(name, width))}`).join(',')}})[datum.label] || datum.label`;

/**
 * Where units stand among their peers, indicator by indicator: 0 is the last of them, 100 the first, whichever way is better.
 * Columns: unit_id, unit_name(_en), indicator_vi/_en, percentile, value, rank, ranked.
 */
export function profileSpec(told: Told, indicators: readonly string[]): JsonObject {
  const { language, pinned } = told;
  const vi = language === 'vi';
  const y: JsonObject = {
    field: indicatorName(language),
    type: 'nominal',
    sort: [...indicators],
    title: null,
    axis: { labelExpr: wrapped(indicators, 26), labelLimit: 220, grid: true, gridDash: [1, 3], domain: false },
  };
  const x: JsonObject = {
    field: 'percentile',
    type: 'quantitative',
    scale: { domain: [-2, 102], nice: false },
    title: vi ? 'Vị trí giữa các đơn vị so sánh (100 = tốt nhất)' : 'Place among the units compared (100 = best)',
    axis: { values: [0, 25, 50, 75, 100] },
  };
  const tooltip: Json[] = [
    { field: unitName(language), title: vi ? 'Đơn vị' : 'Unit' },
    { field: indicatorName(language), title: vi ? 'Chỉ số' : 'Indicator' },
    { field: 'value', type: 'quantitative', format: ',.2~f', title: vi ? 'Giá trị' : 'Value' },
    { field: 'rank', type: 'quantitative', title: vi ? 'Hạng' : 'Rank' },
    { field: 'ranked', type: 'quantitative', title: vi ? 'trong số' : 'out of' },
  ];
  return {
    $schema: schema,
    title: titleOf(told),
    transform: [{ filter: 'isValid(datum.percentile)' }],
    height: { step: 54 },
    layer: [
      { ...once, mark: { type: 'rule', style: 'noise', strokeDash: [3, 3] }, encoding: { x: { datum: 50 } } },
      { mark: { type: 'tick', style: 'noise', thickness: 1.5, size: 16 }, encoding: { x, y, tooltip } },
      {
        transform: [{ filter: isPinned(pinned) }],
        mark: { type: 'point', filled: true, size: 130, opacity: 1 },
        encoding: {
          x,
          y,
          color: {
            field: unitName(language),
            type: 'nominal',
            title: null,
            legend: { orient: 'top', direction: 'horizontal', columns: 4 },
          },
          shape: { field: unitName(language), type: 'nominal', title: null },
          tooltip,
        },
      },
    ],
  };
}

/** Letters in a line of a column's head. */
const heatWidth = 16;

/**
 * Units by indicators: the number in each field, the colour its place among the units compared, so that indicators of different measure can
 * stand side by side. Columns as profileSpec.
 */
export function heatSpec(told: Told, indicators: readonly string[], units: readonly string[]): JsonObject {
  const { language, pinned } = told;
  const vi = language === 'vi';
  // Lines of a label run downwards from where it stands.
  const lines = Math.max(1, ...indicators.map((name) => inLines(name, heatWidth).length));
  const x: JsonObject = {
    field: indicatorName(language),
    type: 'nominal',
    sort: [...indicators],
    title: null,
    axis: {
      orient: 'top',
      labelAngle: 0,
      labelExpr: wrapped(indicators, heatWidth),
      labelLimit: 140,
      domain: false,
      labelBaseline: 'top',
      labelPadding: 6 + lines * 13,
    },
  };
  const y: JsonObject = { field: unitName(language), type: 'nominal', sort: [...units], title: null, axis: { domain: false } };
  const tooltip: Json[] = [
    { field: unitName(language), title: vi ? 'Đơn vị' : 'Unit' },
    { field: indicatorName(language), title: vi ? 'Chỉ số' : 'Indicator' },
    { field: 'value', type: 'quantitative', format: ',.2~f', title: vi ? 'Giá trị' : 'Value' },
    { field: 'percentile', type: 'quantitative', format: ',.0f', title: vi ? 'Vị trí' : 'Place' },
  ];
  const figures = (test: string, style: string): JsonObject => ({
    transform: [{ filter: test }],
    mark: { type: 'text', style, fontSize: 11.5 },
    encoding: {
      text: { field: 'value', type: 'quantitative', format: ',.1~f' },
      ...(pinned.length > 0 && { opacity: { condition: { test: isPinned(pinned), value: 1 }, value: 0.85 } }),
    },
  });
  return {
    $schema: schema,
    title: titleOf(told),
    transform: [{ filter: 'isValid(datum.value)' }],
    height: { step: 22 },
    encoding: { x, y },
    layer: [
      {
        mark: { type: 'rect', style: 'field' },
        encoding: {
          color: {
            field: 'percentile',
            type: 'quantitative',
            scale: { domain: [0, 100], range: 'heatmap' },
            title: vi ? 'Vị trí (100 = tốt nhất)' : 'Place (100 = best)',
            legend: { orient: 'bottom', direction: 'horizontal', gradientLength: 180 },
          },
          tooltip,
        },
      },
      figures('datum.percentile > 62', 'on-strong'),
      figures('datum.percentile <= 62', 'on-pale'),
    ],
  };
}

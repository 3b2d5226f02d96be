import type { Json, JsonObject } from '../question';
import { markShapes, mergerDay, once, schema, spreadLabels, targetLabel, titleOf, unitName, type Told } from './spec-parts';

/**
 * Small multiples over time, one panel a unit, the merger marked in each. A line never bridges a break: `line` names its stretch. Restated
 * stretches are dashed. As reported, a panel holds the unit and those it was made of, told apart by colour.
 * Columns: panel, panel_en, unit_name(_en), period_end, value, line, how ('reported' | 'restated' | 'supposed').
 *
 * @param supposed a scenario is in force; its figures are marked
 */
export function seriesSpec(told: Told, panels: readonly string[], asReported: boolean, supposed = false): JsonObject {
  const { language, sign, goal } = told;
  const vi = language === 'vi';
  const x: JsonObject = {
    field: 'period_end',
    type: 'temporal',
    title: null,
    axis: { format: '%Y', tickCount: { interval: 'year', step: 1 }, labelOverlap: true },
  };
  const y: JsonObject = {
    field: 'value',
    type: 'quantitative',
    title: sign || null,
    scale: { zero: false, nice: true },
    axis: { tickCount: 4, titleAngle: 0, titleAlign: 'left', titleAnchor: 'end', titleX: -26, titleY: -9, titleBaseline: 'bottom' },
  };
  const words = vi
    ? { reported: 'như báo cáo', restated: 'quy lại', supposed: 'giả định' }
    : { reported: 'as reported', restated: 'restated', supposed: 'supposed' };
  const tooltip: Json[] = [
    { field: unitName(language), title: vi ? 'Đơn vị' : 'Unit' },
    { field: 'period_end', type: 'temporal', format: '%m/%Y', title: vi ? 'Kỳ' : 'Period' },
    { field: 'value', type: 'quantitative', format: ',.2~f', title: vi ? 'Giá trị' : 'Value' },
    { field: 'numerator', type: 'quantitative', format: ',~f', title: vi ? 'Tử số' : 'Numerator' },
    { field: 'denominator', type: 'quantitative', format: ',~f', title: vi ? 'Mẫu số' : 'Denominator' },
    { field: 'how_word', title: vi ? 'Cách có số' : 'How' },
  ];
  const colour: JsonObject = asReported ? { color: { field: 'nth', type: 'nominal', title: null, legend: null } } : {};
  const dash: JsonObject = {
    field: 'how_word',
    type: 'nominal',
    title: null,
    scale: {
      domain: [words.reported, words.restated],
      range: [
        [1, 0],
        [5, 3],
      ],
    },
    legend: asReported ? null : { orient: 'top', direction: 'horizontal', symbolType: 'stroke', symbolSize: 400, symbolStrokeWidth: 2 },
  };
  const layer: JsonObject[] = [
    {
      mark: { type: 'line', strokeWidth: 1.75, point: { size: 14, filled: true } },
      encoding: { x, y, detail: [{ field: 'line' }], strokeDash: dash, ...colour, tooltip },
    },
    ...(supposed
      ? [
          {
            transform: [{ filter: `datum.how == 'supposed'` }],
            mark: { type: 'point', style: 'unit', shape: markShapes.scenario, filled: true, size: 90, opacity: 1 },
            encoding: { x, y, tooltip },
          } satisfies JsonObject,
        ]
      : []),
    ...(asReported ? [endLabels(language, x, y)] : []),
    {
      ...once,
      mark: { type: 'rule', style: 'merger', strokeWidth: 1, strokeDash: [2, 2] },
      encoding: { x: { datum: mergerDay, type: 'temporal' } },
    },
    {
      ...once,
      mark: { type: 'text', style: 'merger-label', align: 'right', baseline: 'bottom', dx: -4, y: 'height', dy: -3, fontSize: 10.5 },
      encoding: { x: { datum: mergerDay, type: 'temporal' }, text: { value: vi ? 'sáp nhập 1/7/2025' : 'merger 1 July 2025' } },
    },
    ...(goal === null
      ? []
      : [
          { ...once, mark: { type: 'rule', style: 'target', strokeDash: [6, 4] }, encoding: { y: { datum: goal } } },
          {
            ...once,
            mark: { type: 'text', style: 'target-label', align: 'left', baseline: 'bottom', x: 2, dy: -2, fontSize: 10.5 },
            encoding: { y: { datum: goal }, text: { value: targetLabel(goal, sign, language) } },
          },
        ]),
  ];
  const panel = vi ? 'panel' : 'panel_en';
  return {
    $schema: schema,
    title: titleOf(told),
    transform: [
      { filter: 'isValid(datum.value)' },
      {
        calculate: `datum.how == 'restated' ? '${words.restated}' : datum.how == 'supposed' ? '${words.supposed}' : '${words.reported}'`,
        as: 'how_word',
      },
    ],
    facet: {
      field: panel,
      type: 'nominal',
      title: null,
      sort: [...panels],
      header: { labelFontWeight: 600, labelAnchor: 'start', labelFontSize: 13 },
    },
    columns: Math.min(3, Math.max(1, panels.length)),
    spec: { layer },
  };
}

/** The name of each unit of a panel at the end of its line, one above the other where lines end close together. */
function endLabels(language: Told['language'], x: JsonObject, y: JsonObject): JsonObject {
  const name = unitName(language);
  return {
    transform: [
      {
        joinaggregate: [
          { op: 'max', field: 'value', as: 'most' },
          { op: 'min', field: 'value', as: 'least' },
        ],
        groupby: [],
      },
      { joinaggregate: [{ op: 'max', field: 'period_end', as: 'last_end' }], groupby: ['panel', 'unit_id'] },
      { filter: 'datum.period_end == datum.last_end' },
      ...spreadLabels('value', 'label_at', '(datum.most - datum.least) * 0.1', ['panel']),
    ],
    mark: {
      type: 'text',
      align: { expr: `datum.unit_system == '34' ? 'right' : 'left'` },
      baseline: 'middle',
      dx: { expr: `datum.unit_system == '34' ? 0 : 5` },
      dy: { expr: `datum.unit_system == '34' ? -10 : 0` },
      fontSize: 11,
    },
    encoding: {
      x,
      y: { ...y, field: 'label_at' },
      text: { field: name },
      color: { field: 'nth', type: 'nominal', legend: null },
    },
  };
}

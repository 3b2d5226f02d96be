import type { Json, JsonObject } from '../question';
import { quoted, schema, titleOf, unitName, type Told } from './spec-parts';

/**
 * The change of a whole, part by part, as a waterfall that runs down from the first figure to the last: of each unit first what its own rate
 * did, then what its weight did. Columns: those of queries/compare/explain-change.sql.
 *
 * @param days as they are written for the reader
 */
export function gapSpec(told: Told, days: readonly [from: string, to: string]): JsonObject {
  const { language, sign } = told;
  const vi = language === 'vi';
  const words = vi
    ? { total: 'con số chung', rate: 'do tỷ lệ của đơn vị', weight: 'do tỷ trọng của đơn vị' }
    : { total: 'the whole', rate: 'by the unit’s own rate', weight: 'by the unit’s weight' };
  const others = vi ? `datum.units + ' đơn vị còn lại'` : `datum.units + ' other units'`;
  const label = `datum.part == 'total' ? (datum.step == 0 ? ${quoted(days[0])} : ${quoted(days[1])}) : datum.part == 'others' ? ${others} : datum.${unitName(language)}`;
  const transform: Json[] = [
    { calculate: label, as: 'label' },
    { calculate: `datum.part == 'total' ? datum.reached : datum.reached - datum.effect`, as: 'before' },
    {
      joinaggregate: [
        { op: 'min', field: 'reached', as: 'least' },
        { op: 'max', field: 'reached', as: 'most' },
        { op: 'min', field: 'before', as: 'least_before' },
      ],
    },
    { fold: ['rate_effect', 'weight_effect'], as: ['effect_of', 'own_effect'] },
    { filter: `datum.part != 'total' || datum.effect_of == 'rate_effect'` },
    {
      calculate: `datum.part == 'total' ? '${words.total}' : datum.effect_of == 'rate_effect' ? '${words.rate}' : '${words.weight}'`,
      as: 'kind_word',
    },
    // Totals begin a little before the smallest figure, since the axis does not begin at zero.
    {
      calculate: `datum.part == 'total' ? min(datum.least, datum.least_before) - (datum.most - datum.least) * 0.08 : datum.effect_of == 'rate_effect' ? datum.before : datum.before + datum.rate_effect`,
      as: 'start',
    },
    {
      calculate: `datum.part == 'total' ? datum.reached : datum.effect_of == 'rate_effect' ? datum.before + datum.rate_effect : datum.reached`,
      as: 'stop',
    },
    { calculate: `max(datum.before, datum.reached, datum.before + datum.rate_effect)`, as: 'edge' },
    {
      calculate: `datum.part == 'total' ? format(datum.reached, ',.2f') + '${sign ? `\u202f${sign}` : ''}' : format(datum.effect, '+,.3f')`,
      as: 'told',
    },
  ];
  const tooltip: Json[] = [
    { field: 'label', title: vi ? 'Đơn vị' : 'Unit' },
    { field: 'rate_effect', type: 'quantitative', format: '+,.3~f', title: words.rate },
    { field: 'weight_effect', type: 'quantitative', format: '+,.3~f', title: words.weight },
    { field: 'effect', type: 'quantitative', format: '+,.3~f', title: vi ? 'cộng' : 'sum' },
  ];
  const y: JsonObject = {
    field: 'label',
    type: 'nominal',
    sort: { field: 'step', op: 'min' },
    title: null,
    axis: { domain: false, labelLimit: 220 },
  };
  const scale: JsonObject = { zero: false, nice: false };
  return {
    $schema: schema,
    title: titleOf(told),
    transform,
    height: { step: 24 },
    encoding: { y },
    layer: [
      {
        mark: { type: 'bar', height: { band: 0.66 }, cornerRadiusEnd: 0 },
        encoding: {
          x: { field: 'start', type: 'quantitative', scale, title: sign || null },
          x2: { field: 'stop' },
          color: {
            field: 'kind_word',
            type: 'nominal',
            title: null,
            scale: { domain: [words.total, words.rate, words.weight] },
            legend: { orient: 'top', direction: 'horizontal', columns: 3 },
          },
          tooltip,
        },
      },
      {
        transform: [{ filter: `datum.part == 'total' || datum.effect_of == 'rate_effect'` }],
        mark: { type: 'text', align: 'left', dx: 6, fontSize: 12 },
        encoding: { x: { field: 'edge', type: 'quantitative', scale }, text: { field: 'told' } },
      },
    ],
  };
}

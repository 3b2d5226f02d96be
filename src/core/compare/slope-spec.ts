import type { Json, JsonObject } from '../question';
import { quoted, schema, spreadLabels, titleOf, unitName, type Told } from './spec-parts';

/** Height of one label in pixels. */
const labelPx = 15;

/** Expression: how much room the labels of one side have, in distances between the two days; on a narrow screen they have most of it. */
const labelRoom = 'max(0.85, min(150, 0.42 * width) / (width - 2 * min(150, 0.42 * width)))';

/**
 * A slope between two days, one line a unit; better and worse are only said of changes that are more than noise. Labels keep a distance.
 * Columns: unit_id, unit_name(_en), value_from, value_to, moved ('better' | 'worse' | 'noise' | 'unknown'), status_to;
 * a triangle marks what a scenario supposes.
 */
export function slopeSpec(told: Told, days: readonly [from: string, to: string], count: number): JsonObject {
  const { language, sign, pinned } = told;
  const vi = language === 'vi';
  const height = Math.max(300, count * labelPx + 40);
  const gap = `(datum.most - datum.least) * ${labelPx} / ${height}`;
  const suffix = sign ? ` + '\u202f${sign}'` : '';
  const y = (field: string): JsonObject => ({ field, type: 'quantitative', scale: { zero: false }, axis: null });
  const words = vi
    ? { better: 'tốt lên', worse: 'kém đi', noise: 'chưa hơn nhiễu', unknown: 'không rõ có hơn nhiễu' }
    : { better: 'better', worse: 'worse', noise: 'no more than noise', unknown: 'unknown whether more than noise' };
  const shown = ['better', 'worse', 'noise', 'unknown'] as const;
  // Said by colour and by the line's stroke.
  const lines: JsonObject[] = [
    {
      mark: { type: 'rule' },
      encoding: {
        x: at(0),
        x2: { datum: 1 },
        y: y('value_from'),
        y2: { field: 'value_to' },
        color: {
          field: 'moved_word',
          type: 'nominal',
          title: null,
          scale: { domain: shown.map((one) => words[one]), range: 'moved' },
          legend: {
            orient: 'top',
            direction: 'horizontal',
            columns: { expr: 'width < 420 ? 2 : 4' },
            symbolType: 'stroke',
            symbolStrokeWidth: 3,
          },
        },
        strokeDash: {
          field: 'moved_word',
          type: 'nominal',
          title: null,
          scale: { domain: shown.map((one) => words[one]), range: shown.map((one) => (one === 'worse' ? [6, 3] : [1, 0])) },
        },
        strokeWidth: { condition: { test: `datum.moved == 'better' || datum.moved == 'worse'`, value: 2.25 }, value: 1.25 },
        tooltip: tooltip(vi, language),
      },
    },
  ];
  const side = (end: 0 | 1): JsonObject[] => {
    const field = end === 0 ? 'value_from' : 'value_to';
    const place = end === 0 ? 'at_from' : 'at_to';
    const label =
      end === 0
        ? `datum.${unitName(language)} + '  ' + format(datum.value_from, ',.1f')${suffix}`
        : `format(datum.value_to, ',.1f')${suffix} + (datum.status_to == 'scenario' ? ' ▽' : '') + '  ' + datum.${unitName(language)}`;
    const elbow = end === 0 ? -0.035 : 1.035;
    return [
      {
        mark: { type: 'point', style: 'unit', filled: true, size: 26, opacity: 1 },
        encoding: { x: at(end), y: y(field), tooltip: tooltip(vi, language) },
      },
      {
        mark: { type: 'rule', style: 'noise', strokeWidth: 0.75 },
        encoding: { x: at(end), x2: { datum: elbow }, y: y(field), y2: { field: place } },
      },
      {
        transform: [{ calculate: label, as: `label_${end}` }],
        mark: {
          type: 'text',
          align: end === 0 ? 'right' : 'left',
          baseline: 'middle',
          limit: { expr: 'width < 420 ? 0.42 * width - 6 : 240' },
          fontSize: { expr: 'width < 420 ? 10 : 12' },
          dx: end === 0 ? -3 : 3,
        },
        encoding: {
          x: at(elbow),
          y: y(place),
          text: { field: `label_${end}` },
          ...(pinned.length > 0 && {
            opacity: { condition: { test: `indexof([${pinned.map(quoted).join(',')}], datum.unit_id) >= 0`, value: 1 }, value: 0.75 },
          }),
        },
      },
    ];
  };
  const transform: Json[] = [
    { filter: 'isValid(datum.value_from) && isValid(datum.value_to)' },
    {
      calculate: `({${Object.entries(words)
        .map(([moved, word]) => `${moved}:${quoted(word)}`)
        .join(',')}})[datum.moved]`,
      as: 'moved_word',
    },
    { calculate: 'max(datum.value_from, datum.value_to)', as: 'higher' },
    { calculate: 'min(datum.value_from, datum.value_to)', as: 'lower' },
    {
      joinaggregate: [
        { op: 'max', field: 'higher', as: 'most' },
        { op: 'min', field: 'lower', as: 'least' },
      ],
    },
    ...spreadLabels('value_from', 'at_from', gap),
    ...spreadLabels('value_to', 'at_to', gap),
  ];
  return { $schema: schema, title: titleOf(told), transform, height, layer: [...lines, ...side(0), ...side(1), ...heads(days)] };
}

function at(place: number): JsonObject {
  return {
    datum: place,
    type: 'quantitative',
    scale: { domain: [{ expr: `-${labelRoom}` }, { expr: `1 + ${labelRoom}` }], nice: false, zero: false },
    axis: null,
  };
}

function heads(days: readonly [string, string]): JsonObject[] {
  return days.map((day, end): JsonObject => ({
    transform: [{ aggregate: [{ op: 'count', as: 'rows' }] }],
    mark: { type: 'text', align: end === 0 ? 'right' : 'left', baseline: 'bottom', fontWeight: 600, y: -8 },
    encoding: { x: at(end), text: { value: day } },
  }));
}

function tooltip(vi: boolean, language: Told['language']): Json[] {
  return [
    { field: unitName(language), title: vi ? 'Đơn vị' : 'Unit' },
    { field: 'value_from', type: 'quantitative', format: ',.2~f', title: vi ? 'Trước' : 'Before' },
    { field: 'value_to', type: 'quantitative', format: ',.2~f', title: vi ? 'Sau' : 'After' },
    { field: 'moved_word', title: vi ? 'Thay đổi' : 'Change' },
  ];
}

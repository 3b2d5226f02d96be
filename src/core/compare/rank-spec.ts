import type { Json, JsonObject } from '../question';
import {
  figureMarks,
  isPinned,
  listed,
  markShapes,
  markWords,
  once,
  schema,
  targetLabel,
  titleOf,
  unitName,
  type FigureMark,
  type Told,
} from './spec-parts';

/**
 * A ranked dot plot: value with its interval, target line, shape by mark; rank and name on the left, value and the ranks it could be on the
 * right. Columns: unit_id, unit_name(_en), rank, tied_with, rank_low, rank_high, value, low, high, mark; rows in the order drawn.
 *
 * @param marks those that occur; the legend names them
 */
export function rankSpec(told: Told, marks: readonly FigureMark[]): JsonObject {
  const { language, sign, goal, pinned } = told;
  const vi = language === 'vi';
  const key = [
    `(datum.tied_with > 0 ? '=' : '') + datum.rank`,
    `datum.${unitName(language)}`,
    `format(datum.value, '${told.format}') + ${sign ? `'\u202f${sign}'` : `''`}`,
    `(datum.rank_low < datum.rank_high ? datum.rank_low + '–' + datum.rank_high : '')`,
    'datum.unit_id',
  ].join(` + '|' + `);
  const part = (n: number) => `split(datum.label, '|')[${n}]`;
  const weight = {
    condition: { test: `indexof(${listed(pinned)}, split(datum.value, '|')[4]) >= 0`, value: 'bold' },
    value: 'normal',
  };
  const axis = (orient: 'left' | 'right', labelExpr: string, title: string | null): JsonObject => ({
    orient,
    title,
    titleAngle: 0,
    titleAlign: orient === 'left' ? 'right' : 'left',
    titleY: -8,
    titleX: orient === 'left' ? -8 : 8,
    titleBaseline: 'bottom',
    domain: false,
    ticks: false,
    labelExpr,
    labelFontWeight: weight,
    labelLimit: 260,
  });
  const y = (own: JsonObject): JsonObject => ({ field: 'line', type: 'nominal', sort: null, axis: own });
  const x: JsonObject = { field: 'value', type: 'quantitative', scale: { zero: false, nice: true }, title: sign || null };
  const range: JsonObject = { field: 'low', type: 'quantitative' };
  const tooltip: Json[] = [
    { field: unitName(language), title: vi ? 'Đơn vị' : 'Unit' },
    { field: 'value', type: 'quantitative', format: ',.2~f', title: vi ? 'Giá trị' : 'Value' },
    { field: 'low', type: 'quantitative', format: ',.2~f', title: vi ? 'Khoảng từ' : 'Interval from' },
    { field: 'high', type: 'quantitative', format: ',.2~f', title: vi ? 'đến' : 'to' },
    { field: 'mark_word', title: vi ? 'Ghi chú' : 'Mark' },
  ];
  const left = y(axis('left', `${part(0)} + '\u2002' + ${part(1)}`, vi ? 'Hạng, đơn vị' : 'Rank, unit'));
  const points = (test: string, style: string): JsonObject => ({
    transform: [{ filter: test }],
    mark: { type: 'point', filled: true, size: 70, opacity: 1, style },
    encoding: {
      x,
      y: left,
      shape: {
        field: 'mark_word',
        type: 'nominal',
        title: null,
        scale: { domain: marks.map((one) => markWords[one][language]), range: marks.map((one) => markShapes[one]) },
        legend: { orient: 'top', direction: 'horizontal', columns: 4 },
      },
      tooltip,
    },
  });
  const words = figureMarks.map((one) => `'${one}':${quotedWord(markWords[one][language])}`).join(',');
  return {
    $schema: schema,
    title: titleOf(told),
    transform: [
      { filter: 'isValid(datum.value)' },
      { calculate: key, as: 'line' },
      { calculate: `({${words}})[datum.mark]`, as: 'mark_word' },
    ],
    height: { step: 19 },
    resolve: { axis: { y: 'independent' } },
    layer: [
      {
        mark: { type: 'rule', style: 'interval', strokeWidth: 6, strokeCap: 'round' },
        encoding: { x: { ...range, scale: { zero: false, nice: true }, title: sign || null }, x2: { field: 'high' }, y: left, tooltip },
      },
      points(`!(${isPinned(pinned)})`, 'unit'),
      ...(pinned.length > 0 ? [points(isPinned(pinned), 'pinned')] : []),
      {
        mark: { type: 'point', opacity: 0, size: 1 },
        encoding: {
          x,
          y: y(
            axis(
              'right',
              `${part(2)} + (${part(3)} ? '\u2003${vi ? 'hạng' : 'rank'} ' + ${part(3)} : '')`,
              vi ? 'Giá trị, hạng có thể' : 'Value, possible rank',
            ),
          ),
        },
      },
      ...(goal === null
        ? []
        : [
            { ...once, mark: { type: 'rule', style: 'target', strokeDash: [6, 4], strokeWidth: 1.5 }, encoding: { x: { datum: goal } } },
            {
              ...once,
              mark: { type: 'text', style: 'target-label', align: 'left', baseline: 'bottom', dx: 4, y: -3 },
              encoding: { x: { datum: goal }, text: { value: targetLabel(goal, sign, language) } },
            },
          ]),
    ],
  };
}

const quotedWord = (word: string): string => `'${word.replace(/'/g, "\\'")}'`;

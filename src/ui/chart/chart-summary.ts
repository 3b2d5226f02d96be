import type { Bilingual, Language } from '../../core/language';
import { columnIndex, type ResultTable } from '../../core/result-table';
import { formatNumber, formatValue } from '../parts/format-value';
import { mostRows } from '../../core/chart/chart-sql';
import type { ChartSpec } from './chart-values';

const markWords: Record<string, Bilingual> = {
  bar: { vi: 'Biểu đồ cột', en: 'Bar chart' },
  line: { vi: 'Biểu đồ đường', en: 'Line chart' },
  area: { vi: 'Biểu đồ miền', en: 'Area chart' },
  point: { vi: 'Biểu đồ điểm', en: 'Point chart' },
  circle: { vi: 'Biểu đồ điểm', en: 'Point chart' },
  rect: { vi: 'Bản đồ nhiệt', en: 'Heat map' },
  tick: { vi: 'Biểu đồ vạch', en: 'Strip chart' },
  arc: { vi: 'Biểu đồ tròn', en: 'Pie chart' },
  boxplot: { vi: 'Biểu đồ hộp', en: 'Box plot' },
};

/** What a chart shows, in words: its kind, how many rows, and for each measured axis its lowest and highest value with what they belong to. */
export function chartSummary(spec: ChartSpec, table: ResultTable, language: Language): string {
  const part = firstUnit(spec);
  const encoding = record(part?.encoding ?? spec.encoding);
  const mark = typeof part?.mark === 'string' ? part.mark : String(record(part?.mark).type ?? '');
  const vi = language === 'vi';
  const kind = markWords[mark]?.[language] ?? (vi ? 'Biểu đồ' : 'Chart');
  const rows = Math.min(table.rowCount, mostRows(spec));
  const sentences = [`${kind}, ${formatNumber(rows, language)} ${vi ? 'dòng số liệu' : 'rows of data'}.`];
  const named = ['y', 'x', 'color', 'row', 'column']
    .map((channel) => record(encoding[channel]))
    .find(({ type }) => type === 'nominal' || type === 'ordinal' || type === 'temporal');
  for (const channel of ['x', 'y', 'color', 'size', 'theta']) {
    const { field, type, title } = record(encoding[channel]);
    if (type !== 'quantitative' || typeof field !== 'string') continue;
    const extent = extentOf(table, columnIndex(table, field), rows);
    if (!extent) continue;
    const owner = (row: number) => ownerOf(table, String(named?.field ?? ''), row, language);
    const [low, high] = [
      `${formatNumber(extent.low, language)}${owner(extent.lowRow)}`,
      `${formatNumber(extent.high, language)}${owner(extent.highRow)}`,
    ];
    const what = typeof title === 'string' && title ? title : field;
    sentences.push(vi ? `${what}: thấp nhất ${low}, cao nhất ${high}.` : `${what}: lowest ${low}, highest ${high}.`);
  }
  sentences.push(...targetLabels(spec).map((label) => `${label}.`));
  return sentences.join(' ');
}

/** What stands beside the target lines, as 'Mục tiêu: 95'. */
function targetLabels(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(targetLabels);
  const { layer, spec, mark, encoding } = record(node);
  const text = record(record(encoding).text).value;
  if (record(mark).style === 'target-label' && typeof text === 'string') return [text];
  return [...targetLabels(layer ?? []), ...(spec ? targetLabels(spec) : [])];
}

/** The first layer, view or facet that has a mark. */
function firstUnit(spec: ChartSpec): ChartSpec | undefined {
  if (spec.mark) return spec;
  for (const key of ['layer', 'hconcat', 'vconcat', 'concat', 'spec']) {
    const inner = spec[key];
    for (const child of Array.isArray(inner) ? inner : [inner]) {
      const found = child ? firstUnit(record(child)) : undefined;
      if (found) return { ...found, encoding: { ...record(spec.encoding), ...record(found.encoding) } };
    }
  }
  return undefined;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function extentOf(table: ResultTable, column: number, rows: number) {
  if (column < 0) return undefined;
  let found: { low: number; lowRow: number; high: number; highRow: number } | undefined;
  for (let row = 0; row < rows; row++) {
    const cell = table.cell(row, column);
    const value = cell === null || cell === '' ? NaN : Number(cell);
    if (!Number.isFinite(value)) continue;
    found ??= { low: value, lowRow: row, high: value, highRow: row };
    if (value < found.low) [found.low, found.lowRow] = [value, row];
    if (value > found.high) [found.high, found.highRow] = [value, row];
  }
  return found;
}

function ownerOf(table: ResultTable, field: string, row: number, language: Language): string {
  const column = columnIndex(table, field);
  if (column < 0) return '';
  const name = formatValue(table.cell(row, column), table.columns[column]!.type, language);
  return name ? ` (${name})` : '';
}

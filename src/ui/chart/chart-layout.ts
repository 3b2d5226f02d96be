import { rowsPerMark } from '../../core/chart/chart-sql';
import { rowsWord } from '../../core/chart/chart-words';
import { localeOf, type Language } from '../../core/language';
import type { Plain } from '../../core/result-table';
import { textLines } from '../parts/text-lines';

type Spec = Record<string, unknown>;

/** What a specification leaves open, decided at the moment of drawing: the width and the order of names. What it says itself is left alone. */
export function laidOut(spec: Spec, values: readonly Record<string, Plain>[], width: number, language: Language): Spec {
  const told = withTitleIn(width, inReadersOrder(spec, values, language) as Spec);
  if ('mark' in told || 'layer' in told) return { width: 'container', autosize: { type: 'fit-x', contains: 'padding' }, ...told };
  const inner = record(told.spec);
  if (!('facet' in told) || 'width' in inner || record(told.facet).row || record(told.facet).column) return told;
  const columns = width < 520 ? 1 : Math.min(Number(told.columns) || 3, 3);
  // Axis labels stand beside the first panel only; some 130 px are theirs.
  return { ...told, columns, spec: { width: Math.max(110, Math.floor((width - 130) / columns) - 24), height: 180, ...inner } };
}

/** Title and what stands under it, in lines that fit. */
function withTitleIn(width: number, spec: Spec): Spec {
  const { text, subtitle, ...rest } = typeof spec.title === 'string' ? { text: spec.title } : record(spec.title);
  if (typeof text !== 'string' || width <= 0) return spec;
  const under = [subtitle ?? []].flat().flatMap((line) => textLines(String(line), width, 12));
  return { ...spec, title: { ...rest, text: textLines(text, width, 15), ...(under.length > 0 && { subtitle: under }) } };
}

function record(value: unknown): Spec {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Spec) : {};
}

/** Names on axes, in legends and heads of panels in the order of a dictionary; Vega would compare code points and put Đ after Z. */
function inReadersOrder(node: unknown, values: readonly Record<string, Plain>[], language: Language): unknown {
  if (Array.isArray(node)) return node.map((item) => inReadersOrder(item, values, language));
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, inReadersOrder(inner, values, language)]));
  const { field, type, sort = 'ascending', aggregate, timeUnit } = copy;
  const names = type === 'nominal' || type === 'ordinal';
  if (
    !names ||
    typeof field !== 'string' ||
    aggregate ||
    timeUnit ||
    record(copy.scale).domain ||
    (sort !== 'ascending' && sort !== 'descending')
  )
    return copy;
  const found = new Set<string>();
  for (const value of values) {
    const name = value[field];
    if (typeof name === 'string') found.add(name);
    else if (name !== null && name !== undefined) return copy;
  }
  if (found.size < 2) return copy;
  const { compare } = new Intl.Collator(localeOf[language], { numeric: true });
  return { ...copy, sort: [...found].toSorted(sort === 'ascending' ? compare : (a, b) => compare(b, a)) };
}

/** The chart says it in its own drawing, so that it stands also in a picture that is saved or printed: as its title, or under the title it has. */
export function withMark(spec: Spec, mark: string | null): Spec {
  if (mark === null) return spec;
  const { title } = spec;
  if (title === undefined || title === null)
    return { ...spec, title: { text: mark, anchor: 'end', fontSize: 11, fontStyle: 'italic', fontWeight: 'normal', offset: 4 } };
  const own = typeof title === 'string' || Array.isArray(title) ? { text: title } : record(title);
  return { ...spec, title: { ...own, subtitle: [own.subtitle ?? [], mark].flat(), subtitleFontStyle: 'italic' } };
}

/** Binned marks say how many rows they stand for; dots also by their size. */
export function tellingRows(spec: Spec, language: Language): Spec {
  if (Array.isArray(spec.layer))
    return { ...spec, layer: spec.layer.map((layer: unknown, i) => (i === 0 ? tellingRows(record(layer), language) : layer)) };
  if ('spec' in spec) return { ...spec, spec: tellingRows(record(spec.spec), language) };
  const encoding = record(spec.encoding);
  const rows = { field: rowsPerMark, type: 'quantitative', title: rowsWord[language] };
  const isPoint = spec.mark === 'point' || record(spec.mark).type === 'point';
  return {
    ...spec,
    encoding: {
      ...encoding,
      ...(isPoint && !encoding.size && { size: rows }),
      tooltip: [...(Array.isArray(encoding.tooltip) ? encoding.tooltip : []), { ...rows, format: ',d' }],
    },
  };
}

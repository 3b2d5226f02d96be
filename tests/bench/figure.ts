/** One line of the table: the page's figure, the same work on bare duckdb-wasm in the same run, and what was promised. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | 'MB' | 'frames';
  /** What was measured, one value a round; empty where the page has no such figure. */
  readonly page: readonly number[];
  /** Empty where bare duckdb-wasm has nothing to compare. */
  readonly bare: readonly number[];
  /** The page's median may be `times` bare's, `plus` more than bare's, or `most` by itself. */
  readonly limit?: { readonly times: number } | { readonly plus: number } | { readonly most: number };
}

/** NaN of nothing. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** @param share 0 to 1; between two values it interpolates */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? NaN;
  const high = sorted[Math.ceil(at)] ?? NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** Null where nothing was promised, or where there is nothing to compare with. */
export function keptPromise(figure: Figure): boolean | null {
  const [page, bare] = [median(figure.page), median(figure.bare)];
  if (!figure.limit || Number.isNaN(page)) return null;
  if ('most' in figure.limit) return page <= figure.limit.most;
  if (Number.isNaN(bare)) return null;
  return 'times' in figure.limit ? page <= bare * figure.limit.times : page - bare <= figure.limit.plus;
}

/** The figures as one table of plain text: medians, with the lowest and highest of the rounds. */
export function figureTable(figures: readonly Figure[]): string {
  const lines = figures.map((figure) => {
    const [page, bare] = [median(figure.page), median(figure.bare)];
    const kept = keptPromise(figure);
    return [
      figure.name,
      valueText(figure.page, figure.unit),
      valueText(figure.bare, figure.unit),
      comparison(figure, page, bare),
      limitText(figure),
      kept === null ? '' : kept ? '✓' : '✗',
    ];
  });
  const table = [['', 'page', 'bare duckdb-wasm', 'page : bare', 'promised', ''], ...lines];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((line) => line[column]!.length)));
  const drawn = table.map((line) =>
    line.map((text, column) => (column === 0 ? text.padEnd(widths[column]!) : text.padStart(widths[column]!))).join('   '),
  );
  return [drawn[0], '─'.repeat(drawn[0]!.length), ...drawn.slice(1)].join('\n');
}

function comparison(figure: Figure, page: number, bare: number): string {
  if (Number.isNaN(page) || Number.isNaN(bare)) return '';
  if (figure.limit && 'plus' in figure.limit)
    return `${page >= bare ? '+' : '−'}${number(Math.abs(page - bare), figure.unit)} ${figure.unit}`;
  return `${(page / bare).toFixed(2)} ×`;
}

function limitText({ limit, unit }: Figure): string {
  if (!limit) return '';
  if ('times' in limit) return `≤ ${limit.times} ×`;
  return 'plus' in limit ? `≤ +${limit.plus} ${unit}` : `≤ ${limit.most} ${unit}`;
}

function valueText(values: readonly number[], unit: Figure['unit']): string {
  if (values.length === 0) return '–';
  const middle = `${number(median(values), unit)} ${unit}`;
  const [low, high] = [number(Math.min(...values), unit), number(Math.max(...values), unit)];
  return low === high ? middle : `${middle} (${low}–${high})`;
}

function number(value: number, unit: Figure['unit']): string {
  const digits = unit === 'MB' ? (value < 100 ? 2 : 0) : unit === 'ms' && value < 100 ? 1 : 0;
  return value.toFixed(digits);
}

import { AppError } from '../core/app-error';
import type { Issue } from '../core/issue';
import { nameKey } from '../core/name-key';
import { findUnitColumn, planColumns, type ColumnPlan } from './column-plan';
import { CsvChunks } from './csv-chunks';
import type { Knowledge } from './knowledge';
import { findLayout, headedLayout, onlyTotals, type Layout, type RowKind } from './layout';
import { columnNames, layoutIssues } from './layout-issues';
import { measureOf } from './measure-unit';
import { numberShape, numberToken } from './numbers';
import { parsePeriod } from './periods';
import { PlainRows } from './plain-rows';
import { cleanText } from './plain-text';
import type { KindCounts, PreparedTable, PrepareOptions, TableStart } from './prepared-table';
import { newProfile, profileRow, profileTotals, type TableProfile } from './profile';
import { findReshape, Shaper, type Reshape } from './reshape';
import { RowQueue, RowSorter, type SortedRow } from './row-sorter';
import { ordinalLevel } from './row-words';
import type { CellKind, GridRow, Merge } from './sheet';
import { suggestRecipe } from './suggest-recipe';
import { matchSystem, type SystemMatch } from './system-match';
import type { RowTaker } from './text-rows';
import { UnitMatcher } from './unit-match';
import { decideUnitSystems, type UnitSystemDecision } from './unit-system';

/** Most columns a file may have. */
export const mostColumns = 1000;

const headRows = 500;
const headChars = 1_000_000;

interface Settled {
  readonly layout: Layout;
  readonly columns: readonly string[];
  readonly queue: RowQueue;
  readonly match: SystemMatch | null;
  readonly reshape: Reshape;
  readonly shaper: Shaper;
  /** Of the reshaped columns. */
  readonly profile: TableProfile;
  readonly unitColumn: number;
  /** Column of the unit names in the file, not reshaped. */
  readonly sourceUnitColumn: number;
  /** The running number has levels. */
  readonly levels: boolean;
  readonly ordinalColumn: number;
  /** Line of the first row of heads. */
  readonly firstHead: number;
}

/** Where a table stands. */
export interface TablePlace {
  readonly file: string;
  /** Names the table in its issues. */
  readonly table: string;
  readonly index: number;
  readonly sheet: string | null;
  readonly label: string | null;
  /** The first row holds the names of the columns and every other row is data. */
  readonly headed: boolean;
  /** 0-based column of the file in which the table begins. */
  readonly fromColumn: number;
}

/** A table without what only its container knows. */
export type PreparedRows = Omit<PreparedTable, 'encoding' | 'dialect'>;

/** Takes rows in, buffers the head until the layout is settled, then passes every row on with its kind. */
export class TableReader implements RowTaker {
  private delimiter = ',';
  private separatorLine = false;
  private head: GridRow[] = [];
  private headSize = 0;
  private settled: Settled | null = null;
  private index = 0;
  private read = 0;
  private readonly chunks = new CsvChunks();
  private readonly counts: KindCounts = {
    title: 0,
    unit: 0,
    header: 0,
    code: 0,
    data: 0,
    total: 0,
    region: 0,
    section: 0,
    summary: 0,
    note: 0,
    blank: 0,
    'repeated-header': 0,
    ragged: 0,
  };
  private readonly rowsOf = new Map<RowKind | 'unbalanced', { row: number; before: string }[]>();
  private unbalanced = 0;
  private widest = 0;
  private firstRow = 0;
  /** Cells of data rows by column: numbers of a workbook, and numbers typed as text in it. */
  private readonly exactCells: number[] = [];
  private readonly typedCells: number[] = [];
  private illustrative: boolean;

  constructor(
    private readonly place: TablePlace,
    private readonly knowledge: Knowledge,
    private readonly options: PrepareOptions,
    private readonly merges: readonly Merge[] = [],
  ) {
    this.illustrative = saysIllustrative(place.file);
  }

  begin({ delimiter, separatorLine }: { delimiter: string; separatorLine: boolean }): void {
    this.delimiter = delimiter;
    this.separatorLine = separatorLine;
  }

  async take(records: readonly GridRow[]): Promise<void> {
    for (const record of records) {
      if (this.settled) {
        this.pass(record, this.settled);
        if (this.chunks.full) await this.flush();
        continue;
      }
      if (record.cells.length > mostColumns)
        throw new AppError('file-too-many-columns', { file: this.place.file, columns: record.cells.length, limit: mostColumns });
      this.head.push(record);
      this.headSize += record.cells.reduce((sum, cell) => sum + cell.length + 1, 0);
      if (this.head.length >= headRows || this.headSize >= headChars) await this.settle();
    }
  }

  plainRows(delimiter: number, width: number): PlainRows | null {
    const { settled } = this;
    if (!settled || settled.layout.headed || settled.layout.width !== width || settled.reshape.steps.length > 0) return null;
    const { layout, profile, queue, sourceUnitColumn, levels } = settled;
    return new PlainRows(
      {
        layout,
        profile,
        chunks: this.chunks,
        unitColumn: sourceUnitColumn,
        levels,
        flush: () => this.flush(),
        idle: () => queue.idle,
        passed: (rows) => {
          queue.passed();
          this.index += rows;
          this.read += rows;
          this.counts.data += rows;
        },
      },
      delimiter,
    );
  }

  async finish(): Promise<PreparedRows> {
    if (!this.settled) await this.settle();
    const settled = this.settled;
    if (!settled) throw new AppError('file-no-table', { file: this.place.file });
    for (const sorted of settled.queue.end()) this.record(sorted, settled);
    await this.flush();
    const { profile, layout, columns, match, reshape } = settled;
    const known = reshape.columns.map((column) => match?.columns[columns.indexOf(column)] ?? null);
    const plans = planColumns(reshape.columns, profile.columns, known, settled.unitColumn, settled.ordinalColumn);
    const decision = this.decideUnits(plans, profile);
    const systemId = match?.system.systemId ?? null;
    const measures = measuresOf(plans, reshape.columns, settled.ordinalColumn, layout.unitNote);
    const { recipe, issues } = suggestRecipe({
      table: this.place.table,
      columns: reshape.columns,
      profile,
      plans,
      systemId,
      unitSystems: decision.systems,
      exact: this.exactAfter(settled),
      measures,
      vietnamese: speaksVietnamese(layout),
    });
    const decided = decision.systems.length ? [systemIssue(this.place.table, profile.dataRows, decision)] : [];
    const measured = plans.flatMap((plan, i) => (plan.role === 'number' && plan.known === null && measures[i] ? [i] : []));
    const noted = measured.map((i) => ({ row: settled.firstHead, before: reshape.columns[i] ?? '', after: measures[i] ?? '' }));
    const measureIssue: Issue[] = noted.length
      ? [{ code: 'unit-of-measure', kind: 'repair', table: this.place.table, rows: noted.length, examples: noted.slice(0, 5) }]
      : [];
    return {
      ...this.start(columns),
      reshaped: reshape.columns,
      firstRow: this.firstRow,
      counts: this.counts,
      read: this.read,
      recipe: { ...recipe, steps: [...reshape.steps, ...recipe.steps] },
      issues: [
        ...layoutIssues({
          table: this.place.table,
          layout,
          columns,
          reshape,
          counts: this.counts,
          rowsOf: this.rowsOf,
          unbalanced: this.unbalanced,
          profile,
          printedWidth: this.widest,
        }),
        ...issues,
        ...measureIssue,
        ...decided,
      ],
      systemId,
      unitSystems: decision.systems,
      plans,
      illustrative: this.illustrative,
      delimiter: this.delimiter,
      unitNote: layout.unitNote,
      measures,
      headAliases: layout.aliases,
      formulas: layout.formulas,
    };
  }

  private decideUnits(plans: readonly ColumnPlan[], profile: TableProfile) {
    const unitIndex = plans.findIndex((plan) => plan.role === 'unit');
    const names = profile.columns[unitIndex]?.distinct?.keys() ?? [];
    const periodIndex = plans.findIndex((plan) => plan.role === 'period');
    return decideUnitSystems(this.knowledge, names, spanOf(profile.columns[periodIndex]?.distinct?.keys() ?? []));
  }

  private async settle(): Promise<void> {
    const offset = this.separatorLine ? 1 : 0;
    const rows = this.head.slice(offset);
    if (!rows.some(({ cells }) => cells.some((cell) => cell.trim() !== ''))) throw new AppError('file-no-table', { file: this.place.file });
    const layout = this.place.headed ? headedLayout(rows) : findLayout(rows, this.merges);
    const columns = columnNames(layout.headers);
    const match = matchSystem(this.knowledge, layout.headers);
    const sample = rows.slice(layout.dataFrom, layout.dataFrom + 200).map(({ cells }) => cells.map(cleanText));
    const known = match?.columns.findIndex((column) => column?.role === 'unit') ?? -1;
    const unitColumn = known >= 0 ? known : findUnitColumn(this.knowledge, sample, layout.width);
    const levels = hasLevels(sample, layout);
    const sorter = new RowSorter(layout, unitColumn, onlyTotals(sample, layout), levels);
    const reshape = match || layout.headed ? asItIs(columns) : this.reshapeOf(layout, columns, rows, unitColumn, levels);
    const shaper = new Shaper(columns, reshape.steps);
    this.settled = {
      layout,
      columns,
      queue: new RowQueue(sorter, layout),
      match,
      reshape,
      shaper,
      profile: newProfile(reshape.columns.length),
      unitColumn: this.unitColumnAfter(reshape, columns, unitColumn, sample),
      sourceUnitColumn: unitColumn,
      levels,
      ordinalColumn: reshape.columns.indexOf(columns[layout.ordinalColumn] ?? ''),
      firstHead: rows[layout.headerFrom]?.line ?? 0,
    };
    await this.options.onTable(this.start(columns));
    if (this.separatorLine && this.head[0]) this.record({ row: this.head[0], kind: 'title' }, this.settled);
    for (const record of rows) {
      this.pass(record, this.settled);
      if (this.chunks.full) await this.flush();
    }
    this.head = [];
  }

  /** What an unknown table needs before its columns can be read; the exports of known systems are known to need nothing. */
  private reshapeOf(layout: Layout, columns: readonly string[], rows: readonly GridRow[], unitColumn: number, levels: boolean): Reshape {
    const trial = new RowQueue(new RowSorter(layout, unitColumn, false, levels), layout);
    const sorted = [...rows.flatMap((row, i) => trial.push(row, i)), ...trial.end()];
    const data = sorted.flatMap(({ row, kind }) => (kind === 'data' ? [row] : []));
    const at = (kind: RowKind) => sorted.findIndex((one) => one.kind === kind);
    const headingKinds = (['section', 'region'] as const).filter((kind) => at(kind) >= 0 && at(kind) < at('data'));
    const matchers = [
      ['63', 'M2021'],
      ['34', 'M2025'],
    ].map((systems) => new UnitMatcher(this.knowledge, systems));
    return findReshape({
      columns,
      headers: layout.headers,
      rows: data.slice(0, 200).map(({ cells }) => cells.map(cleanText)),
      isUnit: (text) => matchers.some((matcher) => matcher.exact(text) !== null),
      ordinalColumn: layout.ordinalColumn,
      vietnamese: speaksVietnamese(layout),
      headingKinds,
      mergedDown: mergedDown(this.merges, data, layout),
    });
  }

  private unitColumnAfter(
    reshape: Reshape,
    columns: readonly string[],
    unitColumn: number,
    sample: readonly (readonly string[])[],
  ): number {
    if (reshape.steps.length === 0) return unitColumn;
    const kept = reshape.columns.indexOf(columns[unitColumn] ?? '');
    if (kept >= 0) return kept;
    const trial = new Shaper(columns, reshape.steps);
    const rows = sample.slice(0, 100).flatMap((cells) => trial.rows(cells));
    return findUnitColumn(this.knowledge, rows, reshape.columns.length);
  }

  private start(columns: readonly string[]): TableStart {
    const { index, sheet, label } = this.place;
    return { index, sheet, label, columns };
  }

  private pass(row: GridRow, settled: Settled): void {
    for (const sorted of settled.queue.push(row, this.index++)) this.record(sorted, settled);
  }

  private record({ row, kind }: SortedRow, settled: Settled): void {
    const { profile, shaper } = settled;
    if (kind === 'data' && row.kinds) this.countKinds(row.cells, row.kinds);
    if (kind === 'data') {
      for (const cells of shaper.rows(row.cells)) profileRow(profile, cells, row.line, cells === row.cells ? row.kinds : undefined);
    } else if (kind === 'total' || kind === 'region') for (const cells of shaper.rows(row.cells)) profileTotals(profile, cells);
    if (kind === 'section' || kind === 'region') shaper.head(row.cells);
    if (kind === 'title' || kind === 'note') this.illustrative ||= saysIllustrative(row.cells.join(' '));
    this.read++;
    this.counts[kind]++;
    if (this.firstRow === 0 && kind !== 'blank') this.firstRow = row.line;
    if (row.cells.length > this.widest && kind === 'header') this.widest = row.cells.length;
    if (kind !== 'data') this.remember(kind, row);
    if (row.unbalanced) {
      this.unbalanced++;
      this.remember('unbalanced', row);
    }
    this.chunks.add(row.cells, settled.layout.width, this.delimiter, row.line, kind);
  }

  private countKinds(cells: readonly string[], kinds: readonly (CellKind | null)[]): void {
    kinds.forEach((kind, i) => {
      if (kind === 'number') this.exactCells[i] = (this.exactCells[i] ?? 0) + 1;
      else if (kind === 'text' && isTypedNumber(cells[i] ?? '')) this.typedCells[i] = (this.typedCells[i] ?? 0) + 1;
    });
  }

  /** The reshaped columns whose figures a workbook holds as numbers, all of them. */
  private exactAfter({ columns, reshape }: Settled): boolean[] {
    const exact = (column: string) => {
      const at = columns.indexOf(column);
      return (this.exactCells[at] ?? 0) > 0 && (this.typedCells[at] ?? 0) === 0;
    };
    const unpivot = reshape.steps.find((step) => step.op === 'unpivot');
    return reshape.columns.map((column) => {
      const value = unpivot?.values.indexOf(column) ?? -1;
      return unpivot && value >= 0 ? unpivot.blocks.every((block) => exact(block.columns[value] ?? '')) : exact(column);
    });
  }

  private remember(kind: RowKind | 'unbalanced', record: GridRow): void {
    const rows = this.rowsOf.get(kind) ?? [];
    if (rows.length === 0) this.rowsOf.set(kind, rows);
    if (rows.length < 5)
      rows.push({
        row: record.line,
        before: record.cells
          .filter((cell) => cell !== '')
          .join(' · ')
          .slice(0, 200),
      });
  }

  private async flush(): Promise<void> {
    this.options.signal?.throwIfAborted();
    const chunk = this.chunks.take();
    if (chunk) await this.options.onChunk(chunk);
  }
}

/** A figure typed as text whose marks must be read: '1.234,5' and '407.673', but not '12'. */
export function isTypedNumber(cell: string): boolean {
  const shape = numberShape(numberToken(cleanText(cell)).token);
  return shape !== 'none' && shape !== 'plain';
}

/** Unit of measure of each column of figures: of the known system, named in its head, or printed above the table (where it is not plainly a share). */
function measuresOf(
  plans: readonly ColumnPlan[],
  columns: readonly string[],
  ordinalColumn: number,
  unitNote: string | null,
): (string | null)[] {
  return plans.map((plan, i) => {
    if (plan.known) return plan.known.unit;
    if (plan.role !== 'number' || i === ordinalColumn) return null;
    const column = columns[i] ?? '';
    return measureOf(column) ?? (/tỷ lệ|tỉ lệ|percent|share|ratio|rank|hạng/i.test(column) ? null : unitNote);
  });
}

function systemIssue(table: string, rows: number, { systems, reason, sure }: UnitSystemDecision): Issue {
  const detail = { systems: systems.join(', '), reason: reason.vi, reasonEn: reason.en };
  return {
    code: sure ? 'unit-system-decided' : 'unit-system-unsure',
    kind: sure ? 'repair' : 'question',
    table,
    rows,
    examples: [],
    detail,
  };
}

function asItIs(columns: readonly string[]): Reshape {
  return { steps: [], columns, found: [] };
}

function speaksVietnamese(layout: Layout): boolean {
  return /[ăđơưĂĐƠƯ\u1ea0-\u1ef9]/.test(layout.headers.join(' '));
}

/** Whether the running number has levels: capitals or roman numerals, from 'A' or 'I' on, among at least as many numbers. */
function hasLevels(rows: readonly (readonly string[])[], { ordinalColumn }: Layout): boolean {
  if (ordinalColumn < 0) return false;
  const marks = rows.map((cells) => cells[ordinalColumn] ?? '').filter((mark) => mark !== '');
  const levels = marks.map(ordinalLevel);
  const upper = marks.filter((_, i) => levels[i] === 1 || levels[i] === 2);
  const numbers = levels.filter((level) => level === 3).length;
  return upper.length > 0 && /^[AI][.)]?$/.test(upper[0] ?? '') && numbers >= upper.length && numbers * 2 > marks.length;
}

/** Columns of words (not of figures) in which a merged cell reaches over two or more rows of data. */
function mergedDown(merges: readonly Merge[], data: readonly GridRow[], layout: Layout): number[] {
  const lines = new Set(data.map((row) => row.line));
  const columns = merges.flatMap(({ fromRow, toRow, fromColumn, toColumn }) =>
    toRow > fromRow && fromColumn === toColumn && lines.has(fromRow) && lines.has(toRow) && !layout.figureColumns[fromColumn]
      ? [fromColumn]
      : [],
  );
  return [...new Set(columns)].filter((column) => column < layout.width).sort((a, b) => a - b);
}

function saysIllustrative(text: string): boolean {
  const key = nameKey(text);
  return key.includes('minhhoa') || key.includes('illustrative');
}

/** First and last day of the periods named, or null when none can be read. */
function spanOf(texts: Iterable<string>): { first: string; last: string } | null {
  let first = '';
  let last = '';
  for (const text of texts) {
    const period = parsePeriod(text);
    if (!period) continue;
    if (first === '' || period.start < first) first = period.start;
    if (period.end > last) last = period.end;
  }
  return first === '' ? null : { first, last };
}

import { AppError } from '../core/app-error';
import type { Issue } from '../core/issue';
import { nameKey } from '../core/name-key';
import { findUnitColumn, planColumns, type ColumnPlan } from './column-plan';
import { CsvChunks } from './csv-chunks';
import type { Knowledge } from './knowledge';
import { findLayout, onlyTotals, RowSorter, type Layout, type RowKind } from './layout';
import { columnNames, layoutIssues } from './layout-issues';
import { parsePeriod } from './periods';
import { cleanText } from './plain-text';
import type { KindCounts, PreparedTable, PrepareOptions, TableStart } from './prepared-table';
import { newProfile, profileRow, profileTotals, type TableProfile } from './profile';
import type { GridRow } from './sheet';
import type { RowTaker } from './text-rows';
import { suggestRecipe } from './suggest-recipe';
import { matchSystem } from './system-match';
import { decideUnitSystems } from './unit-system';

/** Most columns a file may have. */
export const mostColumns = 1000;

const headRows = 500;
const headChars = 1_000_000;

interface Settled {
  readonly layout: Layout;
  readonly columns: readonly string[];
  readonly sorter: RowSorter;
  readonly profile: TableProfile;
  readonly unitColumn: number;
}

/** Where a table stands. */
export interface TablePlace {
  readonly file: string;
  /** Names the table in its issues. */
  readonly table: string;
  readonly index: number;
  readonly sheet: string | null;
  readonly label: string | null;
}

/** A table without what only its container knows. */
export type PreparedRows = Omit<PreparedTable, 'encoding'>;

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
    note: 0,
    blank: 0,
    'repeated-header': 0,
    ragged: 0,
  };
  private readonly rowsOf = new Map<RowKind | 'unbalanced', { row: number; before: string }[]>();
  private unbalanced = 0;
  private widest = 0;
  private illustrative: boolean;

  constructor(
    private readonly place: TablePlace,
    private readonly knowledge: Knowledge,
    private readonly options: PrepareOptions,
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

  async finish(): Promise<PreparedRows> {
    if (!this.settled) await this.settle();
    const settled = this.settled;
    if (!settled) throw new AppError('file-no-table', { file: this.place.file });
    await this.flush();
    const { profile, layout, columns } = settled;
    const match = matchSystem(this.knowledge, layout.headers);
    const plans = planColumns(profile.columns, match?.columns ?? [], settled.unitColumn, layout.ordinalColumn);
    const decision = this.decideUnits(plans, profile);
    const systemId = match?.system.systemId ?? null;
    const vietnamese = /[ăđơưĂĐƠƯ\u1ea0-\u1ef9]/.test(layout.headers.join(' '));
    const { recipe, issues } = suggestRecipe({
      table: this.place.table,
      columns,
      profile,
      plans,
      systemId,
      unitSystems: decision.systems,
      vietnamese,
    });
    const decided: Issue[] = decision.systems.length
      ? [
          {
            code: 'unit-system-decided',
            kind: 'repair',
            table: this.place.table,
            rows: profile.dataRows,
            examples: [],
            detail: { systems: decision.systems.join(', '), reason: decision.reason.vi, reasonEn: decision.reason.en },
          },
        ]
      : [];
    return {
      ...this.start(columns),
      counts: this.counts,
      read: this.read,
      recipe,
      issues: [
        ...layoutIssues({
          table: this.place.table,
          layout,
          columns,
          counts: this.counts,
          rowsOf: this.rowsOf,
          unbalanced: this.unbalanced,
          profile,
          printedWidth: this.widest,
        }),
        ...issues,
        ...decided,
      ],
      systemId,
      unitSystems: decision.systems,
      plans,
      illustrative: this.illustrative,
      delimiter: this.delimiter,
      unitNote: layout.unitNote,
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
    const layout = findLayout(rows);
    const columns = columnNames(layout.headers);
    const sample = rows.slice(layout.dataFrom, layout.dataFrom + 200).map(({ cells }) => cells.map(cleanText));
    const match = matchSystem(this.knowledge, layout.headers);
    const known = match?.columns.findIndex((column) => column?.role === 'unit') ?? -1;
    const unitColumn = known >= 0 ? known : findUnitColumn(this.knowledge, sample, layout.width);
    const sorter = new RowSorter(layout, unitColumn, onlyTotals(sample, layout));
    this.settled = { layout, columns, sorter, profile: newProfile(layout.width), unitColumn };
    await this.options.onTable(this.start(columns));
    if (this.separatorLine && this.head[0]) this.record(this.head[0], 'title', this.settled);
    for (const record of rows) {
      this.pass(record, this.settled);
      if (this.chunks.full) await this.flush();
    }
    this.head = [];
  }

  private start(columns: readonly string[]): TableStart {
    const { index, sheet, label } = this.place;
    return { index, sheet, label, columns };
  }

  private pass(record: GridRow, settled: Settled): void {
    const kind = settled.sorter.kindOf(record, this.index++);
    if (kind === 'data') profileRow(settled.profile, record.cells, record.line);
    else if (kind === 'total' || kind === 'region') profileTotals(settled.profile, record.cells);
    if (kind === 'title' || kind === 'note') this.illustrative ||= saysIllustrative(record.cells.join(' '));
    this.record(record, kind, settled);
  }

  private record(record: GridRow, kind: RowKind, settled: Settled): void {
    this.read++;
    this.counts[kind]++;
    if (record.cells.length > this.widest && kind === 'header') this.widest = record.cells.length;
    if (kind !== 'data') this.remember(kind, record);
    if (record.unbalanced) {
      this.unbalanced++;
      this.remember('unbalanced', record);
    }
    this.chunks.add(record.cells, settled.layout.width, this.delimiter, record.line, kind);
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

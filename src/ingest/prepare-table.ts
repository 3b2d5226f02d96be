import { AppError } from '../core/app-error';
import type { Issue } from '../core/issue';
import type { Recipe } from '../core/recipe';
import { nameKey } from '../core/name-key';
import { findUnitColumn, planColumns, type ColumnPlan } from './column-plan';
import { binaryKind, looksBinary } from './container';
import { CsvChunks } from './csv-chunks';
import { decideDialect, type Dialect } from './dialect';
import { decideEncoding, decodedText, encodingByMark, encodingByZeros, type DecodingTally, type EncodingChoice } from './encoding';
import { columnNames, layoutIssues, readingIssues } from './layout-issues';
import { findLayout, onlyTotals, RowSorter, type Layout, type RowKind } from './layout';
import type { Knowledge } from './knowledge';
import { cleanText } from './plain-text';
import { newProfile, profileRow, profileTotals, type TableProfile } from './profile';
import { RecordSplitter, type TextRecord } from './records';
import { readBytes, sizeOf, type SourceFile } from './source-file';
import { suggestRecipe } from './suggest-recipe';
import { matchSystem } from './system-match';
import { decideUnitSystems } from './unit-system';
import { parsePeriod } from './periods';

/** Most columns a file may have. */
export const mostColumns = 1000;

/** How many rows of each kind a file has; together all of its rows. */
export type KindCounts = Record<RowKind, number>;

export interface PrepareOptions {
  readonly signal?: AbortSignal;
  /** Bytes of the file taken in so far. */
  readonly onProgress?: (bytesDone: number) => void;
  /** Called once, before the first chunk: the raw table's text columns, in order. */
  readonly onColumns: (columns: readonly string[]) => Promise<void>;
  /** Rows of the raw table as RFC 4180 CSV without a header: the columns, then `_row`, `_kind`. Taken over by the receiver. */
  readonly onChunk: (csv: Uint8Array) => Promise<void>;
}

/** What was learnt of a file while its rows went to the raw table. Plain and cloneable. */
export interface PreparedTable {
  readonly columns: readonly string[];
  readonly counts: KindCounts;
  /** Rows (records) of the file, blank ones included. */
  readonly read: number;
  readonly recipe: Recipe;
  readonly issues: readonly Issue[];
  readonly systemId: string | null;
  readonly unitSystems: readonly string[];
  /** Raw columns by what they are; for the checks that follow. */
  readonly plans: readonly ColumnPlan[];
  /** The file's name or title rows say that its figures are illustrative. */
  readonly illustrative: boolean;
  readonly encoding: EncodingChoice['encoding'];
  readonly delimiter: string;
  readonly unitNote: string | null;
}

/** Reads a whole file into raw rows. The direct one runs here; the page passes one that runs in a worker. */
export type PrepareTable = (source: SourceFile, table: string, knowledge: Knowledge, options: PrepareOptions) => Promise<PreparedTable>;

const headRows = 500;
const headChars = 1_000_000;

/**
 * The careful path: bytes → text → records → kinds → raw rows, in pieces, with layout, system and dialect decided on the head and everything
 * else counted over all rows.
 * @throws AppError file-empty, file-binary, file-spreadsheet, file-line-too-long, file-too-many-columns, file-no-table
 */
export const prepareTable: PrepareTable = async (source, table, knowledge, options) => {
  const encoding = await encodingOf(source, options.signal);
  const tally: DecodingTally = { composed: 0, lost: 0, truncated: 0 };
  const reader = new TableReader(source.name, table, knowledge, options);
  let dialect: Dialect | null = null;
  let head = '';
  let splitter: RecordSplitter | null = null;
  const begin = (): RecordSplitter => {
    dialect = decideDialect(head.slice(0, 200_000));
    reader.delimiter = dialect.delimiter;
    reader.separatorLine = dialect.separatorLine;
    return new RecordSplitter({
      delimiter: dialect.delimiter,
      fileName: source.name,
      anyLineEnd: dialect.lineEnd === 'cr' || dialect.lineEnd === 'mixed',
    });
  };
  for await (const { text, bytesRead } of decodedText(source, encoding, tally, options.signal)) {
    if (!splitter) {
      head += text;
      if (head.length < 200_000) continue;
      splitter = begin();
      await reader.take(splitter.push(head));
    } else await reader.take(splitter.push(text));
    head = '';
    options.onProgress?.(bytesRead);
  }
  if (!splitter) {
    splitter = begin();
    await reader.take(splitter.push(head));
  }
  await reader.take(splitter.end());
  const result = await reader.finish();
  options.onProgress?.(sizeOf(source));
  return { ...result, encoding: encoding.encoding, issues: [...readingIssues(table, encoding, tally), ...result.issues] };
};

async function encodingOf(source: SourceFile, signal?: AbortSignal): Promise<EncodingChoice> {
  if (sizeOf(source) === 0) throw new AppError('file-empty', { file: source.name });
  const head = await readBytes(source, 0, 64 * 1024);
  const binary = binaryKind(head);
  if (binary) throw new AppError(binary.spreadsheet ? 'file-spreadsheet' : 'file-binary', { file: source.name, kind: binary.kind });
  if (!encodingByMark(head) && !encodingByZeros(head) && looksBinary(head))
    throw new AppError('file-binary', { file: source.name, kind: 'binary' });
  return decideEncoding(source, signal);
}

interface Settled {
  readonly layout: Layout;
  readonly columns: readonly string[];
  readonly sorter: RowSorter;
  readonly profile: TableProfile;
  readonly unitColumn: number;
}

/** Takes records in, buffers the head until the layout is settled, then passes every row on with its kind. */
class TableReader {
  delimiter = ',';
  separatorLine = false;
  private head: TextRecord[] = [];
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
    fileName: string,
    private readonly table: string,
    private readonly knowledge: Knowledge,
    private readonly options: PrepareOptions,
  ) {
    this.fileName = fileName;
    this.illustrative = saysIllustrative(fileName);
  }

  private readonly fileName: string;

  async take(records: readonly TextRecord[]): Promise<void> {
    for (const record of records) {
      if (this.settled) {
        this.pass(record, this.settled);
        if (this.chunks.full) await this.flush();
        continue;
      }
      if (record.cells.length > mostColumns)
        throw new AppError('file-too-many-columns', { file: this.fileName, columns: record.cells.length, limit: mostColumns });
      this.head.push(record);
      this.headSize += record.cells.reduce((sum, cell) => sum + cell.length + 1, 0);
      if (this.head.length >= headRows || this.headSize >= headChars) await this.settle();
    }
  }

  async finish(): Promise<Omit<PreparedTable, 'encoding'>> {
    if (!this.settled) await this.settle();
    const settled = this.settled;
    if (!settled) throw new AppError('file-no-table', { file: this.fileName });
    await this.flush();
    const { profile, layout, columns } = settled;
    const match = matchSystem(this.knowledge, layout.headers);
    const plans = planColumns(profile.columns, match?.columns ?? [], settled.unitColumn, layout.ordinalColumn);
    const decision = this.decideUnits(plans, profile);
    const systemId = match?.system.systemId ?? null;
    const vietnamese = /[ăđơưĂĐƠƯ\u1ea0-\u1ef9]/.test(layout.headers.join(' '));
    const { recipe, issues } = suggestRecipe({
      table: this.table,
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
            table: this.table,
            rows: profile.dataRows,
            examples: [],
            detail: { systems: decision.systems.join(', '), reason: decision.reason.vi, reasonEn: decision.reason.en },
          },
        ]
      : [];
    return {
      columns,
      counts: this.counts,
      read: this.read,
      recipe,
      issues: [
        ...layoutIssues({
          table: this.table,
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
    if (!rows.some(({ cells }) => cells.some((cell) => cell.trim() !== ''))) throw new AppError('file-no-table', { file: this.fileName });
    const layout = findLayout(rows);
    const columns = columnNames(layout.headers);
    const sample = rows.slice(layout.dataFrom, layout.dataFrom + 200).map(({ cells }) => cells.map(cleanText));
    const match = matchSystem(this.knowledge, layout.headers);
    const known = match?.columns.findIndex((column) => column?.role === 'unit') ?? -1;
    const unitColumn = known >= 0 ? known : findUnitColumn(this.knowledge, sample, layout.width);
    const sorter = new RowSorter(layout, unitColumn, onlyTotals(sample, layout));
    this.settled = { layout, columns, sorter, profile: newProfile(layout.width), unitColumn };
    await this.options.onColumns(columns);
    if (this.separatorLine && this.head[0]) this.record(this.head[0], 'title', this.settled);
    for (const record of rows) {
      this.pass(record, this.settled);
      if (this.chunks.full) await this.flush();
    }
    this.head = [];
  }

  private pass(record: TextRecord, settled: Settled): void {
    const kind = settled.sorter.kindOf(record, this.index++);
    if (kind === 'data') profileRow(settled.profile, record.cells, record.line);
    else if (kind === 'total' || kind === 'region') profileTotals(settled.profile, record.cells);
    if (kind === 'title' || kind === 'note') this.illustrative ||= saysIllustrative(record.cells.join(' '));
    this.record(record, kind, settled);
  }

  private record(record: TextRecord, kind: RowKind, settled: Settled): void {
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

  private remember(kind: RowKind | 'unbalanced', record: TextRecord): void {
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

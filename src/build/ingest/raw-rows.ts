import { pieceDelimiter } from '../../ingest/csv-chunks';
import type { Knowledge } from '../../ingest/knowledge';
import { prepareFile } from '../../ingest/prepare-file';
import type { PreparedTable } from '../../ingest/prepared-table';
import { RecordSplitter } from '../../ingest/records';
import type { SourceFile } from '../../ingest/source-file';
import { tableName } from '../../ingest/table-name';

/** Takes one table of a file. */
export interface RawTaker {
  /** Called once, before the first row: column heads as they stand in the file, also empty and repeated ones; null where it has none. */
  header(cells: readonly string[] | null): void;
  row(cells: readonly string[]): void;
}

/** Kinds of rows that are figures of the table; a row of another width is one, too. */
const figures = new Set(['data', 'ragged']);

/**
 * Reads a file with the page's own reader and without an engine; hands on the rows of figures of each of its tables as text, exactly as in the file
 * once encoding, dialect and layout are settled.
 * @param taker called for each table, 0-based
 * @throws AppError file-*
 */
export async function readRaw(
  source: SourceFile,
  knowledge: Knowledge,
  taker: (table: number) => RawTaker,
): Promise<(PreparedTable & { readonly header: readonly string[] | null })[]> {
  const tables: RawTable[] = [];
  const prepared = await prepareFile(source, tableName(source.name), knowledge, {
    onTable: async ({ index, columns }) => void tables.push(new RawTable(columns, taker(index))),
    onChunk: async (csv) => tables.at(-1)?.take(csv),
  });
  return prepared.map((table, i) => ({ ...table, header: tables[i]?.settle() ?? null }));
}

/** The whole of a file in memory, for small ones. */
export async function rawRows(source: SourceFile, knowledge: Knowledge): Promise<RawRows[]> {
  const all: (readonly string[])[][] = [];
  const tables = await readRaw(source, knowledge, (table) => {
    const rows = (all[table] = [] as (readonly string[])[]);
    return { header: () => {}, row: (cells) => void rows.push(cells) };
  });
  return tables.map((table, i) => ({ ...table, rows: all[i] ?? [] }));
}

export type RawRows = PreparedTable & { readonly header: readonly string[] | null; readonly rows: readonly (readonly string[])[] };

/** One table on its way through: its heads come before its figures. */
class RawTable {
  private readonly heads: (readonly string[])[] = [];
  private header: readonly string[] | null | undefined;

  constructor(
    private readonly columns: readonly string[],
    private readonly taker: RawTaker,
  ) {}

  take(csv: Uint8Array): void {
    const width = this.columns.length;
    const splitter = new RecordSplitter({ delimiter: pieceDelimiter, fileName: '', longestRecord: Infinity, longestQuoted: Infinity });
    for (const record of [...splitter.push(new TextDecoder('utf-8', { ignoreBOM: true }).decode(csv)), ...splitter.end()]) {
      const cells = record.cells.slice(0, width);
      const kind = record.cells[width + 1] ?? '';
      if (kind === 'header') this.heads.push(cells);
      if (!figures.has(kind)) continue;
      this.settle();
      this.taker.row(cells);
    }
  }

  settle(): readonly string[] | null {
    if (this.header !== undefined) return this.header;
    const [first, ...more] = this.heads;
    // Equal rows of heads are joined as different ones are.
    const equal = first && more.length > 0 && more.every((head) => head.every((cell, i) => cell === first[i]));
    if (equal)
      this.header = first.map((cell) =>
        this.heads
          .map(() => cell)
          .join(' ')
          .trim(),
      );
    else this.header = first === undefined ? null : more.length === 0 ? first : this.columns;
    this.taker.header(this.header);
    return this.header;
  }
}

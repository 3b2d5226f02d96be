import type { Knowledge } from '../../ingest/knowledge';
import { prepareTable } from '../../ingest/prepare-table';
import type { PreparedTable } from '../../ingest/prepared-table';
import { RecordSplitter } from '../../ingest/records';
import type { SourceFile } from '../../ingest/source-file';
import { tableName } from '../../ingest/table-name';

export interface RawTable {
  /** Column heads as they stand in the file, also empty and repeated ones; null where the file has none. */
  readonly header: readonly string[] | null;
  readonly prepared: PreparedTable;
}

/** Kinds of rows that are figures of the table; a row of another width is one, too. */
const figures = new Set(['data', 'ragged']);

/**
 * Reads a file with the page's own reader and without an engine; hands on each row of figures as text, exactly as in the file once encoding, dialect
 * and layout are settled. `onHeader` is called once, before the first row.
 * @throws AppError file-*
 */
export async function readRaw(
  source: SourceFile,
  knowledge: Knowledge,
  onHeader: (cells: readonly string[] | null) => void,
  onRow: (cells: readonly string[]) => void,
): Promise<RawTable> {
  let columns: readonly string[] = [];
  let header: readonly string[] | null | undefined;
  const heads: (readonly string[])[] = [];
  const settle = () => {
    if (header !== undefined) return;
    header = heads.length === 0 ? null : heads.length === 1 ? (heads[0] ?? null) : columns;
    onHeader(header);
  };
  const prepared = await prepareTable(source, tableName(source.name), knowledge, {
    onColumns: async (names) => {
      columns = names;
    },
    onChunk: async (csv) => {
      for (const { cells, kind } of rowsOf(csv, columns.length)) {
        if (kind === 'header') heads.push(cells);
        if (!figures.has(kind)) continue;
        settle();
        onRow(cells);
      }
    },
  });
  settle();
  return { header: header ?? null, prepared };
}

/** The whole of a file in memory, for small ones. */
export async function rawRows(
  source: SourceFile,
  knowledge: Knowledge,
): Promise<RawTable & { readonly rows: readonly (readonly string[])[] }> {
  const rows: (readonly string[])[] = [];
  const table = await readRaw(
    source,
    knowledge,
    () => {},
    (cells) => rows.push(cells),
  );
  return { ...table, rows };
}

function* rowsOf(csv: Uint8Array, width: number): Generator<{ cells: string[]; kind: string }> {
  const splitter = new RecordSplitter({ delimiter: ',', fileName: '', longestRecord: Infinity, longestQuoted: Infinity });
  for (const { cells } of [...splitter.push(new TextDecoder('utf-8', { ignoreBOM: true }).decode(csv)), ...splitter.end()])
    yield { cells: cells.slice(0, width), kind: cells[width + 1] ?? '' };
}

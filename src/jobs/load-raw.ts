import type { Engine, RunOptions } from '../core/engine';
import { identifier, textLiteral } from '../core/sql/sql-literal';
import { pieceDelimiter } from '../ingest/csv-chunks';
import type { Knowledge } from '../ingest/knowledge';
import type { PrepareFile } from '../ingest/prepare-file';
import type { PreparedTable, TableStart } from '../ingest/prepared-table';
import type { SourceFile } from '../ingest/source-file';
import { freeName, tableName } from '../ingest/table-name';
import type { FreshTable } from './clean-table';
import type { TableNames } from './table-registry';

export interface LoadRawOptions extends RunOptions {
  readonly prepare: PrepareFile;
  readonly onProgress: (bytes: number) => void;
}

/** Reads the file; each table's raw rows go into a table of their own, entered in `fresh` in order (also when reading stops in the middle). */
export async function loadRaw(
  engine: Engine,
  source: SourceFile,
  names: TableNames,
  knowledge: Knowledge,
  fresh: FreshTable[],
  options: LoadRawOptions,
): Promise<readonly PreparedTable[]> {
  let start: TableStart | null = null;
  let piece = 0;
  let filled: FreshTable | null = null;
  let filling: Promise<void> = Promise.resolve();
  const parts = new Set<string>();
  const run = options.signal ? { signal: options.signal } : {};
  const fill = async (into: FreshTable, { columns, sheet }: TableStart, first: boolean, csv: Uint8Array): Promise<void> => {
    const file = `piece/${into.name}-${piece++}.csv`;
    const cells = columns.map((column, i) => `c${i} AS ${identifier(column)}`).join(', ');
    const ofSheet = sheet === null ? '' : `, ${textLiteral(sheet)} AS _sheet`;
    const rows = `SELECT ${cells}, _row, _kind${ofSheet} FROM ${pieceSql(columns.length, csv.byteLength, await engine.register(file, csv))}`;
    try {
      await engine.query(first ? `CREATE OR REPLACE TABLE ${into.raw} AS ${rows}` : `INSERT INTO ${into.raw} ${rows}`, run);
    } finally {
      await engine.unregister(file);
    }
  };
  const reading = options.prepare(source, tableName(source.name), knowledge, {
    ...(options.signal ? { signal: options.signal } : {}),
    onProgress: options.onProgress,
    onTable: async (begun) => {
      start = begun;
      const free = freeName(begun.label ?? '', parts);
      parts.add(free.toLowerCase());
      const part = free.replace(/^_/, '');
      const name = await names.nameFor(source.name, part);
      fresh.push({
        name,
        part,
        raw: `raw.${identifier(`${name}__new`)}`,
        judged: `raw.${identifier(`${name}__judged`)}`,
        clean: `main.${identifier(`${name}__new`)}`,
      });
    },
    // The engine takes a piece in while the next one is read; never more than two are held.
    onChunk: async (csv) => {
      const into = fresh.at(-1);
      if (!start || !into) return;
      const [begun, first, before] = [start, into !== filled, filling];
      filled = into;
      filling = before.then(() => fill(into, begun, first, csv));
      filling.catch(() => {});
      await before;
    },
  });
  try {
    return await reading;
  } finally {
    await filling;
  }
}

/** The engine's default buffers hold 32 MB; filling them with zeros for a file of 100 kB takes longer than reading it. */
function pieceSql(columns: number, bytes: number, path: string): string {
  const types = [...Array.from({ length: columns }, (_, i) => `'c${i}': 'VARCHAR'`), "'_row': 'INTEGER'", "'_kind': 'VARCHAR'"].join(', ');
  const longest = Math.min(bytes + 2, 4_200_000);
  return `read_csv(${textLiteral(path)}, auto_detect = false, header = false, delim = '${pieceDelimiter}', quote = '"', escape = '"', nullstr = '', strict_mode = true, max_line_size = ${longest}, buffer_size = ${Math.min(bytes + 2, 32_000_000)}, columns = {${types}})`;
}

import { CellCache, type KnownCell } from './cell-cache';
import { figureEnd, numberAt } from './cell-bytes';
import { pieceDelimiter, type CsvChunks } from './csv-chunks';
import type { Layout } from './layout';
import type { NumberShape } from './numbers';
import type { TableProfile } from './profile';
import { headWords } from './row-sorter';

/** A table whose layout is settled, as far as its plain rows need it. */
export interface PlainGround {
  readonly layout: Layout;
  readonly profile: TableProfile;
  readonly chunks: CsvChunks;
  readonly unitColumn: number;
  /** Roman numerals and capitals in the running number head groups. */
  readonly levels: boolean;
  /** Hands the rows gathered so far on. */
  readonly flush: () => Promise<void>;
  /** No row waits for the next one to tell what it is. */
  readonly idle: () => boolean;
  /** So many rows of data were passed on. */
  readonly passed: (rows: number) => void;
}

const feed = 10;
const back = 13;
/** What a byte is at the first look: a letter, the beginning of a figure, strange, the end of a cell, the end of a line. */
const figure = 1;
const strange = 2;
const ending = 3;
const lineEnd = 4;

/** Strange: controls, the quote, the lead byte of U+FFFD and of byte order marks and all above it. */
function looks(delimiter: number): Uint8Array {
  const look = Uint8Array.from({ length: 256 }, (_, code) => {
    if (code < 32 || code === 34 || code === 127 || code >= 0xef) return strange;
    return code === 45 || (code >= 48 && code <= 57) ? figure : 0;
  });
  look[feed] = look[back] = lineEnd;
  look[delimiter] = ending;
  return look;
}

const asciiDecoder = new TextDecoder();
const piece = pieceDelimiter.charCodeAt(0);
const kindBytes = new TextEncoder().encode('data\n');

/**
 * Takes rows of data from the bytes of a UTF-8 text where nothing about them is in doubt: as many cells as the table has columns, no quotes, letters as they
 * should be, no word that may make a total, a region, heads or a remark of them. Most rows of a large file are such; each costs one look
 * at its bytes, and each different text of a column is read once. What these rows are counted as is what `TableReader.take` would count. At the first row
 * that may be anything else it stops.
 */
export class PlainRows {
  private readonly width: number;
  private readonly look: Uint8Array;
  private readonly caches: readonly CellCache[];
  private readonly fewest: number;
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly shapes: (NumberShape | null)[];
  private readonly cells: (KnownCell | null)[];

  constructor(
    private readonly ground: PlainGround,
    delimiter: number,
  ) {
    const { layout, unitColumn, levels } = ground;
    this.width = layout.width;
    this.look = looks(delimiter);
    // Fewer filled cells may be a remark or a line by itself.
    this.fewest = Math.max(1, layout.width / 3);
    const heads = headWords(layout);
    this.caches = Array.from(
      { length: layout.width },
      (_, column) =>
        new CellCache({
          regions: column === unitColumn,
          names: column < 4,
          levels: levels && column === layout.ordinalColumn,
          heads: heads[column] ?? new Set(),
        }),
    );
    this.starts = new Int32Array(layout.width);
    this.ends = new Int32Array(layout.width);
    this.shapes = Array.from({ length: layout.width }, () => null);
    this.cells = Array.from({ length: layout.width }, () => null);
  }

  /**
   * @param to behind a line end
   * @param line number of the line that begins at `from`
   * @returns the place behind the last row taken, and how many there were
   */
  async take(bytes: Uint8Array, from: number, to: number, line: number): Promise<{ readonly at: number; readonly rows: number }> {
    const { chunks, flush, idle, passed } = this.ground;
    let at = from;
    let rows = 0;
    if (!idle()) return { at, rows };
    while (at < to) {
      const end = this.row(bytes, at, to, line + rows);
      if (end < 0) break;
      at = end;
      rows++;
      if (chunks.full) await flush();
    }
    if (rows > 0) passed(rows);
    return { at, rows };
  }

  /** The place behind the row, or -1 when somebody has to look at it. */
  private row(bytes: Uint8Array, from: number, to: number, line: number): number {
    const { width, starts, ends, cells, shapes, look } = this;
    let column = 0;
    let start = from;
    let filled = 0;
    let end = -1;
    let apart = false;
    while (end < 0) {
      if (column === width) return -1;
      const first = look[bytes[start] ?? 0] ?? strange;
      let at = start;
      let shape: NumberShape | null = null;
      if (first === figure) {
        at = figureEnd(bytes, start);
        if ((look[bytes[at] ?? 0] ?? strange) >= ending) shape = numberAt(bytes, start, at);
      }
      let after = look[bytes[at] ?? 0] ?? strange;
      while (after < strange) after = look[bytes[++at] ?? 0] ?? strange;
      if (after === strange || at >= to) return -1;
      starts[column] = start;
      ends[column] = at;
      shapes[column] = shape;
      cells[column] = null;
      if (at > start) {
        filled++;
        if (shape !== null) apart = true;
        else {
          const cell = this.caches[column]?.find(bytes, start, at);
          if (!cell || cell.telling) return -1;
          cells[column] = cell;
          apart ||= cell.apart;
        }
      }
      column++;
      start = at + 1;
      if (after === lineEnd) {
        if (bytes[at] === feed) end = at + 1;
        else if (bytes[at + 1] === feed) end = at + 2;
        else return -1;
      }
    }
    if (column !== width || filled <= this.fewest || !apart || (this.ground.layout.keyed && ends[0] === starts[0])) return -1;
    this.count(bytes, line);
    this.write(bytes, from, ends[width - 1] ?? from, line);
    return end;
  }

  private count(bytes: Uint8Array, line: number): void {
    const { profile } = this.ground;
    profile.dataRows++;
    for (let i = 0; i < this.width; i++) {
      const column = profile.columns[i];
      if (!column) continue;
      const cell = this.cells[i];
      if (cell) {
        if (column.distinct === null) column.addFacts(cell.facts, cell.text, line, profile);
        else if (cell.seen) column.again(cell.seen, cell.text, line, profile);
        else cell.seen = column.add(cell.text, line, profile);
        continue;
      }
      const shape = this.shapes[i];
      if (!shape) continue;
      const [start = 0, end = 0] = [this.starts[i], this.ends[i]];
      if (column.wants(shape)) column.add(asciiDecoder.decode(bytes.subarray(start, end)), line, profile);
      else column.addBare(shape, end - start === 1 && bytes[start] === 49);
    }
  }

  /** The row with its cells apart as in a piece, its line and its kind. */
  private write(bytes: Uint8Array, from: number, end: number, line: number): void {
    const length = end - from;
    const { chunks } = this.ground;
    const begin = chunks.room(length + 24);
    const out = chunks.buffer;
    out.set(bytes.subarray(from, end), begin);
    for (let i = 0; i < this.width - 1; i++) out[begin + (this.ends[i] ?? 0) - from] = piece;
    let at = begin + length;
    out[at++] = piece;
    let scale = 1;
    while (scale * 10 <= line) scale *= 10;
    for (let rest = line; scale >= 1; scale = Math.floor(scale / 10)) {
      const digit = Math.floor(rest / scale);
      out[at++] = 48 + digit;
      rest -= digit * scale;
    }
    out[at++] = piece;
    out.set(kindBytes, at);
    chunks.grown(at + kindBytes.length);
  }
}

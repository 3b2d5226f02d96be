const encoder = new TextEncoder();

/** Characters gathered before they are encoded: long enough to be worth the call, short enough to be gone before the memory is tidied up. */
const batchChars = 32_000;

/** What stands between the cells of a piece: U+001F, which hardly any cell has in it, so that most rows go in as they stand in the file. */
export const pieceDelimiter = '\u001f';

/** Rows of the raw table as text like RFC 4180 in UTF-8, with `pieceDelimiter` for the comma, gathered into pieces of some million bytes: the engine takes large ones in with
 * less work, and the first comes early. */
export class CsvChunks {
  private batch = '';
  private bytes = new Uint8Array(0);
  private size = 0;

  private pieceBytes = 4_000_000;

  /** Adds one row: exactly `width` cells, then `_row` and `_kind`. Surplus cells are kept in the last one, joined by `delimiter`. */
  add(cells: readonly string[], width: number, delimiter: string, row: number, kind: string): void {
    let line = '';
    for (let i = 0; i < width; i++)
      line += `${quoted(i === width - 1 && cells.length > width ? surplus(cells, i, delimiter) : (cells[i] ?? ''))}${pieceDelimiter}`;
    this.batch += `${line}${row}${pieceDelimiter}${kind}\n`;
    if (this.batch.length >= batchChars) this.encode();
  }

  /** Makes room for a row of so many bytes in `buffer`, to be written at the place that is returned and ended by `grown`. */
  room(bytes: number): number {
    this.encode();
    this.enlarge(this.size + bytes);
    return this.size;
  }

  get buffer(): Uint8Array {
    return this.bytes;
  }

  grown(size: number): void {
    this.size = size;
  }

  get full(): boolean {
    return this.size >= this.pieceBytes;
  }

  /** The rows since the last call, or null when there are none. */
  take(): Uint8Array | null {
    this.encode();
    if (this.size === 0) return null;
    const bytes = this.bytes.slice(0, this.size);
    this.size = 0;
    this.pieceBytes = Math.min(this.pieceBytes * 2, 12_000_000);
    return bytes;
  }

  private encode(): void {
    if (this.batch === '') return;
    this.enlarge(this.size + this.batch.length * 3);
    this.size += encoder.encodeInto(this.batch, this.bytes.subarray(this.size)).written;
    this.batch = '';
  }

  private enlarge(most: number): void {
    if (most <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(most, Math.min(this.bytes.length * 2, this.pieceBytes + batchChars * 8)));
    larger.set(this.bytes.subarray(0, this.size));
    this.bytes = larger;
  }
}

function surplus(cells: readonly string[], from: number, delimiter: string): string {
  let end = cells.length;
  while (end > from + 1 && cells[end - 1]?.trim() === '') end--;
  return cells.slice(from, end).join(delimiter);
}

/** NUL, which the engine's reader would stop at, becomes U+FFFD. */
function quoted(cell: string): string {
  // eslint-disable-next-line no-control-regex
  if (!/["\u001f\n\r\0]/.test(cell)) return cell;
  return `"${cell.replaceAll('"', '""').replaceAll('\0', '\ufffd')}"`;
}

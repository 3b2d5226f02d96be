const encoder = new TextEncoder();

/** Characters gathered before they are encoded: long enough to be worth the call, short enough to be gone before the memory is tidied up. */
const batchChars = 32_000;

/** Rows of the raw table as RFC 4180 text in UTF-8, gathered into pieces of some `pieceBytes` bytes (default 4 million). */
export class CsvChunks {
  private batch = '';
  private bytes = new Uint8Array(0);
  private size = 0;

  constructor(private readonly pieceBytes = 4_000_000) {}

  /** Adds one row: exactly `width` cells, then `_row` and `_kind`. Surplus cells are kept in the last one, joined by `delimiter`. */
  add(cells: readonly string[], width: number, delimiter: string, row: number, kind: string): void {
    let line = '';
    for (let i = 0; i < width; i++)
      line += `${quoted(i === width - 1 && cells.length > width ? surplus(cells, i, delimiter) : (cells[i] ?? ''))},`;
    this.batch += `${line}${row},${kind}\n`;
    if (this.batch.length >= batchChars) this.encode();
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
    return bytes;
  }

  private encode(): void {
    if (this.batch === '') return;
    const most = this.size + this.batch.length * 3;
    if (most > this.bytes.length) {
      const larger = new Uint8Array(Math.max(most, Math.min(this.bytes.length * 2, this.pieceBytes + batchChars * 8)));
      larger.set(this.bytes.subarray(0, this.size));
      this.bytes = larger;
    }
    this.size += encoder.encodeInto(this.batch, this.bytes.subarray(this.size)).written;
    this.batch = '';
  }
}

function surplus(cells: readonly string[], from: number, delimiter: string): string {
  let end = cells.length;
  while (end > from + 1 && cells[end - 1]?.trim() === '') end--;
  return cells.slice(from, end).join(delimiter);
}

/** NUL, which the engine's reader would stop at, becomes U+FFFD. */
function quoted(cell: string): string {
  if (!/[",\n\r\0]/.test(cell)) return cell;
  return `"${cell.replaceAll('"', '""').replaceAll('\0', '\ufffd')}"`;
}

const encoder = new TextEncoder();

/** Rows of the raw table as RFC 4180 text in UTF-8, gathered into pieces of some `pieceChars` characters (default 4 million). */
export class CsvChunks {
  private parts: string[] = [];
  private chars = 0;

  constructor(private readonly pieceChars = 4_000_000) {}

  /** Adds one row: exactly `width` cells, then `_row` and `_kind`. Surplus cells are kept in the last one, joined by `delimiter`. */
  add(cells: readonly string[], width: number, delimiter: string, row: number, kind: string): void {
    let line = '';
    for (let i = 0; i < width; i++)
      line += `${quoted(i === width - 1 && cells.length > width ? surplus(cells, i, delimiter) : (cells[i] ?? ''))},`;
    line += `${row},${kind}\n`;
    this.parts.push(line);
    this.chars += line.length;
  }

  get full(): boolean {
    return this.chars >= this.pieceChars;
  }

  /** The rows since the last call, or null when there are none. */
  take(): Uint8Array | null {
    if (this.parts.length === 0) return null;
    const bytes = encoder.encode(this.parts.join(''));
    this.parts = [];
    this.chars = 0;
    return bytes;
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

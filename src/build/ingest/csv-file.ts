import { closeSync, openSync, writeSync } from 'node:fs';

const pieceChars = 1 << 20;

/** A CSV file by RFC 4180 (comma, CRLF, UTF-8 without a mark), written row by row; made with its first bytes or when closed. */
export class CsvFile {
  private file: number | null = null;
  private held: string[] = [];
  private chars = 0;

  constructor(private readonly path: string) {}

  add(cells: readonly string[]): void {
    // One empty cell alone would be an empty line, which is no row.
    const line = `${cells.length === 1 && cells[0] === '' ? '""' : cells.map(field).join(',')}\r\n`;
    this.held.push(line);
    this.chars += line.length;
    if (this.chars >= pieceChars) this.flush();
  }

  close(): void {
    closeSync(this.flush());
    this.file = null;
  }

  private flush(): number {
    this.file ??= openSync(this.path, 'w');
    if (this.held.length > 0) writeSync(this.file, this.held.join(''));
    this.held = [];
    this.chars = 0;
    return this.file;
  }
}

function field(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** What the cells of one column look like, learnt from rows that are not in doubt. */
export class ColumnShapes {
  private rows = 0;
  private blanks = 0;
  private chars = 0;
  private words = 0;
  private prefix: string | null = null;
  private readonly exact = new Map<string, number>();
  private readonly loose = new Map<string, number>();

  learn(cell: string): void {
    this.rows++;
    if (cell === '') {
      this.blanks++;
      return;
    }
    this.chars += cell.length;
    if (/\p{L}.*\s/u.test(cell)) this.words++;
    this.prefix = this.prefix === null ? cell.slice(0, 40) : shared(this.prefix, cell);
    count(this.exact, exactShape(cell));
    count(this.loose, looseShape(cell));
  }

  /** Most cells have nothing in them. */
  get mostlyBlank(): boolean {
    return this.blanks * 2 > this.rows;
  }

  /** Cells are free text: words, ever different in shape. */
  get isProse(): boolean {
    const filled = this.rows - this.blanks;
    return filled > 0 && (this.words * 2 > filled || (this.loose.size > filled * 0.3 && filled > 5) || this.chars > filled * 30);
  }

  /** How little a text fits the column: 0 (as the others) to 2.5 (nothing like them). With fewer than four rows seen every text fits. */
  misfit(cell: string): number {
    if (this.rows < 4) return 0.2;
    if (cell === '') return this.blanks * 5 >= this.rows ? 0 : this.blanks > 0 ? 0.5 : 1.5;
    const filled = this.rows - this.blanks;
    if (filled === 0) return 1;
    if (this.prefix !== null && this.prefix.length >= 5 && !/^\d+$/.test(this.prefix) && filled >= 4 && !cell.startsWith(this.prefix))
      return 1.5;
    const exact = (this.exact.get(exactShape(cell)) ?? 0) / filled;
    if (exact >= 0.05) return 0;
    const loose = this.loose.get(looseShape(cell)) ?? 0;
    if (loose >= 3 || loose / filled >= 0.05) return exact > 0 ? 0.2 : 0.4;
    if (this.isProse && /\p{L}/u.test(cell)) return 0.3;
    if (loose > 0) return 1;
    return 2.5;
  }
}

function count(map: Map<string, number>, key: string): void {
  const times = map.get(key);
  if (times !== undefined || map.size < 2000) map.set(key, (times ?? 0) + 1);
}

function shared(a: string, b: string): string {
  let end = 0;
  while (end < a.length && a.charCodeAt(end) === b.charCodeAt(end)) end++;
  return a.slice(0, end);
}

/** Digits as 9, letters as A, the rest as it is; long texts only as far as forty characters. */
function exactShape(text: string): string {
  return text.slice(0, 40).replace(/\p{L}/gu, 'A').replace(/\d/g, '9');
}

/** The same with runs as one. */
function looseShape(text: string): string {
  return text
    .slice(0, 60)
    .replace(/\p{L}+/gu, 'A')
    .replace(/\d+/g, '9')
    .replace(/\s+/g, ' ');
}

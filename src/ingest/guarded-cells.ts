import { unguarded } from '../core/csv-text';
import type { Issue, IssueExample } from '../core/issue';
import type { GridRow } from './sheet';

const apostrophe = 39;

/** Takes the apostrophes off that guard cells of a text file against being run as formulas, and counts them. */
export class GuardTally {
  private count = 0;
  private readonly examples: IssueExample[] = [];

  constructor(private readonly table: string) {}

  /** The row without guards; the row itself when it has none. */
  taken(row: GridRow): GridRow {
    if (!row.cells.some((cell) => cell.charCodeAt(0) === apostrophe)) return row;
    return { ...row, cells: row.cells.map((cell) => this.cell(cell, row.line)) };
  }

  issues(): Issue[] {
    return this.count > 0 ? [{ code: 'guarded-text', kind: 'repair', table: this.table, rows: this.count, examples: this.examples }] : [];
  }

  private cell(cell: string, row: number): string {
    const bare = unguarded(cell);
    if (bare === cell) return cell;
    this.count++;
    if (this.examples.length < 5) this.examples.push({ row, before: cell, after: bare });
    return bare;
  }
}

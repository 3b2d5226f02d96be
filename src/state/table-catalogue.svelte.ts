import type { Engine } from '../core/engine';
import { listTables, type TableEntry } from '../jobs/list-tables';
import { profileTable, type ColumnProfile } from '../jobs/profile-table';

/** The tables that a question may read: the reader's own first, then the model's. */
export class TableCatalogue {
  #tables = $state.raw<readonly TableEntry[]>([]);

  /**
   * @param ofCells names of tables that cells of the notebook have made; they stand in the notebook and not here
   * @param ofUnited names of tables whose rows stand in a united one
   */
  constructor(
    private readonly engine: Engine,
    private readonly ofCells: () => ReadonlySet<string>,
    private readonly ofUnited: () => ReadonlySet<string> = () => new Set(),
  ) {}

  readonly tables: readonly TableEntry[] = $derived.by(() => {
    const names = this.ofCells();
    return this.#tables.filter((table) => !names.has(table.name));
  });

  /** Tables made from dropped files. */
  get own(): readonly TableEntry[] {
    return this.tables.filter((table) => table.own);
  }

  /** Of those, the ones worth listing: tables whose rows stand in a united one are left out. */
  get listed(): readonly TableEntry[] {
    const members = this.ofUnited();
    return this.own.filter((table) => !members.has(table.name));
  }

  /** Names and columns for completion in the editor. */
  readonly schema: Record<string, string[]> = $derived.by(() =>
    Object.fromEntries(this.tables.map((table) => [table.name, table.columns.map((column) => column.name)])),
  );

  profile(table: string): Promise<ColumnProfile[]> {
    return profileTable(this.engine, table);
  }

  async refresh(): Promise<void> {
    this.#tables = await listTables(this.engine);
  }
}

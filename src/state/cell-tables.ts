import { AppError } from '../core/app-error';
import type { Engine } from '../core/engine';
import { identifier } from '../core/sql/sql-literal';

/** The tables that cells have made in the engine so that other cells can read them. Never touches a table somebody else made. */
export class CellTables {
  readonly #made = new Set<string>();
  /** Drops under way; a table of the same name is made after them. */
  #dropped: Promise<unknown> = Promise.resolve();

  constructor(private readonly engine: Engine) {}

  has(name: string): boolean {
    return this.#made.has(name);
  }

  /**
   * Writes a statement's rows as a table.
   * @throws AppError `cell-name-taken` when a table or view of that name is not a cell's; the statement's own errors with their place
   */
  async make(name: string, sql: string, signal: AbortSignal): Promise<void> {
    await this.#dropped;
    await this.claim(name);
    // The statement alone first: an error then has its place in the text as written.
    const wrong = await this.engine.check(sql);
    if (wrong) throw wrong;
    this.#made.add(name);
    await this.engine.query(`CREATE OR REPLACE TABLE main.${identifier(name)} AS\n${sql}`, { signal });
  }

  /** @throws AppError `cell-name-taken` */
  async claim(name: string): Promise<void> {
    if (!this.#made.has(name) && (await this.engine.check(`SELECT 1 FROM main.${identifier(name)}`)) === null)
      throw new AppError('cell-name-taken', { name });
  }

  drop(name: string): Promise<unknown> {
    if (this.#made.delete(name)) {
      const drop = () => this.engine.query(`DROP TABLE IF EXISTS main.${identifier(name)}`).catch(() => undefined);
      this.#dropped = this.#dropped.then(drop);
    }
    return this.#dropped;
  }

  dropAll(): Promise<unknown> {
    for (const name of [...this.#made]) void this.drop(name);
    return this.#dropped;
  }

  /** The engine was started again and is empty. */
  forget(): void {
    this.#made.clear();
  }
}

import { mayChangeTables, wordsOf } from '../core/sql/sql-words';
import type { FileOpening } from './file-intake.svelte';

export interface TableKeeperPorts {
  readonly openings: () => readonly (readonly [name: string, opening: FileOpening])[];
  /** Something runs, is read or is being changed. */
  readonly busy: () => boolean;
  /** Resolves when the browser has nothing to do. */
  readonly idle: () => Promise<void>;
  /** The hash of a kept file; null where it is not kept. */
  readonly hashOf: (name: string) => string | null;
  readonly write: (source: { readonly name: string; readonly sha256: string }, opening: FileOpening) => Promise<Blob | null>;
  readonly put: (sha256: string, tables: Blob) => Promise<void>;
}

/** So long nothing may have happened. */
const restMs = 2000;

/** Keeps the tables of opened files for the next visit, one file after another while the page is at rest: an import never waits for it. */
export class TableKeeper {
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What statements may have changed, in small letters. */
  readonly #changed = new Set<string>();
  readonly #done = new WeakSet<FileOpening>();
  #keeping = false;

  constructor(private readonly ports: TableKeeperPorts) {}

  /** The page comes to rest. */
  soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#keepNext(), restMs);
  }

  /** A statement of the reader's runs: tables it may change are no longer what their files say. */
  runs(sql: string): void {
    if (mayChangeTables(sql)) for (const word of wordsOf(sql)) this.#changed.add(word.toLowerCase());
  }

  async #keepNext(): Promise<void> {
    if (this.#keeping) return;
    if (this.ports.busy()) return this.soon();
    const next = this.ports.openings().find(([name, opening]) => this.#isWanted(name, opening));
    if (!next) return;
    this.#keeping = true;
    try {
      await this.ports.idle();
      await this.#keep(...next);
    } catch {
      // The file is read again then.
      this.#done.add(next[1]);
    } finally {
      this.#keeping = false;
      this.soon();
    }
  }

  #isWanted(name: string, opening: FileOpening): boolean {
    if (opening.restored || this.#done.has(opening) || this.ports.hashOf(name) === null) return false;
    return !opening.results.some(({ tables }) => tables.some((table) => this.#changed.has(table.name.toLowerCase())));
  }

  async #keep(name: string, opening: FileOpening): Promise<void> {
    const sha256 = this.ports.hashOf(name);
    if (sha256 === null || this.ports.busy()) return;
    const tables = await this.ports.write({ name, sha256 }, opening);
    // What happened meanwhile may have changed a table between two of its copies.
    const same = this.ports.openings().some(([, one]) => one === opening) && this.#isWanted(name, opening);
    if (!same || this.ports.busy()) return;
    this.#done.add(opening);
    if (tables && this.ports.hashOf(name) === sha256) await this.ports.put(sha256, tables);
  }
}

import * as v from 'valibot';
import type { SettingsStore } from './settings.svelte';

const EntrySchema = v.object({
  sql: v.pipe(v.string(), v.maxLength(100_000)),
  /** Milliseconds since 1970, when it was started. */
  atMs: v.number(),
  /** Rows of the result; null when it failed. */
  rows: v.nullable(v.number()),
  elapsedMs: v.nullable(v.number()),
});
/** One statement that ran, parameters as `$name`. Never a figure of the result. */
export type RanStatement = v.InferOutput<typeof EntrySchema>;

const storeKey = 'doi-chieu.history';

/** What was run on this page, the latest first; a statement that runs again moves to the top. Kept between visits where a store is given. */
export class QueryHistory {
  #entries = $state.raw<readonly RanStatement[]>([]);

  constructor(
    private readonly store: SettingsStore | null = null,
    private readonly limit = 100,
  ) {
    this.#entries = this.#read();
  }

  get entries(): readonly RanStatement[] {
    return this.#entries;
  }

  /** Notes a run; texts with nothing in them are left out. */
  record(ran: RanStatement): void {
    if (ran.sql.trim() === '' || ran.sql.length > 100_000) return;
    this.#keep([ran, ...this.#entries.filter((one) => one.sql !== ran.sql)].slice(0, this.limit));
  }

  clear(): void {
    this.#keep([]);
  }

  #keep(entries: readonly RanStatement[]): void {
    this.#entries = entries;
    try {
      this.store?.setItem(storeKey, JSON.stringify(entries));
    } catch {
      // Storage refused or full: the list holds until the page closes.
    }
  }

  #read(): readonly RanStatement[] {
    try {
      const parsed = v.safeParse(v.array(EntrySchema), JSON.parse(this.store?.getItem(storeKey) ?? '[]'));
      return parsed.success ? parsed.output.slice(0, this.limit) : [];
    } catch {
      return [];
    }
  }
}

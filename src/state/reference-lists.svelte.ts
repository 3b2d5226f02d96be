import type { Engine } from '../core/engine';
import type { Bilingual } from '../core/language';
import { recordsOf } from '../core/result-table';
import { readObservedNames } from '../jobs/read-observed-names';

/** One thing to choose from: an id, its names, and what it is grouped under. */
export interface ListEntry {
  readonly id: string;
  readonly name: Bilingual;
  readonly group: Bilingual;
}

/** The reference tables as lists for inputs and registers. Empty until the model is loaded. */
export class ReferenceLists {
  #units = $state.raw<readonly ListEntry[]>([]);
  #targets = $state.raw<readonly ListEntry[]>([]);
  #indicators = $state.raw<readonly ListEntry[]>([]);
  #systems = $state.raw<readonly ListEntry[]>([]);
  #observed = $state.raw<ReadonlySet<string>>(new Set());
  #judged = $state.raw<ReadonlyMap<string, string>>(new Map());

  constructor(private readonly engine: Engine) {}

  /** Units of all systems, in Vietnamese order within each; the id carries the system ('63:02'). */
  get units(): readonly ListEntry[] {
    return this.#units;
  }

  get targets(): readonly ListEntry[] {
    return this.#targets;
  }

  get indicators(): readonly ListEntry[] {
    return this.#indicators;
  }

  /** Tables, views and macros whose rows rest on observations. */
  get observed(): ReadonlySet<string> {
    return this.#observed;
  }

  /** The indicator a target judges; undefined for a task, and while the lists are empty. */
  indicatorOf(targetId: string): string | undefined {
    return this.#judged.get(targetId);
  }

  systemName(systemId: string): Bilingual | null {
    return this.#systems.find((system) => system.id === systemId)?.name ?? null;
  }

  async load(): Promise<void> {
    const [units, targets, indicators, systems, observed] = await Promise.all([
      this.engine.query(
        `SELECT unit_id AS id, name_vi, name_en, unit_system AS group_vi, unit_system AS group_en FROM unit
         ORDER BY CASE unit_system WHEN '63' THEN 1 WHEN '34' THEN 2 WHEN 'M2021' THEN 3 WHEN 'M2025' THEN 4 ELSE 5 END, sort_order`,
      ),
      this.engine.query(
        `SELECT target_id AS id, statement_vi AS name_vi, statement_en AS name_en, coalesce(a.number, a.title_vi) AS group_vi, coalesce(a.number, a.title_en) AS group_en, indicator_id
         FROM target JOIN act a USING (act_id) ORDER BY a.issued_on NULLS LAST, act_id, deadline NULLS LAST, target_id`,
      ),
      this.engine.query(
        `SELECT indicator_id AS id, name_vi, name_en, unit AS group_vi, unit AS group_en FROM indicator ORDER BY vi_sort_key(name_vi)`,
      ),
      this.engine.query(`SELECT system_id AS id, name_vi, name_en, '' AS group_vi, '' AS group_en FROM system ORDER BY system_id`),
      readObservedNames(this.engine),
    ]);
    this.#units = entries(units);
    this.#targets = entries(targets);
    this.#judged = new Map(
      recordsOf(targets).flatMap((row) => (row.indicator_id === null ? [] : [[String(row.id), String(row.indicator_id)]])),
    );
    this.#indicators = entries(indicators);
    this.#systems = entries(systems);
    this.#observed = observed;
  }
}

function entries(table: Parameters<typeof recordsOf>[0]): ListEntry[] {
  return recordsOf(table).map((row) => ({
    id: String(row.id),
    name: { vi: String(row.name_vi), en: String(row.name_en) },
    group: { vi: String(row.group_vi), en: String(row.group_en) },
  }));
}

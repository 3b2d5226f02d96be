import type { Bilingual, Language } from '../language';
import { nameKey } from '../name-key';

/** One thing that a cell of a unit, target or indicator column may name. */
export interface NamedEntry {
  readonly id: string;
  readonly name: Bilingual;
  /** What tells two things of one name apart, such as the unit system. */
  readonly group: Bilingual;
  /** Other ways it is written. */
  readonly aliases?: readonly string[];
}

/** Finds ids by any of their names, with accents or without, and names by id. */
export class NameList {
  readonly #byId = new Map<string, NamedEntry>();
  readonly #idsByKey = new Map<string, readonly string[]>();

  constructor(readonly entries: readonly NamedEntry[]) {
    for (const entry of entries) {
      this.#byId.set(entry.id, entry);
      for (const text of [entry.name.vi, entry.name.en, ...(entry.aliases ?? [])]) this.#enter(nameKey(text), entry.id);
    }
    // With the group behind the name ('Lạng Sơn (34)') one thing is meant, even where a name alone is not enough.
    for (const entry of entries) {
      this.#enter(nameKey(entry.name.vi + entry.group.vi), entry.id);
      this.#enter(nameKey(entry.name.en + entry.group.en), entry.id);
    }
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  /** What a text may mean: one id, several when a name is not enough, none when nothing is called that. */
  idsOf(text: string): readonly string[] {
    const id = text.trim();
    return this.#byId.has(id) ? [id] : (this.#idsByKey.get(nameKey(text)) ?? []);
  }

  /** The name in a language, with its group where the name alone would mean several; null for an id that is not in the list. */
  nameOf(id: string, language: Language): string | null {
    const entry = this.#byId.get(id);
    if (!entry) return null;
    const name = entry.name[language];
    return this.idsOf(name).length > 1 ? `${name} (${entry.group[language]})` : name;
  }

  groupOf(id: string): string | null {
    return this.#byId.get(id)?.group.vi ?? null;
  }

  #enter(key: string, id: string): void {
    if (key === '') return;
    const known = this.#idsByKey.get(key) ?? [];
    if (!known.includes(id)) this.#idsByKey.set(key, [...known, id]);
  }
}

/** The lists that columns of the types `unit`, `target` and `indicator` choose from. */
export interface SheetLookup {
  readonly unit: NameList;
  readonly target: NameList;
  readonly indicator: NameList;
}

/** Before the reference tables are there. */
export const emptyLookup: SheetLookup = { unit: new NameList([]), target: new NameList([]), indicator: new NameList([]) };

import { shapeKey } from '../core/recipe/file-shape';
import type { SavedRecipe } from '../core/recipe/saved-recipe';
import { sha256Of } from '../ingest/file-hash';
import { savedFor } from './choose-recipe';
import type { OpenedFile } from './opened-file';

/**
 * The tables of one dropped file as a file of their own, so that the next visit need not read it anew: the SHA-256 of all that follows (64 hex digits) and a line
 * feed, the head as one line of JSON, then a database file of the engine with one table `kept.m<i>` for each clean table and `kept.r<i>` for its raw rows.
 */
export interface KeptHead {
  /** What it was made from and by, as `madeFrom` writes it: it is of use only where that is still so. */
  readonly madeFrom: string;
  /** Of the same, what recipes were chosen for its tables, as `chosenRecipes` writes it. */
  readonly recipes: string;
  /** What opening the file gave. */
  readonly results: readonly OpenedFile[];
  /** All tables of all results, in their order. */
  readonly tables: readonly KeptTable[];
}

export interface KeptTable {
  readonly file: string;
  /** As in `TableNames.nameFor`. */
  readonly part: string;
  readonly name: string;
  readonly rows: number;
  /** Null where there is no raw table. */
  readonly rawRows: number | null;
}

/** A dropped file that is opened again, by the hash of its bytes; `tables` is what was kept of it, not looked at yet. */
export interface KeptSource {
  readonly sha256: string;
  readonly tables: File;
  /** Set where its tables can be read already, by `showKept`. */
  readonly shown?: ShownKept;
}

/** A file of kept tables that the engine has open; its clean tables can be read by their names. */
export interface ShownKept {
  readonly head: KeptHead;
  readonly attached: AttachedKept;
}

/** A file of kept tables in the engine: under which name it is registered and attached. */
export interface AttachedKept {
  readonly file: string;
  readonly alias: string;
}

/** Name of the schema in the database file; the page lists tables of `main` only. */
export const keptSchema = 'kept';

/** @param reader what tells the code that read it, and what that knew, from others; @param engine its version */
export function madeFrom(source: { readonly name: string; readonly sha256: string }, reader: string, engine: string): string {
  return JSON.stringify([1, reader, engine, source.name, source.sha256]);
}

/** The saved recipes that opening a file takes for its tables, and whether they are its very own. */
export function chosenRecipes(results: readonly OpenedFile[], recipes: readonly SavedRecipe[], again: boolean): string {
  const chosen = results.flatMap(({ name, tables }) =>
    tables.map(({ prepared }) => {
      const saved = prepared && savedFor(prepared, recipes);
      return saved ? [shapeKey({ columns: saved.columns, system: saved.recipe.system }), saved, again && saved.name === name] : null;
    }),
  );
  return JSON.stringify(chosen);
}

export async function packKept(head: KeptHead, database: Uint8Array<ArrayBuffer>): Promise<Blob> {
  const line = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
  const rest = new Uint8Array(line.length + database.length);
  rest.set(line);
  rest.set(database, line.length);
  return new Blob([`${await sha256Of({ name: '', bytes: rest })}\n`, rest]);
}

/** Null when it is not whole. */
export async function unpackKept(file: File): Promise<{ readonly head: KeptHead; readonly database: File } | null> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const rest = bytes.subarray(hashLength + 1);
  const hash = new TextDecoder().decode(bytes.subarray(0, hashLength));
  if (hash !== (await sha256Of({ name: file.name, bytes: rest }))) return null;
  const end = rest.indexOf(10);
  return {
    head: JSON.parse(new TextDecoder().decode(rest.subarray(0, end))) as KeptHead,
    database: new File([file.slice(hashLength + 1 + end + 1)], 'kept.db'),
  };
}

const hashLength = 64;

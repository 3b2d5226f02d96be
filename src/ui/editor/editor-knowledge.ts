import { nameKey } from '../../core/name-key';
import { namedQueries, relationsAt, withClause, type NamedQuery, type Relation } from '../../core/sql/sql-scope';
import type { DescribedColumn, FunctionEntry } from '../../jobs/describe-names';

/** A table that a statement may read; a `cell` is the result of another cell. `rows` null = not known. */
export interface KnownTable {
  readonly name: string;
  readonly kind: 'own' | 'model' | 'view' | 'cell';
  readonly columns: readonly DescribedColumn[];
  readonly rows: number | null;
}

/** A parameter without its `$`, what it is called on the page and the value in force as text. */
export interface KnownParameter {
  readonly name: string;
  readonly label: string | null;
  readonly value: string | null;
}

/** An id of the reference tables with its name in the reader's language; a unit's group is its unit system. */
export interface KnownId {
  readonly id: string;
  readonly kind: 'unit' | 'target' | 'indicator';
  readonly name: string;
  readonly group: string;
}

/** What the editor offers and explains. Only the first two are needed; without the others there is less to offer. */
export interface EditorKnowledge {
  readonly tables: readonly KnownTable[];
  readonly parameters: readonly KnownParameter[];
  readonly functions?: readonly FunctionEntry[];
  readonly ids?: readonly KnownId[];
  /** Unit systems that the parameters in force name, such as ['63']; units of these come first. */
  readonly unitSystems?: readonly string[];
  /** Columns of any query, `$parameters` allowed; empty when it does not bind. */
  readonly describe?: (query: string) => Promise<readonly DescribedColumn[]>;
  /** A few values of a column, or, with null, the first rows of the table. */
  readonly sample?: (table: string, column: string | null) => Promise<readonly string[]>;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export function tableNamed(knowledge: EditorKnowledge, name: string): KnownTable | undefined {
  return knowledge.tables.find((table) => same(table.name, name));
}

/** The query that WITH calls so, for a relation at `offset`: the nearest one defined before. */
export function queryNamed(sql: string, name: string, offset: number): NamedQuery | undefined {
  return namedQueries(sql)
    .filter((query) => same(query.name, name) && query.start <= offset)
    .at(-1);
}

/** Columns of one relation of the statement, asked of the engine where it is no plain table. */
export async function columnsOf(sql: string, relation: Relation, knowledge: EditorKnowledge): Promise<readonly DescribedColumn[]> {
  const called = relation.name !== null && relation.source.endsWith(')');
  const named = relation.name !== null && !called ? queryNamed(sql, relation.name, relation.start - 1) : undefined;
  if (named && named.end < relation.start) {
    return knowledge.describe?.(`${withClause(sql, named.start)}SELECT * FROM (${named.body}\n)`) ?? [];
  }
  const table = relation.name === null || called ? undefined : tableNamed(knowledge, relation.name);
  if (table) return table.columns;
  return knowledge.describe?.(`${withClause(sql, relation.start)}SELECT * FROM ${relation.source}`) ?? [];
}

/** The relation that a qualifier at `offset` means: an alias of the query around it, else any known table. */
export function relationNamed(sql: string, qualifier: string, offset: number, knowledge: EditorKnowledge): Relation | undefined {
  const found = relationsAt(sql, offset).find((relation) => relation.alias !== null && same(relation.alias, qualifier));
  if (found) return found;
  const table = tableNamed(knowledge, qualifier);
  return table && { alias: table.name, name: table.name, source: `"${table.name.replaceAll('"', '""')}"`, start: offset };
}

/** Ids whose id or name begins with or contains what was typed, accents and blanks left out of account; the best first. */
export function idsLike(typed: string, ids: readonly KnownId[], unitSystems: readonly string[], limit = 30): readonly KnownId[] {
  const key = nameKey(typed);
  const rank = (entry: KnownId): number => {
    const name = nameKey(entry.name);
    const id = nameKey(entry.id);
    const match =
      name === key || id === key ? 0 : name.startsWith(key) || id.startsWith(key) ? 1 : name.includes(key) || id.includes(key) ? 2 : null;
    if (match === null) return Number.NaN;
    // The right unit system goes before a better match in another one.
    const elsewhere = entry.kind === 'unit' && unitSystems.length > 0 && !unitSystems.includes(entry.group);
    return match + (elsewhere ? 10 : 0);
  };
  return ids
    .map((entry) => ({ entry, rank: rank(entry) }))
    .filter((one) => !Number.isNaN(one.rank))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map((one) => one.entry);
}

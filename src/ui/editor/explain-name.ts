import type { Language } from '../../core/language';
import { isSymbol, nameIn, sqlPieces } from '../../core/sql/sql-pieces';
import { namedQueries, relationsAt, type NamedQuery } from '../../core/sql/sql-scope';
import type { DescribedColumn, FunctionEntry } from '../../jobs/describe-names';
import {
  columnsOf,
  queryNamed,
  relationNamed,
  tableNamed,
  type EditorKnowledge,
  type KnownId,
  type KnownParameter,
  type KnownTable,
} from './editor-knowledge';
import { functionNotes } from './function-notes';
import { signatureOf } from './sql-completion';
import { editorWords } from './words';

/** What a name in the text means. */
export type Meaning =
  | { readonly kind: 'table'; readonly table: KnownTable }
  | { readonly kind: 'query'; readonly query: NamedQuery }
  | { readonly kind: 'alias'; readonly name: string; readonly start: number; readonly source: string }
  | { readonly kind: 'column'; readonly column: DescribedColumn; readonly table: KnownTable | null; readonly of: string | null }
  | { readonly kind: 'function'; readonly entries: readonly FunctionEntry[] }
  | { readonly kind: 'parameter'; readonly parameter: KnownParameter }
  | { readonly kind: 'id'; readonly entry: KnownId };

/** A name with its place in the text. */
export interface FoundMeaning {
  readonly from: number;
  readonly to: number;
  readonly meaning: Meaning;
}

/** What stands at a place of the text; null for keywords, numbers, comments and names nobody knows. */
export async function meaningAt(sql: string, offset: number, knowledge: EditorKnowledge): Promise<FoundMeaning | null> {
  const pieces = sqlPieces(sql).filter((piece) => piece.kind !== 'comment');
  const at = pieces.findIndex((piece) => piece.start <= offset && offset <= piece.end && piece.kind !== 'symbol');
  const piece = pieces[at];
  if (!piece) return null;
  const found = (meaning: Meaning | null | undefined): FoundMeaning | null =>
    meaning ? { from: piece.start, to: piece.end, meaning } : null;
  if (piece.kind === 'parameter') {
    const parameter = knowledge.parameters.find(({ name }) => `$${name}` === piece.text);
    return found(parameter && { kind: 'parameter', parameter });
  }
  if (piece.kind === 'string') {
    const id = piece.text.slice(1, -1);
    const entry = knowledge.ids?.find((one) => one.id === id);
    return found(entry && { kind: 'id', entry });
  }
  if (piece.kind !== 'word' && piece.kind !== 'name') return null;
  const name = nameIn(piece);
  const qualifier = isSymbol(pieces[at - 1], '.') ? pieces[at - 2] : undefined;
  if (isSymbol(pieces[at + 1], '(') && piece.kind === 'word') {
    const entries = (knowledge.functions ?? []).filter((entry) => entry.name === name.toLowerCase());
    if (entries.length > 0) return found({ kind: 'function', entries });
  }
  if (qualifier) return found(await columnMeaning(sql, name, piece.start, knowledge, nameIn(qualifier)));
  const relations = relationsAt(sql, piece.start);
  const relation = relations.find((one) => one.start === piece.start);
  if (relation || namedQueries(sql).some((query) => query.start === piece.start))
    return found(relationMeaning(sql, name, piece.start, knowledge));
  const alias = relations.find((one) => one.alias?.toLowerCase() === name.toLowerCase());
  const column = isSymbol(pieces[at + 1], '.') ? null : await columnMeaning(sql, name, piece.start, knowledge, null);
  if (column) return found(column);
  if (alias && alias.alias !== alias.name) return found({ kind: 'alias', name: alias.alias!, start: alias.start, source: alias.source });
  return found(relationMeaning(sql, name, piece.start, knowledge));
}

function relationMeaning(sql: string, name: string, offset: number, knowledge: EditorKnowledge): Meaning | null {
  const query = queryNamed(sql, name, offset);
  if (query) return { kind: 'query', query };
  const table = tableNamed(knowledge, name);
  return table ? { kind: 'table', table } : null;
}

async function columnMeaning(
  sql: string,
  name: string,
  offset: number,
  knowledge: EditorKnowledge,
  qualifier: string | null,
): Promise<Meaning | null> {
  const qualified = qualifier === null ? undefined : relationNamed(sql, qualifier, offset, knowledge);
  const relations = qualifier === null ? relationsAt(sql, offset) : qualified ? [qualified] : [];
  for (const relation of relations) {
    const columns = await columnsOf(sql, relation, knowledge);
    const column = columns.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (!column) continue;
    const plain = relation.name !== null && !relation.source.endsWith(')') && !queryNamed(sql, relation.name, relation.start - 1);
    return { kind: 'column', column, table: plain ? (tableNamed(knowledge, relation.name!) ?? null) : null, of: relation.alias };
  }
  return null;
}

/** A meaning in the reader's words: what it is called, of what kind, a sentence, and a few values. */
export interface Explanation {
  readonly title: string;
  readonly kind: string;
  readonly text: string | null;
  readonly samples: readonly string[];
}

export async function explanationOf(meaning: Meaning, knowledge: EditorKnowledge, language: Language): Promise<Explanation> {
  const words = editorWords[language];
  const sample = async (table: KnownTable | null, column: string | null): Promise<readonly string[]> =>
    table ? ((await knowledge.sample?.(table.name, column).catch(() => [])) ?? []) : [];
  switch (meaning.kind) {
    case 'table': {
      const { name, kind, rows, columns } = meaning.table;
      const list = columns.map((column) => `${column.name} ${column.sqlType.toLowerCase()}`);
      const text = list.length > 12 ? `${list.slice(0, 12).join(', ')}, … +${list.length - 12}` : list.join(', ');
      return { title: name, kind: words.tableKind(kind, rows), text: text || null, samples: await sample(meaning.table, null) };
    }
    case 'query':
      return { title: meaning.query.name, kind: words.namedQuery, text: firstLines(meaning.query.body), samples: [] };
    case 'alias':
      return { title: meaning.name, kind: words.alias, text: firstLines(meaning.source), samples: [] };
    case 'column': {
      const { column, table, of } = meaning;
      const type = words.columnOf(column.sqlType.toLowerCase(), of);
      return { title: column.name, kind: type, text: null, samples: await sample(table, column.name) };
    }
    case 'function': {
      const [entry] = meaning.entries;
      const name = entry?.name ?? '';
      const signatures = meaning.entries.map((one) => `${name}(${signatureOf(one)})`);
      const note = functionNotes[name]?.[language] ?? entry?.description?.trim() ?? null;
      return {
        title: [...new Set(signatures)].join('  '),
        kind: words.functionKind(entry?.own ?? false),
        text: note,
        samples: entry?.example ? [entry.example] : [],
      };
    }
    case 'parameter': {
      const { name, label, value } = meaning.parameter;
      return {
        title: `$${name}`,
        kind: label && label !== name ? `${words.parameter}: ${label}` : words.parameter,
        text: words.valueNow(value),
        samples: [],
      };
    }
    case 'id': {
      const { id, name, kind, group } = meaning.entry;
      return { title: id, kind: `${words.idKinds[kind]} · ${group}`, text: name, samples: [] };
    }
  }
}

function firstLines(text: string): string {
  const lines = text.trim().split('\n');
  return lines.length > 4 ? `${lines.slice(0, 4).join('\n')}\n…` : lines.join('\n');
}

import { bindQuestion } from '../../core/bind-question';
import type { Language } from '../../core/language';
import type { ParamValue } from '../../core/question';
import {
  describeFunctions,
  describeQuery,
  describeViews,
  sampleOf,
  type DescribedColumn,
  type FunctionEntry,
} from '../../jobs/describe-names';
import type { QueryCellState } from '../../state/query-cell.svelte';
import type { Session } from '../../state/session.svelte';
import type { EditorKnowledge, KnownId, KnownTable } from './editor-knowledge';

/** What the engine alone can tell, asked once for each editor. */
export interface EngineNames {
  readonly functions: readonly FunctionEntry[];
  readonly views: readonly KnownTable[];
}

export async function engineNames(session: Session): Promise<EngineNames> {
  await session.ready;
  const [functions, views] = await Promise.all([describeFunctions(session.engine), describeViews(session.engine)]);
  return { functions, views: views.map((view): KnownTable => ({ ...view, kind: 'view', rows: null })) };
}

/** What a cell's editor knows: tables, cells, parameters with their values, functions, and the ids of the reference tables. */
export function sessionKnowledge(session: Session, cell: QueryCellState, names: EngineNames | null, language: Language): EditorKnowledge {
  const described = new Map<string, Promise<readonly DescribedColumn[]>>();
  const { specs, values } = cell;
  const describe = (query: string): Promise<readonly DescribedColumn[]> => {
    const known = described.get(query);
    if (known) return known;
    const asked = Promise.resolve()
      .then(() => describeQuery(session.engine, bindQuestion(query, specs, values).sql))
      .catch((): readonly DescribedColumn[] => []);
    described.set(query, asked);
    return asked;
  };
  const inputs = session.notebook.names.filter((one) => one.kind === 'input' && !specs.some((spec) => spec.name === one.name));
  return {
    tables: knownTables(session, cell, names),
    parameters: [
      ...specs.map((spec) => ({ name: spec.name, label: spec.label[language], value: shown(values[spec.name] ?? null) })),
      ...inputs.map((one) => ({ name: one.name, label: null, value: shown(inputValue(session, one.id)) })),
    ],
    functions: names?.functions ?? [],
    ids: knownIds(session, language),
    unitSystems: specs.flatMap((spec) => {
      const value = spec.type === 'unit_system' ? values[spec.name] : null;
      return typeof value === 'string' && value !== '' ? [value] : [];
    }),
    describe,
    sample: (table, column) => sampleOf(session.engine, table, column),
  };
}

function knownTables(session: Session, cell: QueryCellState, names: EngineNames | null): KnownTable[] {
  const cells = session.notebook.names
    .filter((one) => one.kind !== 'input' && one.id !== cell.id)
    .map((one): KnownTable => {
      const state = session.notebook.cell(one.id);
      const table = state?.kind === 'query' ? state.run.table : null;
      const columns = table?.columns ?? one.columns.map((name) => ({ name, sqlType: '' }));
      return { name: one.name, kind: 'cell', columns, rows: table?.rowCount ?? null };
    });
  const taken = new Set(session.notebook.names.map((one) => one.name));
  const tables = session.tables.tables.map(({ name, own, columns, rows }): KnownTable => ({
    name,
    kind: own ? 'own' : 'model',
    columns,
    rows,
  }));
  return [...cells, ...[...tables, ...(names?.views ?? [])].filter(({ name }) => !taken.has(name))];
}

function knownIds(session: Session, language: Language): KnownId[] {
  const { units, targets, indicators } = session.lists;
  return [
    ...units.map((one): KnownId => ({ id: one.id, kind: 'unit', name: one.name[language], group: one.group[language] })),
    ...targets.map((one): KnownId => ({ id: one.id, kind: 'target', name: one.name[language], group: one.group[language] })),
    ...indicators.map((one): KnownId => ({ id: one.id, kind: 'indicator', name: one.name[language], group: one.group[language] })),
  ];
}

function inputValue(session: Session, id: string): ParamValue {
  const state = session.notebook.cell(id);
  return state?.kind === 'input' ? state.value : null;
}

function shown(value: ParamValue): string | null {
  if (value === null) return null;
  return typeof value === 'object' ? `[${value.join(', ')}]` : String(value);
}

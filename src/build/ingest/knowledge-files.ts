import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { columnRoles, type ColumnRole, type Knowledge } from '../../ingest/knowledge';
import { RecordSplitter } from '../../ingest/records';

const reference = join(import.meta.dirname, '../../../sample-data/reference');

/** The same knowledge as `readKnowledge` gives, straight from sample-data/reference: for a reader that needs no engine. */
export function knowledgeFromFiles(): Knowledge {
  const columns = rowsOf('system_column');
  return {
    units: rowsOf('unit')
      .map((row) => ({
        unitId: row.unit_id ?? '',
        unitSystem: row.unit_system ?? '',
        code: row.code ?? '',
        nameVi: row.name_vi ?? '',
        kind: row.kind ?? '',
        order: Number(row.sort_order),
      }))
      .sort((a, b) => (a.unitSystem === b.unitSystem ? a.order - b.order : a.unitSystem < b.unitSystem ? -1 : 1))
      .map(({ unitId, unitSystem, code, nameVi, kind }) => ({ unitId, unitSystem, code, nameVi, kind })),
    aliases: aliases(),
    systems: rowsOf('system')
      .map((row) => ({
        systemId: row.system_id ?? '',
        nameVi: row.name_vi ?? '',
        nameEn: row.name_en ?? '',
        columns: columns
          .filter((column) => column.system_id === row.system_id)
          .map((column) => ({
            field: column.field ?? '',
            role: columnRoles.find((role): role is ColumnRole => role === column.role) ?? 'text',
            headerVi: column.header_vi ?? '',
            headerAliases: column.header_aliases ? column.header_aliases.split(' | ') : [],
            unit: column.unit ? column.unit : null,
          })),
      }))
      .sort((a, b) => (a.systemId < b.systemId ? -1 : 1)),
  };
}

/** A name that means two units of one system means none. */
function aliases(): Map<string, Map<string, string>> {
  const ids = new Map<string, Map<string, Set<string>>>();
  for (const { unit_system: system = '', alias_key: key = '', unit_id: id = '' } of rowsOf('unit_alias')) {
    const keys = ids.get(system) ?? new Map<string, Set<string>>();
    ids.set(system, keys.set(key, (keys.get(key) ?? new Set()).add(id)));
  }
  return new Map(
    [...ids].map(([system, keys]) => [
      system,
      new Map([...keys].flatMap(([key, units]) => (units.size === 1 ? [[key, [...units][0] ?? ''] as const] : []))),
    ]),
  );
}

function rowsOf(table: string): Record<string, string>[] {
  const splitter = new RecordSplitter({ delimiter: ',', fileName: `${table}.csv` });
  const records = [...splitter.push(readFileSync(join(reference, `${table}.csv`), 'utf8')), ...splitter.end()];
  const [head, ...rows] = records.map(({ cells }) => cells);
  return rows.map((cells) => Object.fromEntries((head ?? []).map((name, i) => [name, cells[i] ?? ''])));
}

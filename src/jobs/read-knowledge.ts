import type { Engine, RunOptions } from '../core/engine';
import { recordsOf, type Plain } from '../core/result-table';
import { columnRoles, type ColumnRole, type Knowledge, type KnownColumn } from '../ingest/knowledge';

/** What the reader of files must know (units, their names, systems and their heads), from the engine's reference tables. Once after the model is loaded. */
export async function readKnowledge(engine: Engine, options: RunOptions = {}): Promise<Knowledge> {
  const [units, aliases, systems, columns] = await Promise.all(
    [
      'SELECT unit_id, unit_system, code, name_vi, kind FROM unit ORDER BY unit_system, sort_order',
      'SELECT unit_system, alias_key, min(unit_id) AS unit_id FROM unit_alias GROUP BY unit_system, alias_key HAVING count(DISTINCT unit_id) = 1 ORDER BY unit_system, alias_key',
      'SELECT system_id, name_vi, name_en FROM system ORDER BY system_id',
      'SELECT system_id, field, role, header_vi, header_aliases, unit FROM system_column',
    ].map(async (sql) => recordsOf(await engine.query(sql, options))),
  );
  const bySystem = new Map<string, Map<string, string>>();
  for (const row of aliases ?? []) {
    const system = text(row.unit_system);
    const known = bySystem.get(system) ?? new Map<string, string>();
    bySystem.set(system, known.set(text(row.alias_key), text(row.unit_id)));
  }
  return {
    units: (units ?? []).map((row) => ({
      unitId: text(row.unit_id),
      unitSystem: text(row.unit_system),
      code: text(row.code),
      nameVi: text(row.name_vi),
      kind: text(row.kind),
    })),
    aliases: bySystem,
    systems: (systems ?? []).map((row) => ({
      systemId: text(row.system_id),
      nameVi: text(row.name_vi),
      nameEn: text(row.name_en),
      columns: (columns ?? []).filter((column) => column.system_id === row.system_id).map(knownColumn),
    })),
  };
}

function knownColumn(row: Record<string, Plain>): KnownColumn {
  return {
    field: text(row.field),
    role: columnRoles.find((role): role is ColumnRole => role === row.role) ?? 'text',
    headerVi: text(row.header_vi),
    headerAliases: row.header_aliases === null ? [] : text(row.header_aliases).split(' | '),
    unit: row.unit === null ? null : text(row.unit),
  };
}

function text(value: Plain | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

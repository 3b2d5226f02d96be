import type { Engine, RunOptions } from '../core/engine';
import { recordsOf } from '../core/result-table';
import { NameList, type NamedEntry, type SheetLookup } from '../core/sheet/sheet-names';

/** The units with every way they are written, the targets and the indicators, from the model. Once after it is loaded; some thousand names. */
export async function readSheetLookup(engine: Engine, options: RunOptions = {}): Promise<SheetLookup> {
  const [units, aliases, targets, indicators] = await Promise.all(
    [
      `SELECT unit_id AS id, name_vi, name_en, unit_system AS group_vi, unit_system AS group_en FROM unit
       ORDER BY CASE unit_system WHEN '34' THEN 1 WHEN '63' THEN 2 WHEN 'M2025' THEN 3 WHEN 'M2021' THEN 4 ELSE 5 END, sort_order`,
      'SELECT unit_id AS id, alias FROM unit_alias',
      `SELECT target_id AS id, statement_vi AS name_vi, statement_en AS name_en, coalesce(a.number, a.title_vi) AS group_vi, coalesce(a.number, a.title_en) AS group_en
       FROM target JOIN act AS a USING (act_id) ORDER BY target_id`,
      'SELECT indicator_id AS id, name_vi, name_en, unit AS group_vi, unit AS group_en FROM indicator ORDER BY indicator_id',
    ].map(async (sql) => recordsOf(await engine.query(sql, options))),
  );
  const aliasesOf = new Map<string, string[]>();
  for (const row of aliases ?? []) {
    const id = String(row.id);
    aliasesOf.set(id, [...(aliasesOf.get(id) ?? []), String(row.alias)]);
  }
  const list = (rows: Record<string, unknown>[] | undefined): NameList =>
    new NameList(
      (rows ?? []).map((row): NamedEntry => ({
        id: String(row.id),
        name: { vi: String(row.name_vi), en: String(row.name_en) },
        group: { vi: String(row.group_vi), en: String(row.group_en) },
        aliases: aliasesOf.get(String(row.id)) ?? [],
      })),
    );
  return { unit: list(units), target: list(targets), indicator: list(indicators) };
}

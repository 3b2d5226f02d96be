import type { Issue } from '../core/issue';
import type { IssueCode } from '../core/issue-catalogue';
import type { Knowledge } from '../ingest/knowledge';
import { UnitMatcher } from '../ingest/unit-match';
import { vanishedUnit } from '../ingest/vanished-units';
import { issueBase, mostExamples, type CheckedTable } from './checked-table';
import type { UnitText } from './read-texts';

/** An unknown unit name with how often and where first; with the unit that is proposed for it when exactly one is nearly the same. */
export interface UnknownName {
  readonly name: string;
  readonly rows: number;
  readonly first: number;
  readonly proposed: { readonly unitId: string; readonly name: string } | null;
}

/** Names looked at for a near unit. */
const mostNames = 2000;

/** Unknown names in kept rows, the earliest first. */
export function unknownNames(table: CheckedTable, knowledge: Knowledge): UnknownName[] {
  const matcher = new UnitMatcher(knowledge, table.unitSystems);
  const names = merged(keptTexts(table).filter((text) => text.unitId === null));
  return names.slice(0, mostNames).map(({ said, rows, first }) => {
    const match = matcher.match(said);
    const proposed = match.how === 'near' ? { unitId: match.unitId, name: unitName(knowledge, match.unitId) } : null;
    return { name: said, rows, first, proposed };
  });
}

/** A name that nearly matches one known unit is a question with the proposal; the others are rejections (or, in an unknown table, warnings: the rows stay). */
export function unknownIssues(table: CheckedTable, names: readonly UnknownName[]): Issue[] {
  const fate =
    table.systemId === null
      ? { fate: 'dòng vẫn giữ, chưa gắn mã đơn vị', fateEn: 'the rows stay, without a unit' }
      : { fate: 'đã để riêng', fateEn: 'put aside' };
  const issue = (code: IssueCode, kind: Issue['kind'], which: readonly UnknownName[]): Issue[] => {
    if (which.length === 0) return [];
    const rows = which.reduce((sum, one) => sum + one.rows, 0);
    const examples = which.slice(0, mostExamples).map((one) => ({ row: one.first, before: one.name, ...afterOf(one) }));
    return [{ ...issueBase(table, code, kind, rows), column: table.unitColumn ?? '', detail: fate, examples }];
  };
  const gone = names.filter((one) => vanishedUnit(one.name) !== null);
  const near = names.filter((one) => one.proposed && !gone.includes(one));
  const strange = names.filter((one) => !one.proposed && !gone.includes(one));
  const stays = table.systemId === null ? ('warning' as const) : ('rejection' as const);
  return [...issue('unit-near', 'question', near), ...issue('unit-vanished', stays, gone), ...issue('unit-unknown', stays, strange)];
}

function afterOf({ name, proposed }: UnknownName): { after?: string } {
  const after = vanishedUnit(name) ?? proposed?.name;
  return after === undefined ? {} : { after };
}

/** Units written otherwise than in the register. Counted, with one example for each of the first few spellings. */
export function aliasIssues(table: CheckedTable): Issue[] {
  const other = merged(keptTexts(table).filter((text) => text.unitId !== null && text.said !== '' && text.said !== text.unitName));
  if (other.length === 0) return [];
  const rows = other.reduce((sum, one) => sum + one.rows, 0);
  const examples = other.slice(0, mostExamples).map((one) => ({ row: one.first, before: one.said, after: one.unitName ?? '' }));
  return [{ ...issueBase(table, 'unit-alias', 'repair', rows), ...(table.unitColumn ? { column: table.unitColumn } : {}), examples }];
}

/**
 * Units of the decided systems without any row. Kinds of unit that the file leaves out altogether (say, all agencies attached to the Government)
 * are not expected of it. A ragged row or a misspelt name with a proposal was sent, so its unit is not missing.
 */
export function missingUnitIssues(table: CheckedTable, unknown: readonly UnknownName[], knowledge: Knowledge): Issue[] {
  const proposals = proposalsOf(unknown);
  const sent = new Set(
    table.unitTexts.filter((text) => text.kind !== 'total').map((text) => text.unitId ?? proposals.get(text.said) ?? ''),
  );
  const kinds = new Set(knowledge.units.filter((unit) => sent.has(unit.unitId)).map((unit) => unit.kind));
  const gone = knowledge.units.filter(
    (unit) => table.unitSystems.includes(unit.unitSystem) && kinds.has(unit.kind) && !sent.has(unit.unitId),
  );
  if (gone.length === 0) return [];
  const examples = gone.slice(0, mostExamples).map((unit) => ({ row: 0, before: unit.nameVi }));
  return [{ ...issueBase(table, 'unit-missing', 'warning', gone.length), examples }];
}

/** Misspelt name → unit_id of the unit proposed for it. */
export function proposalsOf(unknown: readonly UnknownName[]): Map<string, string> {
  return new Map(unknown.flatMap(({ name, proposed }) => (proposed ? [[name, proposed.unitId] as const] : [])));
}

export function unitName(knowledge: Knowledge, unitId: string): string {
  return knowledge.units.find((unit) => unit.unitId === unitId)?.nameVi ?? unitId;
}

function keptTexts(table: CheckedTable): UnitText[] {
  return table.unitTexts.filter((text) => table.keptKinds.includes(text.kind));
}

/** Cells that read alike once cleaned are one text. */
function merged(texts: readonly UnitText[]): UnitText[] {
  const bySaid = new Map<string, UnitText>();
  for (const text of texts) {
    const known = bySaid.get(text.said);
    bySaid.set(text.said, known ? { ...known, rows: known.rows + text.rows, first: Math.min(known.first, text.first) } : text);
  }
  return [...bySaid.values()].sort((a, b) => a.first - b.first);
}

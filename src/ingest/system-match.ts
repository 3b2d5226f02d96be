import { nameKey } from '../core/name-key';
import type { Knowledge, KnownColumn, KnownSystem } from './knowledge';

export interface SystemMatch {
  readonly system: KnownSystem;
  /** Share of the table's headed columns that belong to the system, times the share of the system's figure columns found; 0–1. */
  readonly score: number;
  /** For each column of the table: what it is in that system, or null. */
  readonly columns: readonly (KnownColumn | null)[];
}

/** Least score, and least lead over the second best, to accept a system by itself. */
export const acceptScore = 0.5;
export const acceptLead = 0.15;

/**
 * The register system whose export is headed like this, or null when none is clearly the best.
 * Key columns (unit, period, ordinal) are headed alike everywhere, so only figure columns count for the score.
 */
export function matchSystem(knowledge: Knowledge, headers: readonly string[]): SystemMatch | null {
  const ranked = knowledge.systems.map((system) => scoreSystem(system, headers)).sort((a, b) => b.score - a.score);
  const [best, second] = ranked;
  if (!best || best.score < acceptScore || best.score - (second?.score ?? 0) < acceptLead) return null;
  return best;
}

/** How well one system fits a row of headers. */
export function scoreSystem(system: KnownSystem, headers: readonly string[]): SystemMatch {
  const byKey = new Map<string, KnownColumn>();
  for (const column of system.columns)
    for (const header of [column.headerVi, ...column.headerAliases, column.field]) {
      const key = headerKey(header);
      if (key && !byKey.has(key)) byKey.set(key, column);
    }
  const taken = new Set<KnownColumn>();
  const columns = headers.map((header) => {
    const parts = header.split(' › ');
    // A two-row head 'Hồ sơ › Trước hạn' may be known whole, joined, or by its lower part.
    const found =
      byKey.get(headerKey(header)) ??
      byKey.get(headerKey(parts.join(' '))) ??
      (parts.length > 1 ? byKey.get(headerKey(parts.at(-1) ?? '')) : undefined);
    if (!found || taken.has(found)) return null;
    taken.add(found);
    return found;
  });
  const isFigure = (column: KnownColumn) => !keyRoles.has(column.role);
  const figures = system.columns.filter(isFigure);
  const foundFigures = figures.filter((column) => taken.has(column)).length;
  const headed = headers.filter((header) => header !== '').length;
  const score = figures.length && headed ? (taken.size / headed) * (foundFigures / figures.length) : 0;
  return { system, score, columns };
}

const keyRoles = new Set(['unit', 'unit_code', 'period', 'ordinal']);

/** The header's key without a unit of measure in brackets: 'Tỷ lệ giải ngân (%)' is 'tylegiaingan'. */
function headerKey(header: string): string {
  return nameKey(header.replace(/\s*\((?:%|ĐVT[^)]*|hồ sơ|người|triệu đồng|tỷ đồng|đồng|đơn vị[^)]*)\)\s*$/i, ''));
}

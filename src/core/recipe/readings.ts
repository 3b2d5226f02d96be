import { textLiteral } from '../sql/sql-literal';

/**
 * What the different texts of a table's period, day and unit columns say. Read outside the engine (src/ingest), written into the recipe's statement
 * as small relations and joined by the text as it is in the raw table, so that one reader decides and the statement still shows every reading.
 */
export interface Readings {
  readonly units: readonly UnitReading[];
  readonly periods: readonly PeriodReading[];
  /** Raw column → its days. */
  readonly days: ReadonlyMap<string, readonly DayReading[]>;
}

interface Reading {
  /** The cell as it is in the raw table. */
  readonly text: string;
  /** The cell cleaned; null when it says nothing. */
  readonly said: string | null;
}

export interface UnitReading extends Reading {
  readonly unitId: string | null;
  readonly unitName: string | null;
}

/** Days as ISO dates, both ends included; all three null when the text names no period. */
export interface PeriodReading extends Reading {
  readonly start: string | null;
  readonly end: string | null;
  readonly kind: string | null;
}

export interface DayReading extends Reading {
  readonly day: string | null;
}

export const noReadings: Readings = { units: [], periods: [], days: new Map() };

/** A SELECT of TEXT columns from rows of texts. Lists side by side: a long VALUES takes three times as long to plan. */
export function textRelation(columns: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  const lists = columns.map((column, i) => {
    const texts = rows.map((row) => (row[i] === null || row[i] === undefined ? 'NULL' : textLiteral(row[i])));
    return `unnest(CAST([${texts.join(', ')}] AS TEXT[])) AS ${column}`;
  });
  return `SELECT ${lists.join(', ')}`;
}

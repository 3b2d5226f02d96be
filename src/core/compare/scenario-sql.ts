import { identifier, numberLiteral, textLiteral } from '../sql/sql-literal';
import { relationOf } from '../sql/sql-relation';
import type { Scenario } from './comparison';

/** What a scenario is called as a relation. */
export const scenarioRelation = 'what_if';

/**
 * A statement with a scenario before it, as the relation `what_if` that the macros of territory.sql read by name: what is supposed stands in
 * the text for anybody to see and is never stored.
 */
export function withScenario(sql: string, scenario: Scenario): string {
  const rows = scenario.changes.map(({ unit, indicator, kind, amount }) => {
    const [value, pace] = kind === 'value' ? [numberLiteral(amount), 'NULL'] : ['NULL', numberLiteral(amount)];
    return `  (${textLiteral(unit)}, ${textLiteral(indicator)}, CAST(${value} AS DOUBLE), CAST(${pace} AS DOUBLE))`;
  });
  const none = rows.length === 0;
  return [
    `-- ${scenario.name.replace(/[\r\n]+/g, ' ')}`,
    `WITH ${identifier(scenarioRelation)} (unit_id, indicator_id, value, pace) AS (VALUES`,
    none ? `  ('', '', CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE))` : rows.join(',\n'),
    ')',
    `SELECT * FROM ${relationOf(sql)}`,
  ].join('\n');
}

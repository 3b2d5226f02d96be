import type { Engine } from '../core/engine';
import { textLiteral } from '../core/sql-literal';

/** Columns of the file of sample observations, with their types; `value` is left out where numerator and denominator give it. */
export const sampleObservationColumns = {
  unit_id: 'VARCHAR',
  indicator_id: 'VARCHAR',
  period_start: 'DATE',
  period_end: 'DATE',
  period_kind: 'VARCHAR',
  series: 'VARCHAR',
  value: 'DOUBLE',
  numerator: 'DOUBLE',
  denominator: 'DOUBLE',
  file: 'VARCHAR',
  row: 'INTEGER',
} as const;

/**
 * Adds the observations that the sample exports gave when the page was built (origin 'illustrative'), so that the page need not
 * read thirty files at its start. The same rows come out when the files themselves are opened.
 */
export async function loadSampleObservations(engine: Engine, csv: Uint8Array): Promise<void> {
  const name = 'sample-observation.csv';
  const path = await engine.register(name, csv);
  const columns = Object.entries(sampleObservationColumns)
    .map(([column, type]) => `${textLiteral(column)}: ${textLiteral(type)}`)
    .join(', ');
  await engine.execute(
    `INSERT INTO observation BY NAME
     SELECT s.* EXCLUDE (value), coalesce(s.value, s.numerator / s.denominator * CASE i.unit WHEN 'percent' THEN 100.0 ELSE 1.0 END) AS value, 'illustrative' AS origin
     FROM (SELECT * FROM read_csv(${textLiteral(path)}, auto_detect = false, header = true, delim = ',', nullstr = '', columns = {${columns}})) AS s
     JOIN (SELECT indicator_id, unit FROM indicator) AS i USING (indicator_id);`,
  );
  await engine.unregister(name);
}

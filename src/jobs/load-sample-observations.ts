import type { Engine } from '../core/engine';
import { sampleRowsCsv, type SampleRows } from '../core/sample-rows';
import { textLiteral } from '../core/sql-literal';

const fileName = 'sample-observation.csv';

/**
 * Adds the observations that the sample exports gave when the page was built (origin 'illustrative'), so that the page need not
 * read forty files at its start. The same rows come out when the files themselves are opened.
 */
export async function loadSampleObservations(engine: Engine, sample: SampleRows): Promise<void> {
  const insert = await registerSample(engine, sample);
  await engine.execute(insert);
  await engine.unregister(fileName);
}

/** Makes the rows readable and gives the statement that inserts them, for a script that does more in the same transaction. */
export async function registerSample(engine: Engine, sample: SampleRows): Promise<string> {
  const path = await engine.register(fileName, new TextEncoder().encode(sampleRowsCsv(sample)));
  const list = (alias: string, columns: readonly string[], rows: readonly (readonly string[])[]) =>
    `(VALUES ${rows.map((row, at) => `(${[at, ...row.map(textLiteral)].join(', ')})`).join(', ')}) AS ${alias}(place, ${columns.join(', ')})`;
  const units = list(
    'u',
    ['unit_id'],
    sample.units.map((unit) => [unit]),
  );
  const indicators = list(
    'i',
    ['indicator_id'],
    sample.indicators.map((indicator) => [indicator]),
  );
  const files = list(
    'f',
    ['file', 'series'],
    sample.files.map(({ file, series }) => [file, series]),
  );
  const periods = list(
    'p',
    ['period_start', 'period_end', 'period_kind'],
    sample.periods.map(({ start, end, kind }) => [start, end, kind]),
  );
  return `INSERT INTO observation BY NAME
    SELECT u.unit_id, i.indicator_id, CAST(p.period_start AS DATE) AS period_start, CAST(p.period_end AS DATE) AS period_end, p.period_kind, f.series,
           coalesce(r.value, r.numerator / r.denominator * CASE n.unit WHEN 'percent' THEN 100.0 ELSE 1.0 END) AS value, r.numerator, r.denominator,
           'illustrative' AS origin, f.file, r.row
    FROM read_csv(${textLiteral(path)}, auto_detect = false, header = false, delim = ',', nullstr = '', columns = {'unit': 'INTEGER', 'indicator': 'INTEGER',
           'file': 'INTEGER', 'period': 'INTEGER', 'row': 'INTEGER', 'value': 'DOUBLE', 'numerator': 'DOUBLE', 'denominator': 'DOUBLE'}) AS r
    JOIN ${units} ON u.place = r.unit
    JOIN ${indicators} ON i.place = r.indicator
    JOIN indicator AS n ON n.indicator_id = i.indicator_id
    JOIN ${files} ON f.place = r.file
    JOIN ${periods} ON p.place = r.period;`;
}

/** Takes the sample observations out again; rows of a sample file that the reader opened go too, until it is opened again. */
export async function removeSampleObservations(engine: Engine, sample: SampleRows): Promise<void> {
  const files = sample.files.map(({ file }) => textLiteral(file)).join(', ');
  await engine.execute(`DELETE FROM observation WHERE origin = 'illustrative' AND file IN (${files});`);
}

import type { Engine } from '../core/engine';
import { packedFiles, packedLine } from '../core/sample-rows';
import { textLiteral } from '../core/sql/sql-literal';

const fileName = 'sample-observation.txt';

/**
 * Adds the observations that the sample exports gave when the page was built (origin 'illustrative'), so that the page need not
 * read forty files at its start. The same rows come out when the files themselves are opened.
 * @param packed see `packSampleRows`
 */
export async function loadSampleObservations(engine: Engine, packed: Uint8Array): Promise<void> {
  const insert = await registerSample(engine, packed);
  await engine.execute(insert);
  await engine.unregister(fileName);
}

/** Makes the packed rows readable and gives the statement that unpacks and inserts them, for a script that does more in the same transaction. */
export async function registerSample(engine: Engine, packed: Uint8Array): Promise<string> {
  const path = await engine.register(fileName, packed);
  const fields = (line: keyof typeof packedLine) => `string_split(line[${packedLine[line]}], chr(9))`;
  const columns = (lines: readonly (keyof typeof packedLine)[], type: string) =>
    lines.map((line) => `unnest(list_transform(${fields(line)}, x -> TRY_CAST(x AS ${type}))) AS ${line}`).join(', ');
  const list = (name: string, lines: readonly (keyof typeof packedLine)[]) =>
    `${name} AS (SELECT ${lines.map((line) => `unnest(${fields(line)}) AS ${line}`).join(', ')}, generate_subscripts(${fields(lines[0]!)}, 1) AS place FROM packed)`;
  const summed = (line: string) =>
    `CASE WHEN ${line} IS NOT NULL THEN CAST(sum(${line}) OVER (ROWS UNBOUNDED PRECEDING) AS DOUBLE) END AS ${line}`;
  return `INSERT INTO observation BY NAME
    WITH packed AS MATERIALIZED (SELECT string_split(content, chr(10)) AS line FROM read_text(${textLiteral(path)})),
         ${list('u', ['units'])}, ${list('i', ['indicators'])}, ${list('f', ['files', 'series'])}, ${list('p', ['periodStarts', 'periodEnds', 'periodKinds'])},
         difference AS (SELECT ${columns(['unit', 'indicator', 'file', 'period'], 'INTEGER')}, ${columns(['value'], 'DOUBLE')},
                               ${columns(['row', 'numerator', 'denominator'], 'DECIMAL(18, 6)')} FROM packed),
         r AS (SELECT unit, indicator, file, period, value, ${['row', 'numerator', 'denominator'].map(summed).join(', ')} FROM difference)
    SELECT u.units AS unit_id, i.indicators AS indicator_id, CAST(p.periodStarts AS DATE) AS period_start, CAST(p.periodEnds AS DATE) AS period_end,
           p.periodKinds AS period_kind, f.series,
           coalesce(r.value, r.numerator / r.denominator * CASE n.unit WHEN 'percent' THEN 100.0 ELSE 1.0 END) AS value, r.numerator, r.denominator,
           'illustrative' AS origin, f.files AS file, CAST(r.row AS INTEGER) AS row
    FROM r JOIN u ON u.place = r.unit JOIN i ON i.place = r.indicator JOIN indicator AS n ON n.indicator_id = i.indicators
    JOIN f ON f.place = r.file JOIN p ON p.place = r.period;`;
}

/** Takes the sample observations out again; rows of a sample file that the reader opened go too, until it is opened again. */
export async function removeSampleObservations(engine: Engine, packed: Uint8Array): Promise<void> {
  const files = packedFiles(packed).map(textLiteral).join(', ');
  await engine.execute(`DELETE FROM observation WHERE origin = 'illustrative' AND file IN (${files});`);
}

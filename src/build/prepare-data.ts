import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toPlainTable } from '../core/plain-table';
import { parseQuestion, startQuestion } from '../core/question';
import { packSampleRows, sampleRowColumns } from '../core/sample-rows';
import { loadModel } from '../jobs/load-model';
import { openFiles } from '../jobs/open-files';
import { readKnowledge } from '../jobs/read-knowledge';
import { restoreModel } from '../jobs/restore-model';
import { runQuestion } from '../jobs/run-question';
import { readLeanEngine } from './lean-engine';
import { openNodeEngine, writeSnapshot } from '../engine/node-engine';

/**
 * Writes what the page fetches at its start into src/generated: the engine without names it does not need, the model as a database file, the
 * observations that the sample exports give (read here by the same code that reads a dropped file), the saved questions, parsed, and the start
 * page's result, computed by the same SQL on the restored model. Nothing of it is committed; the page confirms the result with its own engine.
 */
const root = join(import.meta.dirname, '../..');
const generated = join(root, 'src/generated');
const sampleCopies = join(root, 'public/samples');
/** Written here first, so that a build beside this one never sees half of it. */
const out = join(root, `node_modules/.cache/doi-chieu-data-${process.pid}`);
const read = (path: string) => readFileSync(join(root, path));
const samplesFolder = join(root, 'sample-data/exports');
const samples = readdirSync(samplesFolder)
  .filter((name) => /\.(csv|tsv|txt)$/.test(name))
  .sort();

mkdirSync(out, { recursive: true });
rmSync(sampleCopies, { recursive: true, force: true });
mkdirSync(sampleCopies, { recursive: true });
for (const name of samples) copyFileSync(join(samplesFolder, name), join(sampleCopies, name));

writeFileSync(join(out, 'duckdb-eh.wasm'), readLeanEngine());

const questions = readdirSync(join(root, 'queries'), { recursive: true, encoding: 'utf8' })
  .map((path) => `queries/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.sql') && !path.startsWith('queries/model/'))
  .sort()
  .map((path) => parseQuestion(path, read(path).toString('utf8')));
writeFileSync(join(out, 'questions.json'), JSON.stringify(questions));

await writeSnapshot(join(out, 'model.db'), (engine) => loadModel(engine, async (path) => new Uint8Array(read(path))));
const snapshot = {
  database: new Uint8Array(readFileSync(join(out, 'model.db'))),
  log: new Uint8Array(readFileSync(join(out, 'model.db.wal'))),
};

const engine = await openNodeEngine();
try {
  await engine.lockDown();
  await restoreModel(engine, snapshot, null);
  const sources = samples.map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(samplesFolder, name))) }));
  const opened = await openFiles(engine, sources, await readKnowledge(engine));
  const failed = opened.filter((file) => file.error);
  if (failed.length > 0) throw new Error(failed.map((file) => `${file.name}: ${file.error?.text('en')}`).join('\n'));

  const observations = await engine.query(
    `SELECT ${sampleRowColumns.join(', ')} FROM observation WHERE origin = 'illustrative' ORDER BY file, indicator_id, unit_id, period_end`,
  );
  writeFileSync(join(out, 'sample-observation.txt'), packSampleRows(observations));

  const start = questions.find((question) => question.id === startQuestion)!;
  const { table } = await runQuestion(engine, start);
  writeFileSync(join(out, 'start.json'), JSON.stringify(toPlainTable(table)));
  rmSync(generated, { recursive: true, force: true });
  renameSync(out, generated);
  console.log(
    `Prepared ${samples.length} sample files, ${observations.rowCount} observations, ${table.rowCount} verdicts for the start page.`,
  );
} finally {
  await engine.close();
}

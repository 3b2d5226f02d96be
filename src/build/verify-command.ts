import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '../core/app-error';
import { openNodeEngine } from '../engine/node-engine';
import { readPortable } from '../ingest/portable/portable-file';
import { isSealed, unsealFile } from '../ingest/portable/sealed-file';
import type { SourceFile } from '../ingest/source-file';
import { readKnowledge } from '../jobs/read-knowledge';
import { restoreModel } from '../jobs/restore-model';
import { verifyPortable } from '../jobs/verify-portable';

/**
 * `npm run -s verify -- FILE [--password …]`: computes the tables and results of a `.doichieu` file anew and says whether they hold.
 * Exit status: 0 all of them hold; 1 some do not; 2 the file or the command cannot be read.
 */
const { values, positionals } = parseArgs({ options: { password: { type: 'string' } }, allowPositionals: true });
const [path] = positionals;
if (path === undefined || positionals.length > 1 || !existsSync(path)) {
  console.error('npm run -s verify -- FILE.doichieu [--password …]');
  process.exit(2);
}

const generated = join(import.meta.dirname, '../generated');
if (!existsSync(join(generated, 'model.db'))) await import('./prepare-data');
const bytesOf = (name: string) => new Uint8Array(readFileSync(join(generated, name)));

try {
  const file: SourceFile = { name: basename(path), bytes: new Uint8Array(readFileSync(path)) };
  const read = await readPortable(isSealed(file.bytes) ? await unsealFile(file, values.password ?? '') : file);
  const engine = await openNodeEngine();
  try {
    await engine.lockDown();
    const samples = read.content.samples ? bytesOf('sample-observation.txt') : null;
    await restoreModel(engine, { database: bytesOf('model.db'), log: bytesOf('model.db.wal') }, samples);
    const { tables, results, holds } = await verifyPortable(engine, read, await readKnowledge(engine));
    console.log(`${file.name}: ${read.content.title} (${read.app}, ${read.madeAt})`);
    for (const name of read.damaged) console.log(`✗ ${name}: hỏng / damaged`);
    for (const { table, file: from, verdict } of tables)
      console.log(`${verdict.kind === 'same' ? '✓' : '✗'} ${table} (${from}): ${verdict.kind}${rowsOf(verdict)}`);
    for (const { cell, title, verdict, error } of results)
      console.log(
        `${verdict === 'same' ? '✓' : '✗'} ${cell} ${title}: ${verdict}${error ? ` — ${error.text('vi')} / ${error.text('en')}` : ''}`,
      );
    console.log(holds ? 'Đúng như khi tạo. / Everything holds.' : 'Có chỗ khác. / Something differs.');
    process.exitCode = holds ? 0 : 1;
  } finally {
    await engine.close();
  }
} catch (cause) {
  console.error(cause instanceof AppError ? `${cause.text('vi')} / ${cause.text('en')}` : cause);
  process.exitCode = 2;
}

function rowsOf(verdict: { readonly kind: string; readonly rows?: readonly { readonly from: number; readonly to: number }[] }): string {
  const rows = verdict.rows ?? [];
  return rows.length === 0 ? '' : `, rows ${rows.map(({ from, to }) => (from === to ? from : `${from}–${to}`)).join(', ')}`;
}

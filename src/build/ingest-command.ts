import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ingestFiles } from './ingest/ingest-files';

/**
 * `npm run -s ingest -- [--raw|--clean] --out DIR FILE…`: the page's reader without a browser. A folder stands for all files in it.
 * Exit status: 0; 1 when a file could not be read at all (all others are done); 2 when the command is wrong.
 */
const usage = 'npm run -s ingest -- [--raw|--clean] --out DIR FILE…';

function argumentsOf() {
  try {
    return parseArgs({
      options: { raw: { type: 'boolean', default: false }, clean: { type: 'boolean', default: false }, out: { type: 'string' } },
      allowPositionals: true,
    });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}

const { values, positionals } = argumentsOf();
if (values.out === undefined || positionals.length === 0 || (values.raw && values.clean)) {
  console.error(usage);
  process.exit(2);
}

const files = await ingestFiles(positionals.flatMap(filesIn), {
  mode: values.raw ? 'raw' : 'clean',
  out: values.out,
  onFile: ({ path, csv, issues, error }) => {
    if (error) console.error(`✗ ${path}: ${error.text('vi')} / ${error.text('en')}`);
    else console.log(`${path} → ${csv.join(', ')}${issues ? ` (${issues} issues)` : ''}`);
  },
});
process.exitCode = files.some((file) => file.error) ? 1 : 0;

function filesIn(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((one) => statSync(one).isFile())
    .sort();
}

import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { buildBare } from './bench-sites';
import { figureTable, type Figure } from './figure';
import { measureGrid } from './measure-grid';
import { measureImport } from './measure-import';
import { corpusTable, measureIngest } from './measure-ingest';
import { measureQuery } from './measure-query';
import { measureRestated } from './measure-restated';
import { measureReturn } from './measure-return';
import { measureStart } from './measure-start';

/**
 * `npm run bench [-- --quick] [-- ingest]`: every figure of the built page beside the same work on bare duckdb-wasm, measured in turn on this
 * machine; medians, with lowest and highest. Ratios carry over to other machines, times do not. `start`, `return`, `import`, `query`, `restated`, `grid` or `ingest`
 * (also as `--only ingest`) measures that part alone; `ingest` prints the scores of the reader on damaged files, too, `--all` on every one of them.
 */
const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string' },
    all: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const only = values.only ?? positionals[0];
const quick = values.quick;
const rounds = (usual: number, few: number) => (values.rounds ? Number(values.rounds) : quick ? few : usual);

const parts: Record<string, () => Promise<Figure[]>> = {
  start: () => measureStart(rounds(5, 2)),
  return: () => measureReturn(rounds(5, 2)),
  import: () => measureImport(rounds(3, 1), quick ? [50, 100] : [50, 100, 500]),
  query: () => measureQuery(rounds(9, 3)),
  restated: () => measureRestated(rounds(15, 3)),
  grid: () => measureGrid(rounds(3, 1)),
  ingest: () => measureIngest(rounds(3, 1)),
};
if (only !== undefined && !(only in parts)) {
  console.error(`parts are: ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

await buildBare();
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (only !== undefined && only !== name) continue;
  process.stderr.write(`measuring: ${name} …\n`);
  if (name === 'ingest') console.log(`\n${await corpusTable(values.all)}`);
  figures.push(...(await measure()));
}
console.log(`\n${figureTable(figures)}\n`);
console.log(
  `${cpus().length} processors, load ${loadavg()[0]!.toFixed(1)} at the end. Median (lowest–highest); page and bare were measured in turn.`,
);

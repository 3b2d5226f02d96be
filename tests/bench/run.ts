import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { buildBare } from './bench-sites';
import { figureTable, type Figure } from './figure';
import { measureGrid } from './measure-grid';
import { measureImport } from './measure-import';
import { measureQuery } from './measure-query';
import { measureStart } from './measure-start';

/**
 * `npm run bench [-- --quick] [-- --only start|import|query|grid]`: every figure of the built page beside the same work on bare
 * duckdb-wasm, measured in turn on this machine; medians, with lowest and highest. Ratios carry over to other machines, times do not.
 */
const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, rounds: { type: 'string' } },
});
const quick = values.quick;
const rounds = (usual: number, few: number) => (values.rounds ? Number(values.rounds) : quick ? few : usual);

const parts: Record<string, () => Promise<Figure[]>> = {
  start: () => measureStart(rounds(5, 2)),
  import: () => measureImport(rounds(3, 1), quick ? [50, 100] : [50, 100, 500]),
  query: () => measureQuery(rounds(9, 3)),
  grid: () => measureGrid(rounds(3, 1)),
};
if (values.only !== undefined && !(values.only in parts)) {
  console.error(`--only takes one of: ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

await buildBare();
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (values.only !== undefined && values.only !== name) continue;
  process.stderr.write(`measuring: ${name} …\n`);
  figures.push(...(await measure()));
}
console.log(`\n${figureTable(figures)}\n`);
console.log(
  `${cpus().length} processors, load ${loadavg()[0]!.toFixed(1)} at the end. Median (lowest–highest); page and bare were measured in turn.`,
);

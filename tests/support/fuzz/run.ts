import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { knowledgeFromFiles } from '../../../src/build/ingest/knowledge-files';
import { AppError } from '../../../src/core/app-error';
import { prepareFile } from '../../../src/ingest/prepare-file';
import { reportCases } from '../corpus/report-cases';
import { shuffled } from '../corpus/report-faults';
import { mutated, noise } from './mutated';

/**
 * Reads noise and spoilt files until the time is up, in a process of its own so that a reader that never returns can be stopped from outside.
 * Arguments: first seed, milliseconds. Each line of output is JSON: what is about to be read, then, where it went wrong, why.
 */
const [first = 0, budgetMs = 10_000] = process.argv.slice(2).map(Number);
const knowledge = knowledgeFromFiles();
const exportsFolder = join(import.meta.dirname, '../../../sample-data/exports');
const samples = readdirSync(exportsFolder)
  .filter((name) => /\.(csv|tsv|txt)$/.test(name))
  .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(exportsFolder, name)).subarray(0, 60_000)) }));
const made = shuffled(reportCases({ pairs: 20 }), 5).map((one) => ({ name: one.fileName, bytes: one.bytes }));
const sources = [...samples, ...made];

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const until = performance.now() + budgetMs;
let read = 0;
for (let seed = first; performance.now() < until; seed++, read++) {
  const source = sources[seed % sources.length]!;
  const file =
    seed % 5 === 4 ? { name: `noise-${seed}.csv`, bytes: noise(seed) } : { name: source.name, bytes: mutated(source.bytes, seed) };
  say({ seed, file: file.name, bytes: file.bytes.length });
  const started = performance.now();
  let written = 0;
  try {
    await prepareFile(file, 'fuzz', knowledge, {
      onTable: async () => {},
      onChunk: async (chunk: Uint8Array) => {
        written += chunk.byteLength;
      },
    });
  } catch (error) {
    if (!(error instanceof AppError))
      say({ seed, file: file.name, crash: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
  const ms = performance.now() - started;
  if (ms > 4000) say({ seed, file: file.name, slow: Math.round(ms) });
  // A workbook is packed; a sheet may unfold a little, a text hardly at all.
  if (written > 40 * file.bytes.length + 2_000_000) say({ seed, file: file.name, grew: written });
}
say({ read, peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024) });

import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildHeadScript, buildOneBundle } from './single-file/one-bundle';
import { writeSingleFile } from './single-file/write-single-file';
import { writeFirstScreen } from './write-first-screen';

/** `npm run -s single-file -- [--out FILE]`: makes the whole application as one HTML file that opens by double click; by default doi-chieu.html. */
const { values } = parseArgs({ options: { out: { type: 'string', default: 'doi-chieu.html' } } });
const folder = join(import.meta.dirname, '../../node_modules/.cache/doi-chieu-single-file');
await buildOneBundle(folder);
await writeFirstScreen(folder);
const html = await writeSingleFile(folder, await buildHeadScript('single-file.ts'));
writeFileSync(values.out, html);
console.log(`${resolve(values.out)}: ${(Buffer.byteLength(html) / 1e6).toFixed(1)} MB`);

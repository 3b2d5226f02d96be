import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { generateExports } from './generator/exports.ts';
import { faultsText } from './generator/fault-list.ts';
import { readReference } from './generator/reference.ts';

const here = new URL('.', import.meta.url);
const reference = new URL('../reference/', here);
const text = (name: string): string => readFileSync(new URL(name, reference), 'utf8');

const made = generateExports(readReference(text('unit.csv'), text('system_column.csv')));
for (const name of readdirSync(here)) if (/\.(csv|tsv|txt)$/.test(name)) rmSync(new URL(name, here));
for (const [name, bytes] of made.files) writeFileSync(new URL(name, here), bytes);
writeFileSync(new URL('faults.json', here), faultsText(made.faults));

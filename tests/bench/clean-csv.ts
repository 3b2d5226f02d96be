import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from '../support/corpus/seeded';
import { outputFolder } from './bench-sites';

/** Columns: id, received_on (a day of 2020), office (1 of 200), procedure (1 of 40), dossiers, on_time, fee, handled_by (text). */
const header = 'id,received_on,office,procedure,dossiers,on_time,fee,handled_by\n';

/** A statement over the table of such a file that groups all of it into 2,400 rows. */
export const groupedSql = (table: string): string =>
  `SELECT office, date_trunc('month', received_on) AS month, count(*) AS n, sum(dossiers) AS dossiers, round(100 * sum(on_time) / sum(dossiers), 2) AS on_time_rate, ` +
  `max(fee) AS highest_fee FROM ${table} GROUP BY office, month ORDER BY on_time_rate, office, month`;

/** A clean CSV of at least so many million bytes, the same at every call; written once. */
export function cleanCsv(megabytes: number): string {
  return writtenOnce(`clean-${megabytes}.csv`, megabytes, header, csvLine);
}

/** A file of at least so many million bytes in the output folder: `head`, then lines by their number from 1. Made again only when it is missing. */
export function writtenOnce(name: string, megabytes: number, head: string, lineOf: (id: number, random: () => number) => string): string {
  const path = join(outputFolder, name);
  if (existsSync(path) && statSync(path).size >= megabytes * 1e6) return path;
  mkdirSync(outputFolder, { recursive: true });
  const unfinished = `${path}.part`;
  const file = openSync(unfinished, 'w');
  const random = seeded(20201231);
  let size = writeSync(file, head);
  for (let id = 1; size < megabytes * 1e6;) {
    let text = '';
    for (let line = 0; line < 20_000; line++, id++) text += lineOf(id, random);
    size += writeSync(file, text);
  }
  closeSync(file);
  renameSync(unfinished, path);
  return path;
}

function csvLine(id: number, random: () => number): string {
  const below = (limit: number) => Math.floor(random() * limit);
  const day = new Date(Date.UTC(2020, 0, 1 + below(366))).toISOString().slice(0, 10);
  const dossiers = 1 + below(400);
  const fee = `${below(900)}.${String(below(100)).padStart(2, '0')}`;
  return `${id},${day},office-${below(200)},procedure-${below(40)},${dossiers},${below(dossiers + 1)},${fee},clerk ${below(5000)}\n`;
}

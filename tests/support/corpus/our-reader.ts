import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ingestFiles } from '../../../src/build/ingest/ingest-files';
import type { AppError } from '../../../src/core/app-error';
import type { TextTable } from './corpus-case';
import type { ReadIssue } from './report-score';
import { strictCsv } from './strict-csv';

/** What the product wrote for one file. */
export interface Written {
  readonly tables: readonly TextTable[];
  readonly issues: readonly ReadIssue[];
  readonly error: AppError | null;
}

/** Reads files as `npm run ingest` does and takes what it wrote from disk, so that nothing but the command's own promise is relied upon. */
export async function readAsWritten(
  files: readonly { readonly fileName: string; readonly bytes: Uint8Array }[],
  mode: 'raw' | 'clean',
): Promise<Written[]> {
  const folder = mkdtempSync(join(tmpdir(), 'corpus-'));
  try {
    // Each file has a folder of its own: files of one name must not disturb each other.
    const paths = files.map(({ fileName, bytes }, i) => {
      mkdirSync(join(folder, `in-${i}`));
      const path = join(folder, `in-${i}`, fileName.replace(/(\.\w+)?$/, `~${i}$1`));
      writeFileSync(path, bytes);
      return path;
    });
    const done = await ingestFiles(paths, { mode, out: join(folder, 'out') });
    return done.map(({ csv, report, error }) => {
      const told = JSON.parse(readFileSync(report, 'utf8')) as { tables: { layout: { header?: boolean } }[]; issues: ReadIssue[] };
      const tables = csv.map((path, i): TextTable => {
        const rows = strictCsv(readFileSync(path, 'utf8'));
        if (told.tables[i]?.layout.header === false) return { header: null, rows };
        return { header: rows[0] ?? null, rows: rows.slice(1) };
      });
      return { tables, issues: told.issues, error };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

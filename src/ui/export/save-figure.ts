import { auditName, auditText, type AuditTrail } from '../../core/audit/audit-trail';
import { csvMetadata } from '../../core/audit/csv-metadata';
import { withPngText } from '../../core/audit/png-text';
import { withSvgTrail } from '../../core/audit/svg-metadata';
import { csvStyleOf, writeCsv } from '../../core/csv-text';
import type { Language } from '../../core/language';
import type { ResultTable } from '../../core/result-table';
import { writeZip } from '../../ingest/archive/zip-writer';
import { saveFile } from '../parts/save-file';

/** Saves a picture with its trail as text inside the PNG. */
export async function savePng(name: string, png: Blob, trail: AuditTrail): Promise<void> {
  const named = withPngText(new Uint8Array(await png.arrayBuffer()), 'Software', `Đối Chiếu ${trail.app}`);
  saveFile(`${name}.png`, new Blob([withPngText(named, auditName, auditText(trail))], { type: 'image/png' }));
}

/** Saves a drawing with its trail in its metadata. */
export function saveSvg(name: string, svg: string, trail: AuditTrail): void {
  saveFile(`${name}.svg`, new Blob([withSvgTrail(svg, trail)], { type: 'image/svg+xml' }));
}

/** Saves a result as CSV for the reader's Excel and, beside it in one zip, what says how to read it and where it comes from. */
export async function saveCsvWithTrail(name: string, table: ResultTable, language: Language, trail: AuditTrail): Promise<void> {
  const style = csvStyleOf[language];
  const bytes = (text: string) => new TextEncoder().encode(text);
  const [csv, beside] = [`${name}.csv`, `${name}.csv-metadata.json`];
  const zip = await writeZip([
    { path: csv, source: { name: csv, bytes: bytes(`\ufeff${writeCsv(table, style)}`) } },
    { path: beside, source: { name: beside, bytes: bytes(csvMetadata(csv, table, style, trail)) } },
  ]);
  saveFile(`${name}.zip`, new Blob(zip, { type: 'application/zip' }));
}

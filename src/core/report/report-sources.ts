import type { Language } from '../language';
import { columnIndex, type ResultTable } from '../result-table';

/** Rows looked at; a longer result names the sources of its beginning. */
const lookedAt = 5000;
/** More would fill the page with footnotes. */
const namedAtMost = 8;

/**
 * Where a result's figures come from, in words, as far as its own columns say: files, documents, acts. At most eight, then how many more;
 * empty when the result has no such column.
 */
export function sourcesIn(table: ResultTable, language: Language): string[] {
  const file = columnIndex(table, 'file');
  const documents = [`document_${language}`, 'document', 'document_vi', 'source', 'act_number'].map((name) => columnIndex(table, name));
  const document = documents.find((column) => column >= 0) ?? -1;
  const found = new Set<string>();
  for (let row = 0; row < Math.min(table.rowCount, lookedAt); row++) {
    const name = file < 0 ? null : table.cell(row, file);
    const title = document < 0 ? null : table.cell(row, document);
    if (typeof name === 'string' && name !== '') found.add(`${language === 'vi' ? 'tệp' : 'file'} ${name}`);
    else if (typeof title === 'string' && title !== '') found.add(title);
  }
  const named = [...found].slice(0, namedAtMost);
  const left = found.size - named.length;
  return left === 0 ? named : [...named, language === 'vi' ? `và ${left} nguồn khác` : `and ${left} more sources`];
}

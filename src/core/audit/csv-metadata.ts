import type { CsvStyle } from '../csv-text';
import type { ColumnType, ResultTable } from '../result-table';
import { auditText, type AuditTrail } from './audit-trail';

/**
 * What lies beside a CSV file, which has no room for remarks: its description in the form of the W3C ("Metadata Vocabulary for Tabular Data"), to be saved under
 * the file's name with `-metadata.json` behind it. How to read each column, and the trail as a note.
 * @param name the CSV file's name
 */
export function csvMetadata(name: string, table: Pick<ResultTable, 'columns'>, style: CsvStyle, trail: AuditTrail): string {
  const number = { base: 'number', format: { decimalChar: style.decimal } };
  const datatype: Partial<Record<ColumnType, unknown>> = { number, integer: 'integer', boolean: 'boolean', date: 'date' };
  return `${JSON.stringify(
    {
      '@context': 'http://www.w3.org/ns/csvw',
      url: name,
      dialect: { delimiter: style.delimiter, encoding: 'utf-8', header: true },
      tableSchema: { columns: table.columns.map((column) => ({ titles: column.name, datatype: datatype[column.type] ?? 'string' })) },
      notes: [JSON.parse(auditText(trail))],
    },
    null,
    2,
  )}\n`;
}

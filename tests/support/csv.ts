import { readFileSync } from 'node:fs';

export type CsvRow = Readonly<Record<string, string>>;

/**
 * A strict RFC 4180 reader for our own reference tables: comma, double quotes, header row, LF or CRLF.
 * An empty field is '' (the tables mean NULL by it). Throws on a ragged row, a repeated column name and an unclosed quote,
 * so that a table that does not load in the product fails here by name and line.
 */
export function parseCsv(text: string, name = 'csv'): { columns: string[]; rows: CsvRow[] } {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  const endField = () => {
    record.push(field);
    field = '';
  };
  const endRecord = () => {
    endField();
    records.push(record);
    record = [];
  };

  for (let i = 0; i < text.length; i++) {
    const ch = text[i];
    if (quoted) {
      if (ch !== '"') field += ch;
      else if (text[i + 1] === '"') {
        field += '"';
        i++;
      } else quoted = false;
    } else if (ch === '"' && field === '') quoted = true;
    else if (ch === '"') throw new Error(`${name}: stray quote in record ${records.length + 1}`);
    else if (ch === ',') endField();
    else if (ch === '\n') endRecord();
    else if (ch !== '\r' || text[i + 1] !== '\n') field += ch;
  }
  if (quoted) throw new Error(`${name}: unclosed quote`);
  if (field !== '' || record.length > 0) endRecord();

  const columns = records[0] ?? [];
  if (new Set(columns).size !== columns.length) throw new Error(`${name}: repeated column name`);
  const rows = records.slice(1).map((values, index) => {
    if (values.length !== columns.length) {
      throw new Error(`${name}: record ${index + 2} has ${values.length} fields, the header ${columns.length}`);
    }
    return Object.fromEntries(columns.map((column, i) => [column, values[i] ?? '']));
  });
  return { columns, rows };
}

export function readCsv(path: string): { columns: string[]; rows: CsvRow[] } {
  return parseCsv(readFileSync(path, 'utf8'), path);
}

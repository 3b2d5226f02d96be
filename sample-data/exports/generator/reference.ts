import type { ExportReference, SystemColumn, Unit } from './model.ts';

/** Records of a CSV text with a header row: comma, double quotes, no newline inside a field. */
export function parseRecords(text: string): Record<string, string>[] {
  const [header, ...rows] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => splitLine(line));
  if (header === undefined) return [];
  return rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])));
}

/** The cells of one line; also used to read the sample exports back. */
export function splitLine(line: string, delimiter: string = ','): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (quoted) {
      if (char !== '"') cell += char;
      else if (line.charAt(at + 1) === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === delimiter) {
      cells.push(cell);
      cell = '';
    } else cell += char;
  }
  cells.push(cell);
  return cells;
}

/** Units and columns from the texts of unit.csv and system_column.csv. */
export function readReference(unitCsv: string, systemColumnCsv: string): ExportReference {
  return { units: parseRecords(unitCsv).map(toUnit), columns: parseRecords(systemColumnCsv).map(toColumn) };
}

function toUnit(record: Record<string, string>): Unit {
  const text = (name: string): string => record[name] ?? '';
  return {
    id: text('unit_id'),
    system: text('unit_system'),
    code: text('code'),
    name: text('name_vi'),
    fullName: text('full_name_vi'),
    kind: text('kind'),
    region: text('region_vi'),
    population: text('population') === '' ? null : Number(text('population')),
    sortOrder: Number(text('sort_order')),
  };
}

function toColumn(record: Record<string, string>): SystemColumn {
  const text = (name: string): string => record[name] ?? '';
  return {
    systemId: text('system_id'),
    field: text('field'),
    role: text('role'),
    header: text('header_vi'),
    aliases: text('header_aliases') === '' ? [] : text('header_aliases').split(' | '),
  };
}

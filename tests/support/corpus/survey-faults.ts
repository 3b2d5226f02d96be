import type { CorpusCase, TextTable } from './corpus-case';
import { linesOf, textOfRecords, writtenRecord, type Writing, type WrittenCell, type WrittenRecord } from './delimited-text';
import { alwaysQuoted, surveyHeader, surveyRows } from './survey-table';

const plain: Writing = { delimiter: ',', quote: '"', escape: '"', end: '\r\n', always: alwaysQuoted };
const rows = surveyRows();
const whole: TextTable = { header: surveyHeader, rows };
const height = rows.length + 1;
const width = surveyHeader.length;

const encoder = new TextEncoder();

const records = (writing: Partial<Writing> = {}, table: TextTable = whole): WrittenRecord[] =>
  [...(table.header ? [table.header] : []), ...table.rows].map((cells) => writtenRecord(cells, { ...plain, ...writing }));

function fileCase(name: string, text: string, truth: readonly TextTable[] = [whole], fault = name): CorpusCase {
  return { name, fault, fileName: `${name.replaceAll(/\W+/g, '-')}.csv`, bytes: encoder.encode(text), truth };
}

/** One damage to one record of an otherwise sound file. */
function rowCase(fault: string, place: string, row: number, damage: (record: WrittenRecord) => WrittenRecord, choose = true): CorpusCase {
  const all = records();
  all[row] = damage(all[row]!);
  const starts = linesOf(all);
  const one = { ...fileCase(`${fault} ${place}`, textOfRecords(all), [whole], fault), damagedRow: row };
  return choose ? { ...one, chosen: [starts[row]!, (starts[row + 1] ?? starts[row]! + 1) - 1] } : one;
}

const damagedCell = (record: WrittenRecord, column: number, change: (cell: WrittenCell) => WrittenCell): WrittenRecord => ({
  ...record,
  cells: record.cells.map((cell, i) => (i === column ? change(cell) : cell)),
});

/** A delimiter is missing: two cells run into each other. */
export function lessDelimiter(row: number, column: number): CorpusCase {
  return rowCase('delimiter missing in a row', `row ${row} col ${column}`, row, (record) => ({
    ...record,
    separators: record.separators.map((one, i) => (i === column - 1 ? '' : one)),
  }));
}

/** A delimiter too many: an empty cell stands in between. */
export function moreDelimiter(row: number, column: number): CorpusCase {
  return rowCase('delimiter too many in a row', `row ${row} col ${column}`, row, (record) => ({
    ...record,
    cells: record.cells.toSpliced(column, 0, { value: '', quoted: false }),
    separators: [...record.separators, ','],
  }));
}

/** A quote at the start of a cell that nothing closes; it is a character of the cell. */
export function extraQuote(row: number, column: number): CorpusCase {
  const one = rowCase('stray quote in a cell', `row ${row} col ${column}`, row, (record) =>
    damagedCell(record, column, (cell) => ({ ...cell, stray: '"' })),
  );
  const table = [surveyHeader, ...rows].map((cells, r) => (r === row ? cells.map((cell, c) => (c === column ? `"${cell}` : cell)) : cells));
  return { ...one, truth: [{ header: table[0]!, rows: table.slice(1) }] };
}

/** A quoted text with a word in quotes that are not doubled. */
function unescapedQuote(row: number): CorpusCase {
  const value = rows[row - 1]![6]!.replace('hall', '"hall"');
  const one = rowCase('quote not escaped in a cell', `row ${row}`, row, (record) => ({
    ...damagedCell(record, 6, () => ({ value, quoted: true })),
    escape: '',
  }));
  return { ...one, truth: [{ header: surveyHeader, rows: rows.map((cells, r) => (r === row - 1 ? cells.with(6, value) : cells)) }] };
}

function escapedOtherwise(row: number): CorpusCase {
  const value = rows[row - 1]![6]!.replace('hall', 'so-called "hall"');
  const one = rowCase('backslash escapes quotes in a row', `row ${row}`, row, (record) => ({
    ...damagedCell(record, 6, () => ({ value, quoted: true })),
    escape: '\\',
  }));
  return { ...one, truth: [{ header: surveyHeader, rows: rows.map((cells, r) => (r === row - 1 ? cells.with(6, value) : cells)) }] };
}

const otherDelimiter = (row: number, delimiter: string, name: string) =>
  rowCase(`${name} delimits one row`, `row ${row}`, row, (record) => ({ ...record, separators: record.separators.map(() => delimiter) }));

const otherEnd = (row: number, end: string, name: string) =>
  rowCase(`${name} ends one row`, `row ${row}`, row, (record) => ({ ...record, end }), false);

const blankCells = (count: number) => ','.repeat(count - 1);
const second: TextTable = { header: ['CODE', 'AREA', 'STAFF', 'OPENED'], rows: [] };

function secondTable(columns: number): TextTable {
  const header = [...surveyHeader, 'CHECKED'].slice(0, columns).map((head) => `${head}_2`);
  const body = surveyRows(40)
    .slice(10)
    .map((cells, i) => [...cells, String(i)].slice(0, columns));
  return { ...second, header, rows: body };
}

function severalTables(name: string, columns: number, between: string): CorpusCase {
  const other = secondTable(columns);
  return fileCase(
    `second table ${name}`,
    textOfRecords(records()) + between + textOfRecords(records({}, other)),
    [whole, other],
    'several tables',
  );
}

/** Faults of the whole file. */
function fileCases(): CorpusCase[] {
  const text = textOfRecords(records());
  const headText = textOfRecords(records({}, { header: surveyHeader, rows: [] }));
  const bodyText = textOfRecords(records({}, { header: null, rows }));
  const joined = (times: number) => surveyHeader.map((head) => Array.from({ length: times }, () => head).join(' '));
  const grouped = ['When', '', 'Visit', '', '', '', 'Notes', '', ''];
  const underGroup = ['When › DATE', 'When › TIME', ...['VISITORS', 'SITEID', 'FEE', 'SERVICE'].map((head) => `Visit › ${head}`)];
  const preamble = (lines: number) =>
    Array.from({ length: lines }, (_, i) => ['Counter survey 2019', 'Open data office', 'Issued in May'][i % 3]);
  return [
    fileCase('sound file', text),
    fileCase('no payload', '', []),
    fileCase('header only', headText, [{ header: surveyHeader, rows: [] }]),
    fileCase('one data row', textOfRecords(records({}, { header: surveyHeader, rows: rows.slice(0, 1) })), [
      { header: surveyHeader, rows: rows.slice(0, 1) },
    ]),
    fileCase('no header', bodyText, [{ header: null, rows }]),
    ...[2, 3, 4].map((times) =>
      fileCase(`header ${times} times`, headText.repeat(times) + bodyText, [{ header: joined(times), rows }], 'several header rows'),
    ),
    fileCase(
      'header in groups',
      `${grouped.join(',')}\r\n${text}`,
      [{ header: [...underGroup, 'Notes › OBSERVATION', 'Notes › LINK', 'Notes › REMARKS'], rows }],
      'several header rows',
    ),
    ...[1, 2, 3, 5].flatMap((lines) => [
      fileCase(`preamble of ${lines}`, `${preamble(lines).join('\r\n')}\r\n${text}`, [whole], 'preamble'),
      fileCase(`preamble of ${lines} and a blank line`, `${preamble(lines).join('\r\n')}\r\n\r\n${text}`, [whole], 'preamble'),
      fileCase(
        `preamble of ${lines} with delimiters`,
        `${preamble(lines)
          .map((line) => `${line}${blankCells(width)}\r\n`)
          .join('')}${blankCells(width)}\r\n${text}`,
        [whole],
        'preamble',
      ),
    ]),
    fileCase('no newline at the end', text.replace(/\r\n$/, '')),
    fileCase('two newlines at the end', `${text}\r\n`),
    ...(
      [
        [';', 'semicolon'],
        ['\t', 'tab'],
        [' ', 'space'],
        [', ', 'comma and space'],
        ['||', 'two bars'],
        ['|', 'bar'],
        [':', 'colon'],
        ['~', 'tilde'],
      ] as const
    ).map(([delimiter, name]) => fileCase(`delimiter ${name}`, textOfRecords(records({ delimiter })))),
    fileCase('delimiter space, texts not quoted', unquotedSpaces()),
    fileCase('quote apostrophe', textOfRecords(records({ quote: "'", escape: "'" }))),
    fileCase('escape backslash', textOfRecords(records({ escape: '\\' }))),
    fileCase('escape missing', textOfRecords(records({ escape: '' }))),
    fileCase('ends LF', textOfRecords(records({ end: '\n' }))),
    fileCase('ends CR', textOfRecords(records({ end: '\r' }))),
    fileCase('ends alternate', textOfRecords(records().map((record, i) => ({ ...record, end: i % 3 === 1 ? '\n' : '\r\n' })))),
    severalTables('less columns', width - 1, ''),
    severalTables('same columns', width, ''),
    severalTables('more columns', width + 1, ''),
    severalTables('less columns, blank line', 4, '\r\n'),
    severalTables('same columns, blank line', width, '\r\n'),
    severalTables('more columns, blank row', width + 1, `${blankCells(width)}\r\n`),
    ...[1, 3].flatMap((lines) => {
      const notes = ['Source: counters of five cities', '* estimated', 'Note: fees in dollars'].slice(0, lines);
      return [
        fileCase(`footnote of ${lines}`, `${text}${notes.map((note) => `${note}\r\n`).join('')}`, [whole], 'footnotes'),
        fileCase(
          `footnote of ${lines} after a blank line`,
          `${text}\r\n${notes.map((note) => `${note}\r\n`).join('')}`,
          [whole],
          'footnotes',
        ),
        fileCase(
          `footnote of ${lines} with delimiters`,
          `${text}${notes.map((note) => `${note}${blankCells(width)}\r\n`).join('')}`,
          [whole],
          'footnotes',
        ),
      ];
    }),
    fileCase(
      'blank lines between rows',
      textOfRecords(records().flatMap((one, i) => (i % 10 === 9 ? [one, blankLine] : [one]))),
      [whole],
      'blank rows',
    ),
    fileCase(
      'rows of delimiters between rows',
      textOfRecords(records().map((one, i) => (i % 10 === 9 ? { ...one, end: `\r\n${blankCells(width)}\r\n` } : one))),
      [whole],
      'blank rows',
    ),
    fileCase(
      'header again every 20 rows',
      textOfRecords(records().flatMap((one, i, all) => (i > 0 && i % 20 === 0 ? [one, all[0]!] : [one]))),
      [whole],
      'header repeated',
    ),
    fileCase('empty trailing column', textOfRecords(records()).replaceAll('\r\n', ',\r\n')),
    fileCase('sep line', `sep=,\r\n${text}`),
  ];
}

const blankLine: WrittenRecord = { cells: [], separators: [], quote: '"', escape: '"', end: '\r\n' };

/** Space as delimiter while only the columns that are always quoted are: as an export does that was told a new delimiter and nothing else. */
function unquotedSpaces(): string {
  return textOfRecords(records().map((record) => ({ ...record, separators: record.separators.map(() => ' ') })));
}

/** Faults at one place of the table, at every place. */
function* placedCases(): Generator<CorpusCase> {
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (column > 0) yield lessDelimiter(row, column);
      yield moreDelimiter(row, column);
      yield extraQuote(row, column);
    }
    yield otherDelimiter(row, ' ', 'space');
    yield otherDelimiter(row, ';', 'semicolon');
    yield otherEnd(row, '\n', 'LF');
    yield otherEnd(row, '\r', 'CR');
    if (row > 0) yield unescapedQuote(row);
    if (row > 0) yield escapedOtherwise(row);
  }
}

/**
 * The survey table damaged in one way a file. `all`: every place of the table for the faults of one row (some 2,700 files); else about one
 * in `every` of them, spread over rows and columns, with the header, the first and the last row always among them.
 */
export function surveyCases({ all = false, every = 13 }: { all?: boolean; every?: number } = {}): CorpusCase[] {
  const placed: CorpusCase[] = [];
  const seen = new Map<string, number>();
  for (const one of placedCases()) {
    const nth = seen.get(one.fault) ?? 0;
    seen.set(one.fault, nth + 1);
    const step = / row$/.test(one.fault) && !/^delimiter|^stray/.test(one.fault) ? Math.ceil(every / 3) : every;
    if (all || nth % step === 0) placed.push(one);
  }
  return [...fileCases(), ...placed];
}

import { strToU8, Zip, ZipDeflate } from 'fflate';
import { AppError } from '../core/app-error';
import { figuresOf, type Report, type ReportChart, type ReportTable } from '../core/report/report';
import { sheetNames } from '../core/report/report-names';
import { reportWords } from '../core/report/report-words';
import { aboutSheet, followedLink, type FigureSheet } from '../core/report/report-xlsx-about';
import { cellStyles, cellXml, columnLetters, correctedStyle, sheetColumns, textCell, textFits } from '../core/report/report-xlsx-cells';
import { rangeOf, sheetEnd, sheetStart, workbookParts } from '../core/report/report-xlsx-parts';

/** Rows below the head that one sheet of Excel can hold. */
const maxSheetRows = 1_048_575;
/** Cells written before the page gets a turn: a few ms of work. */
const cellsPerTurn = 2000;

export interface XlsxOptions {
  readonly signal?: AbortSignal;
  /** How many rows are written, of how many. */
  readonly onProgress?: (rowsDone: number, rowsAll: number) => void;
  /** Gives the page a turn; by default the next task. */
  readonly turn?: () => Promise<void>;
  /** A whole number as the reader writes it, for remarks. */
  readonly formatCount: (count: number) => string;
  /** For tests: another limit than Excel's. */
  readonly rowLimit?: number;
}

/**
 * The report as an Excel file: a first sheet that says what it is, then one sheet for each figure with frozen head, filter, widths and
 * values as values. Written row by row in short turns, so the page stays alive and no second copy of the result is made.
 * @throws AppError `cancelled` when the signal aborts
 */
export async function exportXlsx(report: Report, options: XlsxOptions): Promise<Blob> {
  const words = reportWords[report.language];
  const limit = Math.min(options.rowLimit ?? maxSheetRows, maxSheetRows);
  const figures = figuresOf(report);
  const names = sheetNames(report, [words.aboutSheet]);
  const written = figures.map((figure) => Math.min(figure.table.rowCount, limit));
  const progress = turns(
    options,
    written.reduce((sum, rows) => sum + rows, 0),
  );

  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const failure: { cause: Error | null } = { cause: null };
  const zip = new Zip((cause, chunk) => {
    failure.cause ??= cause;
    // fflate's own buffers; nothing else keeps them.
    chunks.push(chunk as Uint8Array<ArrayBuffer>);
  });
  const add = (path: string, text: string) => {
    const part = new ZipDeflate(path, { level: 6 });
    zip.add(part);
    part.push(strToU8(text), true);
  };

  const workbook = workbookParts(
    [
      { name: words.aboutSheet, filter: null },
      ...figures.map((figure, at) => ({ name: names[at] ?? '', filter: rangeOf(figure.table.columns.length, written[at] ?? 0) })),
    ],
    { title: report.title, language: report.language, link: followedLink(report.link), trail: report },
  );
  for (const [path, text] of Object.entries(workbook)) add(path, text);

  const sheets: FigureSheet[] = [];
  for (const [at, figure] of figures.entries()) {
    const rows = written[at] ?? 0;
    const part = new ZipDeflate(`xl/worksheets/sheet${at + 2}.xml`, { level: 2 });
    zip.add(part);
    const cutTexts = await writeSheet(figure, rows, (text, last) => part.push(strToU8(text), last), progress, words.illustrativeLong);
    const left = figure.table.rowCount - rows;
    sheets.push({
      name: names[at] ?? '',
      rowCount: figure.table.rowCount,
      remarks: [
        left > 0 ? words.sheetCut(options.formatCount(left)) : '',
        cutTexts > 0 ? words.textCut(options.formatCount(cutTexts)) : '',
        ...figure.corrections.map(({ row, column, note }) => `${columnLetters(column)}${row + 2}: ✎ ${note}`),
      ].filter(Boolean),
    });
  }
  add('xl/worksheets/sheet1.xml', aboutSheet(report, sheets, options.formatCount));
  zip.end();
  if (failure.cause) throw failure.cause;
  return new Blob(chunks, { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' });
}

/** Called after each batch of rows: reports, and lets the page work. */
type Progress = (rows: number) => Promise<void>;

function turns(options: XlsxOptions, rowsAll: number): Progress {
  const turn = options.turn ?? (() => new Promise((resolve) => setTimeout(resolve)));
  let rowsDone = 0;
  return async (rows) => {
    rowsDone += rows;
    options.onProgress?.(rowsDone, rowsAll);
    await turn();
    if (options.signal?.aborted) throw new AppError('cancelled');
  };
}

/** Writes one sheet; returns how many texts were too long for a cell. */
async function writeSheet(
  figure: ReportTable | ReportChart,
  rows: number,
  push: (text: string, last: boolean) => void,
  progress: Progress,
  mark: string,
): Promise<number> {
  const { table } = figure;
  const columns = sheetColumns(table, figure.headings);
  const letters = columns.map((_, column) => columnLetters(column));
  const range = rangeOf(columns.length, rows);
  const heads = table.columns.map(({ name }, column) => textCell(`${letters[column]}1`, figure.headings[column] ?? name, cellStyles.head));
  let text = `${sheetStart(columns, figure.illustrative, range)}<row r="1">${heads.join('')}</row>`;
  const corrected = new Set(figure.corrections.map(({ row, column }) => `${row} ${column}`));
  let cut = 0;
  const batch = Math.max(1, Math.floor(cellsPerTurn / Math.max(1, columns.length)));
  for (let row = 0; row < rows; row++) {
    text += `<row r="${row + 2}">`;
    for (const [column, form] of columns.entries()) {
      const value = table.cell(row, column);
      if (typeof value === 'string' && !textFits(value)) cut++;
      const style = corrected.has(`${row} ${column}`) ? correctedStyle(form.style) : form.style;
      text += cellXml(`${letters[column]}${row + 2}`, value, { type: form.type, style });
    }
    text += '</row>';
    if ((row + 1) % batch === 0 || row === rows - 1) {
      push(text, false);
      text = '';
      await progress(row + 1 - Math.floor(row / batch) * batch);
    }
  }
  push(text + sheetEnd(range, figure.title, figure.illustrative ? mark : null), true);
  return cut;
}

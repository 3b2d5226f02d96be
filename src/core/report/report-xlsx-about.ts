import { auditLines } from '../audit/audit-trail';
import { figuresOf, isIllustrative, type Report } from './report';
import { plainText, readBlocks, type TextBlock } from './report-text';
import { reportWords } from './report-words';
import { cellStyles, cellXml, columnLetters, serialDay, textCell, xmlText } from './report-xlsx-cells';
import { columnsXml, pageSetup, quotedSheet, worksheet } from './report-xlsx-parts';

/** What the first sheet says of a figure's own sheet. */
export interface FigureSheet {
  readonly name: string;
  readonly rowCount: number;
  /** What did not fit, in words. */
  readonly remarks: readonly string[];
}

/** Longer addresses Excel refuses as links; the text stays. */
const maxLinkLength = 2000;

/** The link as Excel can follow it, else null. */
export function followedLink(link: string): string | null {
  return /^https?:\/\//.test(link) && link.length <= maxLinkLength ? link : null;
}

/** The first sheet: title, day, link, the mark, the audit trail, then everything in reading order: the texts, and each figure with its sheet and sources. */
export function aboutSheet(report: Report, sheets: readonly FigureSheet[], formatCount: (count: number) => string): string {
  const words = reportWords[report.language];
  const rows: string[] = [];
  const links: string[] = [];
  type Writer = (ref: string) => string;
  const row = (...cells: readonly (Writer | null)[]) => {
    const number = rows.length + 1;
    rows.push(`<row r="${number}">${cells.map((cell, at) => cell?.(`${columnLetters(at)}${number}`) ?? '').join('')}</row>`);
  };
  const text =
    (value: string, style: number): Writer =>
    (ref) =>
      value === '' ? '' : textCell(ref, value, style);
  const day =
    (iso: string): Writer =>
    (ref) =>
      serialDay(iso) === null ? textCell(ref, iso, 0) : cellXml(ref, iso, { type: 'date', style: cellStyles.day });

  row(text(report.title, cellStyles.title));
  if (isIllustrative(report)) row(text(words.illustrativeLong, cellStyles.mark));
  row(text(words.madeOn, cellStyles.label), day(report.madeOn));
  if (report.asOf !== null) row(text(words.asOf, cellStyles.label), day(report.asOf));
  const linked = followedLink(report.link) !== null;
  if (linked) links.push(`<hyperlink ref="B${rows.length + 1}" r:id="rId1"/>`);
  row(text(words.link, cellStyles.label), text(report.link, linked ? cellStyles.link : cellStyles.plain));
  for (const [at, line] of auditLines(report, report.language, formatCount).entries())
    row(text(at === 0 ? words.audit : '', cellStyles.label), text(line, cellStyles.plain));
  row();
  row(...[words.contents, words.sheet, words.rows, words.notes, words.sources].map((word) => text(word, cellStyles.head)));

  let at = 0;
  for (const cell of report.cells) {
    if (cell.kind === 'divider') row(text(cell.title, cellStyles.head));
    else if (cell.kind === 'text')
      for (const block of readBlocks(cell.html))
        for (const line of linesOf(block)) row(text(line, block.kind === 'heading' ? cellStyles.head : cellStyles.wrapped));
    else {
      const sheet = sheets[at++];
      if (!sheet) throw new RangeError(`about sheet; ${figuresOf(report).length} figures and ${sheets.length} sheets`);
      links.push(
        `<hyperlink ref="B${rows.length + 1}" location="${xmlText(`${quotedSheet(sheet.name)}!A1`)}" display="${xmlText(sheet.name)}"/>`,
      );
      const notes = [
        cell.illustrative ? words.illustrativeLong : '',
        cell.kind === 'chart' ? cell.summary : '',
        cell.note ?? '',
        ...sheet.remarks,
      ];
      row(
        text(cell.title, cellStyles.wrapped),
        text(sheet.name, cellStyles.link),
        (ref) => cellXml(ref, sheet.rowCount, { type: 'integer', style: cellStyles.whole }),
        text(notes.filter(Boolean).join('\n'), cellStyles.wrapped),
        text(cell.sources.join('\n'), cellStyles.wrapped),
      );
    }
  }
  return (
    `${worksheet}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/>${columnsXml([64, 33, 12, 48, 48])}<sheetData>${rows.join('')}</sheetData>` +
    `<hyperlinks>${links.join('')}</hyperlinks>${pageSetup('landscape')}</worksheet>`
  );
}

function linesOf(block: TextBlock): string[] {
  switch (block.kind) {
    case 'rule':
      return [];
    case 'code':
      return [block.text];
    case 'grid':
      return block.rows.map((row) => row.map(plainText).join(' | '));
    case 'item':
      return [`${'    '.repeat(block.depth)}${block.number === null ? '•' : `${block.number}.`} ${plainText(block.runs)}`];
    default:
      return [plainText(block.runs)];
  }
}

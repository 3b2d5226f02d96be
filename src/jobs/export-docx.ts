import {
  AlignmentType,
  BorderStyle,
  Document,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  ImageRun,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type FileChild,
} from 'docx';
import { AppError } from '../core/app-error';
import { auditLines, auditText } from '../core/audit/audit-trail';
import type { CellFormat } from '../core/report/report-html';
import {
  cardParts,
  numberedCorrections,
  figuresOf,
  isIllustrative,
  sourcesOf,
  type Report,
  type ReportChart,
  type ReportTable,
} from '../core/report/report';
import { readBlocks } from '../core/report/report-text';
import { reportWords } from '../core/report/report-words';
import { cardTable } from './export-docx-card';
import { clean, markColour, quiet, small, textOf, textWidth, warning } from './export-docx-text';

/** A drawing as a picture that Word can show. */
export interface Picture {
  readonly png: Uint8Array;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
}

export interface DocxOptions {
  readonly format: CellFormat;
  /** Turns an SVG into a picture; the page does it with a canvas. */
  readonly draw: (svg: string) => Promise<Picture>;
  readonly signal?: AbortSignal;
  /** Rows of each table, by default 500; what is left out is said under it. */
  readonly rowLimit?: number;
}

/** A4 with margins of 20 mm, in twentieths of a point. */
const page = { width: 11_906, height: 16_838, margin: 1134 };
/** Widest and highest a picture may be, in pixels of 1/96 inch. */
const widest = 640;
const highest = 860;

/**
 * The report as a Word file: headings, texts, real tables with heads that repeat, charts as pictures, sources and link at the end.
 * @throws AppError `cancelled` when the signal aborts
 */
export async function exportDocx(report: Report, options: DocxOptions): Promise<Blob> {
  const words = reportWords[report.language];
  const notes = new Map(sourcesOf(report).map((source, at) => [source, at + 1]));
  const day = (iso: string) => options.format(iso, 'date', report.language);
  const facts = [`${words.madeOn} ${day(report.madeOn)}`, report.asOf === null ? '' : `${words.asOf} ${day(report.asOf)}`];
  const children: FileChild[] = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(clean(report.title))] }),
    small(facts.filter(Boolean).join(' · ')),
  ];
  if (isIllustrative(report)) children.push(warning(words.illustrativeLong));
  for (const [at, cell] of report.cells.entries()) {
    if (options.signal?.aborted) throw new AppError('cancelled');
    if (cell.kind === 'text') children.push(...readBlocks(cell.html).flatMap(textOf));
    else if (cell.kind === 'divider')
      children.push(
        new Paragraph({ heading: HeadingLevel.HEADING_1, pageBreakBefore: at > 0, children: [new TextRun(clean(cell.title))] }),
      );
    else children.push(...(await figureOf(cell, report, notes, options)));
  }
  children.push(...footOf(report, [...notes.keys()], options.format));
  const numbers = new Paragraph({
    alignment: AlignmentType.RIGHT,
    children: [new TextRun({ size: 16, color: quiet, children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })],
  });
  const document = new Document({
    title: clean(report.title),
    creator: clean(`Đối Chiếu ${report.app}`),
    description: clean(auditText(report)),
    styles: {
      default: { document: { run: { font: 'Calibri', size: 22, language: { value: report.language === 'vi' ? 'vi-VN' : 'en-GB' } } } },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: page.width, height: page.height },
            margin: { top: page.margin, right: page.margin, bottom: page.margin, left: page.margin },
          },
        },
        footers: { default: new Footer({ children: [numbers] }) },
        children,
      },
    ],
  });
  return Packer.toBlob(document);
}

async function figureOf(
  figure: ReportTable | ReportChart,
  report: Report,
  notes: ReadonlyMap<string, number>,
  options: DocxOptions,
): Promise<FileChild[]> {
  const words = reportWords[report.language];
  const numbers = figure.sources.map((source) => notes.get(source)).join(', ');
  const mark = new TextRun({ text: `  ${words.illustrative}`, color: markColour, italics: true, size: 18 });
  const parts: FileChild[] = [
    new Paragraph({
      heading: HeadingLevel.HEADING_3,
      keepNext: true,
      children: [
        new TextRun(clean(figure.title)),
        ...(numbers === '' ? [] : [new TextRun({ text: ` ${numbers}`, superScript: true })]),
        ...(figure.illustrative ? [mark] : []),
      ],
    }),
  ];
  if (figure.kind === 'chart') {
    const { png, width, height } = await options.draw(figure.svg);
    const scale = Math.min(widest / width, highest / height);
    const alt = { title: clean(figure.title), description: clean(figure.summary), name: clean(figure.title) };
    const picture = new ImageRun({
      type: 'png',
      data: png,
      transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
      altText: alt,
    });
    parts.push(new Paragraph({ keepNext: true, children: [picture] }), small(figure.summary));
  }
  const limit = options.rowLimit ?? 500;
  const card = figure.kind === 'table' ? (figure.card ?? null) : null;
  const count = (rows: number) => options.format(rows, 'integer', report.language);
  if (figure.table.rowCount === 0) parts.push(small(words.noRows));
  else if (card) parts.push(small(card.legend), ...cardParts(card).flatMap((part) => [cardTable(part, figure, report), new Paragraph({})]));
  else parts.push(tableOf(figure, report, options.format, limit));
  const left = card ? 0 : figure.table.rowCount - limit;
  if (left > 0) parts.push(small(words.leftOut(count(left), count(figure.table.rowCount))));
  parts.push(...numberedCorrections(figure).notes.map(small));
  if (figure.note !== null) parts.push(small(figure.note));
  parts.push(new Paragraph({}));
  return parts;
}

function tableOf(figure: ReportTable | ReportChart, report: Report, format: CellFormat, limit: number): Table {
  const { table } = figure;
  const rows = Math.min(table.rowCount, limit);
  const { markAt } = numberedCorrections(figure);
  const size = table.columns.length > 8 ? 14 : 18;
  const right = table.columns.map(({ type }) => type === 'number' || type === 'integer');
  const cell = (text: string, column: number, head = false) =>
    new TableCell({
      ...(head ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'EDF1F0' } } : {}),
      margins: { top: 30, bottom: 30, left: 60, right: 60 },
      children: [
        new Paragraph({
          alignment: right[column] ? AlignmentType.RIGHT : AlignmentType.LEFT,
          children: [new TextRun({ text: clean(text), size, bold: head })],
        }),
      ],
    });
  const mark = figure.illustrative
    ? [
        new TableRow({
          tableHeader: true,
          children: [
            new TableCell({ columnSpan: table.columns.length, children: [warning(reportWords[report.language].illustrativeLong, 16)] }),
          ],
        }),
      ]
    : [];
  const line = { style: BorderStyle.SINGLE, size: 4, color: 'D6DEDD' };
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const heavy = { style: BorderStyle.SINGLE, size: 10, color: '13252A' };
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    borders: { top: heavy, bottom: heavy, left: none, right: none, insideHorizontal: line, insideVertical: none },
    rows: [
      ...mark,
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: table.columns.map(({ name }, at) => cell(figure.headings[at] ?? name, at, true)),
      }),
      ...Array.from(
        { length: rows },
        (_, row) =>
          new TableRow({
            cantSplit: true,
            children: table.columns.map(({ type }, at) =>
              cell(`${format(table.cell(row, at), type, report.language)} ${markAt(row, at)}`.trimEnd(), at),
            ),
          }),
      ),
    ],
  });
}

function footOf(report: Report, sources: readonly string[], format: CellFormat): FileChild[] {
  const words = reportWords[report.language];
  const parts: FileChild[] = [];
  if (sources.length > 0) parts.push(new Paragraph({ heading: HeadingLevel.HEADING_3, children: [new TextRun(words.sources)] }));
  parts.push(...sources.map((source, at) => small(`${at + 1}. ${source}`)));
  if (figuresOf(report).some((figure) => figure.illustrative)) parts.push(warning(words.illustrativeLong));
  const link = new TextRun({ text: clean(report.link), size: 16, color: '0A525B' });
  const followed = /^https?:\/\//.test(report.link) && report.link.length <= 2000;
  parts.push(
    new Paragraph({
      children: [
        new TextRun({ text: `${words.link}: `, size: 16, color: quiet }),
        followed ? new ExternalHyperlink({ link: report.link, children: [link] }) : link,
      ],
    }),
  );
  parts.push(new Paragraph({ heading: HeadingLevel.HEADING_3, children: [new TextRun(words.audit)] }));
  parts.push(...auditLines(report, report.language, (rows) => format(rows, 'integer', report.language)).map(small));
  return parts;
}

import { AlignmentType, Paragraph, ShadingType, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import type { Report, ReportCard, ReportChart, ReportTable } from '../core/report/report';
import { reportWords } from '../core/report/report-words';
import type { Verdict } from '../core/verdict';
import { clean, textWidth, warning } from './export-docx-text';

const verdictFills: Readonly<Record<Verdict, readonly [fill: string, ink: string]>> = {
  met: ['1C6B67', 'FFFFFF'],
  on_pace: ['CFE6E3', '0B4247'],
  behind: ['FBE3B8', '573A00'],
  missed: ['AB3723', 'FFFFFF'],
  not_due: ['E4E9F0', '2E4057'],
  no_data: ['F4F6F5', '54686E'],
  not_applicable: ['FFFFFF', '54686E'],
};

/** Units by targets as a Word table; the mark and the value say what the shading says. */
export function cardTable(card: ReportCard, figure: ReportTable | ReportChart, report: Report): Table {
  const size = card.heads.length > 8 ? 11 : 14;
  const cell = (text: string, options: { readonly verdict?: Verdict; readonly bold?: boolean; readonly left?: boolean } = {}) => {
    const [fill, ink] = options.verdict ? verdictFills[options.verdict] : ['FFFFFF', '13252A'];
    return new TableCell({
      shading: { type: ShadingType.CLEAR, color: 'auto', fill },
      margins: { top: 20, bottom: 20, left: 30, right: 30 },
      children: [
        new Paragraph({
          alignment: options.left ? AlignmentType.LEFT : AlignmentType.CENTER,
          children: text
            .split('\n')
            .map(
              (line, at) => new TextRun({ text: clean(line), size, color: ink, bold: options.bold ?? false, ...(at > 0 && { break: 1 }) }),
            ),
        }),
      ],
    });
  };
  const mark = new TableRow({
    tableHeader: true,
    children: [
      new TableCell({ columnSpan: card.heads.length + 2, children: [warning(reportWords[report.language].illustrativeLong, 16)] }),
    ],
  });
  const head = ({ label, goal, deadline }: ReportCard['heads'][number]) =>
    cell([label, goal, deadline].filter(Boolean).join('\n'), { bold: true });
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    rows: [
      ...(figure.illustrative ? [mark] : []),
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: [cell(card.unitHead, { bold: true, left: true }), ...card.heads.map(head), cell(card.metHead, { bold: true })],
      }),
      ...card.rows.map(
        ({ unit, cells, met }) =>
          new TableRow({
            cantSplit: true,
            children: [
              cell(unit, { left: true }),
              ...cells.map((one) => (one ? cell(one.text, { verdict: one.verdict }) : cell(''))),
              cell(met),
            ],
          }),
      ),
      new TableRow({ cantSplit: true, children: [cell(card.footHead, { left: true }), ...card.foot.map((one) => cell(one)), cell('')] }),
    ],
  });
}

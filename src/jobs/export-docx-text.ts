import { HeadingLevel, Paragraph, ShadingType, Table, TableCell, TableRow, TextRun, WidthType, type FileChild } from 'docx';
import type { TextBlock, TextRun as StyledText } from '../core/report/report-text';

/** Width of the text on the page in twentieths of a point: A4 with margins of 20 mm leaves 170 mm. */
export const textWidth = 9638;
export const quiet = '54686E';
export const markColour = '634200';
const headings = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4] as const;

/** A block of a text cell. */
export function textOf(block: TextBlock): FileChild[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({ heading: headings[block.level - 1] ?? HeadingLevel.HEADING_4, keepNext: true, children: runsOf(block.runs) }),
      ];
    case 'item': {
      const sign = new TextRun(block.number === null ? '•\t' : `${block.number}.\t`);
      const left = 360 * (block.depth + 1);
      return [new Paragraph({ indent: { left, hanging: 360 }, spacing: { after: 40 }, children: [sign, ...runsOf(block.runs)] })];
    }
    case 'quote':
      return [new Paragraph({ indent: { left: 360 }, spacing: { after: 120 }, children: runsOf(block.runs) })];
    case 'code':
      return block.text
        .split('\n')
        .map((line) => new Paragraph({ children: [new TextRun({ text: clean(line), font: 'Consolas', size: 18 })] }));
    case 'rule':
      return [new Paragraph({ thematicBreak: true })];
    case 'grid':
      return [
        new Table({
          width: { size: textWidth, type: WidthType.DXA },
          rows: block.rows.map(
            (cells, at) =>
              new TableRow({
                tableHeader: at === 0,
                children: cells.map((runs) => new TableCell({ children: [new Paragraph({ children: runsOf(runs, at === 0) })] })),
              }),
          ),
        }),
        new Paragraph({}),
      ];
    default:
      return [new Paragraph({ spacing: { after: 120 }, children: runsOf(block.runs) })];
  }
}

function runsOf(runs: readonly StyledText[], bold = false): TextRun[] {
  return runs.flatMap((run) =>
    run.text.split('\n').map(
      (text, at) =>
        new TextRun({
          text: clean(text),
          bold: bold || run.bold,
          italics: run.italic,
          ...(run.code ? { font: 'Consolas' } : {}),
          ...(at > 0 ? { break: 1 } : {}),
        }),
    ),
  );
}

/** A remark in small grey letters. */
export function small(text: string): Paragraph {
  return new Paragraph({ spacing: { before: 40, after: 40 }, children: [new TextRun({ text: clean(text), size: 17, color: quiet })] });
}

/** The illustrative mark on its own line. @param size in half points */
export function warning(text: string, size = 20): Paragraph {
  return new Paragraph({
    shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'FCF0D6' },
    children: [new TextRun({ text, size, bold: true, color: markColour })],
  });
}

/** What XML 1.0 cannot hold would make Word refuse the whole file. */
export function clean(text: string): string {
  return text.replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, ' ').replace(/\p{Cs}/gu, '\ufffd');
}

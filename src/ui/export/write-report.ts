import type { Report } from '../../core/report/report';
import { fileNameOf } from '../../core/report/report-names';
import { formatValue } from '../parts/format-value';

export type ExportFormat = 'xlsx' | 'docx' | 'html' | 'print';

export interface WriteOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (rowsDone: number, rowsAll: number) => void;
}

/** The report as a file of the format, with the name to save it under; the writer of each format is fetched when it is first used. */
export async function writeReport(
  format: Exclude<ExportFormat, 'print'>,
  report: Report,
  options: WriteOptions,
): Promise<{ readonly name: string; readonly content: Blob }> {
  const name = `${fileNameOf(report)}.${format}`;
  switch (format) {
    case 'xlsx': {
      const { exportXlsx } = await import('../../jobs/export-xlsx');
      const formatCount = (count: number) => formatValue(count, 'integer', report.language);
      return { name, content: await exportXlsx(report, { ...options, formatCount }) };
    }
    case 'html': {
      const { exportHtml } = await import('../../jobs/export-html');
      return { name, content: await exportHtml(report, { format: formatValue }) };
    }
    case 'docx': {
      const [{ exportDocx }, { drawSvg }] = await Promise.all([import('../../jobs/export-docx'), import('./draw-svg')]);
      return { name, content: await exportDocx(report, { ...options, format: formatValue, draw: drawSvg }) };
    }
  }
}

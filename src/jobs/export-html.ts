import { auditName, auditText } from '../core/audit/audit-trail';
import { escaped, reportBody, type CellFormat } from '../core/report/report-html';
import { reportStyle } from '../core/report/report-style';
import type { Report } from '../core/report/report';

/** Rows a page of text can carry before it becomes slow to open; more belong into Excel. */
const defaultRowLimit = 2000;

/**
 * The report as one HTML file that stands alone: no script, no address it would load from, a policy that forbids both, and the look inside.
 * It opens from a disk without a network and prints to A4.
 * @param options.rowLimit rows of each table, by default 2,000; what is left out is said under the table
 */
export async function exportHtml(report: Report, options: { readonly format: CellFormat; readonly rowLimit?: number }): Promise<Blob> {
  const style = `body { margin: 0; background: #f4f6f5; }\n@media print { body { background: none; } }${reportStyle(report)}`;
  const policy = `default-src 'none'; img-src data:; style-src 'sha256-${await digest(style)}'; base-uri 'none'; form-action 'none'`;
  const body = reportBody(report, { format: options.format, rowLimit: options.rowLimit ?? defaultRowLimit });
  return new Blob(
    [
      `<!doctype html>\n<html lang="${report.language}">\n<head>\n<meta charset="utf-8">\n`,
      `<meta http-equiv="Content-Security-Policy" content="${policy}">\n<meta name="referrer" content="no-referrer">\n`,
      `<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>${escaped(report.title)}</title>\n`,
      `<meta name="generator" content="${escaped(`Đối Chiếu ${report.app}`)}">\n<meta name="${auditName}" content="${escaped(auditText(report))}">\n`,
      `<style>${style}</style>\n</head>\n<body>\n<main>${body}</main>\n</body>\n</html>\n`,
    ],
    { type: 'text/html' },
  );
}

async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...bytes));
}

import { readTabbed } from '../../core/sheet/sheet-block';
import type { SourceFile } from '../../ingest/source-file';
import { htmlTables } from '../../ingest/web/html-tables';

/** A table on the clipboard: its text, and its HTML where that says more (merged cells, text that looks like numbers). */
export interface PastedTable {
  readonly text: string;
  readonly html: string | null;
}

/** The table on a clipboard, as Excel, Word, a browser or a text with tabs puts it there; null when there is none. */
export function tableOn(clipboard: DataTransfer): PastedTable | null {
  const text = clipboard.getData('text/plain');
  const html = clipboard.getData('text/html');
  if (/<table\b/i.test(html)) return { text, html };
  return /\t/.test(text) && text.trim() !== '' ? { text, html: null } : null;
}

/** The pasted table as a file, read like every other. */
export function sourceOfPaste({ text, html }: PastedTable, name: string): SourceFile {
  return { name: `${name}.${html === null ? 'tsv' : 'html'}`, bytes: new TextEncoder().encode(html ?? text) };
}

/** Rows and columns of what was pasted, as the reader will find them. */
export function sizeOfPaste({ text, html }: PastedTable): { rows: number; columns: number; merged: number } {
  if (html !== null) {
    const tables = htmlTables(html);
    return {
      rows: tables.reduce((sum, table) => sum + table.rows.length, 0),
      columns: Math.max(0, ...tables.flatMap((table) => table.rows.map((row) => row.cells.length))),
      merged: tables.reduce((sum, table) => sum + (table.merges?.length ?? 0), 0),
    };
  }
  const block = readTabbed(text);
  return { rows: block.length, columns: Math.max(0, ...block.map((row) => row.length)), merged: 0 };
}

import type { CellKind, GridRow, Merge, Sheet } from '../sheet';
import { plainNumber } from '../book/cell-format';

/** Rows and columns a cell may span; more is a mistake or malice. */
const mostSpan = 1000;
const mostCells = 20_000_000;

/**
 * The tables of an HTML text: what Excel, Word and browsers put on the clipboard, and what many systems export under the name `.xls`. Read by its tags alone,
 * so nothing in it is ever loaded or run. Numbers that Excel wrote exactly (`x:num`, `data-sheets-value`, `data-value`) are taken from there. A table within a cell
 * stays that cell's text.
 */
export function htmlTables(html: string): Sheet[] {
  const sheets: Sheet[] = [];
  let table: TableBuilder | null = null;
  let depth = 0;
  let caption = '';
  let inCaption = false;
  let cells = 0;
  const add = (text: string) => {
    if (inCaption) caption += text;
    else table?.text(text);
  };
  for (const token of tokens(html)) {
    if (token.tag === null) {
      add(token.text);
      continue;
    }
    const { tag, end } = token;
    if (tag === 'table') {
      depth += end ? -1 : 1;
      if (depth < 0) depth = 0;
      if (!end && depth === 1) [table, caption] = [new TableBuilder(), ''];
      if (end && depth === 0 && table) {
        sheets.push(table.sheet(collapsed(caption)));
        table = null;
      }
      continue;
    }
    if (!table) continue;
    if (depth > 1) {
      if (tag === 'td' || tag === 'th') add(' ');
      if (end && tag === 'tr') add('\n');
      continue;
    }
    if (tag === 'caption') inCaption = !end;
    else if (tag === 'tr') table.endRow(!end);
    else if (tag === 'td' || tag === 'th') {
      table.endCell();
      if (!end && ++cells <= mostCells) table.beginCell(token.text);
    } else if (tag === 'br' || ((tag === 'p' || tag === 'div' || tag === 'li') && end)) add('\u2028');
  }
  if (table) sheets.push(table.sheet(collapsed(caption)));
  return sheets.filter((sheet) => sheet.rows.length > 0);
}

interface OpenCell {
  text: string;
  readonly exact: { readonly text: string; readonly kind: CellKind } | null;
  /** Excel wrote the cell as text (`mso-number-format:"\@"`, `x:str`). */
  readonly isText: boolean;
  readonly right: number;
  readonly down: number;
}

class TableBuilder {
  private readonly rows: GridRow[] = [];
  private readonly merges: Merge[] = [];
  /** column → rows, this one included, in which a cell from above still takes it. */
  private readonly held = new Map<number, number>();
  /** The same of cells that began in this row; holds from the next. */
  private begun: [column: number, rows: number][] = [];
  private cells: string[] | null = null;
  private kinds: (CellKind | null)[] = [];
  private cell: OpenCell | null = null;
  private line = 0;

  beginCell(tag: string): void {
    if (!this.cells) this.endRow(true);
    const span = (name: string) => Math.min(mostSpan, Math.max(1, Math.floor(Number(htmlAttribute(tag, name) ?? 1)) || 1));
    this.cell = {
      text: '',
      exact: exactValue(tag),
      isText: htmlAttribute(tag, 'x:str') !== null || /mso-number-format:\s*["']?\\?@/i.test(tag),
      right: span('colspan'),
      down: span('rowspan'),
    };
  }

  text(text: string): void {
    if (this.cell) this.cell.text += text;
  }

  endCell(): void {
    const { cell, cells } = this;
    if (!cell || !cells) return;
    this.cell = null;
    this.skipHeld();
    const column = cells.length;
    const text = collapsed(cell.text);
    cells.push(cell.exact?.text ?? text);
    this.kinds.push(cell.exact?.kind ?? (cell.isText && text !== '' ? 'text' : null));
    for (let i = 1; i < cell.right; i++) {
      cells.push('');
      this.kinds.push(null);
    }
    if (cell.down > 1) for (let i = 0; i < cell.right; i++) this.begun.push([column + i, cell.down - 1]);
    if (cell.right > 1 || cell.down > 1)
      this.merges.push({ fromRow: this.line, toRow: this.line + cell.down - 1, fromColumn: column, toColumn: column + cell.right - 1 });
  }

  /** Ends the row that is open and, when `begin` says so, opens the next. */
  endRow(begin: boolean): void {
    this.endCell();
    if (this.cells) {
      this.skipHeld();
      const anyKind = this.kinds.some((kind) => kind !== null);
      if (this.cells.some((cell) => cell !== ''))
        this.rows.push(anyKind ? { line: this.line, cells: this.cells, kinds: this.kinds } : { line: this.line, cells: this.cells });
      for (const [column, rows] of this.held)
        if (rows <= 1) this.held.delete(column);
        else this.held.set(column, rows - 1);
      for (const [column, rows] of this.begun) this.held.set(column, rows);
      this.begun = [];
    }
    this.cells = begin ? [] : null;
    this.kinds = [];
    if (begin) this.line++;
  }

  sheet(name: string): Sheet {
    this.endRow(false);
    return this.merges.length > 0 ? { name, rows: this.rows, merges: this.merges } : { name, rows: this.rows };
  }

  private skipHeld(): void {
    const { cells } = this;
    while (cells && this.held.has(cells.length)) {
      cells.push('');
      this.kinds.push(null);
    }
  }
}

interface Token {
  /** Lower case; null for text. */
  readonly tag: string | null;
  readonly end: boolean;
  /** Decoded text, or what stands between `<` and `>`. */
  readonly text: string;
}

/** Tags and texts; comments, scripts and styles left out. Linear, whatever is left open. */
function* tokens(html: string): Generator<Token> {
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    const stop = open < 0 ? html.length : open;
    if (stop > at) yield { tag: null, end: false, text: decoded(html.slice(at, stop)) };
    if (open < 0) return;
    if (html.startsWith('<!--', open)) {
      // Word and Excel put conditional comments around what only they read.
      const close = html.indexOf('-->', open);
      if (close < 0) return;
      at = close + 3;
      continue;
    }
    const close = tagEnd(html, open);
    if (close < 0) return;
    const inner = html.slice(open + 1, close);
    const name = /^\/?([a-z][\w:-]*)/i.exec(inner)?.[1]?.toLowerCase();
    at = close + 1;
    if (name === undefined) {
      if (inner[0] !== '!' && inner[0] !== '?' && inner[0] !== '/') yield { tag: null, end: false, text: decoded(`<${inner}>`) };
      continue;
    }
    if ((name === 'script' || name === 'style') && inner[0] !== '/') {
      const end = name === 'script' ? /<\/script/gi : /<\/style/gi;
      end.lastIndex = at;
      const found = end.exec(html);
      if (!found) return;
      at = found.index;
      continue;
    }
    yield { tag: name, end: inner[0] === '/', text: inner };
  }
}

/** The `>` that ends a tag; one in a quoted attribute does not. */
function tagEnd(html: string, open: number): number {
  let quote = '';
  for (let at = open + 1; at < html.length; at++) {
    const char = html[at] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '>') return at;
    else if ((char === '"' || char === "'") && html[at - 1] === '=') quote = char;
  }
  return -1;
}

function htmlAttribute(tag: string, name: string): string | null {
  if (!tag.includes(name)) return null;
  const found = new RegExp(`\\s${name}(?:\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+)))?(?=[\\s/]|$)`, 'i').exec(tag);
  return found ? decoded(found[1] ?? found[2] ?? found[3] ?? '') : null;
}

/** The value Excel or Google Sheets wrote beside the shown one; null where the shown one is all there is. */
function exactValue(tag: string): { text: string; kind: CellKind } | null {
  const number = htmlAttribute(tag, 'x:num') ?? htmlAttribute(tag, 'sdval');
  // Formatted as a day or a percentage, the shown text says more than the number.
  if (
    number !== null &&
    /^-?[\d.]+(e[-+]?\d+)?$/i.test(number) &&
    !/[dy%]|percent|time/i.test(/mso-number-format:([^;]*)/i.exec(tag)?.[1] ?? '') &&
    htmlAttribute(tag, 'sdnum') === null
  )
    return { text: plainNumber(number), kind: 'number' };
  const google = htmlAttribute(tag, 'data-sheets-value');
  const value = google === null ? null : /^\{"1":3,"3":(-?[\d.]+(?:e[-+]?\d+)?)\}$/i.exec(google)?.[1];
  if (value !== undefined && value !== null && htmlAttribute(tag, 'data-sheets-numberformat') === null)
    return { text: plainNumber(value), kind: 'number' };
  return null;
}

/** As a browser shows it: runs of space are one, breaks are breaks. */
function collapsed(text: string): string {
  return text
    .replace(/[ \t\r\n\f]+/g, ' ')
    .replace(/ ?\u2028 ?/g, '\n')
    .replace(/\u00a0/g, ' ')
    .trim();
}

const names: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ndash: '–',
  mdash: '—',
  hellip: '…',
};
/** Latin-1 letters by name, as U+00C0 to U+00FF; Excel writes them in old code pages. */
const latin =
  'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'.split(
    ' ',
  );

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,8});?/gi, (whole, name: string) => {
    if (name[0] === '#') {
      const code = name[1] === 'x' || name[1] === 'X' ? parseInt(name.slice(2), 16) : Number(name.slice(1));
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    }
    const letter = latin.indexOf(name);
    return names[name] ?? (letter < 0 ? whole : String.fromCharCode(0xc0 + letter));
  });
}

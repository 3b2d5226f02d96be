/**
 * The text cells of a report: rendered markdown read back into blocks. Every format is written from the blocks, so that a document holds
 * nothing but known elements with plain text in them, whatever the HTML held: no attribute, address, style or script survives the reading.
 */

/** A stretch of text in one style. */
export interface TextRun {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly code: boolean;
}

export type TextBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly runs: readonly TextRun[] }
  | { readonly kind: 'paragraph' | 'quote'; readonly runs: readonly TextRun[] }
  /** `depth` counts from 0; `number` is null in a list without numbers. */
  | { readonly kind: 'item'; readonly depth: number; readonly number: number | null; readonly runs: readonly TextRun[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' }
  /** The first row is the head. */
  | { readonly kind: 'grid'; readonly rows: readonly (readonly (readonly TextRun[])[])[] };

/** Elements whose content is no text for a reader. */
const silent = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'object', 'svg', 'math', 'title', 'textarea', 'select']);
const blockTags = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'li',
  'blockquote',
  'pre',
  'hr',
  'table',
  'div',
  'section',
]);
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Reads the HTML of a text cell; what it does not know it reads as the text in it. Never throws. */
export function readBlocks(html: string): TextBlock[] {
  const reader = new BlockReader();
  let at = 0;
  for (const token of html.matchAll(/<!--[\s\S]*?-->|<(\/?)([a-z][a-z0-9]*)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi)) {
    reader.text(html.slice(at, token.index));
    at = token.index + token[0].length;
    const tag = token[2]?.toLowerCase();
    if (tag === undefined) continue;
    if (token[1]) reader.close(tag);
    else reader.open(tag, token[3] ?? '');
  }
  reader.text(html.slice(at));
  return reader.finish();
}

/** The text of a block without its styles. */
export function plainText(runs: readonly TextRun[]): string {
  return runs.map((run) => run.text).join('');
}

class BlockReader {
  readonly #blocks: TextBlock[] = [];
  #runs: TextRun[] = [];
  #lists: { next: number | null }[] = [];
  #item: { depth: number; number: number | null } | null = null;
  #grid: TextRun[][][] | null = null;
  #heading: 1 | 2 | 3 | 4 | null = null;
  #code: string | null = null;
  #silentIn: string | null = null;
  #depth = { bold: 0, italic: 0, code: 0, quote: 0 };

  text(raw: string): void {
    if (this.#silentIn !== null || raw === '') return;
    const text = raw.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) =>
      name !== undefined ? (entities[name] ?? whole) : character(decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal)),
    );
    if (this.#code !== null) this.#code += text;
    else {
      const flat = text.replace(/[ \t\r\n]+/g, ' ');
      if (flat.trim() !== '' || this.#runs.length > 0) this.#runs.push({ text: flat, ...this.#style() });
    }
  }

  open(tag: string, attributes: string): void {
    if (this.#silentIn !== null) return;
    if (silent.has(tag)) {
      this.#silentIn = tag;
      return;
    }
    if (blockTags.has(tag)) this.#flush();
    if (tag === 'br') this.#runs.push({ text: '\n', ...this.#style() });
    else if (tag === 'hr') this.#blocks.push({ kind: 'rule' });
    else if (/^h[1-6]$/.test(tag)) this.#heading = Math.min(4, Number(tag[1])) as 1 | 2 | 3 | 4;
    else if (tag === 'ul') this.#lists.push({ next: null });
    else if (tag === 'ol') this.#lists.push({ next: Number(/\bstart\s*=\s*["']?(\d{1,6})/i.exec(attributes)?.[1] ?? 1) });
    else if (tag === 'li') this.#openItem();
    else if (tag === 'pre') this.#code = '';
    else if (tag === 'table') this.#grid = [];
    else if (tag === 'tr') this.#grid?.push([]);
    else if (tag === 'td' || tag === 'th') this.#runs = [];
    else this.#step(tag, 1);
  }

  close(tag: string): void {
    if (this.#silentIn !== null) {
      if (this.#silentIn === tag) this.#silentIn = null;
      return;
    }
    if (tag === 'pre') {
      if (this.#code !== null) this.#blocks.push({ kind: 'code', text: this.#code.replace(/\n$/, '') });
      this.#code = null;
    } else if (tag === 'td' || tag === 'th') {
      this.#grid?.at(-1)?.push(trimmed(this.#runs));
      this.#runs = [];
    } else if (tag === 'table') {
      const rows = this.#grid?.filter((row) => row.length > 0) ?? [];
      if (rows.length > 0) this.#blocks.push({ kind: 'grid', rows });
      this.#grid = null;
    } else {
      if (blockTags.has(tag)) this.#flush();
      if (/^h[1-6]$/.test(tag)) this.#heading = null;
      else if (tag === 'ul' || tag === 'ol') this.#lists.pop();
      else if (tag === 'li') this.#item = null;
      this.#step(tag, -1);
    }
  }

  finish(): TextBlock[] {
    this.#flush();
    return this.#blocks;
  }

  #style(): Omit<TextRun, 'text'> {
    return { bold: this.#depth.bold > 0, italic: this.#depth.italic > 0, code: this.#depth.code > 0 };
  }

  #step(tag: string, by: 1 | -1): void {
    const which = { strong: 'bold', b: 'bold', em: 'italic', i: 'italic', code: 'code', blockquote: 'quote' } as const;
    const style = tag in which ? which[tag as keyof typeof which] : undefined;
    if (style) this.#depth[style] = Math.max(0, this.#depth[style] + by);
  }

  #openItem(): void {
    const list = this.#lists.at(-1);
    const number = list?.next ?? null;
    if (list && number !== null) list.next = number + 1;
    this.#item = { depth: Math.max(0, this.#lists.length - 1), number };
  }

  /** What stood since the last block is one; within a table, text is its cells' alone. */
  #flush(): void {
    if (this.#grid !== null) return;
    const runs = trimmed(this.#runs);
    this.#runs = [];
    if (runs.length === 0) return;
    if (this.#heading !== null) this.#blocks.push({ kind: 'heading', level: this.#heading, runs });
    else if (this.#item !== null) this.#blocks.push({ kind: 'item', ...this.#item, runs });
    else this.#blocks.push({ kind: this.#depth.quote > 0 ? 'quote' : 'paragraph', runs });
  }
}

function character(code: number): string {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : '\ufffd';
}

function trimmed(runs: readonly TextRun[]): TextRun[] {
  const kept = runs.map((run) => ({ ...run }));
  const first = kept[0];
  if (first) first.text = first.text.trimStart();
  const last = kept.at(-1);
  if (last) last.text = last.text.trimEnd();
  return kept.filter((run) => run.text !== '');
}

import * as v from 'valibot';
import { linesOf, readBlocks, writeDivider, writeFence, writeText, type Block } from './notebook-blocks';
import { entryOf, readLine, writeLine } from './notebook-entry';
import { readInputLines, writeInputLines } from './notebook-input-block';
import { NotebookSchema, type Cell, type InputCell, type Notebook } from './notebook';
import { notebookProblem, type Note, type NotebookProblem } from './notebook-problem';
import { readQueryLines, writeQueryLines } from './notebook-query-block';
import type { ShellSession } from './notebook-shell';
import { readSheetLines, writeSheetLines } from './notebook-sheet-block';

/**
 * A notebook as one Markdown file.
 *
 *     ---
 *     doi-chieu: 1                       version of the form
 *     title: Bảng điểm tháng             other lines (title.en …) are kept by whoever writes the file again
 *     ---
 *
 *     Prose is a text cell.
 *
 *     ***                                a thematic break and a heading right below it: a divider
 *     ## Phần hai
 *
 *     ```input                           also ```sheet: key: value lines, then a table between pipes
 *     name: as_of
 *     type: date
 *     value: 2020-12-31
 *     ```
 *
 *     ```sql                             a query cell; a ```chart right after it is its Vega-Lite JSON
 *     -- name: by_region
 *     SET VARIABLE "as_of" = DATE '2020-12-31'; -- $as_of
 *     CREATE OR REPLACE TEMP TABLE "by_region" AS
 *     SELECT … FROM verdict(getvariable('as_of')) …;
 *     ```
 *
 * What is at its default is left out. The SQL is what a DuckDB shell takes: `$name` is written `getvariable('name')`, its value is set
 * before the first statement that needs it, a named cell makes a table of its name. The reader passes over the SET and CREATE lines: the
 * values stand in the inputs and `-- param.…` lines. A saved question is its id and what differs from it. Texts that could be taken for
 * anything else stand between `<!-- text -->` and `<!-- /text -->`. A cell's id is written where it is not the one after the id before
 * (c1, c2 …). queries/notebooks/README.md tells people; tests hold that reading gives back every notebook exactly.
 */
const version = 1;
const maxMarkdown = 100_000;
const maxTitle = 300;
const maxCells = 200;

export interface NotebookFile {
  readonly notebook: Notebook;
  /** Other lines of the front matter, such as `title.en`, by key. */
  readonly about: ReadonlyMap<string, string>;
  readonly problems: readonly NotebookProblem[];
}

/** The file's text; equal notebooks give equal texts. `about` are more lines for the front matter. */
export function writeNotebook(notebook: Notebook, about: ReadonlyMap<string, string> = new Map()): string {
  const front = ['---', `doi-chieu: ${version}`];
  if (notebook.title !== '') front.push(`title: ${writeFront(notebook.title)}`);
  for (const [key, value] of about) front.push(`${key}: ${writeFront(value)}`.trimEnd());
  const parts = [[...front, '---'].join('\n')];
  const inputs = notebook.cells.filter((cell) => cell.kind === 'input');
  const session: ShellSession = new Map();
  let next = 1;
  for (const [at, cell] of notebook.cells.entries()) {
    const id = cell.id === `c${next}` ? null : cell.id;
    next = after(cell.id, next);
    parts.push(...writeCell(cell, id, notebook.cells[at - 1]?.kind === 'text', inputs, session));
  }
  return `${parts.join('\n\n')}\n`;
}

function writeCell(cell: Cell, id: string | null, afterText: boolean, inputs: readonly InputCell[], session: ShellSession): string[] {
  const marks = { id, collapsed: cell.collapsed };
  switch (cell.kind) {
    case 'text':
      return [writeText(cell.markdown, marks, afterText)];
    case 'divider':
      return [writeDivider(cell.title && writeLine(cell.title), marks)];
    case 'input':
      return [writeFence('input', writeInputLines(cell, id))];
    case 'sheet':
      return [writeFence('sheet', writeSheetLines(cell, id))];
    case 'query': {
      const chart = cell.chart === null ? [] : [writeFence('chart', linesOf(cell.chart))];
      return [writeFence('sql', writeQueryLines(cell, id, inputs, session)), ...chart];
    }
  }
}

/** Reads a file. Never throws: what cannot be read becomes a problem with its line, and the rest is kept. */
export function readNotebook(text: string): NotebookFile {
  const problems: NotebookProblem[] = [];
  const lines = splitLines(text);
  const { entries, end } = readFront(lines, problems);
  const { blocks, unclosed } = readBlocks(lines.slice(end), end + 1);
  for (const line of unclosed) problems.push(notebookProblem(line, 'block-unclosed'));
  const drafts = draftCells(blocks, problems);
  const cells: Cell[] = [];
  const given = new Set(drafts.map(({ raw }) => raw.id));
  const used = new Set<string>();
  let next = 1;
  for (const { block, raw } of drafts) {
    if (cells.length === maxCells) {
      problems.push(notebookProblem(block.line, 'too-many-cells'));
      break;
    }
    let id = typeof raw.id === 'string' ? raw.id : null;
    if (id !== null && (used.has(id) || !/^[a-z0-9-]{1,40}$/.test(id))) {
      problems.push(notebookProblem(block.line, 'id-twice', id));
      id = null;
    }
    if (id === null) while (used.has(`c${next}`) || given.has(`c${next}`)) next++;
    id ??= `c${next}`;
    next = after(id, next);
    used.add(id);
    cells.push(checked({ collapsed: false, ...raw, id }, block, problems));
  }
  const title = entries.get('title') ?? '';
  if (title.length > maxTitle) problems.push(notebookProblem(1, 'too-long'));
  const about = new Map([...entries].filter(([key]) => key !== 'title' && key !== 'doi-chieu'));
  return {
    notebook: { title: title.slice(0, maxTitle), cells },
    about,
    problems: problems.sort((a, b) => a.line - b.line),
  };
}

type RawCell = Record<string, unknown>;

interface Draft {
  readonly block: Block;
  readonly raw: RawCell;
}

function draftCells(blocks: readonly Block[], problems: NotebookProblem[]): Draft[] {
  const drafts: Draft[] = [];
  for (const [at, block] of blocks.entries()) {
    const note: Note = (line, code, detail) => problems.push(notebookProblem(block.line + 1 + line, code, detail));
    if (block.kind === 'chart') {
      const query = blocks[at - 1]?.kind === 'sql' ? drafts.at(-1) : undefined;
      if (query) query.raw.chart = block.lines.join('\n');
      else {
        problems.push(notebookProblem(block.line, 'chart-alone'));
        drafts.push({ block, raw: asText(block, null) });
      }
    } else drafts.push({ block, raw: rawCell(block, note) });
  }
  return drafts;
}

function rawCell(block: Block, note: Note): RawCell {
  switch (block.kind) {
    case 'text':
      return { kind: 'text', ...block.marks, markdown: cut(block.text, maxMarkdown, note) };
    case 'divider':
      return { kind: 'divider', ...block.marks, title: cut(readLine(block.title) ?? block.title, maxTitle, note) };
    case 'input':
      return readInputLines(block.lines, note);
    case 'sheet':
      return readSheetLines(block.lines, note);
    default:
      return { name: null, title: null, view: null, chart: null, layout: null, pivot: null, ...readQueryLines(block.lines, note) };
  }
}

/** What may be left empty in each kind of cell. */
const emptiable: Readonly<Record<string, readonly string[]>> = {
  query: ['name', 'title', 'view', 'chart', 'layout', 'pivot'],
  input: ['label', 'source', 'value'],
};

/** The cell with what does not fit its form left empty; when that does not help, its source as a text cell. */
function checked(raw: RawCell, block: Block, problems: NotebookProblem[]): Cell {
  const draft = { ...raw };
  for (let tries = 0; tries < 8; tries++) {
    const result = v.safeParse(NotebookSchema, { title: '', cells: [draft] });
    if (result.success) return result.output.cells[0]!;
    const [, , key, inner] = v.getDotPath(result.issues[0])?.split('.') ?? [];
    if (key === 'params' && inner !== undefined) draft.params = without(draft.params as RawCell, inner);
    else if (key !== undefined && emptiable[draft.kind as string]?.includes(key) && draft[key] !== null) draft[key] = null;
    else {
      problems.push(notebookProblem(block.line, 'cell-unreadable', `${key ?? ''} ${result.issues[0].message}`.trim()));
      break;
    }
    problems.push(notebookProblem(block.line, 'value-invalid', inner === undefined ? key : `${key}.${inner}`));
  }
  const cell = { collapsed: false, ...asText(block, String(raw.id)) };
  return v.parse(NotebookSchema, { title: '', cells: [cell] }).cells[0]!;
}

function asText(block: Block, id: string | null): RawCell {
  const source = block.kind === 'text' || block.kind === 'divider' ? '' : writeFence(block.kind, block.lines);
  return { kind: 'text', id, markdown: source.slice(0, maxMarkdown) };
}

function without(values: RawCell, key: string): RawCell {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== key));
}

function cut(text: string, most: number, note: Note): string {
  if (text.length > most) note(-1, 'too-long', '');
  return text.slice(0, most);
}

/** A file whose first line ends with CR LF was written so throughout; elsewhere a CR is part of a text. */
function splitLines(text: string): string[] {
  const whole = text.replace(/^\ufeff/, '');
  return (/^[^\n]*\r\n/.test(whole) ? whole.replaceAll('\r\n', '\n') : whole).split('\n');
}

function readFront(lines: readonly string[], problems: NotebookProblem[]): { entries: ReadonlyMap<string, string>; end: number } {
  const entries = new Map<string, string>();
  if (lines[0]?.trimEnd() !== '---') {
    problems.push(notebookProblem(1, 'front-missing'));
    return { entries, end: 0 };
  }
  let at = 1;
  for (; at < lines.length && lines[at]!.trimEnd() !== '---'; at++) {
    const line = lines[at]!;
    const entry = entryOf(line);
    const value = entry && readLine(entry.value);
    if (!entry && line.trim() === '') break;
    if (!entry || value === null) problems.push(notebookProblem(at + 1, 'line-unreadable', line));
    else if (entries.has(entry.key)) problems.push(notebookProblem(at + 1, 'key-twice', entry.key));
    else entries.set(entry.key, value);
  }
  if (lines[at]?.trimEnd() !== '---') problems.push(notebookProblem(1, 'front-unclosed'));
  const said = entries.get('doi-chieu');
  if (said === undefined) problems.push(notebookProblem(1, 'version-missing'));
  else if (said !== String(version)) problems.push(notebookProblem(1, 'version-newer', said));
  return { entries, end: Math.min(at + 1, lines.length) };
}

/** Front matter is YAML to a forge: what YAML could take for anything but text is quoted. */
function writeFront(text: string): string {
  return text === '' ? '' : writeLine(text, /^[^\p{L}\p{N}]|: |:$| #|^(true|false|yes|no|on|off|null)$/iu);
}

/** The number after that of an id like 'c7'; another id leaves it as it is. */
function after(id: string, next: number): number {
  const number = /^c([1-9]\d{0,8})$/.exec(id)?.[1];
  return number ? Number(number) + 1 : next;
}

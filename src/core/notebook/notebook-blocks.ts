/** What a cell carries besides its contents; in text and divider cells it stands in an HTML comment, which no forge shows. */
export interface CellMarks {
  /** null = the next of c1, c2 … */
  readonly id: string | null;
  readonly collapsed: boolean;
}

export const fenceKinds = ['sql', 'input', 'sheet', 'chart'] as const;
export type FenceKind = (typeof fenceKinds)[number];

/** A piece of the file. `line` is 1-based. */
export type Block =
  | { readonly kind: 'text'; readonly line: number; readonly marks: CellMarks; readonly text: string }
  | { readonly kind: 'divider'; readonly line: number; readonly marks: CellMarks; readonly title: string }
  | { readonly kind: FenceKind; readonly line: number; readonly lines: readonly string[] };

export interface Blocks {
  readonly blocks: readonly Block[];
  /** Lines that open something which is never closed. */
  readonly unclosed: readonly number[];
}

const noMarks: CellMarks = { id: null, collapsed: false };
const ownFence = new RegExp(`^(\`{3,})(${fenceKinds.join('|')})[ \\t]*$`);
const textFrame = /^<!-- text((?: [^ >]+)*) -->$/;
const dividerNote = /^<!-- divider((?: [^ >]+)*) -->$/;
const dividerTitle = /^## (.*)$/s;

/**
 * Cuts the body of a notebook file into its blocks, see notebook-file.ts.
 * @param firstLine the 1-based line of the file that `lines[0]` is
 */
export function readBlocks(lines: readonly string[], firstLine: number): Blocks {
  const blocks: Block[] = [];
  const endless: Endless = new Map();
  const unclosed: number[] = [];
  let at = 0;
  while (at < lines.length) {
    const start = at;
    const line = firstLine + start;
    const fence = ownFence.exec(lines[at]!);
    const frame = textFrame.exec(lines[at]!);
    if (isBlank(lines[at]!)) at += 1;
    else if (fence) {
      let end = findFence(lines, at + 1, fence[1]!, /^`{3,}[ \t]*$/, endless);
      if (end < 0) {
        unclosed.push(line);
        end = findLine(lines, at + 1, (one) => ownFence.test(one) || textFrame.test(one));
        if (end < 0) end = lines.length;
        at = end;
      } else at = end + 1;
      blocks.push({ kind: fence[2] as FenceKind, line, lines: lines.slice(start + 1, end) });
    } else if (frame) {
      const { marks, end: mark } = marksIn(frame[1]!);
      const close = `<!-- /text${mark} -->`;
      let end = endless.has(close) ? -1 : findLine(lines, at + 1, (one) => one === close);
      if (end < 0) {
        endless.set(close, 0);
        unclosed.push(line);
        end = start + 1 + linesOfText(lines, start + 1, [], endless);
        at = end;
      } else at = end + 1;
      blocks.push({ kind: 'text', line, marks, text: lines.slice(start + 1, end).join('\n') });
    } else if (isDivider(lines, at)) {
      const note = dividerNote.exec(lines[at + 1] ?? '');
      const title = dividerTitle.exec(lines[at + (note ? 2 : 1)] ?? '');
      at += 1 + (note ? 1 : 0) + (title ? 1 : 0);
      blocks.push({ kind: 'divider', line, marks: note ? marksIn(note[1]!).marks : noMarks, title: title?.[1] ?? '' });
    } else {
      const open: number[] = [];
      at += linesOfText(lines, at, open, endless);
      unclosed.push(...open.map((one) => firstLine + one));
      let end = at;
      while (isBlank(lines[end - 1]!)) end -= 1;
      blocks.push({ kind: 'text', line, marks: noMarks, text: lines.slice(start, end).join('\n') });
    }
  }
  return { blocks, unclosed };
}

/** A text cell: as it is where nothing in it could be taken for something else, else between two comments. */
export function writeText(text: string, marks: CellMarks, afterText: boolean): string {
  if (marks.id === null && !marks.collapsed && !afterText && standsAlone(text)) return text;
  let end = '';
  for (let n = 2; `\n${text}\n`.includes(`\n<!-- /text${end} -->\n`); n++) end = `-${n}`;
  return [`<!-- text${marksText(marks)}${end && ` end=${end}`} -->`, ...linesOf(text), `<!-- /text${end} -->`].join('\n');
}

/** A divider is a thematic break and a heading right below it. The title must be one line. */
export function writeDivider(title: string, marks: CellMarks): string {
  const note = marksText(marks);
  return ['***', ...(note || !title ? [`<!-- divider${note} -->`] : []), ...(title ? [`## ${title}`] : [])].join('\n');
}

/** A fenced block; its fence is longer than any run of backticks in it. */
export function writeFence(kind: FenceKind, lines: readonly string[]): string {
  const longest = lines.reduce((most, line) => Math.max(most, ...(line.match(/`{3,}/g) ?? []).map((run) => run.length)), 2);
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${kind}`, ...lines, fence].join('\n');
}

/** The lines of a text; none for the empty one. */
export function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

/** True when the reader gives this text back, and what follows it too. */
function standsAlone(text: string): boolean {
  const { blocks, unclosed } = readBlocks([...text.split('\n'), '', '```sql', '```'], 1);
  const [first, second] = blocks;
  return unclosed.length === 0 && blocks.length === 2 && first?.kind === 'text' && first.text === text && second?.kind === 'sql';
}

/** How many lines from `from` belong to a plain text; fences of other kinds are passed over whole. Unclosed ones are added to `open`. */
function linesOfText(lines: readonly string[], from: number, open: number[], endless: Endless): number {
  let at = from;
  while (at < lines.length && !ownFence.test(lines[at]!) && !textFrame.test(lines[at]!) && !isDivider(lines, at)) {
    const fence = /^\s*(`{3,}|~{3,})/.exec(lines[at]!)?.[1];
    if (fence) {
      const end = findFence(lines, at + 1, fence, /^\s*(`{3,}|~{3,})\s*$/, endless);
      if (end < 0) open.push(at);
      else at = end;
    }
    at += 1;
  }
  return at - from;
}

function isDivider(lines: readonly string[], at: number): boolean {
  const next = lines[at + 1] ?? '';
  return lines[at] === '***' && (dividerNote.test(next) || dividerTitle.test(next));
}

function marksText(marks: CellMarks): string {
  return `${marks.id === null ? '' : ` id=${marks.id}`}${marks.collapsed ? ' collapsed' : ''}`;
}

function marksIn(text: string): { marks: CellMarks; end: string } {
  const words = text.split(' ').filter(Boolean);
  const after = (key: string): string | undefined => words.find((word) => word.startsWith(key))?.slice(key.length);
  return { marks: { id: after('id=') ?? null, collapsed: words.includes('collapsed') }, end: after('end=') ?? '' };
}

/** What was looked for up to the end of the file and not found: marks of frames, and the shortest fence by its character. */
type Endless = Map<string, number>;

/** The line that closes a fence: the same character, at least as often; or -1. */
function findFence(lines: readonly string[], from: number, fence: string, form: RegExp, endless: Endless): number {
  const key = form.source + fence.charAt(0);
  if (fence.length >= (endless.get(key) ?? Infinity)) return -1;
  const end = findLine(lines, from, (one) => form.test(one) && one.trim().startsWith(fence));
  if (end < 0) endless.set(key, fence.length);
  return end;
}

function findLine(lines: readonly string[], from: number, fits: (line: string) => boolean): number {
  for (let at = from; at < lines.length; at++) if (fits(lines[at]!)) return at;
  return -1;
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}

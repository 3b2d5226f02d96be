/** Replaces `from`…`to` of a text and selects a part of what was put there. UTF-16 indexes; the selection is counted from `from`. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly selectFrom: number;
  readonly selectTo: number;
}

/** What is selected in a text. */
export interface TextSelection {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Puts `**` around what is selected, or takes it away. */
export function boldEdit({ text, start, end }: TextSelection, sample: string): TextEdit {
  if (start >= 2 && text.slice(start - 2, start) === '**' && text.slice(end, end + 2) === '**')
    return { from: start - 2, to: end + 2, insert: text.slice(start, end), selectFrom: 0, selectTo: end - start };
  const word = text.slice(start, end) || sample;
  return { from: start, to: end, insert: `**${word}**`, selectFrom: 2, selectTo: 2 + word.length };
}

/** Makes what is selected the text of a link; the address is selected for typing. */
export function linkEdit({ text, start, end }: TextSelection, sample: string): TextEdit {
  const insert = `[${text.slice(start, end) || sample}](https://)`;
  return { from: start, to: end, insert, selectFrom: insert.length - 'https://)'.length, selectTo: insert.length - 1 };
}

/** Puts a live figure at the cursor; without a name the cursor stands where it goes. */
export function figureEdit({ start, end }: TextSelection, name: string): TextEdit {
  const insert = `{{ ${name} }}`;
  const cursor = name === '' ? 3 : insert.length;
  return { from: start, to: end, insert, selectFrom: cursor, selectTo: cursor };
}

/** Turns the selected lines into a list, or back. */
export function listEdit(selection: TextSelection): TextEdit {
  return linesEdit(selection, (lines) =>
    lines.every((line) => line.startsWith('- ')) ? lines.map((line) => line.slice(2)) : lines.map((line) => `- ${line}`),
  );
}

/** Turns the selected lines into headings, smaller ones, and back into text. */
export function headingEdit(selection: TextSelection): TextEdit {
  return linesEdit(selection, (lines) =>
    lines.map((line) => {
      const bare = line.replace(/^#{1,6} /, '');
      return line.startsWith('## ') ? `### ${bare}` : line.startsWith('### ') ? bare : `## ${bare}`;
    }),
  );
}

function linesEdit({ text, start, end }: TextSelection, change: (lines: string[]) => string[]): TextEdit {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const to = next < 0 ? text.length : next;
  const insert = change(text.slice(from, to).split('\n')).join('\n');
  return { from, to, insert, selectFrom: insert.length, selectTo: insert.length };
}

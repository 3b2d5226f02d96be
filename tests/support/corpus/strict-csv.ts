/** RFC 4180 text as rows of cells; what stands behind a closing quote is an error, so that a bad writer is found out. */
export function strictCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell: string;
    if (text[at] === '"') {
      const parts: string[] = [];
      for (let from = at + 1; ;) {
        const close = text.indexOf('"', from);
        if (close < 0) throw new Error(`quote not closed in row ${rows.length + 1}`);
        parts.push(text.slice(from, close));
        at = close + 1;
        if (text[at] !== '"') break;
        parts.push('"');
        from = at + 1;
      }
      cell = parts.join('');
    } else {
      const stop = /[,\r\n]/g;
      stop.lastIndex = at;
      const end = stop.exec(text)?.index ?? text.length;
      cell = text.slice(at, end);
      at = end;
    }
    row.push(cell);
    if (text[at] === ',') {
      at++;
      if (at >= text.length) row.push('');
      continue;
    }
    if (at < text.length && text[at] !== '\r' && text[at] !== '\n') throw new Error(`text behind a quote in row ${rows.length + 1}`);
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    rows.push(row);
    row = [];
  }
  if (row.length) rows.push(row);
  return rows;
}

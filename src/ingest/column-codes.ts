/** What the row of column codes says of one column that is worked out of others: `3=1+2`. */
export interface ColumnFormula {
  /** 0-based column. */
  readonly column: number;
  /** As printed. */
  readonly text: string;
  /** The formula after the sign, its codes replaced by columns: `#4 + #5`. Numbers that are no code are constants. */
  readonly expression: string;
}

const codeCell = /^\(?([A-Z]|\d{1,2})\)?(?:\s*=\s*([\d+\-x×*/:()%.,A-Z\s]+))?$/;

/** Whether the row numbers the columns: letters, then numbers that grow, some of them with a formula. */
export function isCodeRow(cells: readonly string[], width: number): boolean {
  const codes = cells.filter((cell) => cell !== '' && !cell.startsWith('#'));
  if (codes.length < 2 || codes.length < width / 2) return false;
  const found = codes.map((cell) => codeCell.exec(cell));
  if (found.some((one) => one === null)) return false;
  const numbers = found.flatMap((one) => (/\d/.test(one?.[1] ?? '') ? [Number(one?.[1])] : []));
  const grows = numbers.every((n, i) => i === 0 || n > (numbers[i - 1] ?? 0));
  return codes.some((cell) => /[A-Z=(]/.test(cell)) ? grows : codes.length >= 5 && numbers.every((n, i) => n === i + 1);
}

/** Names of variables under the heads of a survey (`c1_2005`, `sub1_entry`): one word each, most with a digit or underscore. */
export function isVariableRow(cells: readonly string[], heads: readonly string[]): boolean {
  const names = cells.filter((cell) => cell !== '');
  if (names.length < 3 || names.length < heads.length / 2) return false;
  if (!names.every((name) => /^[A-Za-z][A-Za-z0-9_.]*$/.test(name))) return false;
  const coded = names.filter((name) => /[_\d]/.test(name)).length;
  return coded * 2 > names.length && heads.some((head) => /\s/.test(head));
}

/** The formulas of a row of column codes, those of which every part is a known code. */
export function columnFormulas(cells: readonly string[]): ColumnFormula[] {
  const columnOf = new Map<string, number>();
  cells.forEach((cell, i) => {
    const code = codeCell.exec(cell)?.[1];
    if (code !== undefined && !columnOf.has(code)) columnOf.set(code, i);
  });
  return cells.flatMap((text, column) => {
    const body = codeCell.exec(text)?.[2];
    const expression = body === undefined ? null : expressionOf(body, columnOf);
    return expression === null ? [] : [{ column, text, expression }];
  });
}

function expressionOf(body: string, columnOf: ReadonlyMap<string, number>): string | null {
  const tokens = body.match(/\d+|[A-Z]|[+\-*/()%]|[x×:]/g) ?? [];
  let depth = 0;
  let expects = true;
  const out: string[] = [];
  for (const token of tokens) {
    if (/^(\d+|[A-Z])$/.test(token)) {
      const column = columnOf.get(token);
      if (!expects || (column === undefined && token !== '100' && token !== '1000')) return null;
      out.push(column === undefined ? token : `#${column}`);
      expects = false;
    } else if (token === '(') {
      if (!expects) return null;
      depth++;
      out.push('(');
    } else if (token === ')') {
      if (expects || --depth < 0) return null;
      out.push(')');
    } else if (token === '%') {
      if (expects) return null;
      out.push('* 100');
    } else {
      if (expects) return null;
      out.push(token === ':' ? '/' : /[x×]/.test(token) ? '*' : token);
      expects = true;
    }
  }
  return depth === 0 && !expects && out.length > 2 ? out.join(' ') : null;
}

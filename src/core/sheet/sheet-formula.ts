import type { SheetColumn } from '../notebook/notebook';

/** One word of a SQL expression that may be a column: where it stands and what it names. */
interface NameUse {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const token =
  /'(?:[^']|'')*'|--[^\n\r]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|"(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|[\s\S]/g;

/** Words outside strings and comments that are no function and stand behind no dot. */
function namesIn(formula: string): NameUse[] {
  const uses: NameUse[] = [];
  for (const match of formula.matchAll(token)) {
    const text = match[0];
    const end = match.index + text.length;
    if (!/^["A-Za-z_\u0080-\uffff]/.test(text)) continue;
    if (/\.\s*$/.test(formula.slice(0, match.index))) continue;
    const quoted = text.startsWith('"');
    if (!quoted && /^\s*\(/.test(formula.slice(end))) continue;
    uses.push({ name: quoted ? text.slice(1, -1).replaceAll('""', '"') : text, start: match.index, end });
  }
  return uses;
}

/** True when an expression closes every bracket it opens, none that it did not, and ends no statement: then brackets around it hold it together. */
export function isWhole(formula: string): boolean {
  let depth = 0;
  for (const [text] of formula.matchAll(token)) {
    if (text === ';') return false;
    if (text === '(') depth++;
    if (text === ')' && --depth < 0) return false;
  }
  return depth === 0;
}

/** The formula with every use of a column under its new name. */
export function renamedIn(formula: string, from: string, to: string): string {
  let renamed = '';
  let at = 0;
  for (const use of namesIn(formula)) {
    if (!sameName(use.name, from)) continue;
    renamed += `${formula.slice(at, use.start)}"${to.replaceAll('"', '""')}"`;
    at = use.end;
  }
  return renamed + formula.slice(at);
}

export interface ComputedOrder {
  /** Places of the computed columns, each after those it uses. */
  readonly order: readonly number[];
  /** Places of those that use themselves, directly or around. */
  readonly cyclic: readonly number[];
  /** Place → places of the computed columns it uses. */
  readonly uses: ReadonlyMap<number, readonly number[]>;
}

/** In which order computed columns can be worked out. */
export function computedOrder(columns: readonly SheetColumn[]): ComputedOrder {
  const computed = columns.flatMap((column, at) => (column.formula === null ? [] : [at]));
  const uses = new Map(
    computed.map((at) => {
      const names = namesIn(columns[at]!.formula ?? '').map((use) => use.name);
      return [at, computed.filter((other) => names.some((name) => sameName(name, columns[other]!.name)))] as const;
    }),
  );
  const order: number[] = [];
  let waiting = computed;
  while (waiting.length > 0) {
    const next = waiting.filter((at) => (uses.get(at) ?? []).every((other) => order.includes(other)));
    if (next.length === 0) break;
    order.push(...next);
    waiting = waiting.filter((at) => !next.includes(at));
  }
  return { order, cyclic: waiting, uses };
}

/** Names are one to the engine when they differ in the case of letters only. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

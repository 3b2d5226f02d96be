import type { IssueCode } from '../core/issue-catalogue';
import type { RecipeStep } from '../core/recipe/recipe';
import { isFigure } from './cell-sort';
import { isNullToken, numberShape, numberToken } from './numbers';
import { cleanText } from './plain-text';
import { freeName } from './table-name';

/** What a table looks like before it is brought into the shape "one row, one thing". */
export interface ReshapeGround {
  /** Names of the raw table's columns, and their heads (joined by ' › '). */
  readonly columns: readonly string[];
  readonly headers: readonly string[];
  /** Clean sample rows of data. */
  readonly rows: readonly (readonly string[])[];
  /** Whether a text is the name of a unit. */
  readonly isUnit: (text: string) => boolean;
  readonly ordinalColumn: number;
  readonly vietnamese: boolean;
  /** Kinds of rows that name the rows below them. */
  readonly headingKinds: readonly ('section' | 'region')[];
  /** Columns whose cells are merged downwards. */
  readonly mergedDown: readonly number[];
}

/** Steps that change which columns and rows there are, before any cell is read. */
export interface Reshape {
  readonly steps: readonly RecipeStep[];
  /** Names of the columns after the steps. */
  readonly columns: readonly string[];
  readonly found: readonly {
    readonly code: IssueCode;
    readonly column?: string;
    readonly detail?: Readonly<Record<string, string | number>>;
  }[];
}

type Unpivot = Extract<RecipeStep, { op: 'unpivot' }>;

/** Finds what a table needs: texts filled down, units or blocks that stand as columns turned into rows, cells of two figures split. */
export function findReshape(ground: ReshapeGround): Reshape {
  const steps: RecipeStep[] = [];
  const found: Reshape['found'][number][] = [];
  let columns = [...ground.columns];
  const taken = new Set(columns.map((column) => column.toLowerCase()));
  const name = (vi: string, en: string) => {
    const free = freeName(ground.vietnamese ? vi : en, taken);
    taken.add(free.toLowerCase());
    return free;
  };
  for (const at of ground.mergedDown) {
    const column = ground.columns[at];
    if (column === undefined) continue;
    steps.push({ op: 'fill-down', column });
    found.push({ code: 'filled-down', column });
  }
  const unpivot = unitColumns(ground, name) ?? sortedPairs(ground, name) ?? sideBlocks(ground, name);
  if (unpivot) {
    steps.push(unpivot.step);
    found.push({ code: unpivot.code, detail: { blocks: unpivot.step.blocks.length } });
    columns = [...unpivot.step.keep, unpivot.step.label, ...unpivot.step.values];
  } else {
    for (const [at, column] of ground.columns.entries()) {
      const inner = compositeInner(ground.rows.map((row) => row[at] ?? ''));
      if (inner === null) continue;
      const second = freeName(inner === '%' ? `${column} (%)` : `${column} (2)`, taken);
      taken.add(second.toLowerCase());
      steps.push({ op: 'split-composite', column, into: second });
      found.push({ code: 'composite-split', column, detail: { into: second } });
      columns.splice(columns.indexOf(column) + 1, 0, second);
    }
  }
  if (ground.headingKinds.length > 0) {
    const from = ground.columns.slice(0, 4).filter((_, i) => i !== ground.ordinalColumn);
    const own = ground.columns[ground.ordinalColumn];
    const column = name(
      ground.headingKinds.includes('section') ? 'nhóm' : 'vùng',
      ground.headingKinds.includes('section') ? 'section' : 'region',
    );
    steps.unshift({ op: 'fill-down', column, kinds: [...ground.headingKinds], from: own === undefined ? from : [...from, own] });
    found.push({ code: 'section-column', column });
    if (unpivot) {
      steps.splice(steps.indexOf(unpivot.step), 1, { ...unpivot.step, keep: [column, ...unpivot.step.keep] });
      columns.unshift(column);
    } else columns.push(column);
  }
  return { steps, columns, found };
}

type Naming = (vi: string, en: string) => string;

/** At least three heads, and half of all, are units. */
function unitColumns({ columns, headers, rows, isUnit }: ReshapeGround, name: Naming) {
  const units = columns.filter((_, i) => isUnit(headers[i]?.split(' › ').at(-1) ?? ''));
  if (units.length < 3 || units.length * 2 < columns.length) return null;
  const keep = columns.filter((column) => !units.includes(column));
  if (keep.length > 3 || rows.some((row) => isUnit(row[0] ?? ''))) return null;
  const step: Unpivot = {
    op: 'unpivot',
    keep,
    label: name('đơn vị', 'unit'),
    values: [name('giá trị', 'value')],
    blocks: units.map((column) => ({ label: headers[columns.indexOf(column)]?.split(' › ').at(-1) ?? column, columns: [column] })),
  };
  return { step, code: 'units-as-columns' as const };
}

/** Columns of names and figures in turn, the same names everywhere in another order: each pair was sorted by itself. */
function sortedPairs({ columns, headers, rows, ordinalColumn }: ReshapeGround, name: Naming) {
  const isText = columns.map((_, i) => i !== ordinalColumn && mostly(rows, i, (cell) => !isFigure(cell)));
  const names = columns.flatMap((_, i) => (isText[i] && columns[i + 1] !== undefined && !isText[i + 1] ? [i] : []));
  const [first, second] = names;
  if (first === undefined || second === undefined || rows.length < 3) return null;
  const size = second - first;
  if (size < 2 || names.some((at, k) => at !== first + k * size)) return null;
  const lists = names.map((at) => new Set(rows.map((row) => row[at] ?? '').filter((cell) => cell !== '')));
  const [own] = lists;
  if (!own || own.size < 3 || lists.some((list) => [...list].filter((text) => own.has(text)).length * 5 < own.size * 4)) return null;
  const aligned = rows.filter((row) => names.every((at) => row[at] === row[first])).length;
  if (aligned * 2 > rows.length) return null;
  const keep = columns.filter((_, i) => i < first && i !== ordinalColumn);
  const nameHead = headers[first] ?? '';
  const blocks = names.map((at) => {
    const group = columns.slice(at, at + size);
    const label = group.map((column) => headers[columns.indexOf(column)] ?? '').filter((head) => head !== '' && head !== nameHead);
    return { label: label[0] ?? columns[at] ?? '', columns: group };
  });
  // The first pair often heads its names 'Tỉnh' and its figures with the measure; the others head their names with the measure.
  const values = Array.from({ length: size }, (_, i) =>
    i === 0 ? name('tên', 'name') : i === 1 ? name('giá trị', 'value') : name(`giá trị ${i}`, `value ${i}`),
  );
  const step: Unpivot = { op: 'unpivot', keep, label: name('chỉ tiêu', 'measure'), values, blocks };
  return { step, code: 'sorted-pairs' as const };
}

/** The same two or more heads under each of several top heads: 'DỰ TOÁN › Thu, DỰ TOÁN › Chi, QUYẾT TOÁN › Thu, QUYẾT TOÁN › Chi'. */
function sideBlocks({ columns, headers }: ReshapeGround, name: Naming) {
  const groups = new Map<string, { columns: string[]; heads: string[] }>();
  headers.forEach((header, i) => {
    const at = header.indexOf(' › ');
    if (at < 0) return;
    const group = groups.get(header.slice(0, at)) ?? { columns: [], heads: [] };
    groups.set(header.slice(0, at), group);
    group.columns.push(columns[i] ?? '');
    group.heads.push(header.slice(at + 3));
  });
  const alike = [...groups].filter(([, { heads }]) => heads.length >= 2);
  const [first] = alike;
  if (!first || alike.length < 2 || alike.length < groups.size) return null;
  if (alike.some(([, { heads }]) => heads.join('|') !== first[1].heads.join('|'))) return null;
  const moved = new Set(alike.flatMap(([, group]) => group.columns));
  const keep = columns.filter((column) => !moved.has(column));
  if (keep.length === 0) return null;
  const step: Unpivot = {
    op: 'unpivot',
    keep,
    label: name('khối', 'block'),
    values: first[1].heads.map((head) => name(head, head)),
    blocks: alike.map(([label, group]) => ({ label, columns: group.columns })),
  };
  return { step, code: 'blocks-as-columns' as const };
}

function mostly(rows: readonly (readonly string[])[], column: number, test: (cell: string) => boolean): boolean {
  const said = rows.map((row) => row[column] ?? '').filter((cell) => cell !== '' && !isNullToken(cell));
  return said.length > 0 && said.filter(test).length * 10 >= said.length * 9;
}

const composite = /^([^()]*\d[^()]*?)\s*\(([^()]*\d[^()]*)\)$/;

/** '%' or '' where nearly every cell is a figure and another in brackets, `401.092 (98,72%)`; null where not. */
function compositeInner(cells: readonly string[]): '%' | '' | null {
  const said = cells.filter((cell) => cell !== '' && !isNullToken(cell));
  const parts = said.map(compositeParts).filter((one) => one !== null);
  if (parts.length < 2 || parts.length * 10 < said.length * 8) return null;
  return parts.every(([, inner]) => /%$/.test(inner)) ? '%' : '';
}

/** The two figures of a composite cell, or null. The recipe's SQL takes cells apart at the same brackets. */
export function compositeParts(cell: string): readonly [string, string] | null {
  const [, outer = '', inner = ''] = composite.exec(cell) ?? [];
  const number = (text: string) => numberShape(numberToken(text.trim()).token) !== 'none';
  return number(outer) && number(inner) ? [outer.trim(), inner.trim()] : null;
}

/** Applies reshaping steps to rows one after another; twin of core/recipe/reshape-sql.ts. */
export class Shaper {
  private heading = '';
  private readonly last = new Map<string, string>();

  constructor(
    private readonly columns: readonly string[],
    private readonly steps: readonly RecipeStep[],
  ) {}

  /** A row that names those below it. */
  head(cells: readonly string[]): void {
    for (const step of this.steps) if (step.op === 'fill-down' && step.from) this.heading = this.firstOf(cells, step.from);
  }

  /** The rows a data row becomes, cells in the order of the reshaped columns. */
  rows(cells: readonly string[]): readonly (readonly string[])[] {
    if (this.steps.length === 0) return [cells];
    let rows: Map<string, string>[] = [new Map(this.columns.map((column, i) => [column, cells[i] ?? '']))];
    for (const step of this.steps) rows = rows.flatMap((row) => this.apply(step, row));
    return rows.map((row) => [...row.values()]);
  }

  private apply(step: RecipeStep, row: Map<string, string>): Map<string, string>[] {
    if (step.op === 'fill-down') {
      const text = row.get(step.column)?.trim() ?? '';
      if (step.from) row.set(step.column, this.heading);
      else if (text === '') row.set(step.column, this.last.get(step.column) ?? '');
      else this.last.set(step.column, row.get(step.column) ?? '');
      return [row];
    }
    if (step.op === 'split-composite') {
      const out = new Map<string, string>();
      for (const [column, cell] of row) {
        const parts = column === step.column ? compositeParts(cleanText(cell)) : null;
        out.set(column, parts ? parts[0] : cell);
        if (column === step.column) out.set(step.into, parts ? parts[1] : '');
      }
      return [out];
    }
    if (step.op !== 'unpivot') return [row];
    return step.blocks.flatMap(({ label, columns }) => {
      const values = columns.map((column) => row.get(column) ?? '');
      if (columns.length > 1 && values.every((value) => value.trim() === '')) return [];
      return [
        new Map([
          ...step.keep.map((column) => [column, row.get(column) ?? ''] as const),
          [step.label, label] as const,
          ...step.values.map((column, i) => [column, values[i] ?? ''] as const),
        ]),
      ];
    });
  }

  private firstOf(cells: readonly string[], from: readonly string[]): string {
    for (const column of from) {
      const text = (cells[this.columns.indexOf(column)] ?? '').trim();
      if (text !== '') return text;
    }
    return '';
  }
}

import type { Plan, PlanColumn } from './report-plan';
import { written } from './report-plan';
import type { Fact } from './report-fact';

/** A sheet as it will be written: rows of texts, and merged cells as [row, column, row, column], all 0-based. */
export interface Grid {
  readonly rows: string[][];
  readonly merges: (readonly [number, number, number, number])[];
}

/** Lays a plan out as a grid. */
export function gridOf(plan: Plan): Grid {
  const lead = [...(plan.ordinal === null ? [] : [plan.ordinal]), plan.unitHead, ...(plan.periods ? [plan.periods.head] : [])];
  const width = lead.length + plan.columns.length;
  const rows: string[][] = plan.titles.map((title) => [title]);
  if (plan.unitNote !== null) rows.push([...Array<string>(width - 1).fill(''), plan.unitNote]);
  if (rows.length > 0) rows.push([]);
  const merges: Grid['merges'] = [];
  const top = headRows(plan, lead, rows.length, merges);
  rows.push(...top, ...codeRow(plan, lead));
  const body = bodyRows(plan, lead, top[0] ?? []);
  if (plan.arrangement === 'transposed') return { rows: [...rows.slice(0, rows.length - top.length), ...transposed(plan)], merges: [] };
  if (plan.arrangement === 'side by side') return { rows: sideBySide([...top, ...body], width), merges: [] };
  if (plan.arrangement === 'paired') return { rows: paired(plan), merges: [] };
  rows.push(...body);
  if (plan.notes.length) rows.push([], ...plan.notes.map((note) => [note]));
  if (plan.arrangement === 'stacked') rows.push([], ...secondTable());
  return {
    rows: plan.blanks === 'column' ? rows.map((row) => (row.length > 2 ? row.toSpliced(lead.length + 1, 0, '') : row)) : rows,
    merges,
  };
}

function headRows(plan: Plan, lead: readonly string[], at: number, merges: Grid['merges']): string[][] {
  const leaves = [...lead, ...plan.columns.map((column) => column.head)];
  const english = [
    ...lead.map((head) => (head === 'STT' ? 'No.' : head === plan.unitHead ? 'Unit' : 'Period')),
    ...plan.columns.map((column) => column.english ?? ''),
  ];
  if (plan.groups === 'none') return plan.english ? [leaves, english] : [leaves];
  const grouped = plan.columns.map((column) => column.group);
  const first = leaves.map((leaf, i) => {
    const group = grouped[i - lead.length];
    if (group === undefined) return leaf;
    return grouped[i - lead.length - 1] === group ? '' : group;
  });
  const second = leaves.map((leaf, i) => (grouped[i - lead.length] === undefined ? '' : leaf));
  leaves.forEach((_, i) => {
    if (grouped[i - lead.length] === undefined) merges.push([at, i, at + 1, i]);
  });
  const from = grouped.findIndex((group) => group !== undefined);
  const to = grouped.findLastIndex((group) => group === grouped[from]);
  if (to > from) merges.push([at, lead.length + from, at, lead.length + to]);
  const two = [first, second];
  if (plan.groups === 'one row') return two;
  const office = leaves.map((_, i) => (i < lead.length ? '' : i === lead.length ? 'Kết quả thực hiện' : ''));
  return [office, ...two];
}

function codeRow(plan: Plan, lead: readonly string[]): string[][] {
  if (!plan.codeRow) return [];
  return [[...lead.map((_, i) => 'ABC'[i] ?? ''), ...plan.columns.map((_, i) => (i === 2 ? '3=2/1' : String(i + 1)))]];
}

function bodyRows(plan: Plan, lead: readonly string[], head: readonly string[]): string[][] {
  const rows: string[][] = [];
  const blank = (cells: readonly string[]) => [...cells, ...Array<string>(lead.length + plan.columns.length - cells.length).fill('')];
  const total = (name: string, of: readonly number[]) => [
    ...lead.map((label) => (label === plan.unitHead ? name : '')),
    ...plan.columns.map((column) => sumText(column, of)),
  ];
  const all = plan.units.map((_, row) => row);
  if (plan.totals === 'above') rows.push(total('Cả nước', all));
  let region = '';
  let section = 0;
  plan.units.forEach((unit, row) => {
    const parts = all.filter((other) => plan.units[other]!.region === unit.region);
    if (unit.region !== region && (plan.sections || plan.regions)) {
      section++;
      region = unit.region;
      if (plan.sections) rows.push(blank(plan.ordinal === null ? [`${roman(section)}. ${region}`] : [roman(section), region]));
      else rows.push(total(region, parts));
    }
    if (plan.pageHeads && row > 0 && row % 9 === 0) rows.push([...head]);
    if (plan.blanks === 'rows' && row % 8 === 7) rows.push(blank([]));
    rows.push([
      ...lead.map((label) =>
        label === plan.unitHead ? plan.unitText(unit, row) : label === plan.periods?.head ? plan.periods.of(row).text : String(row + 1),
      ),
      ...plan.columns.map((column) => column.text(row)),
    ]);
  });
  if (plan.totals === 'below') rows.push(total('Tổng cộng', all));
  return rows;
}

const roman = (n: number) => ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII'][n - 1] ?? 'X';

/** The sum, written as the column's first cell is; nothing for rates, days and texts, which have no sum. */
function sumText(column: PlanColumn, rows: readonly number[]): string {
  const values = rows.map((row) => column.value(row));
  if (column.kind !== 'number' || column.head.includes('%') || values.some((value) => typeof value === 'string')) return '';
  const sum = Math.round(10 * values.reduce<number>((all, value) => all + Number(value ?? 0), 0)) / 10;
  const sample = column.text(rows[0] ?? 0);
  const decimal = /,\d{1,2}\D*$/.test(sample) ? ',' : '.';
  const group =
    /\d\.\d{3}/.test(sample) && decimal === ','
      ? '.'
      : /\d,\d{3}/.test(sample)
        ? ','
        : /\d \d{3}/.test(sample)
          ? ' '
          : /\d\.\d{3}(\D|$)/.test(sample) && Number.isInteger(sum)
            ? '.'
            : '';
  return written(sum, decimal, group);
}

function transposed(plan: Plan): string[][] {
  return [
    ['Chỉ tiêu', ...plan.units.map((unit, row) => plan.unitText(unit, row))],
    ...plan.columns
      .filter((column) => column.kind === 'number')
      .map((column) => [column.head, ...plan.units.map((_, row) => column.text(row))]),
  ];
}

/** The table cut in two halves that stand beside each other, an empty column between. */
function sideBySide(rows: readonly (readonly string[])[], width: number): string[][] {
  const [head = [], ...body] = rows;
  const half = Math.ceil(body.length / 2);
  return [
    [...head, '', ...head],
    ...body.slice(0, half).map((left, i) => [...left, '', ...(body[half + i] ?? Array<string>(width).fill(''))]),
  ];
}

/** Two columns a figure: the unit's name and its value, each pair in an order of its own. */
function paired(plan: Plan): string[][] {
  const columns = plan.columns.filter((column) => column.kind === 'number').slice(0, 3);
  const orders = columns.map((column) => plan.units.map((_, row) => row).sort((a, b) => Number(column.value(b)) - Number(column.value(a))));
  return [
    columns.flatMap((column) => [plan.unitHead, column.head]),
    ...plan.units.map((_, place) =>
      columns.flatMap((column, c) => {
        const row = orders[c]![place]!;
        return [plan.unitText(plan.units[row]!, row), column.text(row)];
      }),
    ),
  ];
}

/** A small table of something else, as offices put below the first. */
function secondTable(): string[][] {
  return [
    ['Mã lĩnh vực', 'Lĩnh vực', 'Số thủ tục'],
    ['LV01', 'Đất đai', '52'],
    ['LV02', 'Hộ tịch', '41'],
    ['LV03', 'Đầu tư', '37'],
    ['LV04', 'Xây dựng', '29'],
  ];
}

/** What the plan says, one fact for each unit (and period) and column that says something. */
export function factsOf(plan: Plan): Fact[] {
  const columns =
    plan.arrangement === 'transposed'
      ? plan.columns.filter((column) => column.kind === 'number')
      : plan.arrangement === 'paired'
        ? plan.columns.filter((column) => column.kind === 'number').slice(0, 3)
        : plan.columns;
  return plan.units.flatMap((unit, row) => {
    if (plan.unmatched.has(row)) return [];
    return columns.flatMap((column) => {
      const value = column.value(row);
      return value === undefined ? [] : [{ unit: unit.id, period: plan.periods?.of(row).key ?? '', head: column.head, value }];
    });
  });
}

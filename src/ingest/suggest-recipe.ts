import type { Issue } from '../core/issue';
import { addedColumns, type Recipe, type RecipeStep } from '../core/recipe/recipe';
import { isProvinceCode, type ColumnPlan } from './column-plan';
import { conventionVotes, decideFormat, exactFormat, nullTokens, parseNumber, type FormatDecision } from './numbers';
import { noWords, serialDay, yesWords } from './periods';
import type { ColumnProfile, TableProfile } from './profile';

export interface RecipeGround {
  readonly table: string;
  /** Names of the raw table's columns. */
  readonly columns: readonly string[];
  readonly profile: TableProfile;
  readonly plans: readonly ColumnPlan[];
  readonly systemId: string | null;
  readonly unitSystems: readonly string[];
  /** Columns in which a workbook holds numbers as numbers. */
  readonly exact: readonly boolean[];
  /** Unit of measure of each column, as printed in its head or above the table; null where none is. */
  readonly measures: readonly (string | null)[];
  /** The file's texts are Vietnamese: comma is then the likelier decimal mark. */
  readonly vietnamese: boolean;
}

/** The cleaning steps for a table, and what they repair or must ask, as issues. */
export function suggestRecipe(ground: RecipeGround): { recipe: Recipe; issues: Issue[] } {
  const { columns, profile, plans } = ground;
  const steps: RecipeStep[] = [{ op: 'keep-rows', kinds: ['data'] }, cleanTextStep(ground)];
  const issues: Issue[] = [];
  const numberColumns = plans.flatMap((plan, i) => (plan.role === 'number' ? [profile.columns[i]] : [])).filter((one) => one !== undefined);
  const fileVotes = numberColumns
    .flatMap((one) => [conventionVotes(one.shapes), conventionVotes(one.totalShapes)])
    .reduce((sum, one) => ({ vn: sum.vn + one.vn, en: sum.en + one.en }), { vn: 0, en: 0 });
  const names = cleanNames(columns, plans);
  const yesNoColumns = plans.flatMap((plan, i) => (plan.role === 'yesno' ? [profile.columns[i]] : [])).filter((one) => one !== undefined);
  const ticked = ground.systemId !== null && yesNoColumns.every((one) => one.filled === 0 || holdsTicks(one));
  for (const [i, column] of columns.entries()) {
    const plan = plans[i];
    const cells = profile.columns[i];
    const name = names[i];
    if (!plan || !cells || name === undefined) continue;
    if (plan.role === 'skip') {
      steps.push({ op: 'drop-column', column });
      continue;
    }
    if (name !== column) steps.push({ op: 'rename', column, to: name });
    if (plan.role === 'number') steps.push(...numberSteps(ground, i, column, cells, fileVotes, issues));
    if (plan.padTo !== undefined) {
      steps.push({ op: 'pad-code', column, length: plan.padTo });
      issues.push(paddedIssue(ground.table, column, cells, plan.padTo));
    }
    if (plan.role === 'text' && cells.monthFirst.count > 0 && (cells.periods.get('day') ?? 0) > 0)
      issues.push(dateOrderIssue(ground.table, column, cells));
    if (plan.role === 'date') {
      steps.push(...nullSteps(ground, column, cells, issues, []), {
        op: 'parse-date',
        column,
        ...(plan.serial ? { serial: true as const } : {}),
      });
      if (plan.serial) issues.push(serialIssue(ground.table, column, cells));
    }
    if (plan.role === 'period') steps.push({ op: 'parse-period', column, invalid: ground.systemId ? 'reject' : 'keep' });
    if (plan.role === 'yesno') {
      steps.push(...nullSteps(ground, column, cells, issues, [...yesWords, ...noWords]), {
        op: 'parse-yesno',
        column,
        yes: [...yesWords],
        no: [...noWords],
        ...(ticked && holdsTicks(cells) ? { blankMeansNo: true } : {}),
      });
    }
  }
  steps.push(...unitSteps(ground));
  if (!plans.some((plan) => plan.role === 'unit' || plan.role === 'unit_code')) issues.push(...codeIssues(ground));
  if (ground.systemId) steps.push(duplicateStep(plans, names));
  return { recipe: { version: 1, system: ground.systemId, steps }, issues };
}

/**
 * Free text stays letter for letter as it is, line breaks and double spaces too, unless the file has odd spaces or decomposed letters (reported).
 * Bare numbers need no cleaning.
 */
function cleanTextStep({ columns, plans, profile }: RecipeGround): RecipeStep {
  const odd = profile.oddSpace.count + profile.decomposed.count > 0;
  const needs = (i: number) => {
    const role = plans[i]?.role;
    const cells = profile.columns[i];
    if (role === 'text') return odd;
    return role !== 'number' || !cells || cells.wrapped > 0 || cells.shapes.none > 0;
  };
  return { op: 'clean-text', columns: columns.filter((_, i) => needs(i)) };
}

function numberSteps(
  ground: RecipeGround,
  at: number,
  column: string,
  cells: ColumnProfile,
  fileVotes: { vn: number; en: number },
  issues: Issue[],
): RecipeStep[] {
  const steps = nullSteps(ground, column, cells, issues, []);
  const own = cells.exact > 0 ? { ...cells.shapes, 'en-decimal': cells.shapes['en-decimal'] + cells.exact } : cells.shapes;
  const format = ground.exact[at] ? exactFormat : decideFormat(own, fileVotes, ground.vietnamese, cells.totalShapes);
  issues.push(...numberIssues(ground.table, column, cells, format), ...fractionIssues(ground, at, column, cells, format));
  const { shapes } = cells;
  const fractions =
    cells.exact > 0 ||
    shapes['vn-decimal'] + shapes['en-decimal'] + (format.decimal === ',' ? shapes.comma3 : shapes.dot3) > 0 ||
    hasFraction(cells);
  steps.push({
    op: 'parse-number',
    column,
    decimal: format.decimal,
    thousands: format.thousands,
    ...(fractions || cells.percent.count ? {} : { integer: true }),
    ...(isPlain(cells, format) ? { plain: true } : cells.wrapped === 0 && format.thousands !== null ? { bare: true } : {}),
  });
  return steps;
}

/** Every cell is bare digits with, at most, a decimal point; so the simplest parsing will do. */
function isPlain(cells: ColumnProfile, format: FormatDecision): boolean {
  const { shapes } = cells;
  const bare = shapes.plain + shapes['en-decimal'] + shapes.dot3;
  return format.decimal === '.' && format.thousands !== ' ' && bare === cells.numbers && cells.wrapped === 0;
}

/** Grouped numbers with a fraction, such as 1.234,5, and numbers in exponent form. */
function hasFraction(cells: ColumnProfile): boolean {
  if (cells.shapes['vn-grouped'] + cells.shapes['en-grouped'] + cells.shapes['space-grouped'] === 0)
    return cells.wrapped > 0 && [...(cells.distinct?.keys() ?? [])].some((text) => /\de/i.test(text));
  if (!cells.distinct) return true;
  return [...cells.distinct.keys()].some((text) => /\.\d.*,\d|,\d.*\.\d| \d{3}[.,]\d/.test(text));
}

function numberIssues(table: string, column: string, cells: ColumnProfile, format: FormatDecision): Issue[] {
  const { shapes } = cells;
  const issues: Issue[] = [];
  const examples = (...kinds: (keyof typeof shapes)[]) =>
    kinds
      .flatMap((kind) => cells.shapeExamples.get(kind) ?? [])
      .slice(0, 5)
      .map(({ row, before }) => ({ row, before, after: String(parseNumber(before, format) ?? '') }));
  const repair = (code: Issue['code'], rows: number, ...kinds: (keyof typeof shapes)[]) => {
    if (rows > 0) issues.push({ code, kind: 'repair', table, column, rows, examples: examples(...kinds) });
  };
  const vn = format.decimal === ',';
  if (format.ambiguous > 0) {
    const [sample] = [...(cells.shapeExamples.get('dot3') ?? []), ...(cells.shapeExamples.get('comma3') ?? [])];
    const token = sample?.before ?? '';
    const mark = token.includes('.') ? '.' : ',';
    const asThousands = token.replace(mark, '');
    const asDecimal = token.replace(mark, '.');
    const chosen = String(parseNumber(token, format) ?? '');
    issues.push({
      code: 'ambiguous-number',
      kind: 'question',
      table,
      column,
      rows: format.ambiguous,
      examples: examples('dot3', 'comma3'),
      detail: { sample: token, asThousands, asDecimal, chosen },
    });
  } else {
    if (vn) repair('decimal-comma', shapes['vn-decimal'] + shapes.comma3 + groupedFractions(cells), 'vn-decimal', 'comma3');
    if (vn && format.thousands === '.') repair('thousands-dot', shapes['vn-grouped'] + shapes.dot3, 'vn-grouped', 'dot3');
    if (!vn && format.thousands === ',') repair('thousands-comma', shapes['en-grouped'] + shapes.comma3, 'en-grouped', 'comma3');
  }
  if (cells.marks.count > 0) {
    const shown = cells.marks.examples.map(({ row, before }) => ({ row, before, after: String(parseNumber(before, format) ?? '') }));
    issues.push({ code: 'number-marks', kind: 'repair', table, column, rows: cells.marks.count, examples: shown });
  }
  repair('thousands-space', shapes['space-grouped'], 'space-grouped');
  if (cells.percent.count)
    issues.push({
      code: 'percent-text',
      kind: 'repair',
      table,
      column,
      rows: cells.percent.count,
      examples: cells.percent.examples.map(({ row, before }) => ({ row, before, after: String(parseNumber(before, format) ?? '') })),
    });
  return issues;
}

/** A column said to be in percent whose figures all lie between 0 and 1: 0,98 may mean 98 %. Asked, never multiplied. */
function fractionIssues(ground: RecipeGround, at: number, column: string, cells: ColumnProfile, format: FormatDecision): Issue[] {
  if (!(ground.measures[at] === '%' || /%|tỷ lệ|tỉ lệ|percent|share/i.test(column)) || cells.percent.count > 0 || !cells.distinct)
    return [];
  const numbers = [...cells.distinct].flatMap(([text, { row }]) => {
    const value = parseNumber(text, format);
    return value === null ? [] : [{ value, text, row }];
  });
  if (numbers.length < 3 || numbers.some(({ value }) => value < 0 || value > 1) || !numbers.some(({ value }) => value > 0 && value < 1))
    return [];
  const examples = numbers.slice(0, 5).map(({ text, row, value }) => ({ row, before: text, after: `${Math.round(value * 1e6) / 1e4} %` }));
  return [{ code: 'fraction-percent', kind: 'question', table: ground.table, column, rows: cells.numbers, examples }];
}

/** Codes of provinces and no names beside them: nothing says which list they come from. */
function codeIssues({ table, columns, profile }: RecipeGround): Issue[] {
  return columns.flatMap((column, i): Issue[] => {
    const cells = profile.columns[i];
    if (!isProvinceCode(column) || !cells || cells.filled === 0) return [];
    const examples = [...(cells.distinct ?? [])].slice(0, 5).map(([text, { row }]) => ({ row, before: text }));
    return [{ code: 'codes-need-system', kind: 'question', table, column, rows: cells.filled, examples }];
  });
}

function paddedIssue(table: string, column: string, cells: ColumnProfile, length: number): Issue {
  const short = [...(cells.distinct ?? [])].filter(([text]) => text.length < length);
  return {
    code: 'code-padded',
    kind: 'repair',
    table,
    column,
    rows: short.reduce((sum, [, { count }]) => sum + count, 0),
    examples: short.slice(0, 5).map(([text, { row }]) => ({ row, before: text, after: text.padStart(length, '0') })),
    detail: { length },
  };
}

function serialIssue(table: string, column: string, cells: ColumnProfile): Issue {
  const texts = [...(cells.distinct ?? [])].slice(0, 5);
  return {
    code: 'serial-date',
    kind: 'repair',
    table,
    column,
    rows: cells.filled,
    examples: texts.map(([text, { row }]) => ({ row, before: text, after: serialDay(text) ?? '' })),
  };
}

/** Some days can only be month first, others only day first or either: the column stays text until somebody says. */
function dateOrderIssue(table: string, column: string, cells: ColumnProfile): Issue {
  return { code: 'date-order', kind: 'question', table, column, rows: cells.filled, examples: cells.monthFirst.examples };
}

function groupedFractions(cells: ColumnProfile): number {
  let sum = 0;
  for (const [text, { count }] of cells.distinct ?? []) if (/^[-+(]?\d{1,3}(\.\d{3})+,\d/.test(text)) sum += count;
  return sum;
}

/**
 * Is there at least one tick, and nothing else? Such a form is filled in by ticking what is there: a blank says "no". Where any column of the file
 * has a word for "no", or a dash, a blank may well mean that nobody knows.
 */
function holdsTicks(cells: ColumnProfile): boolean {
  return cells.distinct !== null && cells.distinct.size > 0 && [...cells.distinct.keys()].every((text) => ticks.has(text.toLowerCase()));
}

const ticks = new Set(['x', '✓', '✔', '☑']);

/** One issue for each word for "nothing here" met in the column; one step for all of them (known ones too, for next month's file). */
function nullSteps(ground: RecipeGround, column: string, cells: ColumnProfile, issues: Issue[], except: readonly string[]): RecipeStep[] {
  for (const [token, { count, examples }] of cells.nullTokens) {
    if (except.includes(token.toLowerCase())) continue;
    issues.push({ code: 'null-token', kind: 'repair', table: ground.table, column, rows: count, examples, detail: { token } });
  }
  return [{ op: 'null-tokens', column, tokens: nullTokens.filter((token) => !except.includes(token)) }];
}

function unitSteps(ground: RecipeGround): RecipeStep[] {
  if (ground.unitSystems.length === 0) return [];
  const systems = [...new Set([...ground.unitSystems, 'VN'])];
  const unmatched = ground.systemId ? 'reject' : 'keep';
  const byName = ground.plans.findIndex((plan) => plan.role === 'unit');
  const column = ground.columns[byName];
  if (column !== undefined) return [{ op: 'match-unit', column, by: 'name', systems, unmatched }];
  const codes = ground.columns[ground.plans.findIndex((plan) => plan.role === 'unit_code')];
  return codes === undefined ? [] : [{ op: 'match-unit', column: codes, by: 'code', systems: [...ground.unitSystems], unmatched }];
}

function duplicateStep(plans: readonly ColumnPlan[], names: readonly string[]): RecipeStep {
  const named = (wanted: (plan: ColumnPlan) => boolean) => plans.flatMap((plan, i) => (wanted(plan) ? [names[i] ?? ''] : []));
  const texts = named((plan) => plan.role === 'text' && plan.known !== null);
  const period = plans.some((plan) => plan.role === 'period') ? ['period_start', 'period_end'] : [];
  return {
    op: 'reject-duplicates',
    key: ['unit_id', ...period, ...texts],
    figures: named((plan) => ['number', 'yesno', 'date', 'text'].includes(plan.role)),
  };
}

/** Field names for known columns, the file's own heads for others; none twice, none that the clean table adds itself. */
function cleanNames(columns: readonly string[], plans: readonly ColumnPlan[]): string[] {
  const taken = new Set(addedColumns);
  return columns.map((column, i) => {
    const wanted = plans[i]?.known?.field ?? column;
    let name = wanted;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${wanted}_${n}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

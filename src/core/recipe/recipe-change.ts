import { addedColumns, type Recipe, type RecipeStep } from './recipe';

/** Changes of a recipe. Each gives another recipe and leaves the given one as it is; `at` is the step's 0-based place. */

export function withStep(recipe: Recipe, at: number, step: RecipeStep): Recipe {
  return { ...recipe, steps: recipe.steps.map((one, i) => (i === at ? step : one)) };
}

/** Adds a step at `at` (default: at the end). */
export function withNewStep(recipe: Recipe, step: RecipeStep, at = recipe.steps.length): Recipe {
  return { ...recipe, steps: recipe.steps.toSpliced(at, 0, step) };
}

export function withoutStep(recipe: Recipe, at: number): Recipe {
  return { ...recipe, steps: recipe.steps.toSpliced(at, 1) };
}

/** Moves the step at `from` to the place `to` of the list without it; a place beyond either end is that end. */
export function withMovedStep(recipe: Recipe, from: number, to: number): Recipe {
  const step = recipe.steps[from];
  if (!step) return recipe;
  const rest = recipe.steps.toSpliced(from, 1);
  return { ...recipe, steps: rest.toSpliced(Math.max(0, Math.min(to, rest.length)), 0, step) };
}

export function withSwitchedStep(recipe: Recipe, at: number): Recipe {
  const step = recipe.steps[at];
  if (!step) return recipe;
  const { off, ...rest } = step;
  return withStep(recipe, at, (off ? rest : { ...rest, off: true }) as RecipeStep);
}

/** These lines are of this kind from now on; what was said of them before is forgotten. */
export function withMarkedRows(recipe: Recipe, rows: readonly number[], kind: string): Recipe {
  const marked = new Set(rows);
  let found = false;
  const steps = recipe.steps.flatMap((step): RecipeStep[] => {
    if (step.op !== 'mark-rows') return [step];
    const left = step.rows.filter((row) => !marked.has(row));
    if (step.kind !== kind || step.off) return left.length ? [{ ...step, rows: left }] : [];
    found = true;
    return [{ ...step, rows: [...left, ...rows].sort((a, b) => a - b) }];
  });
  if (found) return { ...recipe, steps };
  return { ...recipe, steps: [{ op: 'mark-rows', rows: [...rows].sort((a, b) => a - b), kind }, ...steps] };
}

/** A line holds the column heads: it is no data, and each column is called by what stands there. A name that is taken already stays as it was. */
export function withHeaderRow(recipe: Recipe, row: number, columns: readonly string[], cells: readonly string[]): Recipe {
  const wanted = columns.map((_, i) => (cells[i] ?? '').replace(/\s+/g, ' ').trim());
  const renames = columns.flatMap((column, i): RecipeStep[] => {
    const to = wanted[i] ?? '';
    return to === '' || wanted.indexOf(to) !== i || addedColumns.includes(to.toLowerCase()) ? [] : [{ op: 'rename', column, to }];
  });
  const marked = withMarkedRows(recipe, [row], 'header');
  const renamed = new Set(renames.map((step) => (step.op === 'rename' ? step.column : '')));
  return { ...marked, steps: [...marked.steps.filter((step) => !(step.op === 'rename' && renamed.has(step.column))), ...renames] };
}

/** These lines are taken whatever the rules say. */
export function withTakenRows(recipe: Recipe, rows: readonly number[]): Recipe {
  const at = recipe.steps.findIndex((step) => step.op === 'take-rows' && !step.off);
  const step = recipe.steps[at];
  if (step?.op !== 'take-rows') return withNewStep(recipe, { op: 'take-rows', rows: [...rows] });
  return withStep(recipe, at, { ...step, rows: [...new Set([...step.rows, ...rows])].sort((a, b) => a - b) });
}

/** One cell says something else; an earlier word on the same cell is replaced. */
export function withFixedCell(recipe: Recipe, row: number, column: string, text: string): Recipe {
  const steps = recipe.steps.filter((step) => !(step.op === 'fix-cell' && step.row === row && step.column === column));
  return { ...recipe, steps: [{ op: 'fix-cell', row, column, text }, ...steps] };
}

/** Numbers of a column are written this way. Integers and the shortcuts of the reader are given up where the marks change. */
export function withNumberFormat(recipe: Recipe, column: string, decimal: '.' | ',', thousands: '.' | ',' | ' ' | null): Recipe {
  return {
    ...recipe,
    steps: recipe.steps.map((step) => {
      if (step.op !== 'parse-number' || step.column !== column || (step.decimal === decimal && step.thousands === thousands)) return step;
      const { op, off } = step;
      return { op, column, decimal, thousands, ...(off && { off }) };
    }),
  };
}

/** These names in a unit column are these units; null takes a name back. */
export function withAcceptedUnits(recipe: Recipe, column: string, names: Readonly<Record<string, string | null>>): Recipe {
  return {
    ...recipe,
    steps: recipe.steps.map((step) => {
      if (step.op !== 'match-unit' || step.column !== column) return step;
      const accepted = Object.fromEntries(
        Object.entries({ ...step.accepted, ...names }).filter((entry): entry is [string, string] => entry[1] !== null),
      );
      return { ...step, accepted };
    }),
  };
}

/** This word means "no data" in the column. */
export function withNullToken(recipe: Recipe, column: string, token: string): Recipe {
  const word = token.toLowerCase();
  const at = recipe.steps.findLastIndex((step) => step.op === 'null-tokens' && step.column === column && !step.off);
  const step = recipe.steps[at];
  if (step?.op === 'null-tokens') return withStep(recipe, at, { ...step, tokens: [...new Set([...step.tokens, word])] });
  const before = recipe.steps.findIndex((one) => 'column' in one && one.column === column);
  return withNewStep(recipe, { op: 'null-tokens', column, tokens: [word] }, before < 0 ? undefined : before);
}

/** A person has answered these questions. */
export function withAnswered(recipe: Recipe, ids: readonly string[]): Recipe {
  return { ...recipe, answered: [...new Set([...(recipe.answered ?? []), ...ids])] };
}

export function withoutAnswer(recipe: Recipe, id: string): Recipe {
  return { ...recipe, answered: (recipe.answered ?? []).filter((one) => one !== id) };
}

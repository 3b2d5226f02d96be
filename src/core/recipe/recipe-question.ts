import type { Issue, IssueExample } from '../issue';
import type { IssueCode } from '../issue-catalogue';
import { columnKey } from './file-shape';
import { stepsOf, type Recipe } from './recipe';
import { withAcceptedUnits, withAnswered, withNullToken, withNumberFormat } from './recipe-change';
import { savedWithRenamed } from './replay';
import type { SavedRecipe } from './saved-recipe';

/** One way to read what could be read in several ways, with cells of the file under it. */
export interface RecipeReading {
  /**
   * - `thousands`, `decimal`: what the mark in a number is
   * - `is-unit`, `not-unit`: whether a name is the proposed unit
   * - `system`: the unit system in `value`
   * - `no`, `unknown`: what a blank among ticks says
   * - `none`, `first`, `last`: which of contradicting rows stays
   * - `is-column`, `gone`: whether a column of the recipe is called otherwise now
   * - `null`, `leave`: whether a word among numbers means "no data"
   */
  readonly key:
    | 'thousands'
    | 'decimal'
    | 'is-unit'
    | 'not-unit'
    | 'system'
    | 'no'
    | 'unknown'
    | 'none'
    | 'first'
    | 'last'
    | 'is-column'
    | 'gone'
    | 'null'
    | 'leave';
  /** What the reading is about, for its words: a unit's name, a system, a column. */
  readonly value: string;
  readonly samples: readonly IssueExample[];
  /** The recipe under this reading, the question answered. */
  readonly apply: (recipe: Recipe) => Recipe;
}

/** Something only the reader of the file can decide. The first reading is the one in force and suggested. */
export interface RecipeQuestion {
  readonly id: string;
  readonly code: IssueCode;
  readonly column: string | null;
  /** The name, number or word that can be read in several ways. */
  readonly subject: string;
  /** Rows (or cells) that depend on the answer. */
  readonly rows: number;
  readonly readings: readonly RecipeReading[];
}

/** What the questions need beside issues and recipe. */
export interface QuestionGround {
  /** Unit names by the name proposed for them → unit_id. */
  readonly unitOf: (name: string) => string | null;
  /** The saved recipe that was replayed, if one was. */
  readonly saved: SavedRecipe | null;
  /** Raw columns, and the recipe suggested for them; needed to replay again. */
  readonly replay: (saved: SavedRecipe) => Recipe;
}

/** Ids of the questions an issue asks; empty when it asks none that can be answered by a change of the recipe. */
export function questionIds(issue: Issue): string[] {
  if (issue.code === 'unit-near') return issue.examples.map((example) => `unit-near:${columnKey(issue.column ?? '')}:${example.before}`);
  if (['ambiguous-number', 'blank-means-no', 'duplicate-conflict', 'unit-system-unsure', 'recipe-column-renamed'].includes(issue.code))
    return [`${issue.code}:${columnKey(issue.column ?? '')}`];
  return [];
}

/** The system before or after the merger. */
const otherSystem: Readonly<Record<string, string>> = { '63': '34', '34': '63', M2021: 'M2025', M2025: 'M2021' };

/** A wrong system or unit puts whole rows in the wrong place; a misread number is wrong by a thousand; the rest concerns single rows. */
const weights: Partial<Record<IssueCode, number>> = {
  'unit-system-unsure': 6,
  'recipe-column-renamed': 5,
  'ambiguous-number': 4,
  'unit-near': 3,
  'duplicate-conflict': 2,
  'blank-means-no': 1,
};

/** The questions a table still asks, the most consequential first. */
export function questionsOf(issues: readonly Issue[], recipe: Recipe, ground: QuestionGround): RecipeQuestion[] {
  const answered = new Set(recipe.answered ?? []);
  const weight = (one: RecipeQuestion) => weights[one.code] ?? 0;
  return issues
    .flatMap((issue) => [...asked(issue, recipe, ground), ...wordsForNothing(issue)])
    .filter((one) => !answered.has(one.id))
    .sort((a, b) => weight(b) - weight(a) || b.rows - a.rows);
}

/** The recipe with the first reading of every question taken. */
export function withAllSuggested(recipe: Recipe, questions: readonly RecipeQuestion[]): Recipe {
  return questions.reduce((now, question) => question.readings[0]?.apply(now) ?? now, recipe);
}

function asked(issue: Issue, recipe: Recipe, ground: QuestionGround): RecipeQuestion[] {
  if (issue.kind !== 'question') return [];
  const column = issue.column ?? '';
  const base = { id: questionIds(issue)[0] ?? '', code: issue.code, column: issue.column ?? null, subject: '', rows: issue.rows };
  const answer = (id: string, change: (recipe: Recipe) => Recipe) => (now: Recipe) => withAnswered(change(now), [id]);
  const same = (now: Recipe) => now;
  switch (issue.code) {
    case 'ambiguous-number':
      return [{ ...base, subject: String(issue.detail?.sample ?? ''), readings: numberReadings(issue, recipe, base.id) }];
    case 'unit-near':
      return issue.examples.flatMap((example): RecipeQuestion[] => {
        const id = `unit-near:${columnKey(column)}:${example.before}`;
        const unitId = ground.unitOf(example.after ?? '');
        if (unitId === null) return [];
        const is = { key: 'is-unit' as const, value: example.after ?? '', samples: [example] };
        const not = { key: 'not-unit' as const, value: example.after ?? '', samples: [{ row: example.row, before: example.before }] };
        return [
          {
            ...base,
            id,
            subject: example.before,
            rows: 1,
            readings: [
              { ...is, apply: answer(id, (now) => withAcceptedUnits(now, column, { [example.before]: unitId })) },
              { ...not, apply: answer(id, (now) => withAcceptedUnits(now, column, { [example.before]: null })) },
            ],
          },
        ];
      });
    case 'unit-system-unsure': {
      const systems = String(issue.detail?.systems ?? '').split(', ');
      const others = systems.map((system) => otherSystem[system] ?? system);
      const swapped = (to: readonly string[]) => (now: Recipe) => withUnitSystems(now, [...systems, ...others], to);
      const reading = (which: readonly string[]) => ({
        key: 'system' as const,
        value: which.join(', '),
        samples: issue.examples,
        apply: answer(base.id, swapped(which)),
      });
      return [{ ...base, readings: [reading(systems), reading(others)] }];
    }
    case 'blank-means-no': {
      const samples = (after: string) => issue.examples.map(({ row, before }) => ({ row, before, after }));
      const off = (now: Recipe) => ({
        ...now,
        steps: now.steps.map((step) => {
          if (step.op !== 'parse-yesno' || step.column !== column) return step;
          const { blankMeansNo, ...rest } = step;
          return blankMeansNo ? rest : step;
        }),
      });
      return [
        {
          ...base,
          readings: [
            { key: 'no', value: '', samples: samples('false'), apply: answer(base.id, same) },
            { key: 'unknown', value: '', samples: samples(''), apply: answer(base.id, off) },
          ],
        },
      ];
    }
    case 'duplicate-conflict': {
      const reading = (key: 'none' | 'first' | 'last') => ({
        key,
        value: '',
        samples: issue.examples,
        apply: answer(base.id, (now) => ({
          ...now,
          steps: now.steps.map((step) =>
            step.op === 'reject-duplicates' ? { ...step, conflicts: key === 'none' ? ('reject' as const) : key } : step,
          ),
        })),
      });
      return [{ ...base, readings: [reading('none'), reading('last'), reading('first')] }];
    }
    case 'recipe-column-renamed': {
      const { saved } = ground;
      const to = String(issue.detail?.proposal ?? '');
      if (!saved) return [];
      const rename = (now: Recipe) => ({ ...ground.replay(savedWithRenamed(saved, column, to)), answered: now.answered });
      return [
        {
          ...base,
          subject: column,
          readings: [
            { key: 'is-column', value: to, samples: issue.examples, apply: (now) => withAnswered(stripped(rename(now)), [base.id]) },
            { key: 'gone', value: to, samples: [], apply: answer(base.id, same) },
          ],
        },
      ];
    }
    default:
      return [];
  }
}

function stripped(recipe: Recipe & { answered?: string[] | undefined }): Recipe {
  const { answered, ...rest } = recipe;
  return answered ? { ...rest, answered } : rest;
}

/** Thousands and decimals trade places. The reading in force comes first. */
function numberReadings(issue: Issue, recipe: Recipe, id: string): RecipeReading[] {
  const column = issue.column ?? '';
  const sample = String(issue.detail?.sample ?? '');
  const mark = sample.includes('.') ? '.' : ',';
  const other = mark === '.' ? ',' : '.';
  const read = (key: 'thousands' | 'decimal'): RecipeReading => ({
    key,
    value: String((key === 'thousands' ? issue.detail?.asThousands : issue.detail?.asDecimal) ?? ''),
    samples: issue.examples.map(({ row, before }) => ({
      row,
      before,
      after: key === 'thousands' ? before.replaceAll(mark, '').replace(other, '.') : before.replaceAll(other, '').replace(mark, '.'),
    })),
    apply: (now) =>
      withAnswered(key === 'thousands' ? withNumberFormat(now, column, other, mark) : withNumberFormat(now, column, mark, other), [id]),
  });
  const step = stepsOf(recipe, 'parse-number').findLast((one) => one.column === column);
  const both = [read('thousands'), read('decimal')];
  return step?.thousands === mark ? both : both.toReversed();
}

function withUnitSystems(recipe: Recipe, of: readonly string[], to: readonly string[]): Recipe {
  return {
    ...recipe,
    steps: recipe.steps.map((step) =>
      step.op === 'match-unit' ? { ...step, systems: [...new Set([...to, ...step.systems.filter((one) => !of.includes(one))])] } : step,
    ),
  };
}

/** A word that stands in a column of numbers several times is likely one for "nothing here" that the reader does not know. */
function wordsForNothing(issue: Issue): RecipeQuestion[] {
  const { column } = issue;
  if (issue.code !== 'not-a-number' || column === undefined) return [];
  const words = [...new Set(issue.examples.map(({ before }) => before))].filter((word) => /^[^\d]{1,30}$/.test(word));
  return words.flatMap((word): RecipeQuestion[] => {
    const samples = issue.examples.filter(({ before }) => before === word);
    if (samples.length < 2 && issue.rows > 1) return [];
    const id = `not-a-number:${columnKey(column)}:${word}`;
    return [
      {
        id,
        code: issue.code,
        column,
        subject: word,
        rows: samples.length,
        readings: [
          { key: 'null', value: word, samples, apply: (now) => withAnswered(withNullToken(now, column, word), [id]) },
          { key: 'leave', value: word, samples, apply: (now) => withAnswered(now, [id]) },
        ],
      },
    ];
  });
}

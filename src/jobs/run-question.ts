import type { Engine } from '../core/engine';
import { bindQuestion, type BoundQuery } from '../core/bind-question';
import type { ParamValues, SavedQuestion } from '../core/question';
import { columnIndex, type ResultTable } from '../core/result-table';

/** What a run of a question gives. */
export interface QuestionResult {
  readonly table: ResultTable;
  /** The text that ran and the values in it. */
  readonly bound: BoundQuery;
  /** True when rows are verdicts (target_id, unit_id, verdict), so that they can be opened and shown as a scorecard. */
  readonly verdictColumns: boolean;
}

/**
 * Binds the values into the question's SQL and runs it.
 * @param values by parameter name; what is not given takes its default
 * @throws AppError `param-missing`, `param-invalid`, and what `Engine.query` throws
 */
export async function runQuestion(
  engine: Engine,
  question: Pick<SavedQuestion, 'sql' | 'params'>,
  values: ParamValues = {},
  options: { signal?: AbortSignal } = {},
): Promise<QuestionResult> {
  const bound = bindQuestion(question.sql, question.params, values);
  const table = await engine.query(bound.sql, options);
  const verdictColumns = ['target_id', 'unit_id', 'verdict'].every((name) => columnIndex(table, name) >= 0);
  return { table, bound, verdictColumns };
}

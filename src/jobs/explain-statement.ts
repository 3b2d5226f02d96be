import { AppError } from '../core/app-error';
import type { Engine, RunOptions } from '../core/engine';
import { parsePlan, totalMs, type PlanNode } from '../core/sql/plan-tree';
import { isWord, sqlPieces } from '../core/sql/sql-pieces';

export interface ExplainedStatement {
  readonly plan: PlanNode;
  /** Sum of the times of all steps; null when the statement was only planned, not run. */
  readonly totalMs: number | null;
}

const reading = ['select', 'from', 'with', 'values', 'pivot', 'unpivot', 'table'];
const writing = ['insert', 'update', 'delete', 'merge', 'copy', 'create', 'drop', 'alter', 'into'];

/**
 * How the engine carries out a statement. One that only reads is run, so that each step has its time and its rows; one that writes, or
 * that the engine does not measure, is planned only, and its rows are estimates.
 * @throws AppError `sql-*` as a run would; `sql-other` for a statement that has no plan
 */
export async function explainStatement(engine: Engine, sql: string, options?: RunOptions): Promise<ExplainedStatement> {
  if (onlyReads(sql)) {
    const plan = await planOf(engine, 'EXPLAIN (ANALYZE, FORMAT json)', sql, options);
    if (plan) return { plan, totalMs: totalMs(plan) };
  }
  const plan = await planOf(engine, 'EXPLAIN (FORMAT json)', sql, options);
  if (!plan) throw new AppError('sql-other', { reason: 'EXPLAIN' });
  return { plan, totalMs: null };
}

/** False as soon as a word could make it write; a column of that name costs the times, nothing else. */
function onlyReads(sql: string): boolean {
  const words = sqlPieces(sql).filter((piece) => piece.kind === 'word');
  return isWord(words[0], ...reading) && !words.some((word) => isWord(word, ...writing));
}

async function planOf(engine: Engine, verb: string, sql: string, options?: RunOptions): Promise<PlanNode | null> {
  const result = await engine.query(`${verb}\n${sql}`, options);
  const last = result.rowCount - 1;
  return last < 0 ? null : parsePlan(String(result.cell(last, result.columns.length - 1)));
}

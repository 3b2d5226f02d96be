import { AppError } from '../core/app-error';
import type { Engine, RunOptions } from '../core/engine';

/**
 * A PIVOT over values that are not listed cannot be prepared: the engine makes several statements of it and refuses them all. This binds it by
 * explaining it. `error` is what `Engine.check` gave.
 * @returns the error of the statement itself, its line as in `sql`; null when it would run
 */
export async function checkedPivot(engine: Engine, sql: string, error: AppError | null, options?: RunOptions): Promise<AppError | null> {
  if (error?.code !== 'sql-several-statements' || error.detail.line !== undefined) return error;
  try {
    await engine.query(`EXPLAIN\n${sql}`, options);
    return null;
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    const { line } = cause.detail;
    return line === undefined ? cause : new AppError(cause.code, { ...cause.detail, line: Number(line) - 1 }, { cause });
  }
}

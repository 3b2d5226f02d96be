import { AppError } from '../core/app-error';
import type { Engine } from '../core/engine';
import type { SheetCell } from '../core/notebook/notebook';
import { computedOrder, isWhole } from '../core/sheet/sheet-formula';
import { sheetSelect } from '../core/sheet/sheet-sql';

/** What is wrong with a sheet's formulas, and which can be worked out. */
export interface SheetCheck {
  /** Place of a column → what is wrong with its formula. */
  readonly errors: ReadonlyMap<number, AppError>;
  /** Places of the columns whose formulas are right, each after those it uses. */
  readonly computable: readonly number[];
}

/** Asks the engine's binder about each formula over the types of the columns; nothing runs and no rows are needed. */
export async function checkSheet(engine: Engine, sheet: SheetCell): Promise<SheetCheck> {
  const { order, cyclic, uses } = computedOrder(sheet.columns);
  const errors = new Map<number, AppError>();
  const computable: number[] = [];
  for (const at of cyclic) errors.set(at, new AppError('sheet-formula-cycle', { column: sheet.columns[at]!.name }));
  if (order.length > 0 && order.every((at) => isWhole(sheet.columns[at]!.formula ?? ''))) {
    if ((await engine.check(sheetSelect(sheet, order, null))) === null) return { errors, computable: order };
  }
  for (const at of order) {
    const { name, formula } = sheet.columns[at]!;
    const broken = (uses.get(at) ?? []).find((used) => errors.has(used));
    const error =
      broken !== undefined
        ? new AppError('sheet-formula-needs', { column: name, name: sheet.columns[broken]!.name })
        : !isWhole(formula ?? '')
          ? new AppError('sheet-formula-brackets', { column: name })
          : withoutPlace(await engine.check(sheetSelect(sheet, [...computable, at], null)));
    if (error) errors.set(at, error);
    else computable.push(at);
  }
  return { errors, computable };
}

/** Line and column count in the statement around the formula, which the reader does not see. */
export function withoutPlace(error: AppError | null): AppError | null {
  if (!error) return null;
  const detail = Object.fromEntries(Object.entries(error.detail).filter(([name]) => name !== 'line' && name !== 'column'));
  return new AppError(error.code, detail, { cause: error.cause });
}

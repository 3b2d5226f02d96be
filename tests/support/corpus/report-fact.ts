/** One figure or text of a report: whose, of which period, under which head. Texts trimmed; numbers as numbers; days as ISO dates; null: no data. */
export interface Fact {
  /** `system:code` of the unit, such as `63:02`. */
  readonly unit: string;
  /** First day and kind of the period, such as `2020-06-01 month`; '' in tables without periods. */
  readonly period: string;
  readonly head: string;
  readonly value: string | number | null;
}

/** An issue that a fault must lead to, whether the values come out right or not. */
export interface Told {
  /** Matches the code. */
  readonly code: RegExp;
  /** Head of the column the issue must name; undefined: any or none. */
  readonly head?: string;
  /** Must stand in an example of the issue, as it is in the file or cleaned. */
  readonly text?: string;
}

/** A Vietnamese report as a file, and what it says. */
export interface ReportCase {
  readonly name: string;
  readonly fault: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly facts: readonly Fact[];
  /** Heads whose columns hold the facts. */
  readonly heads: readonly string[];
  /** Rows of figures that the clean table must have in the usual, wide form; null where several forms are right. */
  readonly rowCount: number | null;
  readonly told: readonly Told[];
}
